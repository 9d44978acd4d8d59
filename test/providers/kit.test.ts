/**
 * What the kit does for every provider, so that none can forget it.
 */
import * as z from 'zod/mini';
import { defineProvider, type Reach } from '../../src/providers/kit';
import { crowd, person } from '../support/people';
import { around, type Scripted, vendor } from '../support/vendor';

const careless = (work: (reach: Reach) => Promise<unknown>) =>
  defineProvider({
    ...{ id: 'careless', label: 'Careless', does: '', promise: '', page: '', notes: [], egress: [] },
    ...{ batchSize: 10, concurrency: 1, callsPerMinute: 60, settings: z.strictObject({}), canCheck: () => true },
    test: async (_, reach) => {
      await work(reach);
      return { kind: 'ok' };
    },
    erase: async (_, reach, people) => {
      await work(reach);
      return people.map(() => ({ kind: 'deleted' }));
    },
    check: async (_, reach) => {
      await work(reach);
      return 'gone';
    },
    invite: async (_, reach) => {
      await work(reach);
      return { kind: 'registered' };
    },
  });
const asks = (reach: Reach) => reach.http({ op: 'x', method: 'GET', url: 'https://x.example/' });
const unexpected = { kind: 'refused', reason: 'unexpected-reply' };

it('takes whatever a provider’s file throws for a reply that nobody expected, for everybody it was about', async () => {
  const api = vendor();
  const opened = careless(() => Promise.reject(new RangeError('jane@example.com'))).open({}, around(api));
  expect(await opened.erase?.(crowd(3))).toEqual([unexpected, unexpected, unexpected]);
  expect(await opened.followUp?.(person('jane@example.com'))).toBe('unknown');
  expect(await opened.invite?.(person('jane@example.com'))).toEqual(unexpected);
  expect(await opened.test()).toEqual({ kind: 'failed', outcome: unexpected });
  expect(api.logged.join()).toContain('RangeError');
  expect(api.logged.join()).not.toContain('jane');
});

it.each<[string, (reach: Reach) => Promise<unknown>]>([
  ['a call', asks],
  ['the place of its token', (reach) => reach.token.get()],
  ['what is known of its look-up', (reach) => reach.lookUps.hasShown('')],
])('lets pass what failed of the app’s own beneath it: %s', async (_, work) => {
  const own = new Error('the storage is away');
  const fails = () => Promise.reject(own);
  const given = around(vendor());
  const opened = careless(work).open(
    {},
    { ...given, http: fails, token: { ...given.token, get: fails }, lookUps: { ...given.lookUps, hasShown: fails } },
  );
  await expect(opened.erase?.(crowd(1))).rejects.toBe(own);
});

it('keeps no token longer than 8 kilobytes', async () => {
  const keeps = (length: number) =>
    careless((reach) => reach.token.set({ value: 'x'.repeat(length), expiresAt: 1 })).open({}, around(vendor()));
  expect(await keeps(8192).erase?.(crowd(1))).toEqual([{ kind: 'deleted' }]);
  expect(await keeps(8193).erase?.(crowd(1))).toEqual([unexpected]);
});

it.each<[Scripted, string]>([
  [{ status: 200, body: { success: false } }, 'unexpected'],
  [{ status: 200, body: '<!-- x --><html>' }, 'unexpected'],
  [{ status: 404, body: '<html>' }, 'unexpected'],
  [{ status: 200, body: { count: 0 } }, 'unexpected'],
  [{ status: 200, body: { a: 1 } }, 'reply'],
])('hands a provider’s file %j as %s', async (reply, kind) => {
  const seen: string[] = [];
  const opened = careless(async (reach) => {
    seen.push((await asks(reach)).kind);
  }).open({}, around(vendor(reply)));
  await opened.erase?.(crowd(1));
  expect(seen).toEqual([kind]);
});
