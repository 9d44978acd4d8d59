/**
 * `npm run bench [-- P1 P4]`: one JSON line a figure, then a table; all of them are written into docs/performance.md. Each
 * figure is measured in a process of its own, one after the other.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../local/options';
import type { Figure } from './figure';
import { FIGURES } from './figures';
import { machine, writePerformance } from './performance-doc';

/** @returns null where it could not be measured: what stood in the way was said on stderr */
function measure(name: string): Figure[] | null {
  const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', join(ROOT, 'dev/bench/one.ts'), name], {
    ...{ cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  });
  if (status !== 0) return null;
  process.stdout.write(stdout);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Figure);
}

const row = ({ figure, value, unit, min, max, note }: Figure): string =>
  `${figure}  ${String(value).padStart(8)} ${unit.padEnd(32)} ${`${String(min)}–${String(max)}`.padEnd(16)} ${note}`;

/** @returns the exit code */
async function main(asked: readonly string[]): Promise<number> {
  const unknown = asked.filter((name) => FIGURES[name] === undefined);
  if (unknown.length > 0) {
    process.stderr.write(`There is no figure ${unknown.join(', ')}. There are ${Object.keys(FIGURES).join(', ')}.\n`);
    return 1;
  }
  const names = Object.keys(FIGURES).filter((name) => asked.length === 0 || asked.includes(name));
  const measured = names.map((name) => ({ name, figures: measure(name) }));
  const failed = measured.filter(({ figures }) => figures === null).map(({ name }) => name);
  const figures = measured.flatMap(({ figures: some }) => some ?? []);
  process.stdout.write(`\n${figures.map(row).join('\n')}\n\n${machine()}\n`);
  if (failed.length > 0) process.stderr.write(`Not measured: ${failed.join(', ')}.\n`);
  else if (asked.length === 0) await writePerformance(ROOT, figures, Date.now());
  return failed.length === 0 ? 0 : 1;
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
