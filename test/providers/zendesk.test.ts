import { zendesk } from '../../src/providers/zendesk';
import { basicOf, calling, SECRET } from '../support/vendor-calls';
import { conformance } from './conformance';

const SETTINGS = { subdomain: 'example', agent: 'admin@example.com', apiToken: SECRET };
conformance(zendesk, SETTINGS);

const site = () => calling(zendesk, SETTINGS);
const headers = { authorization: basicOf(`admin@example.com/token:${SECRET}`) };
const JANE = 'jane@example.com';
const HOST = 'https://example.zendesk.com/api/v2';
const user = (id: number, email: string | null, role = 'end-user') => ({
  ...{ id, email, role, active: true, suspended: false, verified: false, notes: 'Payment failed', details: '' },
});
const users = (...found: ReturnType<typeof user>[]) => ({
  status: 200,
  body: { users: found, next_page: null, previous_page: null, count: found.length },
});
const softly = (id: number) => ({ status: 200, body: { user: { ...user(id, JANE), active: false } } });
const forGood = (id: number) => ({
  status: 200,
  body: { deleted_user: { ...user(id, null), active: false, name: 'Permanently Deleted User', phone: null } },
});
const UNKNOWN = { status: 404, body: { error: 'RecordNotFound', description: 'Not found' } };
const identities = (...values: string[]) => ({
  status: 200,
  body: { identities: values.map((value) => ({ type: 'email', value, verified: true })), count: values.length },
});

it('deletes the user softly, and then for good', async () => {
  const { said, sent } = await site().erase(
    'Jane+x@example.com',
    users(user(7, 'jane+x@example.com')),
    softly(7),
    forGood(7),
  );
  expect(said).toEqual({ kind: 'deleted' });
  expect(sent).toEqual([
    { line: `GET ${HOST}/users/search?query=email%3A%22Jane%2Bx%40example.com%22`, headers, body: '' },
    { line: `DELETE ${HOST}/users/7`, headers, body: '' },
    { line: `DELETE ${HOST}/deleted_users/7`, headers, body: '' },
  ]);
});

it('touches nobody but the person, whoever else a search answers with', async () => {
  const { said, sent } = await site().erase(
    JANE,
    users(user(1, 'jane@example.com.test'), user(2, 'JANE@example.com'), user(3, 'janet@example.com')),
    identities('jane@example.com.test'),
    identities('janet@example.com'),
    softly(2),
    forGood(2),
  );
  expect(said).toEqual({ kind: 'deleted' });
  expect(sent.slice(3).map(({ line }) => line)).toEqual([`DELETE ${HOST}/users/2`, `DELETE ${HOST}/deleted_users/2`]);
});

it('finds a user by a further address of theirs', async () => {
  const { said, sent } = await site().erase(
    JANE,
    users(user(4, 'work@example.com')),
    identities('work@example.com', JANE),
    softly(4),
    forGood(4),
  );
  expect([said, sent[1]?.line]).toEqual([{ kind: 'deleted' }, `GET ${HOST}/users/4/identities`]);
});

it.each(['agent', 'admin'])('never deletes an %s', async (role) => {
  const { said } = await site().erase(JANE, users(user(1, JANE, role)));
  expect(said).toEqual({ kind: 'refused', reason: 'staff-account' });
});

it('goes on with the user whom it deleted softly', async () => {
  const api = site();
  expect((await api.erase(JANE, users(user(1, JANE)), softly(1), { status: 503 })).said).toMatchObject({
    ...{ kind: 'retry', reason: 'server-error' },
  });
  expect((await api.erase(JANE, UNKNOWN, forGood(1))).said).toEqual({ kind: 'deleted' });
});

it('says nothing of a user whom it deleted softly and finds no more', async () => {
  const { said } = await site().erase(JANE, users(user(1, JANE)), softly(1), UNKNOWN);
  expect(said).toMatchObject({ reason: 'unexpected-reply' });
});

it('is refused for this person where tickets are open', async () => {
  const open = { status: 422, body: { error: 'RecordInvalid', description: 'no', details: {} } };
  expect((await site().erase(JANE, users(user(1, JANE)), open)).said).toMatchObject({ reason: 'rejected-address' });
});

it('takes no 404 of another kind for an absence', async () => {
  const closed = { status: 404, body: { error: 'InvalidEndpoint', description: 'Not found' } };
  expect((await site().erase(JANE, users(user(1, JANE)), closed)).said).toMatchObject({ reason: 'not-found' });
});

it('deletes nobody where more carry the address than any person has, or only a part is listed', async () => {
  const many = users(...Array.from({ length: 21 }, (_, id) => user(id, JANE)));
  const part = { status: 200, body: { ...users(user(1, JANE)).body, count: 101 } };
  for (const reply of [many, part])
    expect((await site().erase(JANE, reply)).said).toMatchObject({ reason: 'unexpected-reply' });
});

it('takes an anonymous answer, and an end user’s, for a key that is not taken', async () => {
  const me = (body: object) => site().test({ status: 200, body: { user: body } });
  expect((await me({ id: 1, role: 'admin' })).said).toEqual({ kind: 'ok' });
  expect((await me({ id: null, role: 'end-user' })).said).toMatchObject({ kind: 'failed' });
  expect((await me({ id: 5, role: 'end-user' })).said).toMatchObject({ kind: 'failed' });
});
