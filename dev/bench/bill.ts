/**
 * P11: what an idle installation, and a thousand erasures a month, cost on Forge: requests, bytes and processor time are
 * counted, latencies are assumed, prices are Atlassian's.
 * @see https://developer.atlassian.com/platform/forge/forge-platform-pricing/ (August 2026)
 */
import { readManifest } from '../platform/forge/manifest';
import { ROOT } from '../local/options';
import { type Figure, figureOf } from './figure';
import { MeasuredSite, type Metered } from './rig/site';
import { taking, virtualTime } from './rig/time';

/** Milliseconds. The storage's is a guess, as it is where the same was reckoned before. */
const LATENCY = { jira: 200, vendor: 400, storage: 25 };
/** Dollars, above what is free: a GB-second, and a GB read and written. */
const PRICES = { second: 0.000025, read: 0.055, written: 1.09 };
/** What is free, for all installations of an app together. */
const FREE_SECONDS = 200_000;
const SWEEPS_A_MONTH = (365 / 12) * 288;
/** The megabytes that come with a whole processor, where the platform is AWS Lambda as it seems to be. */
const A_PROCESSOR = 1769;
const A_WHILE = 120_000;
const GB = 1e9;

const since = (now: Metered, before: Metered): Metered => ({
  invokedMs: now.invokedMs - before.invokedMs,
  cpuMs: now.cpuMs - before.cpuMs,
  requests: now.requests - before.requests,
  readBytes: now.readBytes - before.readBytes,
  writtenBytes: now.writtenBytes - before.writtenBytes,
});

/** GB-seconds, with the processor's time as it is with so much memory. */
const gbSeconds = ({ invokedMs, cpuMs }: Metered, memoryMB: number): number =>
  ((invokedMs + (cpuMs * A_PROCESSOR) / memoryMB) / 1000) * (memoryMB / 1024);

function figures(what: string, times: number, metered: Metered): Figure[] {
  const { memoryMB } = readManifest(ROOT);
  const each = `${String(Math.round(metered.requests))} requests to the storage, ${String(Math.round(metered.invokedMs))} ms, ${metered.cpuMs.toFixed(1)} ms of a processor each`;
  const dollars = (memory: number) =>
    times *
    (gbSeconds(metered, memory) * PRICES.second +
      (metered.readBytes / GB) * PRICES.read +
      (metered.writtenBytes / GB) * PRICES.written);
  const seconds = times * gbSeconds(metered, memoryMB);
  return [
    figureOf('P11', 'GB-seconds a month', [seconds], `${what}; ${each}; ${String(memoryMB)} MB`),
    figureOf(
      'P11',
      'times this fits into the free part',
      [FREE_SECONDS / seconds],
      `${what}; by their functions alone`,
    ),
    figureOf('P11', '$ a month beyond the free part', [dollars(memoryMB)], `${what}; ${String(memoryMB)} MB`),
    figureOf('P11', '$ a month, with 512 MB', [dollars(512)], what),
    figureOf('P11', 'MB read and written a month', [(times * (metered.readBytes + metered.writtenBytes)) / 1e6], what),
  ];
}

const per = (metered: Metered, count: number): Metered =>
  Object.fromEntries(
    Object.entries(metered).map(([name, value]: [string, number]) => [name, value / count]),
  ) as unknown as Metered;

/** @param count erasures, and sweeps, that are measured */
export async function measureBill(count = 40): Promise<Figure[]> {
  const time = virtualTime();
  const site = new MeasuredSite(time, LATENCY);
  let secret = '';
  await taking(time, async () => {
    secret = await site.setUp();
  });
  const sweeps = async (times: number) => {
    const before = { ...site.metered };
    for (let run = 0; run < times; run += 1) {
      await taking(time, () => site.invoke('sweepSchedule', {}));
      await taking(time, () => time.wait(300_000));
    }
    return per(since(site.metered, before), times);
  };
  const idle = await sweeps(count);
  const before = { ...site.metered };
  for (let run = 0; run < count; run += 1) {
    const issue = site.somebody();
    await taking(time, () => site.erase(secret, issue));
    // What follows the final status belongs to the erasure too.
    await taking(time, () => time.wait(A_WHILE));
  }
  site.mustBeCompleted(count);
  const erasure = per(since(site.metered, before), count);
  // Those that ended of late are compared with their issues, hourly.
  await sweeps(24);
  const watching = await sweeps(count);
  return [
    ...figures('idle, nothing erased yet', SWEEPS_A_MONTH, idle),
    ...figures(`idle, with ${String(count)} erasures of late`, SWEEPS_A_MONTH, watching),
    ...figures('1,000 erasures at three providers, web trigger', 1000, erasure),
  ];
}
