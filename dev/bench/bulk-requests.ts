/**
 * P2: requests to each provider for many people, against the least that its API allows.
 */
import { type Figure, figureOf } from './figure';
import { beginBulk } from './rig/bulk';
import { liftRates } from './rig/rates';
import { MeasuredSite, NO_LATENCY } from './rig/site';
import { REAL } from './rig/time';

/** One request for a person, or for a hundred; Copernica's access token is one more. */
const LEAST: Readonly<Record<string, (people: number) => number>> = {
  'example.centercode.com': (people) => people,
  'api.copernica.com': (people) => people,
  'authenticate.copernica.com': () => 1,
  'qhapi.quickhelp.com': (people) => Math.ceil(people / 100),
};

export async function measureBulkRequests(people = 10_000): Promise<Figure[]> {
  liftRates();
  const site = new MeasuredSite(REAL, NO_LATENCY);
  await site.setUp();
  for (let count = 0; count < people; count += 1) site.somebody();
  await beginBulk(site);
  await REAL.until(() => site.ended.size >= people);
  site.mustBeCompleted(people);
  return Object.entries(LEAST).map(([host, least]) => {
    const calls = site.called.get(host) ?? 0;
    const note = `${host}: ${String(calls)} requests for ${String(people)} people; goal 1.00`;
    return figureOf('P2', 'ratio to the least', [calls / least(people)], note);
  });
}
