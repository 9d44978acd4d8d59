/**
 * P6: how large the server code is, minified as the local host runs it, and how long it takes to load, against an app that
 * only imports the same packages of Forge.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle, pack } from '../platform/forge/bundle';
import { type Figure, figureOf } from './figure';

const RUNS = 31;
/** Loads a file in a process that has loaded nothing else, and says how many milliseconds that took. */
const LOAD = `const start = performance.now(); require(process.argv[1]); process.stdout.write(String(performance.now() - start));`;

const timeToLoad = (file: string): number =>
  Number(execFileSync(process.execPath, ['-e', LOAD, file], { encoding: 'utf8' }));

/** @param root the project's folder */
export function measureBundle(root: string): Figure[] {
  const files = bundle(root);
  const folder = mkdtempSync(join(tmpdir(), 'erasure-bench-'));
  try {
    const empty = join(folder, 'empty.cjs');
    pack(join(root, 'dev/bench/empty-app.ts'), empty, true);
    const [kilobytes, least] = [statSync(files.app).size / 1000, statSync(empty).size / 1000];
    timeToLoad(files.app);
    timeToLoad(empty);
    // In turns, so that whatever else the machine does befalls both.
    const ratios = Array.from({ length: RUNS }, () => timeToLoad(files.app) / timeToLoad(empty));
    return [
      figureOf(
        'P6',
        'kB minified',
        [kilobytes],
        `the packages of Forge alone ${String(Math.round(least))} kB; goal 150 at most`,
      ),
      figureOf('P6', 'time to load ÷ an empty app', ratios, 'a new process each time, in turns; goal 1.6 at most'),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
