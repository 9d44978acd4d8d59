/**
 * Builds what the tests start as a local site: one file beside the bundles that it makes itself, so that a start is a
 * matter of moments.
 */
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { bundle } from '../../local/host/bundle';
import { buildScreens } from '../../local/screens';

const ROOT = join(__dirname, '../..');

buildScreens(ROOT, () => undefined);
bundle(ROOT);
buildSync({
  entryPoints: [join(ROOT, 'local/start.ts')],
  // Directly under the root's dist: the start looks for the project one folder up.
  outfile: join(ROOT, 'dist/start.cjs'),
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'error',
});
