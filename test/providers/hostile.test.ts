/**
 * Every call of every provider, answered by something that no vendor documents: one outcome a person, never a success, and
 * nothing is ever thrown.
 */
import { PROVIDERS, providerOf } from '../../src/providers';
import type { ProviderContext } from '../../src/providers/kit';
import { httpOver } from '../../src/forge/fetch';
import { bytesOf, JANE, NEVER, SELDOM } from '../support/hostile-bodies';
import { person } from '../support/people';
import { around, askedBy, NOW, type Scripted, toResponse, vendor } from '../support/vendor';

const json = { 'content-type': 'application/json' };

const UNREADABLE = [
  ...['a list a megabyte deep', 'an object a megabyte deep'],
  ...['a page', 'compressed bytes', 'bytes without a meaning'],
];

interface Endpoint {
  readonly provider: string;
  readonly settings: object;
  /** What the other calls answer, by their op. */
  readonly well: Readonly<Record<string, Scripted>>;
  /** The op of the call that is answered so, and which of {@link SELDOM} are documented for it. */
  readonly op: string;
  readonly documented: readonly string[];
  readonly does: 'erase' | 'check' | 'invite' | 'test';
}

const signIn: Scripted = { status: 200, body: 'a.e30.c' };
const nothingElse = ['nothing'];
const CENTERCODE = {
  site: 'example.centercode.com',
  listenerKey: 'deleteuser',
  apiKey: 'k',
  lookupUrl: 'https://example.centercode.com/api/v1/recordLookups/x?find=VALUE',
};
/** Its replies are not documented at all: whatever says nothing bad means that the macro was taken, and no more. */
const ANY = Object.keys(SELDOM).filter((name) => name !== 'numbers as texts');
const PROFILES = { apiToken: 't', mode: 'profiles', databases: [7] };
const FOUND: Scripted = { status: 200, body: { data: [{ ID: 1, fields: { email: JANE } }] } };
const HTTP = {
  url: 'https://api.example.com/u/{{email}}',
  deleted: '200',
  deletedBody: '/status = deleted',
  absent: '',
};

const ENDPOINTS: readonly Endpoint[] = [
  {
    ...{ provider: 'centercode-listener', settings: CENTERCODE, does: 'erase' },
    ...{ op: 'centercode-listener.erase', documented: ANY, well: {} },
  },
  ...['404', 'empty', 'gone'].map((lookupUnknown): Endpoint => ({
    ...{ provider: 'centercode-listener', settings: { ...CENTERCODE, lookupUnknown }, does: 'check' },
    ...{ op: 'centercode-listener.look-up', well: {} },
    documented: lookupUnknown === 'empty' ? ['nothing', 'null', 'an empty list', 'an empty object'] : [],
  })),
  {
    ...{ provider: 'centercode-external-users', does: 'invite', op: 'centercode-external-users.invite', well: {} },
    ...{
      settings: { endpointUrl: 'https://x.centercode.com/i', emailParameter: 'e' },
      documented: ANY,
    },
  },
  {
    ...{ provider: 'copernica', settings: { apiToken: 't' }, does: 'erase', op: 'copernica.sign-in' },
    ...{ documented: ['a token without claims'], well: { 'copernica.erase': { status: 201 } } },
  },
  {
    ...{ provider: 'copernica', settings: { apiToken: 't' }, does: 'erase', op: 'copernica.erase' },
    ...{ documented: nothingElse, well: { 'copernica.sign-in': signIn } },
  },
  {
    ...{ provider: 'copernica', settings: PROFILES, does: 'erase', op: 'copernica.find', documented: [] },
    well: { 'copernica.sign-in': signIn, 'copernica.delete': { status: 204 } },
  },
  {
    ...{ provider: 'copernica', settings: PROFILES, does: 'erase', op: 'copernica.delete' },
    ...{ documented: nothingElse, well: { 'copernica.sign-in': signIn, 'copernica.find': FOUND } },
  },
  {
    ...{ provider: 'copernica', settings: PROFILES, does: 'test', op: 'copernica.test' },
    well: { 'copernica.sign-in': signIn },
    documented: ['an empty object', 'wrong types', 'a huge list of people', 'a prototype', 'a byte order mark'],
  },
  {
    ...{ provider: 'quickhelp', settings: { apiKey: 'k', subscriptionKey: 's' }, does: 'erase' },
    ...{ op: 'quickhelp.erase', documented: ['an empty object'], well: {} },
  },
  { ...{ provider: 'http', settings: HTTP, does: 'erase', op: 'http.erase', documented: [], well: {} } },
];

it('covers every provider', () => {
  const covered = new Set(ENDPOINTS.map(({ provider }) => provider));
  expect(PROVIDERS.map(({ id }) => id).filter((id) => !covered.has(id))).toEqual([]);
});

/** A provider whose calls are answered by their op. */
function opened({ provider, settings, op, well }: Endpoint, status: number, body: unknown) {
  const calls: string[] = [];
  const asking = { op: '' };
  const fetch = (url: string, init?: RequestInit): Promise<Response> => {
    calls.push(asking.op);
    if (calls.length > 50) throw new Error('calls without end');
    if (asking.op === op) return Promise.resolve(new Response(bytesOf(body), { status, headers: json }));
    const reply = well[asking.op];
    if (reply === undefined) throw new Error(`unscripted: ${asking.op}`);
    return Promise.resolve(toResponse(reply, askedBy(url, init)));
  };
  const http = httpOver(fetch as typeof globalThis.fetch, { now: () => NOW }, () => undefined);
  const surroundings: ProviderContext = {
    ...around(vendor(), true),
    http: (call) => {
      asking.op = call.op;
      return http(call);
    },
  };
  return { calls, provider: providerOf(provider)?.open(settings, surroundings) };
}

const GOOD = ['deleted', 'absent', 'accepted', 'registered', 'ok', 'gone'];

/** What it comes to, as one word. */
async function comesTo(endpoint: Endpoint, status: number, body: unknown): Promise<string> {
  const { provider, calls } = opened(endpoint, status, body);
  const jane = { ...person(JANE), erasureId: 'e1' };
  const came = {
    erase: async () => (await provider?.erase?.([jane]))?.map(({ kind }) => kind).join(),
    check: () => provider?.followUp?.(jane),
    invite: async () => (await provider?.invite?.(jane))?.kind,
    test: async () => (await provider?.test())?.kind,
  }[endpoint.does];
  const said = await came();
  expect(calls.filter((op) => op === endpoint.op).length).toBeGreaterThan(0);
  return String(said);
}

describe.each(ENDPOINTS)('$provider, $op', (endpoint) => {
  it.each(Object.entries({ ...NEVER, ...SELDOM }))('is answered 200 with %s', async (name, body) => {
    const said = await comesTo(endpoint, 200, body);
    expect([name, GOOD.includes(said)]).toEqual([name, endpoint.documented.includes(name)]);
  });

  it.each(Object.entries({ ...NEVER, ...SELDOM }))('is answered 404 with %s', async (name, body) => {
    const said = await comesTo(endpoint, 404, body);
    const is404 =
      (endpoint.settings as { lookupUnknown?: string }).lookupUnknown === '404' && endpoint.does === 'check';
    // Where an admin described it so, any 404 that can be read at all.
    const isReadable = !UNREADABLE.includes(name);
    expect([name, GOOD.includes(said)]).toEqual([name, is404 && isReadable]);
  });
});
