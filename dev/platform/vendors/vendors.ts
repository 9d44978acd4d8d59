/**
 * The sample site's vendors: each holds a list of people, knows its keys, and can be told to be slow, down or
 * rate-limited. All but the forum are derived from their providers' declarations.
 */
import { accountsOf, OTHERS, TRAITS, type VendorName, VENDORS } from './accounts';
import { DerivedVendor } from './derived-vendor';
import { FORUM, forum } from './forum';
import type { VendorUsers } from './vendor-users';
import { json, type VendorReply, type VendorRequest } from './wire';

/** How a vendor is disturbed: until it is told otherwise, or for so many requests. */
export interface Disturbance {
  readonly kind: 'down' | 'rate-limited' | 'asks-to-wait' | 'refusing' | 'nonsense';
  readonly times: number | null;
}

const DISTURBED: Readonly<Record<Disturbance['kind'], VendorReply>> = {
  down: json(503, { message: 'Service unavailable' }),
  'rate-limited': { ...json(429, { message: 'Too many requests' }), headers: { 'Retry-After': '2' } },
  'asks-to-wait': { ...json(429, { message: 'Too many requests' }), headers: { 'Retry-After': '3600' } },
  refusing: json(403, { message: 'Forbidden' }),
  nonsense: {
    ...{ status: 200, headers: { 'content-type': 'text/html' } },
    body: '<!doctype html><title>Please log in</title>',
  },
};

const exactly = (host: string) => new RegExp(`^${host.replaceAll('.', '\\.')}$`);

/** A vendor of the catalogue has the hosts that its settings lead to. */
const HOSTS: readonly (readonly [VendorName, RegExp])[] = [
  ['centercode', /\.centercode\.com$/],
  ['copernica', /\.copernica\.com$/],
  ['quickhelp', /^qhapi\.quickhelp\.com$/],
  ['forum', exactly(FORUM)],
  ...OTHERS.flatMap((name) =>
    accountsOf(name).flatMap(({ provider, settings }) =>
      (provider.sendsTo(settings) ?? []).map((host) => [name, exactly(host)] as const),
    ),
  ),
];

type Answering = (request: VendorRequest) => VendorReply;

export class Vendors {
  private readonly disturbances = new Map<VendorName, Disturbance>();
  private readonly latency = new Map<VendorName, number>();
  private readonly answering: ReadonlyMap<VendorName, Answering>;

  constructor(users: VendorUsers, now: () => number) {
    this.answering = new Map(
      VENDORS.map((name): [VendorName, Answering] => {
        const people = users.at(name);
        if (name === 'forum') return [name, (request) => forum(request, people)];
        const vendor = new DerivedVendor(name, people, accountsOf(name), TRAITS[name]);
        return [
          name,
          (request) => {
            const asked = vendor.understand(request);
            return asked === null ? json(404, { message: 'Not found.' }) : vendor.answer(asked, now()).reply;
          },
        ];
      }),
    );
  }

  disturb(vendor: VendorName, disturbance: Disturbance | null): void {
    if (disturbance === null) this.disturbances.delete(vendor);
    else this.disturbances.set(vendor, disturbance);
  }

  slowDown(vendor: VendorName, milliseconds: number): void {
    this.latency.set(vendor, milliseconds);
  }

  stateOf(vendor: VendorName): { disturbance: Disturbance | null; latency: number } {
    return { disturbance: this.disturbances.get(vendor) ?? null, latency: this.latency.get(vendor) ?? 0 };
  }

  private disturbed(vendor: VendorName): VendorReply | null {
    const disturbance = this.disturbances.get(vendor);
    if (disturbance === undefined) return null;
    const { kind, times } = disturbance;
    if (times !== null) this.disturb(vendor, times > 1 ? { kind, times: times - 1 } : null);
    return DISTURBED[kind];
  }

  /** Answers a request that was meant for a vendor's host; null for a host that is none of theirs. */
  async answer(request: VendorRequest): Promise<VendorReply | null> {
    const [vendor] = HOSTS.find(([, host]) => host.test(request.url.hostname)) ?? [];
    if (vendor === undefined) return null;
    const latency = this.latency.get(vendor) ?? 0;
    if (latency > 0) await new Promise((resolve) => setTimeout(resolve, latency));
    return this.disturbed(vendor) ?? this.answering.get(vendor)?.(request) ?? null;
  }
}
