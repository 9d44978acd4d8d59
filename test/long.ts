/**
 * `npm run test:long`: what `npm test` leaves out. Thousands of simulated lives, a crash of every kind at every call, every
 * property tried often, every door with 2,000 inputs, the benchmarks' work in full. Each part says how it ended; all run.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');
const SIMULATION = ['--import', 'tsx', 'dev/simulation/run.ts'];
const JEST = 'node_modules/jest/bin/jest.js';

const PARTS: readonly (readonly [what: string, args: readonly string[]])[] = [
  ['2,000 simulated lives', [...SIMULATION, '--lives', '2000']],
  ['every test, everything tried', [JEST]],
  ['the security figures', ['--import', 'tsx', 'test/security/run.ts']],
];

const failed: string[] = [];
for (const [what, args] of PARTS) {
  process.stdout.write(`\n${what}\n`);
  const started = Date.now();
  const { status } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, LONG_RUNS: 'yes' },
  });
  process.stdout.write(
    `${what}: ${status === 0 ? 'well' : 'FAILED'}, ${String(Math.round((Date.now() - started) / 1000))} s\n`,
  );
  if (status !== 0) failed.push(what);
}
if (failed.length > 0) {
  process.stdout.write(`\nFailed: ${failed.join('; ')}\n`);
  process.exitCode = 1;
}
