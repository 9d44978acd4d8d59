/**
 * The app's screens as built files: built where they are missing or older than their sources.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { isNewer } from '../platform/forge/newer';

/** Builds the screens if they need it. @param tell is told that it takes a moment */
export function buildScreens(root: string, tell: (text: string) => void): void {
  const workspace = join(root, 'static');
  const built = join(workspace, 'dist/portal-request/index.html');
  const sources = [
    join(workspace, 'src'),
    join(workspace, 'public'),
    join(workspace, 'automation-form'),
    join(workspace, 'portal-request'),
    join(workspace, 'vite.config.ts'),
    join(workspace, 'vite.pages.ts'),
    join(root, 'src/contract'),
  ];
  if (isNewer(built, sources)) return;
  tell('Building the screens (once, some seconds) …');
  execFileSync('npm', ['run', '--silent', 'build', '--workspace', 'static'], {
    cwd: root,
    // As it ships, whoever builds it: under a test runner React would be the one for development.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
