/**
 * P8: how well a bulk uses the rate that the slowest provider allows; and what an agent in the middle of it waits for.
 */
import { PROVIDERS } from '../../src/providers';
import { type Figure, figureOf } from './figure';
import { beginBulk } from './rig/bulk';
import { MeasuredSite } from './rig/site';
import { taking, virtualTime } from './rig/time';

const LATENCY = { jira: 40, vendor: 120, storage: 10 };
const CALLED = ['centercode-listener', 'copernica', 'quickhelp'];
const SINGLES = 9;
/** So many people are in the bulk before the first agent comes, and so many between two. */
const BETWEEN = 100;

/** The least time that the providers' declared rates allow for so many people, in milliseconds. */
function leastFor(people: number): number {
  const each = PROVIDERS.filter(({ id }) => CALLED.includes(id)).map(
    ({ batchSize, callsPerMinute }) => Math.ceil(people / batchSize) * (60_000 / callsPerMinute),
  );
  return Math.max(...each);
}

/** @param people in the bulk */
export async function measureFairness(people = 2000): Promise<Figure[]> {
  const time = virtualTime();
  const site = new MeasuredSite(time, LATENCY);
  await taking(time, () => site.setUp());
  const single = async (): Promise<number> => {
    const { id, address } = site.somebody('OPS');
    return taking(
      time,
      () => site.deleteUser(id, address),
      () => site.ended.has(id),
    );
  };
  // The first one signs in, which later ones need not.
  await single();
  const alone: number[] = [];
  for (let count = 0; count < SINGLES; count += 1) alone.push(await single());

  for (let count = 0; count < people; count += 1) site.somebody();
  const before = site.ended.size;
  const started = time.now();
  let failed: unknown = null;
  beginBulk(site).catch((error: unknown) => {
    failed = error;
  });
  const amid: number[] = [];
  for (let count = 0; count < SINGLES; count += 1) {
    const enough = before + (count + 1) * (BETWEEN + 1);
    await time.until(() => failed !== null || site.ended.size >= enough);
    // At any moment of a turn.
    await taking(time, () => time.wait(count * 67));
    amid.push(await single());
  }
  const total = before + people + SINGLES;
  await time.until(() => failed !== null || site.ended.size >= total);
  if (failed !== null) throw failed as Error;
  site.mustBeCompleted(total);
  const last = Math.max(...[...site.ended.values()].map(({ at }) => at));
  const usual = [...alone].sort((a, b) => a - b)[Math.floor(SINGLES / 2)] ?? NaN;
  const times = `${String(people)} people; Jira ${String(LATENCY.jira)} ms, vendors ${String(LATENCY.vendor)} ms, storage ${String(LATENCY.storage)} ms, in simulated time`;
  return [
    figureOf(
      'P8',
      'bulk ÷ the least that rates allow',
      [(last - started) / leastFor(people + SINGLES)],
      `${times}; from the preview on; goal 1.15 at most`,
    ),
    figureOf(
      'P8',
      'an agent amid the bulk ÷ alone',
      amid.map((took) => took / usual),
      `alone ${String(Math.round(usual))} ms; goal 2 at most`,
    ),
  ];
}
