/**
 * P1: from the web trigger to the final status on the issue, against what Jira and the vendors take of it.
 */
import { type Figure, figureOf } from './figure';
import { MeasuredSite } from './rig/site';
import { REAL } from './rig/time';

const LATENCY = { jira: 40, vendor: 120, storage: 0 };
/** The issue is read, the slowest provider is called (its access token is there already), the issue is told. */
const CRITICAL_PATH = LATENCY.jira + LATENCY.vendor + LATENCY.jira;
const WARM_UP = 20;
const RUNS = 21;

export async function measureSingle(): Promise<Figure[]> {
  const site = new MeasuredSite(REAL, LATENCY);
  const secret = await site.setUp();
  const ratios: number[] = [];
  for (let run = 0; run < WARM_UP + RUNS; run += 1) {
    const issue = site.somebody();
    const started = REAL.now();
    await site.erase(secret, issue);
    const took = (site.ended.get(issue.id)?.at ?? NaN) - started;
    if (run >= WARM_UP) ratios.push(took / CRITICAL_PATH);
    // What follows, and the provider's rate, are not this one's.
    await site.quiet();
    await REAL.wait(250);
  }
  site.mustBeCompleted(WARM_UP + RUNS);
  const note = `three providers; Jira ${String(LATENCY.jira)} ms, vendors ${String(LATENCY.vendor)} ms: ${String(CRITICAL_PATH)} ms at least; ${String(WARM_UP)} warm-up runs; goal 1.10 at most`;
  return [figureOf('P1', 'ratio to the latencies', ratios, note)];
}
