/**
 * `npm run bench [-- P5 P9]`: one JSON line a figure, then a table; all of them are written into docs/performance.md. Ratios
 * and counts, no stopwatch.
 */
import { cpus } from 'node:os';
import { ROOT } from '../local/options';
import { measureBundle } from './bundle-size';
import { measureExtraction } from './extraction';
import type { Figure } from './figure';
import { measurePages } from './page-weight';
import { writePerformance } from './performance-doc';
import { measureRequests } from './requests';

const FIGURES: Readonly<Record<string, () => Figure[] | Promise<Figure[]>>> = {
  P5: () => measureRequests(ROOT),
  P6: () => measureBundle(ROOT),
  P7: () => measurePages(ROOT),
  P9: measureExtraction,
};

async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => FIGURES[name] === undefined);
  if (unknown.length > 0)
    throw new Error(`There is no figure ${unknown.join(', ')}. There are ${Object.keys(FIGURES).join(', ')}.`);
  const all: Figure[] = [];
  for (const [name, measure] of Object.entries(FIGURES)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    for (const figure of await measure()) {
      process.stdout.write(`${JSON.stringify(figure)}\n`);
      all.push(figure);
    }
  }
  const rows = all.map(
    ({ figure, value, unit, min, max, note }) =>
      `${figure}  ${String(value).padStart(8)} ${unit.padEnd(26)} ${String(min)}–${String(max)}  ${note}`,
  );
  if (asked.length === 0) writePerformance(ROOT, all, Date.now());
  process.stdout.write(
    `\n${rows.join('\n')}\n\nNode ${process.version}, ${String(cpus().length)} × ${cpus()[0]?.model ?? 'unknown'}\n`,
  );
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : 'The benchmark failed.'}\n`);
    process.exit(1);
  },
);
