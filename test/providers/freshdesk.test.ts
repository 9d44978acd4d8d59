import { freshdesk } from '../../src/providers/freshdesk';
import { basicOf, calling, SECRET } from '../support/vendor-calls';
import { conformance } from './conformance';

const SETTINGS = { domain: 'example', apiKey: SECRET, mode: 'hard' };
const SOFT = { ...SETTINGS, mode: 'soft' };
conformance(freshdesk, SETTINGS, { loosely: { 'freshdesk.find': ['an empty list'] } });

const site = () => calling(freshdesk, SETTINGS);
const headers = { authorization: basicOf(`${SECRET}:X`) };
const JANE = 'jane@example.com';
const HOST = 'https://example.freshdesk.com/api/v2';
const found = (...contacts: [number, string | null, ...string[]][]) => ({
  status: 200,
  body: contacts.map(([id, email, ...other_emails]) => ({
    ...{ id, email, other_emails, active: false, description: 'error', name: 'Failed', phone: null, deleted: false },
  })),
});
const NOBODY = found();
const GONE = { status: 204 };
const search = (email: string) =>
  ['&state=blocked', '&state=deleted', ''].map((state) => `GET ${HOST}/contacts?email=${email}${state}`);

it.each(['example', 'Example.freshdesk.com'])(
  'deletes the contact for good, whatever its state, at %s',
  async (domain) => {
    const { said, sent } = await calling(freshdesk, { ...SETTINGS, domain }).erase(
      ...([
        'jane+x@example.com',
        found([2, 'jane+x@example.com']),
        NOBODY,
        found([3, 'jane+x@example.com']),
        GONE,
        GONE,
      ] as const),
    );
    expect(said).toEqual({ kind: 'deleted' });
    expect(sent).toEqual(
      [
        ...search('jane%2Bx%40example.com'),
        ...[`DELETE ${HOST}/contacts/2/hard_delete?force=true`, `DELETE ${HOST}/contacts/3/hard_delete?force=true`],
      ].map((line) => ({ line, headers, body: '' })),
    );
  },
);

it.each(['example.com', 'https://example.freshdesk.com', 'a.b.freshdesk.com', ''])('has no domain %j', (domain) => {
  expect(freshdesk.problems({ ...SETTINGS, domain })).not.toBeNull();
});

it('searches as written and lower-cased, and says absent where nobody is in any state', async () => {
  const { said, sent } = await site().erase('Jane@example.com', ...Array.from({ length: 6 }, () => NOBODY));
  expect(said).toEqual({ kind: 'absent' });
  expect(sent.map(({ line }) => line)).toEqual([...search('Jane%40example.com'), ...search('jane%40example.com')]);
});

it('finds a contact by a further address, and deletes nobody where the filter was not understood', async () => {
  const merged = found([2, 'work@example.com', JANE]);
  expect((await site().erase(JANE, merged, NOBODY, NOBODY, GONE)).said).toEqual({ kind: 'deleted' });
  const everybody = found([2, JANE], [3, 'john@example.com']);
  expect((await site().erase(JANE, everybody, NOBODY, NOBODY)).said).toMatchObject({ reason: 'unexpected-reply' });
});

it('never deletes an agent', async () => {
  for (const settings of [SETTINGS, SOFT]) {
    const api = calling(freshdesk, settings);
    expect((await api.erase(JANE, found([2, JANE]), NOBODY, NOBODY, { status: 405 })).said).toEqual({
      ...{ kind: 'refused', reason: 'staff-account', httpStatus: 405 },
    });
  }
});

it.each([
  [{ status: 404 }, { kind: 'absent' }],
  [
    { status: 404, body: { message: 'no such route' } },
    { kind: 'refused', reason: 'not-found' },
  ],
  [
    { status: 400, body: { description: 'Validation failed', errors: [] } },
    { kind: 'refused', reason: 'rejected' },
  ],
  [
    { status: 401, body: { code: 'invalid_credentials', message: 'no' } },
    { kind: 'refused', reason: 'credentials' },
  ],
  [
    { status: 403, body: { code: 'access_denied', message: 'no' } },
    { kind: 'refused', reason: 'credentials' },
  ],
  [
    { status: 429, headers: { 'retry-after': '33' } },
    { kind: 'retry', reason: 'rate-limited', afterSeconds: 33 },
  ],
])('reads %j of the deletion', async (reply, outcome) => {
  expect((await site().erase(JANE, found([2, JANE]), NOBODY, NOBODY, reply)).said).toMatchObject(outcome);
});

it('deletes softly where that is chosen, and never says deleted, or absent, of whom it keeps', async () => {
  const api = () => calling(freshdesk, SOFT);
  const { said, sent } = await api().erase(JANE, found([2, JANE]), NOBODY, NOBODY, GONE);
  expect([said, sent.at(-1)?.line]).toEqual([{ kind: 'registered' }, `DELETE ${HOST}/contacts/2`]);
  const before = await api().erase(JANE, NOBODY, NOBODY, found([2, JANE]), { status: 404 });
  expect(before.said).toMatchObject({ kind: 'refused', reason: 'rejected-address' });
});

it('says what goes and what stays, as it is set up', () => {
  expect(freshdesk.describe({ mode: 'hard' }).does).toContain('tickets');
  expect(freshdesk.describe({ mode: 'soft' }).keeps[0]?.what).toContain('tickets');
  expect(freshdesk.alsoDeletes).toContain('tickets');
});

it('counts what it holds in any state, and tries its key by asking whose it is', async () => {
  const twice = found([2, JANE]);
  expect((await site().look(JANE, twice, NOBODY, found([3, JANE]))).said).toEqual({ kind: 'found', records: 2 });
  const me = { status: 200, body: { id: 432, type: 'support_agent', available: true, contact: { active: false } } };
  const { said, sent } = await site().test(me);
  expect([said, sent]).toEqual([{ kind: 'ok' }, [{ line: `GET ${HOST}/agents/me`, headers, body: '' }]]);
  expect((await site().test({ status: 401 })).said).toMatchObject({ kind: 'failed' });
});
