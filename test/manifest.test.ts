/**
 * The manifest before Atlassian's own validator.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { withHosts, withTable } from '../dev/tools/from-providers';

const VALIDATE = `require('@forge/manifest').validate(false).then((result) => process.stdout.write(JSON.stringify({ success: result.success, errors: result.errors ?? [] })))`;

it('is valid by the validator of the Forge CLI', () => {
  const answer = execFileSync('node', ['-e', VALIDATE], { cwd: resolve(__dirname, '..'), encoding: 'utf8' });
  expect(JSON.parse(answer)).toEqual({ success: true, errors: [] });
});

it.each([
  ['manifest.yml', withHosts],
  ['docs/providers.md', withTable],
] as const)('%s is as `npm run manifest` writes it', (file, derive) => {
  const text = readFileSync(join(__dirname, '..', file), 'utf8');
  expect(derive(text)).toBe(text);
});
