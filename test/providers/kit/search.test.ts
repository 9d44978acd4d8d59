/**
 * Searching: pages, spellings, further addresses, and people whom no erasure touches by itself.
 */
import * as z from 'zod/mini';
import { all, eachListed, found, listed, path, spellings } from '../../../src/providers/kit';
import type { Erase, FindThenDelete } from '../../../src/providers/kit/erase/kinds';
import type { Find } from '../../../src/providers/kit/erase/search';
import { attempts, JANE } from '../../support/attempts';
import { person } from '../../support/people';
import { NOW, type Scripted } from '../../support/vendor';

const Page = z.object({
  people: z.array(z.object({ id: z.int(), mail: z.string(), role: z.optional(z.enum(['agent', 'admin'])) })),
  next: z.optional(z.string()),
});
const finding = (more: Partial<Find> = {}): FindThenDelete => ({
  find: {
    request: ({ email }) => ({ method: 'GET', path: path`/people`, query: { email } }),
    reads: found(Page, ({ people, next }) => ({
      hits: people.map(({ id, mail, role }) => ({ id, emails: [mail], guarded: role ?? null })),
      ...(next === undefined ? {} : { next: { method: 'GET', path: path`/people`, query: { page: next } } }),
    })),
    records: 'people',
    seesEverybody: true,
    example: (mail) => ({ people: [{ id: 7, mail }] }),
    ...more,
  },
  delete: ({ id }) => ({ method: 'DELETE', path: path`/people/${id}`, replies: { 204: 'deleted', 404: 'absent' } }),
});
const API = { api: { baseUrl: 'https://x.example' } };
const trying = (erase: Erase, whom = JANE) => attempts(erase, API, whom);
const page = (people: readonly [number, string, string?][], next?: string): Scripted => ({
  status: 200,
  body: { people: people.map(([id, mail, role]) => ({ id, mail, role })), next },
});
const GONE: Scripted = { status: 204 };
const TAKEN: Scripted = { status: 202 };
const MAIL = JANE.email;
const STAFF = { kind: 'refused', reason: 'staff-account' };
const UNEXPECTED = { kind: 'refused', reason: 'unexpected-reply' };

it('follows the pages of an answer, and deletes whom it finds on any of them', async () => {
  const { outcome, calls } = await trying(finding())([
    page([[1, 'other@example.com']], 'two'),
    page([[2, MAIL]], 'three'),
    page([[3, MAIL]]),
    GONE,
    GONE,
  ]);
  expect(outcome).toEqual({ kind: 'deleted' });
  expect(calls.slice(1)).toEqual([
    'GET /people?page=two',
    'GET /people?page=three',
    'DELETE /people/2',
    'DELETE /people/3',
  ]);
});

it('takes pages without an end for no answer', async () => {
  const endless = Array.from({ length: 10 }, (): Scripted => page([], 'more'));
  expect(await trying(finding())(endless)).toMatchObject({ outcome: UNEXPECTED, left: 0 });
});

it('asks for each spelling, and deletes a record once that both find', async () => {
  const erase = finding({
    request: ({ email }) =>
      spellings(email).map((one) => ({ method: 'GET', path: path`/people`, query: { email: one } })),
  });
  const jane = person('Jane@example.com');
  const { outcome, calls } = await trying(erase, jane)([page([[1, MAIL]]), page([[1, MAIL]]), GONE]);
  expect([outcome, calls]).toEqual([
    { kind: 'deleted' },
    ['GET /people?email=Jane%40example.com', 'GET /people?email=jane%40example.com', 'DELETE /people/1'],
  ]);
});

it('takes the documented reply about nobody for nobody', async () => {
  const erase = finding({ nobody: { 404: 'absent' } });
  expect((await trying(erase)([{ status: 404 }])).outcome).toEqual({ kind: 'absent' });
  expect((await trying(finding())([{ status: 404 }])).outcome).toMatchObject({ reason: 'not-found' });
});

it('asks for every address of a record that lists another one', async () => {
  const erase = finding({
    addresses: ({ id }) => ({
      request: { method: 'GET', path: path`/people/${id}/addresses` },
      reads: listed(z.object({ mails: z.array(z.string()) }), ({ mails }) => mails),
      example: { mails: [] },
    }),
  });
  const { outcome, calls } = await trying(erase)([
    page([
      [1, 'other@example.com'],
      [2, 'neighbour@example.com'],
    ]),
    { status: 200, body: { mails: ['other@example.com', MAIL] } },
    { status: 200, body: { mails: ['neighbour@example.com'] } },
    GONE,
  ]);
  expect(outcome).toEqual({ kind: 'deleted' });
  expect(calls.at(-1)).toBe('DELETE /people/1');
});

it('deletes nothing of a person of whom one record is an agent’s, unless an admin chose so', async () => {
  const both: Scripted = page([
    [1, MAIL],
    [2, MAIL, 'agent'],
  ]);
  expect(await trying(finding())([both])).toMatchObject({ outcome: STAFF, left: 0 });
  expect((await trying(finding({ mayErase: ['agent'] }))([both, GONE, GONE])).outcome).toEqual({ kind: 'deleted' });
  // An agent of another address is none of this.
  const neighbour = page([
    [1, MAIL],
    [2, 'other@example.com', 'admin'],
  ]);
  expect((await trying(finding())([neighbour, GONE])).outcome).toEqual({ kind: 'deleted' });
});

it('never deletes whose key it is, and asks only where somebody was found', async () => {
  const erase = finding({
    owner: {
      request: { method: 'GET', path: path`/me` },
      reads: listed(z.object({ id: z.int() }), ({ id }) => [id]),
      example: { id: 1 },
    },
  });
  const me: Scripted = { status: 200, body: { id: 5 } };
  expect(await trying(erase)([page([[5, MAIL]]), me])).toMatchObject({ outcome: STAFF, left: 0 });
  expect((await trying(erase)([page([[6, MAIL]]), me, GONE])).outcome).toEqual({ kind: 'deleted' });
  expect((await trying(erase)([page([])])).outcome).toEqual({ kind: 'absent' });
  expect((await trying(erase)([page([[6, MAIL]]), { status: 200, body: {} }])).outcome).toMatchObject(UNEXPECTED);
});

/** Two deletions, with a question between them. */
function inTwo(): FindThenDelete {
  const state = (name: string) => ({
    ...{ example: { state: name } },
    holds: ({ json }: { readonly json: unknown }) => JSON.stringify(json) === `{"state":"${name}"}`,
  });
  return {
    ...finding(),
    delete: ({ id }) => [
      { method: 'DELETE', path: path`/people/${id}`, replies: { 204: 'deleted', 404: 'absent' } },
      {
        until: {
          ...({ method: 'GET', path: path`/people/${id}` } as const),
          ...{ ready: state('off'), notYet: state('on'), gone: { 404: 'absent' }, everySeconds: 30 },
        },
        ...{ method: 'DELETE', path: path`/people/${id}`, replies: { 204: 'deleted' } },
      },
    ],
  };
}

it('waits until the vendor is done with what came before', async () => {
  const erase = inTwo();
  const attempt = trying(erase);
  const waiting = await attempt([page([[1, MAIL]]), GONE, { status: 200, body: { state: 'on' } }]);
  expect(waiting.outcome).toEqual({ kind: 'retry', reason: 'postponed', afterSeconds: 30 });
  expect((await attempt([GONE, { status: 200, body: { state: 'gone mad' } }])).outcome).toMatchObject(UNEXPECTED);
  expect((await attempt([GONE, { status: 200, body: { state: 'off' } }, GONE])).outcome).toEqual({ kind: 'deleted' });
});

it('takes a record that the question does not find any more for deleted by what came before, where that was taken', async () => {
  const erase = inTwo();
  const unknown = { status: 404 };
  const one = page([[1, MAIL]]);
  expect(await trying(erase)([one, GONE, unknown])).toMatchObject({ outcome: { kind: 'deleted' }, left: 0 });
  expect((await trying(erase)([one, unknown, unknown])).outcome).toEqual({ kind: 'absent' });
  const attempt = trying(erase);
  await attempt([one, GONE, { status: 200, body: { state: 'off' } }, { status: 503 }]);
  expect((await attempt([unknown, unknown])).outcome).toEqual({ kind: 'deleted' });
});

it('asks later of each record that it found whether it is gone, by its id', async () => {
  const erase: FindThenDelete = {
    ...finding(),
    delete: ({ id }) => ({ method: 'DELETE', path: path`/people/${id}`, replies: { 202: 'accepted' } }),
    confirmedBy: (id) => ({ method: 'GET', path: path`/people/${id}`, replies: { 404: 'absent' } }),
  };
  const two = page([
    [1, MAIL],
    [2, MAIL],
  ]);
  const attempt = trying(erase);
  const unknown = { status: 404 };
  const known = { status: 200, body: { id: 2 } };
  const { outcome, opened, asked } = await attempt([two, TAKEN, TAKEN, unknown, known, unknown, unknown]);
  expect(outcome).toEqual({ kind: 'accepted' });
  expect(await opened.followUp?.(JANE)).toBe('unknown');
  expect(await opened.followUp?.(JANE)).toBe('deleted');
  expect(asked.slice(-2).map(({ method, url }) => `${method} ${url.pathname}`)).toEqual([
    'GET /people/1',
    'GET /people/2',
  ]);
  const nothing = await trying(erase)([page([]), unknown]);
  expect(await nothing.opened.followUp?.(JANE)).toBe('unknown');
});

it('says of several records what it can say of all, over attempts, and asks for none twice', async () => {
  const erase: FindThenDelete = {
    ...finding(),
    delete: ({ id }) => ({
      ...{ method: 'DELETE', path: path`/people/${id}` },
      replies: { 202: { within: 1000 }, 204: 'deleted', 404: 'absent' },
    }),
  };
  const attempt = trying(erase);
  const two = page([
    [1, MAIL],
    [2, MAIL],
  ]);
  expect((await attempt([two, { status: 202 }, { status: 503 }])).outcome).toMatchObject({ kind: 'retry' });
  const { outcome, calls } = await attempt([GONE]);
  expect([outcome, calls]).toEqual([{ kind: 'accepted', expectedBy: NOW + 1000 }, ['DELETE /people/2']]);
});

it('deletes all records of a person in one request', async () => {
  const erase: Erase = {
    find: finding().find,
    deleteTogether: (ids) => ({
      ...{ method: 'POST', path: path`/people/delete`, json: { ids } },
      replies: { 200: 'deleted' },
    }),
  };
  const { outcome, asked } = await trying(erase)([
    page([
      [1, MAIL],
      [2, 'other@example.com'],
      [3, MAIL],
    ]),
    { status: 200 },
  ]);
  expect([outcome, asked[1]?.body]).toEqual([{ kind: 'deleted' }, '{"ids":[1,3]}']);
  expect((await trying(erase)([page([])])).outcome).toEqual({ kind: 'absent' });
});

it('goes through a list that the vendor gives', async () => {
  const lists = { status: 200, body: { lists: ['a', 'b'] } };
  const erase = eachListed(
    {
      request: { method: 'GET', path: path`/lists` },
      reads: listed(z.object({ lists: z.array(z.string()) }), (one) => one.lists),
      example: { lists: ['a'] },
    },
    (list) => ({
      request: () => ({ method: 'DELETE', path: path`/lists/${list}/member` }),
      replies: { 204: 'deleted', 404: 'absent' },
    }),
  );
  const attempt = trying(erase);
  expect((await attempt([lists, GONE, { status: 503 }])).outcome).toMatchObject({ kind: 'retry' });
  expect(await attempt([lists, { status: 404 }])).toMatchObject({ outcome: { kind: 'deleted' }, left: 0 });
  const many = { status: 200, body: { lists: Array.from({ length: 31 }, (_, index) => String(index)) } };
  expect((await trying(erase)([many])).outcome).toEqual(UNEXPECTED);
});

it('makes deletions that have nothing to do with each other, and leaves out those that are switched off', async () => {
  const erase = all({
    mail: { request: () => ({ method: 'POST', path: path`/mail` }), replies: { 202: 'accepted' } },
    people: finding(),
    calls: undefined,
  });
  const { outcome, left } = await trying(erase)([{ status: 202 }, page([[1, MAIL]]), GONE]);
  expect([outcome, left]).toEqual([{ kind: 'accepted' }, 0]);
});
