/**
 * The vendors that take many people in one request, as their declarations document them. They hold nobody, and take everybody.
 */
import { providerOf } from '../../../src/providers';
import { DerivedVendor } from '../../platform/vendors/derived-vendor';
import { PeopleInMemory } from '../../platform/vendors/people';
import { toVendor } from '../../platform/vendors/wire';

/** A connection, and the most people that its vendor's page allows in one request. */
interface BatchVendor {
  readonly provider: string;
  readonly host: string;
  readonly atMost: number;
  readonly settings: object;
}

export const BATCH_VENDORS: readonly BatchVendor[] = [
  {
    ...{ provider: 'quickhelp', host: 'qhapi.quickhelp.com', atMost: 100 },
    settings: { apiKey: 'key', subscriptionKey: 'key', customerId: 123 },
  },
  {
    ...{ provider: 'customerio', host: 'track.customer.io', atMost: 500 },
    settings: { region: 'us', siteId: 'site', apiKey: 'key', mode: 'delete' },
  },
  {
    ...{ provider: 'sparkpost', host: 'api.sparkpost.com', atMost: 1000 },
    settings: { region: 'us', apiKey: 'key' },
  },
  {
    ...{ provider: 'sendgrid', host: 'api.sendgrid.com', atMost: 5000 },
    settings: { region: 'global', apiKey: 'key' },
  },
];

/** Answers of all of them, over the app's own `fetch`. */
export function batchVendors(): (url: string, init: RequestInit) => Response {
  const byHost = new Map(
    BATCH_VENDORS.map(({ provider: id, host, settings }) => {
      const provider = providerOf(id);
      if (provider === undefined) throw new Error(`there is no provider ${id}`);
      return [host, new DerivedVendor(id, new PeopleInMemory(), [{ provider, settings }])];
    }),
  );
  return (url, init) => {
    const vendor = byHost.get(new URL(url).host);
    const asked = vendor?.understand(toVendor(url, init)) ?? null;
    if (vendor === undefined || asked === null) throw new Error(`no vendor documents ${new URL(url).pathname}`);
    const { status, body } = vendor.answer(asked, Date.now()).reply;
    const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
    return new Response(text, { status, headers: { 'content-type': 'application/json' } });
  };
}
