/**
 * Writes what follows from the providers' declarations: the hosts in manifest.yml, and the table in docs/providers.md.
 * `npm run manifest`; a test says where they are not as it writes them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { withHosts, withTable } from './from-providers';

const ROOT = resolve(__dirname, '../..');

for (const [file, derive] of [
  ['manifest.yml', withHosts],
  ['docs/providers.md', withTable],
] as const) {
  const path = join(ROOT, file);
  writeFileSync(path, derive(readFileSync(path, 'utf8')));
}
