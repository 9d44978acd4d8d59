/**
 * What the kit does for every provider, so that none can forget it.
 */
import * as z from 'zod/mini';
import { defineProvider, path } from '../../../src/providers/kit';
import type { Test } from '../../../src/providers/kit/declare';
import type { ProviderContext } from '../../../src/providers/kit';
import { crowd, person } from '../../support/people';
import { around, type Scripted, vendor } from '../../support/vendor';

const url = path`https://x.example/`;
const BASE = {
  ...{ id: 'careless', label: 'Careless', does: '', promise: '', page: '', hosts: [], callsPerMinute: 60 },
  ...({ category: 'any', confidence: 'vendor' } as const),
};

/** A provider whose declaration stumbles over every reply. */
const careless = defineProvider({
  ...BASE,
  settings: {},
  test: { method: 'GET', url, shows: { holds: stumble, example: {} } } satisfies Test,
  erase: { request: () => ({ method: 'POST', url }), replies: { 200: { when: { holds: stumble }, then: 'deleted' } } },
  followUp: () => ({ request: () => ({ method: 'GET', url }), isNobody: stumble, key: 'x' }),
  invite: {
    request: () => ({ method: 'POST', url }),
    replies: { 200: { when: { holds: stumble }, then: 'registered' } },
  },
});
function stumble(): never {
  throw new RangeError('jane@example.com');
}
const unexpected = { kind: 'refused', reason: 'unexpected-reply' };
const ok = { status: 200, body: { a: 1 } };

it('takes whatever a declaration throws for a reply that nobody expected, for everybody it was about', async () => {
  const api = vendor(...Array.from({ length: 9 }, () => ok));
  const opened = careless.open({}, around(api, true));
  expect(await opened.erase?.(crowd(3))).toEqual([unexpected, unexpected, unexpected]);
  expect(await opened.followUp?.(person('jane@example.com'))).toBe('unknown');
  expect(await opened.invite?.(person('jane@example.com'))).toEqual(unexpected);
  expect(await opened.test()).toEqual({ kind: 'failed', outcome: unexpected });
  expect(api.logged.join()).toContain('RangeError');
  expect(api.logged.join()).not.toContain('jane');
});

const signsIn = defineProvider({
  ...BASE,
  settings: {},
  session: () => ({
    request: { method: 'POST', url },
    token: ({ text }) => ({ value: text }),
    lifetime: 1000,
    example: 'token',
  }),
  erase: { request: () => ({ method: 'POST', url }), replies: { 200: 'deleted' } },
});
const remembers = defineProvider({
  ...BASE,
  settings: {},
  erase: {
    flow: async ({ remember }) => {
      await remember('x', z.number(), () => 1);
      return 'deleted';
    },
  },
});

it.each<[string, typeof careless, (own: Error) => Partial<ProviderContext>]>([
  ['a call', careless, (own) => ({ http: () => Promise.reject(own) })],
  [
    'the place of its token',
    signsIn,
    (own) => ({ token: { ...around(vendor()).token, get: () => Promise.reject(own) } }),
  ],
  [
    'what is known of its look-up',
    careless,
    (own) => ({ lookUps: { hasShown: () => Promise.reject(own), noteShown: () => Promise.reject(own) } }),
  ],
  [
    'its memory',
    remembers,
    (own) => ({ memory: () => ({ get: () => Promise.reject(own), set: () => Promise.reject(own) }) }),
  ],
])('lets pass what failed of the app’s own beneath it: %s', async (_, provider, broken) => {
  const own = new Error('the storage is away');
  const opened = provider.open({}, { ...around(vendor(ok, ok)), ...broken(own) });
  await expect(opened.erase?.(crowd(1))).rejects.toBe(own);
});

it('keeps no token longer than 8 kilobytes', async () => {
  const keeps = (length: number) => signsIn.open({}, around(vendor({ status: 200, body: 'x'.repeat(length) }, ok)));
  expect(await keeps(8192).erase?.(crowd(1))).toEqual([{ kind: 'deleted' }]);
  expect(await keeps(8193).erase?.(crowd(1))).toEqual([unexpected]);
});

it.each<[Scripted, string]>([
  [{ status: 200, body: { success: false } }, 'refused'],
  [{ status: 200, body: '<!-- x --><html>' }, 'refused'],
  [{ status: 404, body: '<html>' }, 'refused'],
  [{ status: 200, body: { count: 0 } }, 'refused'],
  [{ status: 200, body: { a: 1 } }, 'deleted'],
])('reads %j before a declaration does: %s', async (reply, kind) => {
  const reads = defineProvider({
    ...BASE,
    settings: {},
    erase: { request: () => ({ method: 'POST', url }), replies: { '2xx': 'deleted', 404: 'absent' } },
  });
  expect(await reads.open({}, around(vendor(reply))).erase?.(crowd(1))).toMatchObject([{ kind }]);
});

it('comes back when the vendor’s own header says', async () => {
  const tells = defineProvider({
    ...BASE,
    settings: {},
    comeBackHeader: 'x-wait',
    erase: { request: () => ({ method: 'POST', url }), replies: {} },
  });
  const opened = tells.open({}, around(vendor({ status: 429, headers: { 'x-wait': '77' } })));
  expect(await opened.erase?.(crowd(1))).toMatchObject([{ kind: 'retry', afterSeconds: 77 }]);
});

it('escapes every value of a path, and takes none that leads elsewhere', () => {
  expect(path`/a/${"x/y?'#%"}/${7}`).toBe('/a/x%2Fy%3F%27%23%25/7');
  for (const value of ['', '.', '..']) expect(() => path`/a/${value}`).toThrow(RangeError);
});
