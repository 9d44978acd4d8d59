/**
 * The benchmarks do the work that they say they measure: fewer people than those that count, and no stopwatch. Each throws
 * where somebody was not erased to the end.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Figure } from '../../dev/bench/figure';
import { FIGURES } from '../../dev/bench/figures';
import { ABOUT } from '../../dev/bench/about';
import { mustBeDone } from '../../dev/bench/peers/work';
import { isLong } from '../support/runs';
import { ROOT } from '../support/site';

async function measured(name: string, ...sizes: number[]): Promise<Figure[]> {
  const args = ['--import', 'tsx', join(ROOT, 'dev/bench/one.ts'), name, ...sizes.map(String)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Figure);
}

const valueOf = (figures: readonly Figure[], unit: string): number =>
  figures.find((figure) => figure.unit === unit)?.value ?? NaN;

/** Thousands of people, or another program installed first: only in a long run. */
const long = isLong ? it : it.skip;

it('explains every figure there is', () => {
  expect(Object.keys(ABOUT)).toEqual(Object.keys(FIGURES));
});

long('P2: asks each provider as seldom as its API allows, the last call not full', async () => {
  const figures = await measured('P2', 330);
  expect(figures.map(({ value }) => value)).toEqual(figures.map(() => 1));
  expect(figures).toHaveLength(7);
});

long(
  'P3: both sides erase everybody at every vendor, and tell every issue',
  async () => {
    const figures = await measured('P3', 100, 100);
    expect(valueOf(figures, 'throughput ÷ Node-RED')).toBeGreaterThan(0);
  },
  300_000,
);

it('P3: notices a side that leaves somebody out', () => {
  const all = { people: 3, requests: 3 };
  const vendors = { 'example.centercode.com': all, 'api.copernica.com': all, 'qhapi.quickhelp.com': all };
  expect(() => {
    mustBeDone({ told: 3, vendors }, 3);
  }).not.toThrow();
  expect(() => {
    mustBeDone({ told: 2, vendors }, 3);
  }).toThrow('2 of 3');
  const left = { ...vendors, 'api.copernica.com': { people: 2, requests: 3 } };
  expect(() => {
    mustBeDone({ told: 3, vendors: left }, 3);
  }).toThrow('3, 2, 3');
});

long('P4: a step asks no more of the storage where more is stored', async () => {
  const figures = await measured('P4', 2000, 200);
  expect(valueOf(figures, 'storage requests per step')).toBe(1);
});

it('P5: one erasure asks Jira five times at most', async () => {
  const [single] = await measured('P5', isLong ? 100 : 20);
  expect(single).toMatchObject({ unit: 'requests to Jira' });
  expect(single?.max).toBeLessThanOrEqual(5);
});

long('P8: nobody is left out of a bulk, and an agent amid it is not kept waiting, in simulated time', async () => {
  const figures = await measured('P8', 1000);
  expect(valueOf(figures, 'an agent amid the bulk ÷ alone')).toBeLessThanOrEqual(2);
});

it('P9: finds the address in a document of a megabyte', async () => {
  const [figure] = await measured('P9');
  expect(figure?.n).toBeGreaterThan(1);
});

long('P10: measures every shape', async () => {
  const figures = await measured('P10', 1000);
  expect(valueOf(figures, 'ms for a ticket, the worst')).toBeGreaterThan(0);
  expect(figures[1]?.n).toBeGreaterThan(500);
});
