/**
 * What somebody with an older Node is told, before anything else happens.
 */
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scripts, engines } from '../../package.json';
import { folder } from '../support/folder';
import { ROOT } from '../support/site';

const CHECK = join(ROOT, 'dev/local/node-version.cjs');

/** Runs the check as if this were another Node. */
function checkedOn(version: string): Promise<{ code: unknown; said: string }> {
  const pretence = join(folder(), 'version.cjs');
  writeFileSync(pretence, `Object.defineProperty(process.versions, 'node', { value: '${version}' });`);
  return new Promise((tell) => {
    const child = execFile(process.execPath, ['--require', pretence, CHECK], (_, stdout, stderr) =>
      tell({ code: child.exitCode, said: stdout + stderr }),
    );
  });
}

it.each(['18.20.8', '20.18.3', '9.11.2', '0.12.18'])('is one sentence on Node %s', async (version) => {
  const said = `Node 20.19 or newer is needed; this is ${version}.\n`;
  expect(await checkedOn(version)).toEqual({ code: 1, said });
});

it.each(['20.19.0', '20.20.2', '22.0.0', '100.1.0', '23.0.0-nightly20240901'])(
  'is nothing on Node %s',
  async (version) => {
    expect(await checkedOn(version)).toEqual({ code: 0, said: '' });
  },
);

it('is what the README and the package say', () => {
  expect(engines.node).toBe('>=20.19');
  expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain('Node 20.19 or newer');
});

it.each(Object.entries(scripts))('comes first in npm run %s', (_, command) => {
  expect(command).toMatch(/^node dev\/local\/node-version\.cjs(?: && |$)/);
});

it('is written so that such a Node reads it', () => {
  expect(readFileSync(CHECK, 'utf8')).not.toMatch(
    /\b(?:const|let|class|import|async|await)\b(?! *['*])|=>|`|\?\.|\?\?|\.\.\./,
  );
});
