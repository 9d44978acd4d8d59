/**
 * The ways in which a declaration erases, beyond what the providers and the examples use.
 */
import * as z from 'zod/mini';
import { found, path } from '../../../src/providers/kit';
import type { Erase, FindThenDelete, Job } from '../../../src/providers/kit/erase/kinds';
import type { Find } from '../../../src/providers/kit/erase/search';
import { attempts, declaring, JANE } from '../../support/attempts';
import { around, NOW, type Scripted, vendor } from '../../support/vendor';

const ANYWHERE = path`https://x.example/`;

describe('until nobody is left', () => {
  const erase: Erase = {
    request: () => ({ method: 'POST', url: ANYWHERE }),
    replies: { 200: 'deleted', 404: 'absent' },
    untilNobodyIsLeft: true,
  };

  it('asks again until nobody is there', async () => {
    const attempt = attempts(erase);
    const { outcome, left } = await attempt([{ status: 200 }, { status: 200 }, { status: 404 }]);
    expect([outcome, left]).toEqual([{ kind: 'deleted' }, 0]);
    expect((await attempts(erase)([{ status: 404 }])).outcome).toEqual({ kind: 'absent' });
  });

  it('remembers that it deleted', async () => {
    const attempt = attempts(erase);
    expect((await attempt([{ status: 200 }, { status: 503 }])).outcome).toMatchObject({ kind: 'retry' });
    expect((await attempt([{ status: 404 }])).outcome).toEqual({ kind: 'deleted' });
  });

  it('comes back where it would never end', async () => {
    const { outcome, asked } = await attempts(erase)(Array.from({ length: 41 }, () => ({ status: 200 })));
    expect([outcome, asked.length]).toEqual([{ kind: 'retry', reason: 'postponed' }, 40]);
  });
});

const Records = z.object({ records: z.array(z.object({ id: z.int(), mail: z.string() })) });
const finding = (more: Partial<Find> = {}): FindThenDelete => ({
  find: {
    request: () => ({ method: 'GET', url: ANYWHERE }),
    reads: found(Records, ({ records }) => ({ hits: records.map(({ id, mail }) => ({ id, emails: [mail] })) })),
    records: 'records',
    seesEverybody: true,
    example: (mail) => ({ records: [{ id: 7, mail }] }),
    ...more,
  },
  delete: ({ id }) => [
    { method: 'DELETE', url: path`https://x.example/${id}`, replies: { 204: 'deleted', 404: 'absent' } },
    { method: 'DELETE', url: path`https://x.example/gone/${id}`, replies: { 204: 'deleted' }, afterSeconds: 60 },
  ],
});
const listed = (...mails: string[]): Scripted => ({
  status: 200,
  body: { records: mails.map((mail, index) => ({ id: index + 1, mail })) },
});
const DONE: Scripted = { status: 204 };

describe('find, then delete', () => {
  it('waits between deletions, over attempts', async () => {
    const attempt = attempts(finding());
    const first = await attempt([listed('jane@example.com'), DONE]);
    expect(first.outcome).toEqual({ kind: 'retry', reason: 'postponed', afterSeconds: 60 });
    expect(first.remembers).toBe(true);
    expect((await attempt([{ status: 404 }], 59_000)).outcome).toMatchObject({ afterSeconds: 1 });
    expect((await attempt([{ status: 404 }, DONE], 60_000)).outcome).toEqual({ kind: 'deleted' });
  });

  it('takes nobody for absent where its search does not see everybody', async () => {
    const attempt = attempts(finding({ seesEverybody: false }));
    expect((await attempt([listed('other@example.com')])).outcome).toMatchObject({ reason: 'unexpected-reply' });
  });

  it('touches nobody where a search for exactly one address answers with others', async () => {
    const attempt = attempts(finding({ isExact: true }));
    const { outcome, asked } = await attempt([listed('jane@example.com', 'other@example.com')]);
    expect(outcome).toMatchObject({ reason: 'unexpected-reply' });
    expect(asked).toHaveLength(1);
  });

  it('takes a part of the records for no answer', async () => {
    const attempt = attempts(finding({ reads: () => ({ hits: [], total: 1 }) }));
    expect((await attempt([listed()])).outcome).toMatchObject({ reason: 'unexpected-reply' });
  });

  it.each<[Scripted, object]>([
    [{ status: 204 }, { kind: 'refused', reason: 'unexpected-reply' }],
    [{ status: 404 }, { kind: 'absent' }],
  ])(
    'after %j for the first deletion of a record, says of a last one that finds nothing: %j',
    async (first, outcome) => {
      const erase = finding();
      const twice: Erase = {
        ...erase,
        delete: ({ id }) =>
          [path`https://x.example/${id}`, path`https://x.example/gone/${id}`].map((url) => ({
            ...({ method: 'DELETE', url } as const),
            replies: { 204: 'deleted', 404: 'absent' } as const,
          })),
      };
      const ended = await attempts(twice)([listed('jane@example.com'), first, { status: 404 }]);
      expect([ended.outcome, ended.left]).toEqual([outcome, 0]);
    },
  );

  it('remembers nothing where it finds nobody', async () => {
    const { outcome, remembers } = await attempts(finding())([listed()]);
    expect([outcome, remembers]).toEqual([{ kind: 'absent' }, false]);
  });
});

describe('a job', () => {
  const job: Job = {
    start: () => ({ method: 'POST', url: path`https://x.example/jobs` }),
    jobIn: ({ json }) => z.safeParse(z.object({ job: z.int() }), json).data?.job ?? null,
    within: 86_400_000,
    ask: (id) => ({ method: 'GET', url: path`https://x.example/jobs/${id}` }),
    state: ({ json }) => {
      const state =
        z.safeParse(z.object({ state: z.enum(['done', 'pending', 'gave-up', 'nobody']) }), json).data?.state ?? null;
      return state === 'gave-up' ? 'failed' : state === 'nobody' ? 'absent' : state;
    },
    examples: { started: { job: 7 }, done: { state: 'done' } },
  };

  it('is accepted, and started once', async () => {
    const attempt = attempts(job);
    const started: Scripted = { status: 202, body: { job: 7 } };
    const accepted = { kind: 'accepted', expectedBy: NOW + 86_400_000 };
    expect((await attempt([started])).outcome).toEqual(accepted);
    expect((await attempt([])).outcome).toEqual(accepted);
  });

  it('takes the ids of what was found, and is not started for nobody', async () => {
    const { find } = finding();
    const withIds: Erase = {
      ...{ ...job, find },
      start: (_, { ids }) => ({ method: 'POST', url: path`https://x.example/jobs`, json: { ids } }),
    };
    const { outcome, asked } = await attempts(withIds)([
      listed('jane@example.com', 'other@example.com', 'Jane@Example.com'),
      { status: 202, body: { job: 7 } },
    ]);
    expect([outcome?.kind, asked[1]?.body]).toEqual(['accepted', '{"ids":[1,3]}']);
    expect(await attempts(withIds)([listed()])).toMatchObject({ outcome: { kind: 'absent' }, left: 0 });
  });

  it('of our own name keeps it where the answer was lost', async () => {
    const attempt = attempts({
      ...{ ...job, isNamedByUs: true },
      start: (_, { uuid, at }) => ({ method: 'POST', url: path`https://x.example/jobs`, json: { uuid, at } }),
    });
    const first = await attempt([{ status: 503 }]);
    const second = await attempt([{ status: 201, body: { job: 7 } }], 60_000);
    expect(second.outcome?.kind).toBe('accepted');
    expect(first.asked[0]?.body).toMatch(new RegExp(`^{"uuid":"[\\da-f-]{36}","at":${String(NOW)}}$`));
    expect(second.asked[0]?.body).toBe(first.asked[0]?.body);
  });

  it('that is started may say that it is still to be done, and nothing else', async () => {
    const kind = async (status: string) => (await attempts(job)([{ status: 201, body: { job: 7, status } }])).outcome;
    expect(await kind('PENDING')).toMatchObject({ kind: 'accepted' });
    expect(await kind('FAILURE')).toMatchObject({ reason: 'unexpected-reply' });
  });

  it('is due when its reply says, or the vendor; or nobody says', async () => {
    const { within: _, ...undated } = job;
    const started: Scripted = { status: 202, body: { job: 7 } };
    const due = (at: number | null) => ({ ...job, dueAt: () => at });
    expect((await attempts(undated)([started])).outcome).toEqual({ kind: 'accepted' });
    expect((await attempts(due(NOW + 5000))([started])).outcome).toEqual({ kind: 'accepted', expectedBy: NOW + 5000 });
    expect((await attempts(due(NOW - 5000))([started])).outcome).toEqual({ kind: 'accepted', expectedBy: NOW });
    expect((await attempts(due(null))([started])).outcome).toMatchObject({ expectedBy: NOW + 86_400_000 });
  });

  it('is unexpected without an id', async () => {
    expect((await attempts(job)([{ status: 202, body: {} }])).outcome).toMatchObject({ reason: 'unexpected-reply' });
  });

  it.each<[Scripted, string]>([
    [{ status: 200, body: { state: 'done' } }, 'deleted'],
    // It says of itself that it failed, in whatever status.
    [{ status: 200, body: { state: 'done', error: { message: 'no' } } }, 'unknown'],
    [{ status: 200, body: { state: 'nobody', found: 0 } }, 'gone'],
    [{ status: 200, body: { state: 'pending' } }, 'unknown'],
    [{ status: 200, body: { state: 'gave-up' } }, 'still-there'],
    [{ status: 200, body: {} }, 'unknown'],
    [{ status: 503 }, 'unknown'],
  ])('asked later, %j means %s', async (reply, means) => {
    const reach = around(vendor());
    const api = vendor({ status: 202, body: { job: 7 } }, reply);
    const opened = declaring({ erase: job }).open({}, { ...reach, http: api.http });
    expect(await opened.followUp?.(JANE)).toBe('unknown');
    await opened.erase?.([JANE]);
    expect(await opened.followUp?.(JANE)).toBe(means);
    expect(api.asked[1]?.url.pathname).toBe('/jobs/7');
  });
});

describe('a flow', () => {
  const flow: Erase = {
    flow: async ({ read, send, theirs, remember }) => {
      const ids = await remember('ids', z.array(z.int()), async () => {
        const { records } = await read({ method: 'GET', url: ANYWHERE }, Records);
        return theirs(records.map(({ id, mail }) => ({ id, emails: [mail] }))).map(({ id }) => id);
      });
      for (const id of ids) await send({ method: 'DELETE', url: path`https://x.example/${id}` }, 204, 404);
      return ids.length > 0 ? 'deleted' : 'absent';
    },
  };

  it('reads, deletes and says what became of it', async () => {
    const { outcome, asked } = await attempts(flow)([listed('jane@example.com', 'other@example.com'), DONE]);
    expect(outcome).toEqual({ kind: 'deleted' });
    expect(asked.map(({ url }) => url.pathname)).toEqual(['/', '/1']);
    expect((await attempts(flow)([listed()])).outcome).toEqual({ kind: 'absent' });
  });

  it('goes on with what it remembers', async () => {
    const attempt = attempts(flow);
    expect((await attempt([listed('jane@example.com'), { status: 503 }])).outcome).toMatchObject({ kind: 'retry' });
    expect((await attempt([{ status: 404 }])).outcome).toEqual({ kind: 'deleted' });
  });

  it.each<[string, readonly Scripted[]]>([
    ['a body that is not documented', [{ status: 200, body: { people: [] } }]],
    ['a page', [{ status: 200, body: '<html>' }]],
    ['a status that is not documented', [listed('jane@example.com'), { status: 200 }]],
    ['more people of the address than there can be', [listed(...Array.from({ length: 21 }, () => 'jane@example.com'))]],
  ])('is ended by %s', async (_, replies) => {
    expect((await attempts(flow)(replies)).outcome).toMatchObject({ kind: 'refused', reason: 'unexpected-reply' });
  });
});

it('says of several items what it can say of all of them', async () => {
  const request = () => ({ method: 'POST' as const, url: ANYWHERE });
  const one = (item: string) => ({
    item,
    erase: { request, replies: { 200: 'deleted', 202: 'registered', 404: 'absent' } } as const,
  });
  const erase: Erase = { each: [one('a'), one('b')] };
  const said = async (...statuses: number[]) =>
    (await attempts(erase)(statuses.map((status) => ({ status })))).outcome?.kind;
  expect(await said(200, 404)).toBe('deleted');
  expect(await said(404, 404)).toBe('absent');
  expect(await said(200, 202)).toBe('registered');
});

it('sends the time of the first attempt again, where the requests hold it', async () => {
  const provider = (holdsTime: boolean) =>
    declaring({
      holdsTime: () => holdsTime,
      erase: {
        request: ({ firstAskedAt }) => ({ method: 'POST', url: ANYWHERE, json: { at: firstAskedAt ?? null } }),
        replies: { 204: 'deleted' },
      },
    });
  for (const [holdsTime, at] of [
    [true, NOW],
    [false, null],
  ] as const) {
    const reach = around(vendor());
    for (const [status, now] of [
      [503, NOW],
      [204, NOW + 3_600_000],
    ] as const) {
      const api = vendor({ status });
      await provider(holdsTime)
        .open({}, { ...reach, http: api.http, now: () => now })
        .erase?.([JANE]);
      expect(JSON.parse(api.asked[0]?.body ?? '')).toEqual({ at });
    }
  }
});
