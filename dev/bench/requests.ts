/**
 * P5: what one erasure with three providers asks of Jira, of the storage, and of the queue; and a person of a bulk.
 */
import { type Figure, figureOf } from './figure';
import { beginBulk } from './rig/bulk';
import { MeasuredSite } from './rig/site';
import { taking, virtualTime } from './rig/time';

const RUNS = 41;
const LATENCY = { jira: 40, vendor: 120, storage: 10 };
/** Vendors take so much longer at most, each time as chance has it. */
const UP_TO = 400;
const A_WHILE = 60_000;

/** The same chance each time. @see mulberry32, in the public domain */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Asked = MeasuredSite['asked'];
const NAMES: Readonly<Record<keyof Asked, readonly [string, string]>> = {
  jira: ['requests to Jira', '; goal 5 at most'],
  points: ['points of Jira’s quota', ''],
  storage: ['requests to the storage', '; goal 30 at most'],
  events: ['events of the queue', ''],
};

const since = (now: Asked, before: Asked): Asked => ({
  jira: now.jira - before.jira,
  points: now.points - before.points,
  storage: now.storage - before.storage,
  events: now.events - before.events,
});

/** @param people in the bulk */
export async function measureRequests(people = 1000): Promise<Figure[]> {
  const time = virtualTime();
  const random = chanceFrom(1);
  const site = new MeasuredSite(time, LATENCY, { slower: () => random() * UP_TO });
  let secret = '';
  await taking(time, async () => {
    secret = await site.setUp();
  });
  const singles: Asked[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const before = { ...site.asked };
    const issue = site.somebody('OPS');
    await taking(time, () => site.erase(secret, issue));
    // What follows the final status belongs to the erasure too.
    await taking(time, () => time.wait(A_WHILE));
    // The first one signs in, and makes the keys.
    if (run > 0) singles.push(since(site.asked, before));
  }
  const before = { ...site.asked };
  for (let count = 0; count < people; count += 1) site.somebody();
  await taking(
    time,
    () => beginBulk(site),
    () => site.ended.size >= RUNS + people,
  );
  await taking(time, () => time.wait(A_WHILE));
  site.mustBeCompleted(RUNS + people);
  const bulk = since(site.asked, before);

  const vendors = `vendors answer within ${String(LATENCY.vendor)} to ${String(LATENCY.vendor + UP_TO)} ms`;
  return (Object.keys(NAMES) as (keyof Asked)[]).flatMap((name) => {
    const [unit, goal] = NAMES[name];
    return [
      figureOf(
        'P5',
        unit,
        singles.map((asked) => asked[name]),
        `one erasure, three providers, web trigger; ${vendors}${goal}`,
      ),
      figureOf('P5', unit, [bulk[name] / people], `a person in a bulk of ${String(people)}, with the preview`),
    ];
  });
}
