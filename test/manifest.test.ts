/**
 * The manifest before Atlassian's own validator.
 */
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const VALIDATE = `require('@forge/manifest').validate(false).then((result) => process.stdout.write(JSON.stringify({ success: result.success, errors: result.errors ?? [] })))`;

it('is valid by the validator of the Forge CLI', () => {
  const answer = execFileSync('node', ['-e', VALIDATE], { cwd: resolve(__dirname, '..'), encoding: 'utf8' });
  expect(JSON.parse(answer)).toEqual({ success: true, errors: [] });
});
