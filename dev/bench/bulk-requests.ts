/**
 * P2: requests to each provider for many people, against the least that its API allows.
 */
import { type Figure, figureOf } from './figure';
import { BATCH_VENDORS, batchVendors } from './rig/batch-vendors';
import { beginBulk } from './rig/bulk';
import { liftRates } from './rig/rates';
import { MeasuredSite } from './rig/site';
import { taking, type Time, virtualTime } from './rig/time';

const LATENCY = { jira: 40, vendor: 120, storage: 10 };

type Least = (people: number) => number;

/** One request for a person; Copernica's access token is one more. QuickHelp's is counted with the others that take many. */
const ONE_BY_ONE: Readonly<Record<string, Least>> = {
  'example.centercode.com': (people) => people,
  'api.copernica.com': (people) => people,
  'authenticate.copernica.com': () => 1,
};

const MANY_AT_ONCE: Readonly<Record<string, Least>> = Object.fromEntries(
  BATCH_VENDORS.map(({ host, atMost }) => [host, (people: number) => Math.ceil(people / atMost)]),
);

/** An installation whose providers each take many people in one request. */
class SiteOfBatches extends MeasuredSite {
  private readonly vendors = batchVendors();

  protected override askVendor(url: string, init: RequestInit): Promise<Response> {
    return Promise.resolve(this.vendors(url, init));
  }
}

async function erasesAll(
  time: Time,
  site: MeasuredSite,
  people: number,
  leasts: Readonly<Record<string, Least>>,
): Promise<Figure[]> {
  for (let count = 0; count < people; count += 1) site.somebody();
  await taking(
    time,
    () => beginBulk(site),
    () => site.ended.size >= people,
  );
  site.mustBeCompleted(people);
  return Object.entries(leasts).map(([host, least]) => {
    const calls = site.called.get(host) ?? 0;
    const note = `${host}: ${String(calls)} requests for ${String(people)} people; goal 1.00`;
    return figureOf('P2', 'ratio to the least', [calls / least(people)], note);
  });
}

/** In simulated time: how long a batch is waited for does not hang on the machine. */
export async function measureBulkRequests(people = 10_000): Promise<Figure[]> {
  liftRates();
  const time = virtualTime();
  const first = new MeasuredSite(time, LATENCY);
  await taking(time, () => first.setUp());
  const oneByOne = await erasesAll(time, first, people, ONE_BY_ONE);
  const site = new SiteOfBatches(time, LATENCY);
  const connections = BATCH_VENDORS.map(({ provider: id, settings }) => ({ id, provider: id, label: id, settings }));
  await taking(time, () => site.setUp(connections));
  return [...oneByOne, ...(await erasesAll(time, site, people, MANY_AT_ONCE))];
}
