import { helpscout } from '../../src/providers/helpscout';
import { calling, SECRET } from '../support/vendor-calls';
import { conformance } from './conformance';

const SETTINGS = { appId: 'a1B2', appSecret: SECRET };
conformance(helpscout, SETTINGS);

const site = () => calling(helpscout, SETTINGS);
const JANE = 'jane@example.com';
const HOST = 'https://api.helpscout.net/v2';
const headers = { authorization: 'Bearer t1' };
const TOKEN = { status: 200, body: { token_type: 'bearer', access_token: 't1', expires_in: 172_800 } };
const emails = (...values: string[]) => ({
  _embedded: { emails: values.map((value, id) => ({ id, value, type: 'work' })) },
  _links: {},
});
const customer = (id: number, ...values: string[]) => ({
  ...{ id, firstName: 'Failed', background: 'error', jobTitle: null, photoUrl: '', age: '' },
  ...(values.length === 0
    ? { _links: { emails: { href: `${HOST}/customers/${String(id)}/emails` } } }
    : emails(...values)),
});
const found = (...customers: ReturnType<typeof customer>[]) => ({
  status: 200,
  body: {
    ...(customers.length === 0 ? {} : { _embedded: { customers } }),
    page: { size: 50, totalElements: customers.length, totalPages: 1, number: 1 },
  },
});
const TAKEN = { status: 202 };
const REFUSED = { status: 403, body: { logRef: 'x', message: 'no', _embedded: { errors: [] } } };

it('signs in, and has the customer and their conversations deleted', async () => {
  const { said, sent } = await site().erase(
    'jane+x@example.com',
    TOKEN,
    found(customer(7, 'Jane+x@example.com')),
    TAKEN,
  );
  expect(said).toEqual({ kind: 'accepted' });
  expect(sent).toEqual([
    {
      line: `POST ${HOST}/oauth2/token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `grant_type=client_credentials&client_id=a1B2&client_secret=${SECRET}`,
    },
    { line: `GET ${HOST}/customers?query=%28email%3A%22jane%2Bx%40example.com%22%29`, headers, body: '' },
    { line: `DELETE ${HOST}/customers/7?async=true`, headers, body: '' },
  ]);
});

it('searches as written and lower-cased', async () => {
  const { said, sent } = await site().erase('Jane@example.com', TOKEN, found(), found());
  expect([said, sent.length, sent.at(-1)?.line]).toEqual([
    { kind: 'absent' },
    3,
    `GET ${HOST}/customers?query=%28email%3A%22jane%40example.com%22%29`,
  ]);
});

it('deletes nobody whose address only contains the person’s', async () => {
  const { said, sent } = await site().erase(
    ...([
      JANE,
      TOKEN,
      found(customer(1, 'mary-jane@example.com')),
      { status: 200, body: emails('mary-jane@example.com') },
    ] as const),
  );
  expect([said, sent.at(-1)?.line]).toEqual([{ kind: 'absent' }, `GET ${HOST}/customers/1/emails`]);
});

it('asks for the addresses of customers who are listed without them', async () => {
  const { said, sent } = await site().erase(
    JANE,
    TOKEN,
    found(customer(1), customer(2)),
    { status: 200, body: emails('mary-jane@example.com', 'mary@example.com') },
    { status: 200, body: emails('work@example.com', JANE) },
    TAKEN,
  );
  expect([said, sent.at(-1)?.line]).toEqual([{ kind: 'accepted' }, `DELETE ${HOST}/customers/2?async=true`]);
});

it('says absent where nobody is listed, and nothing where a part is', async () => {
  expect((await site().erase(JANE, TOKEN, found())).said).toEqual({ kind: 'absent' });
  const part = { status: 200, body: { page: { size: 50, totalElements: 51, totalPages: 2, number: 1 } } };
  expect((await site().erase(JANE, TOKEN, part)).said).toMatchObject({ reason: 'unexpected-reply' });
});

it('takes a 403 of the deletion for a refusal of this person, and one of the search for a wrong key', async () => {
  expect((await site().erase(JANE, TOKEN, found(customer(7, JANE)), REFUSED)).said).toEqual({
    ...{ kind: 'refused', reason: 'rejected-address', httpStatus: 403 },
  });
  expect((await site().erase(JANE, TOKEN, REFUSED)).said).toMatchObject({ kind: 'refused', reason: 'credentials' });
});

it.each([
  [{ status: 204 }, 'unexpected-reply'],
  [{ status: 404 }, 'not-found'],
])('takes %j for no answer of the deletion that it asked for', async (reply, reason) => {
  expect((await site().erase(JANE, TOKEN, found(customer(7, JANE)), reply)).said).toMatchObject({ reason });
});

it('counts what it holds, and tries its keys by asking whose they are', async () => {
  const two = found(customer(1, JANE), customer(2, JANE));
  expect((await site().look(JANE, TOKEN, two)).said).toEqual({ kind: 'found', records: 2 });
  const me = { status: 200, body: { id: 4, email: 'bird@example.com', role: 'owner', alternateEmails: [] } };
  const { said, sent } = await site().test(TOKEN, me);
  expect([said, sent.at(-1)?.line]).toEqual([{ kind: 'ok' }, `GET ${HOST}/users/me`]);
  const wrong = { status: 400, body: { error: 'invalid_client' } };
  expect((await site().test(wrong)).said).toMatchObject({ kind: 'failed', outcome: { reason: 'credentials' } });
});

it('says deleted once none of the customers is known any more', async () => {
  const api = site();
  await api.erase(JANE, TOKEN, found(customer(7, JANE), customer(8, JANE)), TAKEN, TAKEN);
  const still = { status: 200, body: customer(8, JANE) };
  const unknown = { status: 404, body: { logRef: 'a1', message: 'Not found', _embedded: { errors: [] } } };
  expect((await api.followUp(JANE, unknown, still)).said).toBe('unknown');
  // Whoever stands before Help Scout knows no customers.
  for (const other of [{ status: 404 }, { status: 404, body: { message: 'no Route matched with those values' } }])
    expect((await api.followUp(JANE, unknown, other)).said).toBe('unknown');
  const { said, sent } = await api.followUp(JANE, unknown, unknown);
  expect([said, sent.map(({ line }) => line)]).toEqual([
    'deleted',
    [`GET ${HOST}/customers/7`, `GET ${HOST}/customers/8`],
  ]);
  expect((await api.followUp(JANE, { status: 401 }, { status: 401 })).said).toBe('unknown');
});

it('says what it deletes of other people along with the person', () => {
  expect(helpscout.alsoDeletes).toContain('others');
});
