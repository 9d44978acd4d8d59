/**
 * What a declaration may say besides how it erases: what a key may do, by which replies a vendor declines, how it is asked
 * what it holds, and how a key is exchanged.
 */
import * as z from 'zod/mini';
import { clientCredentials, grants, json, odata, path, quoted, regions, soql } from '../../../src/providers/kit';
import type { Declaration } from '../../../src/providers/kit/declare';
import type { Replies } from '../../../src/providers/kit/replies';
import { attempts, declaring, JANE } from '../../support/attempts';
import { crowd } from '../../support/people';
import { around, NOW, type Scripted, vendor } from '../../support/vendor';

type Part = Partial<Declaration<Record<string, never>>>;
const url = path`https://x.example/`;
const opened = (part: Part, ...replies: Scripted[]) => {
  const api = vendor(...replies);
  return { api, provider: declaring(part).open({}, around(api)) };
};
const MAY = grants(['delete'], z.object({ scopes: z.array(z.string()) }), ({ scopes }) => scopes, {
  scopes: ['delete'],
});

describe('a test of the key', () => {
  const test = { method: 'GET', url, grants: MAY } as const;
  const tried = (part: Part, ...replies: Scripted[]) => opened(part, ...replies).provider.test();
  const body = (...scopes: string[]): Scripted => ({ status: 200, body: { scopes } });

  it('shows what the key may do, and what it may not', async () => {
    expect(await tried({ test }, body('read', 'delete'))).toEqual({ kind: 'ok', mayDelete: true });
    expect(await tried({ test }, body('read'))).toEqual({
      ...{ kind: 'failed', missing: ['delete'] },
      outcome: { kind: 'refused', reason: 'credentials' },
    });
    expect(await tried({ test }, { status: 200, body: {} })).toMatchObject({ outcome: { reason: 'unexpected-reply' } });
  });

  it('makes another call where the vendor declines the first', async () => {
    const either = { test: { ...test, orElse: { method: 'GET', url } } } as const;
    expect(await tried(either, { status: 404 }, { status: 200, body: {} })).toEqual({ kind: 'ok' });
    expect(await tried(either, { status: 401 }, { status: 401 })).toMatchObject({ outcome: { reason: 'credentials' } });
    expect(await tried(either, { status: 503 })).toMatchObject({ outcome: { kind: 'retry' } });
  });

  it('signs in anew where signing in shows it', async () => {
    const session = () =>
      clientCredentials(url, {
        ...{ clientId: 'an-app', clientSecret: 'canary', as: 'form', lifetime: 1000, more: { scope: 's' } },
        grants: grants(['delete'], z.object({ scope: z.string() }), ({ scope }) => scope.split(' '), {
          scope: 'delete',
        }),
      });
    const token = (scope: string): Scripted => ({
      status: 200,
      body: { access_token: 'token', expires_in: 3600, scope },
    });
    const { api, provider } = opened({ session, test: { method: 'GET', url } }, token('read delete'), { status: 200 });
    expect(await provider.test()).toEqual({ kind: 'ok', mayDelete: true });
    expect(api.asked[0]?.body).toBe('grant_type=client_credentials&client_id=an-app&client_secret=canary&scope=s');
    expect(api.asked[1]?.headers.get('authorization')).toBe('Bearer token');
    expect(await tried({ session }, token('read'))).toMatchObject({ kind: 'failed', missing: ['delete'] });
    expect(await tried({ session }, { status: 401 })).toMatchObject({ outcome: { reason: 'credentials' } });
  });
});

it('keeps a token for as long as it lasts', async () => {
  const session = () => clientCredentials(url, { clientId: 'a', clientSecret: 'b', as: 'json', lifetime: 3_600_000 });
  const erase = { request: () => ({ method: 'POST' as const, url }), replies: { 204: 'deleted' as const } };
  const kept = async (body: object) => {
    const api = vendor({ status: 200, body }, { status: 204 });
    const reach = around(api);
    await declaring({ session, erase }).open({}, reach).erase?.([JANE]);
    return (await reach.token.get())?.expiresAt;
  };
  expect(await kept({ access_token: 't', expires_in: 600 })).toBe(NOW + 540_000);
  expect(await kept({ access_token: 't' })).toBe(NOW + 3_300_000);
});

describe('a reply by which the vendor declines', () => {
  const throttled = z.object({ errors: z.tuple([z.object({ code: z.literal('THROTTLED') })]) });
  const part: Part = {
    declines: {
      404: { refused: 'credentials' },
      403: { refused: 'rejected-address' },
      200: { when: json(throttled, { errors: [{ code: 'THROTTLED' }] }), then: { retry: 'rate-limited' } },
    },
  };
  const erase = {
    request: () => ({ method: 'POST' as const, url }),
    replies: { 200: 'deleted', 404: 'absent' },
  } as const;
  const answered = async (reply: Scripted) => (await attempts(erase, part)([reply])).outcome;

  it('goes before what the status says, and before the table of the call', async () => {
    expect(await answered({ status: 404 })).toEqual({ kind: 'refused', reason: 'credentials', httpStatus: 404 });
    expect(await answered({ status: 403 })).toMatchObject({ reason: 'rejected-address' });
    expect(await answered({ status: 200, body: { errors: [{ code: 'THROTTLED' }] } })).toMatchObject({
      ...{ kind: 'retry', reason: 'rate-limited' },
    });
    expect(await answered({ status: 200, body: { errors: [{ code: 'OTHER' }] } })).toMatchObject({ kind: 'refused' });
    expect(await answered({ status: 200 })).toEqual({ kind: 'deleted' });
  });

  it('is no reply of a rate limit', async () => {
    expect(await answered({ status: 403, headers: { 'retry-after': '7' } })).toMatchObject({
      ...{ kind: 'retry', reason: 'rate-limited', afterSeconds: 7 },
    });
  });
});

describe('a documented body', () => {
  const one = (cell: NonNullable<Replies[200]>) => ({
    request: () => ({ method: 'POST' as const, url }),
    replies: { 200: cell },
  });
  const answered = async (cell: NonNullable<Replies[200]>, body: unknown) =>
    (await attempts(one(cell))([{ status: 200, body }])).outcome?.kind;
  const User = z.object({ user: z.object({ id: z.int() }) });

  it('may hold the account’s own records, whatever they say, and no error beside them', async () => {
    const deleted = { when: json(User, { user: { id: 7 } }, 'user'), then: 'deleted' } as const;
    expect(await answered(deleted, { user: { id: 7, valid: false, errors: ['a bounced mail'] } })).toBe('deleted');
    expect(await answered(deleted, { user: { id: 7 }, error: 'no' })).toBe('refused');
  });

  it('that was only taken may say that it is still to come, and nothing else', async () => {
    expect(await answered({ within: 1000 }, { message: 'queued' })).toBe('accepted');
    expect(await answered({ within: 1000 }, { message: 'failed' })).toBe('refused');
    expect(await answered({ within: 1000 }, { deleted: 0 })).toBe('refused');
  });
});

describe('looking', () => {
  const look = {
    request: () => ({ method: 'GET' as const, url }),
    counts: ({ json: body }: { readonly json: unknown }) =>
      z.safeParse(z.object({ calls: z.array(z.unknown()) }), body).data?.calls.length ?? null,
    nobody: { 404: 'absent' },
    example: () => ({ calls: [1] }),
  } as const;
  const erase = { request: () => ({ method: 'POST' as const, url }), replies: { 202: 'accepted' as const } };
  const looked = (part: Part, ...replies: Scripted[]) => opened(part, ...replies).provider.look?.(JANE);

  it('counts, and changes nothing', async () => {
    expect(await looked({ erase, look }, { status: 200, body: { calls: [1, 2] } })).toEqual({
      kind: 'found',
      records: 2,
    });
    expect(await looked({ erase, look }, { status: 200, body: { calls: [] } })).toEqual({ kind: 'nobody' });
    expect(await looked({ erase, look }, { status: 404 })).toEqual({ kind: 'nobody' });
    expect(await looked({ erase, look }, { status: 200, body: {} })).toMatchObject({ kind: 'unanswered' });
    expect(await looked({ erase, look }, { status: 401 })).toMatchObject({ outcome: { reason: 'credentials' } });
  });

  it('sends nothing that is not declared to ask', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      const { provider, api } = opened({ erase, look: { ...look, request: () => ({ method, url }) } });
      expect(await provider.look?.(JANE)).toMatchObject({
        kind: 'unanswered',
        outcome: { reason: 'unexpected-reply' },
      });
      expect(api.asked).toEqual([]);
    }
    const byPost = { ...look, request: () => ({ method: 'POST' as const, url }), asksByPost: true } as const;
    expect(await looked({ erase, look: byPost }, { status: 404 })).toEqual({ kind: 'nobody' });
  });

  it('is not possible where nothing is declared and nothing is searched', () => {
    expect(opened({ erase }).provider.look).toBeNull();
    expect(opened({ erase, look: null }).provider.look).toBeNull();
  });

  it('confirms what was taken, where the declaration says so', async () => {
    const asked = (part: Part, ...replies: Scripted[]) => opened(part, ...replies).provider.followUp?.(JANE);
    const confirming = { erase, look, confirmedByLook: true };
    expect(await asked(confirming, { status: 404 })).toBe('gone');
    expect(await asked(confirming, { status: 200, body: { calls: [1] } })).toBe('still-there');
    expect(await asked(confirming, { status: 500 })).toBe('unknown');
    expect(opened({ erase, look }).provider.followUp).toBeNull();
  });

  it('verifies what is said to be deleted, and never by an answer that says nothing', async () => {
    const asked = (...replies: Scripted[]) => opened({ erase, look }, ...replies).provider.verify?.(JANE);
    expect(await asked({ status: 404 })).toBe('gone');
    expect(await asked({ status: 200, body: { calls: [1] } })).toBe('still-there');
    for (const reply of [{ status: 500 }, { status: 401 }, { status: 200, body: {} }, { status: 200, body: '<html>' }])
      expect(await asked(reply)).toBe('unknown');
    expect(opened({ erase }).provider.verify).toBeNull();
  });
});

it('takes all of a batch but those whom the vendor names', async () => {
  const part: Part = {
    batchSize: 3,
    erase: {
      requestForAll: (people) => ({ method: 'POST', url, json: people.length }),
      replies: { 200: 'accepted' },
      allBut: {
        ...{ status: 207, then: 'accepted', example: { errors: [{ batch_index: 0 }] } },
        refused: ({ json: body }) =>
          z
            .safeParse(z.object({ errors: z.array(z.object({ batch_index: z.int() })) }), body)
            .data?.errors.map(({ batch_index: place }) => place) ?? null,
      },
    },
  };
  const kinds = async (reply: Scripted) =>
    (await opened(part, reply).provider.erase?.(crowd(3)))?.map((one) => ('reason' in one ? one.reason : one.kind));
  expect(await kinds({ status: 207, body: { errors: [{ batch_index: 1, reason: 'invalid' }] } })).toEqual([
    ...['accepted', 'rejected-address', 'accepted'],
  ]);
  const unexpected = ['unexpected-reply', 'unexpected-reply', 'unexpected-reply'];
  expect(await kinds({ status: 207, body: { errors: [{ batch_index: 3 }] } })).toEqual(unexpected);
  expect(await kinds({ status: 207, body: {} })).toEqual(unexpected);
});

it('finds the one address for which a batch is refused, by whichever status', async () => {
  const part: Part = {
    batchSize: 3,
    erase: {
      requestForAll: (people) => ({ method: 'POST', url, json: people.length }),
      replies: { 200: 'accepted' },
      splitOn: [400, 422],
    },
  };
  const outcomes = await opened(part, { status: 400 }, { status: 200 }, { status: 422 }).provider.erase?.(crowd(3));
  expect(outcomes).toEqual([
    { kind: 'accepted' },
    { kind: 'accepted' },
    { kind: 'refused', reason: 'rejected-address', httpStatus: 422 },
  ]);
});

it('writes an address into a query language so that it stays a text', () => {
  expect(quoted('a"b\\c')).toBe('"a\\"b\\\\c"');
  expect(soql("o'neil\\@example.com")).toBe("'o\\'neil\\\\@example.com'");
  expect(odata("o'neil@example.com")).toBe("'o''neil@example.com'");
});

it('has a host for each region', () => {
  const { hosts, hostOf } = regions('Region', '', { us: 'api.x.example', eu: 'api.eu.x.example' });
  expect([hosts, hostOf('eu')]).toEqual([['api.x.example', 'api.eu.x.example'], 'api.eu.x.example']);
});
