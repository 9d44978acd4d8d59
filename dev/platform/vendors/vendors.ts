/**
 * Simulated providers that hold real lists of people, check keys and shapes as the vendors document them, and can be
 * told to be slow, down or rate-limited.
 */
import type { VendorName, VendorUsers } from './vendor-users';

export interface VendorRequest {
  readonly method: string;
  readonly host: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface VendorReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, unless it is a text. */
  readonly body?: unknown;
}

/** The keys of the sample site's connections. */
export const KEYS = {
  centercode: 'sample-4a1c-centercode-key',
  copernica: 'sample-copernica-api-token',
  quickhelp: 'sample-quickhelp-customer-key',
  subscription: 'sample-quickhelp-subscription-key',
  forum: 'sample-forum-token',
};
export const LISTENER = 'deleteuser';
/** The API Import source of the sample site: its URL is its key. */
export const INVITATIONS = '/api/v1/externalUsers/sample-7c2e-import-source';
export const DATABASE = 1;
/** Where the forum's API is: `DELETE /v1/members/{email}`. */
export const FORUM = 'forum.example.com';
/** How long QuickHelp's three days take here. */
const QUICKHELP_TAKES = 3000;
const TOKEN_LASTS = 24 * 3600;

const json = (status: number, body: unknown): VendorReply => ({ status, body });
const copernicaError = (message: string): VendorReply => json(400, { error: { message } });

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (exp: number): string => `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url({ exp })}.c2lnbmF0dXJl`;

function isLiveJwt(token: string, now: number): boolean {
  try {
    const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { exp?: number };
    return typeof exp === 'number' && exp * 1000 > now;
  } catch {
    return false;
  }
}

function centercode({ method, url }: VendorRequest, users: VendorUsers, now: number): VendorReply {
  if (method === 'POST' && url.pathname === INVITATIONS) {
    users.add('centercode', url.searchParams.get('email') ?? '');
    return json(200, {});
  }
  const [, kind, key] = /^\/api\/v1\/(\w+)\/([\w-]+)$/.exec(url.pathname) ?? [];
  if (url.searchParams.get('apiKey') !== KEYS.centercode) return json(401, { message: 'The API key is not valid.' });
  const found = users.find('centercode', url.searchParams.get('find') ?? '', now);
  if (kind === 'recordLookups' && method === 'GET')
    return json(
      200,
      found.map(({ id, email }) => ({ id, email })),
    );
  if (kind !== 'userMacroListeners' || key !== LISTENER || method !== 'POST')
    return json(404, { message: 'Not found.' });
  // The macro removes whoever is found; whether anybody was is not told.
  for (const { id } of found) users.remove(id);
  return json(200, {});
}

function copernica(request: VendorRequest, users: VendorUsers, now: number): VendorReply {
  const { method, url, headers, body, host } = request;
  if (host === 'authenticate.copernica.com') {
    const token = new URLSearchParams(body).get('access_token');
    return token === KEYS.copernica
      ? { status: 200, body: jwt(Math.floor(now / 1000) + TOKEN_LASTS) }
      : copernicaError('Invalid access token');
  }
  if (!isLiveJwt((headers['authorization'] ?? '').replace(/^Bearer /, ''), now))
    return copernicaError('Invalid access token');
  if (method === 'GET' && url.pathname === '/v4/identity') return json(200, { id: '1', name: 'Sample account' });
  if (method === 'POST' && url.pathname === '/v4/events/user/remove') {
    const { email } = JSON.parse(body) as { email?: string };
    if (email === undefined) return copernicaError('Missing email');
    // The sample account's follow-up action on a remove event: remove the profile.
    for (const { id } of users.find('copernica', email, now)) users.remove(id);
    return { status: 201 };
  }
  const database = /^\/v4\/database\/(\d+)\/profiles$/.exec(url.pathname)?.[1];
  if (method === 'GET' && database !== undefined) {
    if (database !== String(DATABASE)) return copernicaError('No database with supplied ID');
    const email = /^email==(.*)$/.exec(url.searchParams.get('fields[]') ?? '')?.[1];
    const found = email === undefined ? users.all('copernica', now) : users.find('copernica', email, now);
    const data = found.map((user) => ({ ID: String(user.id), fields: { email: user.email } }));
    return json(200, { start: 0, limit: 1000, count: data.length, data });
  }
  const profile = /^\/v4\/profile\/(\d+)$/.exec(url.pathname)?.[1];
  if (method === 'DELETE' && profile !== undefined) {
    if (url.searchParams.get('completely') !== 'Yes') return copernicaError('Only complete deletions are simulated');
    if (users.byId('copernica', Number(profile), now) === undefined)
      return copernicaError('The profile has already been removed');
    users.remove(Number(profile));
    return { status: 204, headers: { 'X-deleted': `profile ${profile}` } };
  }
  return copernicaError('Invalid method');
}

function quickhelp({ method, url, headers, body }: VendorRequest, users: VendorUsers, now: number): VendorReply {
  if (headers['ocp-apim-subscription-key'] !== KEYS.subscription)
    return json(401, {
      statusCode: 401,
      message:
        'Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.',
    });
  if (headers['authorization'] !== KEYS.quickhelp) return json(401, {});
  if (method !== 'DELETE' || url.pathname !== '/v1/User/Delete')
    return json(404, { statusCode: 404, message: 'Resource not found' });
  const { users: given = [] } = JSON.parse(body) as { users?: { email?: string }[] };
  const modelState = (field: string, attemptedValue: string, errorMessage: string) =>
    json(400, {
      [field]: { value: { attemptedValue, culture: '', rawValue: {} }, errors: [{ exception: {}, errorMessage }] },
    });
  if (given.length === 0 || given.length > 100)
    return modelState('users', String(given.length), 'Between 1 and 100 users are allowed.');
  const bad = given.findIndex(({ email }) => email === undefined || /[^\u0020-\u007e]/.test(email));
  if (bad >= 0)
    return modelState(
      `users[${String(bad)}].email`,
      given[bad]?.email ?? '',
      `${given[bad]?.email ?? ''} is not a valid e-mail address.`,
    );
  for (const { email = '' } of given)
    for (const { id } of users.find('quickhelp', email, now)) users.removeAt(id, now + QUICKHELP_TAKES);
  return json(200, {});
}

function forum({ method, url, headers }: VendorRequest, users: VendorUsers, now: number): VendorReply {
  if (headers['authorization'] !== `Bearer ${KEYS.forum}`) return json(401, { error: 'bad token' });
  const email = decodeURIComponent(/^\/v1\/members\/([^/]+)$/.exec(url.pathname)?.[1] ?? '');
  if (method !== 'DELETE' || email === '') return json(404, { error: 'no such resource' });
  const found = users.find('forum', email, now);
  for (const { id } of found) users.remove(id);
  return found.length === 0 ? json(404, { error: 'unknown member' }) : { status: 204 };
}

/** How a vendor is disturbed: until it is told otherwise, or for so many requests. */
export interface Disturbance {
  readonly kind: 'down' | 'rate-limited' | 'asks-to-wait' | 'refusing' | 'nonsense';
  readonly times: number | null;
}

export class Vendors {
  private readonly disturbances = new Map<VendorName, Disturbance>();
  private readonly latency = new Map<VendorName, number>();
  /** Requests by vendor. */
  readonly requests: Record<VendorName, number> = { centercode: 0, copernica: 0, quickhelp: 0, forum: 0 };

  constructor(
    private readonly users: VendorUsers,
    private readonly now: () => number,
  ) {}

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
    switch (kind) {
      case 'down':
        return json(503, { message: 'Service unavailable' });
      case 'rate-limited':
        return { ...json(429, { message: 'Too many requests' }), headers: { 'Retry-After': '2' } };
      case 'asks-to-wait':
        return { ...json(429, { message: 'Too many requests' }), headers: { 'Retry-After': '3600' } };
      case 'refusing':
        return json(403, { message: 'Forbidden' });
      case 'nonsense':
        return {
          status: 200,
          headers: { 'content-type': 'text/html' },
          body: '<!doctype html><title>Please log in</title>',
        };
    }
  }

  /** Answers a request that was meant for a vendor's host; null for a host that is none of theirs. */
  async answer(request: VendorRequest): Promise<VendorReply | null> {
    const { host } = request;
    const vendor = host.endsWith('.centercode.com')
      ? 'centercode'
      : host.endsWith('.copernica.com')
        ? 'copernica'
        : host === 'qhapi.quickhelp.com'
          ? 'quickhelp'
          : host === FORUM
            ? 'forum'
            : null;
    if (vendor === null) return null;
    this.requests[vendor] += 1;
    const latency = this.latency.get(vendor) ?? 0;
    if (latency > 0) await new Promise((resolve) => setTimeout(resolve, latency));
    const answer = { centercode, copernica, quickhelp, forum }[vendor];
    return this.disturbed(vendor) ?? answer(request, this.users, this.now());
  }
}
