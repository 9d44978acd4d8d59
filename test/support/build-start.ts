/**
 * Builds what the tests start as a local site: one file beside the bundles that it makes itself, so that a start is a
 * matter of moments.
 */
import { join } from 'node:path';
import { bundle, pack } from '../../dev/platform/forge/bundle';
import { buildScreens } from '../../dev/local/screens';

const ROOT = join(__dirname, '../..');

buildScreens(ROOT, () => undefined);
bundle(ROOT);
// Directly under the root's dist: the start looks for the project one folder up.
pack(join(ROOT, 'dev/local/start.ts'), join(ROOT, 'dist/local/start.cjs'), false, 'external');
