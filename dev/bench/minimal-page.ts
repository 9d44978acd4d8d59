import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Builds the minimal page as the screens are built. @returns the folder that it was built into */
export function buildMinimalPage(root: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'minimal-page-'));
  const [page, vite] = [join(root, 'static/minimal-page'), join(root, 'node_modules/vite/bin/vite.js')];
  execFileSync(process.execPath, [vite, 'build', page, '--outDir', folder, '--logLevel', 'error'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production' },
  });
  return folder;
}
