/**
 * `npm run simulate -- [--lives N] [--seed S] [--jobs N]`, `--replay S` for one life as a story, `--crashes` for the
 * single erasure crashed at every call in turn.
 */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { crashEverywhere } from './crashes';
import { live } from './life';
import { planOf } from './plan';
import { inWords, shortest } from './story';

const say = (line: string) => process.stdout.write(`${line}\n`);

interface Sum {
  lives: number;
  erasures: number;
  calls: number;
  faults: number;
  failed: number[];
}
const NOTHING: Sum = { lives: 0, erasures: 0, calls: 0, faults: 0, failed: [] };

/** Lives every `step`-th seed. */
async function some(first: number, lives: number, step: number): Promise<Sum> {
  const sum: Sum = { ...NOTHING, failed: [] };
  for (let seed = first; seed < first + lives; seed += step) {
    const lived = await live(planOf(seed));
    sum.lives += 1;
    sum.erasures += lived.erasures;
    sum.calls += lived.calls;
    sum.faults += lived.faults.length;
    if (lived.violations.length > 0) sum.failed.push(seed);
    process.send?.({ progress: 1 });
  }
  return sum;
}

/** Shares the lives out over processes. */
async function all(first: number, lives: number, jobs: number): Promise<Sum> {
  let done = 0;
  const parts = await Promise.all(
    Array.from(
      { length: jobs },
      (_, job) =>
        new Promise<Sum>((resolve, reject) => {
          const part = [
            '--part',
            String(job),
            '--jobs',
            String(jobs),
            '--seed',
            String(first),
            '--lives',
            String(lives),
          ];
          const child = fork(__filename, part, { execArgv: ['--import', 'tsx'] });
          child.on('message', (message: Sum | { progress: number }) => {
            if (!('progress' in message)) resolve(message);
            else if ((done += 1) % 250 === 0) say(`${String(done)} of ${String(lives)} lives`);
          });
          child.once('exit', (code) => {
            if (code !== 0) reject(new Error(`a part ended with ${String(code)}`));
          });
        }),
    ),
  );
  return parts.reduce((a, b) => ({
    lives: a.lives + b.lives,
    erasures: a.erasures + b.erasures,
    calls: a.calls + b.calls,
    faults: a.faults + b.faults,
    failed: [...a.failed, ...b.failed],
  }));
}

async function replay(seed: number): Promise<boolean> {
  const plan = planOf(seed);
  const lived = await live(plan);
  say(inWords(lived.violations.length === 0 ? { plan, lived, tries: 0 } : await shortest(plan, lived)));
  return lived.violations.length === 0;
}

async function crashes(): Promise<boolean> {
  const { points, lives, failed } = await crashEverywhere();
  for (const { call, fault, violations } of failed) say(`call ${String(call)}, ${fault}: ${violations.join('; ')}`);
  say(`${String(points)} points, ${String(lives)} lives crashed there, ${String(failed.length)} violations`);
  return failed.length === 0;
}

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      lives: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      jobs: { type: 'string', default: String(availableParallelism()) },
      part: { type: 'string' },
      replay: { type: 'string' },
      crashes: { type: 'boolean', default: false },
    },
  });
  const [first, lives, jobs] = [Number(values.seed), Number(values.lives), Number(values.jobs)];
  if (values.part !== undefined) {
    const part = Number(values.part);
    process.send?.(await some(first + part, lives - part, jobs));
    return true;
  }
  if (values.replay !== undefined) return replay(Number(values.replay));
  if (values.crashes) return crashes();
  const sum = await all(first, lives, jobs);
  if (sum.failed.length > 0) say(`failed: ${sum.failed.join(', ')}`);
  for (const seed of sum.failed.slice(0, 3)) await replay(seed);
  say(
    `${String(sum.lives)} lives, ${String(sum.erasures)} erasures, ${String(sum.calls)} calls to the platform, ${String(sum.faults)} faults: ${String(sum.failed.length)} violations`,
  );
  if (sum.failed.length > 0) say(`replay with --replay ${sum.failed.slice(0, 10).join(', --replay ')}`);
  // A simulation that begins nothing proves nothing.
  const isIdle = sum.erasures < sum.lives;
  if (isIdle) say('There were fewer erasures than lives: something keeps them from beginning. Replay one to see.');
  return sum.failed.length === 0 && !isIdle;
}

void main().then((isWell) => {
  process.exitCode = isWell ? 0 : 1;
});
