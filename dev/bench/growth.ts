/**
 * P4: whether erasing one more person takes longer, or asks more of the storage, where many erasures are stored.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Store } from '../platform/store';
import { type Figure, figureOf } from './figure';
import { liftRates } from './rig/rates';
import { MeasuredSite, NO_LATENCY } from './rig/site';
import { storeMore } from './rig/stored';
import { REAL } from './rig/time';

const WARM_UP = 40;
const RUNS = 100;

interface Filled {
  readonly site: MeasuredSite;
  readonly secret: string;
}

/** A site on disk where so many erasures have ended. */
async function filledWith(folder: string, count: number): Promise<Filled> {
  mkdirSync(folder);
  const site = new MeasuredSite(REAL, NO_LATENCY, { store: new Store(folder) });
  const secret = await site.setUp();
  const issue = site.somebody();
  await site.erase(secret, issue);
  await site.quiet();
  // Counted among the figures, as after the next sweep.
  await site.invoke('sweepSchedule', {});
  storeMore(site.store, site.endedOf(issue.id), count);
  return { site, secret };
}

/** Erases one more. @returns the time in milliseconds, and the requests to the storage */
async function oneMore({ site, secret }: Filled): Promise<{ time: number; requests: number }> {
  const issue = site.somebody();
  const before = site.asked.storage;
  const started = REAL.now();
  await site.erase(secret, issue);
  await site.quiet();
  return { time: REAL.now() - started, requests: site.asked.storage - before };
}

export async function measureGrowth(many = 100_000, few = 1000): Promise<Figure[]> {
  liftRates();
  const folder = mkdtempSync(join(tmpdir(), 'erasure-bench-'));
  try {
    const small = await filledWith(join(folder, 'few'), few);
    const large = await filledWith(join(folder, 'many'), many);
    const stored = large.site.countStored();
    if (stored !== many + 1) throw new Error(`${String(stored)} erasures are stored.`);
    const [times, requests]: [number[], number[]] = [[], []];
    for (let run = 0; run < WARM_UP + RUNS; run += 1) {
      // In turns, so that whatever else the machine does befalls both.
      const [a, b] = [await oneMore(large), await oneMore(small)];
      if (run < WARM_UP) continue;
      times.push(a.time / b.time);
      requests.push(a.requests / b.requests);
    }
    const note = `${String(many)} stored ÷ ${String(few)}, in turns, after ${String(WARM_UP)} warm-up runs; goal 1.10 at most`;
    return [figureOf('P4', 'time per step', times, note), figureOf('P4', 'storage requests per step', requests, note)];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
