import { okta } from '../../src/providers/okta';
import { person } from '../support/people';
import { around, vendor } from '../support/vendor';
import { calling, SECRET } from '../support/vendor-calls';
import { conformance } from './conformance';

const SETTINGS = { domain: 'example.okta.com', apiToken: SECRET, members: true };
conformance(okta, SETTINGS, { loosely: { 'okta.find': ['an empty list'] } });

const site = (members?: boolean) => calling(okta, { ...SETTINGS, members });
const headers = { authorization: `SSWS ${SECRET}` };
const JANE = 'jane@example.com';
const HOST = 'https://example.okta.com/api/v1';
const user = (id: string, email: string, status = 'ACTIVE', login = email) => ({
  ...{ id, status, transitioningToStatus: null, activated: null, lastLogin: null },
  ...{ profile: { email, login, firstName: 'Failed', secondEmail: null }, credentials: { provider: { type: 'OKTA' } } },
});
const found = (...users: ReturnType<typeof user>[]) => ({ status: 200, body: users });
const ME = { status: 200, body: user('me', 'admin@example.com') };
const GONE = { status: 204 };
const is = (status: string, id = '00u1') => ({ status: 200, body: user(id, JANE, status) });
const UNKNOWN = {
  status: 404,
  body: { errorCode: 'E0000007', errorSummary: 'Not found: Resource not found: 00u1 (User)', errorCauses: [] },
};

it('deactivates the user, sees that it is done, and deletes it', async () => {
  const jane = found(user('00u1', 'Jane+x@example.com'));
  const { said, sent } = await site(true).erase('jane+x@example.com', jane, ME, GONE, is('DEPROVISIONED'), GONE);
  expect(said).toEqual({ kind: 'deleted' });
  const quoted = '%22jane%2Bx%40example.com%22';
  expect(sent).toEqual([
    {
      line: `GET ${HOST}/users?search=profile.email%20eq%20${quoted}%20or%20profile.login%20eq%20${quoted}&limit=200`,
      ...{ headers, body: '' },
    },
    { line: `GET ${HOST}/users/me`, headers, body: '' },
    { line: `DELETE ${HOST}/users/00u1?sendEmail=false`, headers, body: '' },
    { line: `GET ${HOST}/users/00u1`, headers, body: '' },
    { line: `DELETE ${HOST}/users/00u1`, headers, body: '' },
  ]);
});

it('never says deleted of a user who is only being deactivated, and goes on with them', async () => {
  const api = site(true);
  const { said } = await api.erase(JANE, found(user('00u1', JANE)), ME, GONE, is('ACTIVE'));
  expect(said).toEqual({ kind: 'retry', reason: 'postponed', afterSeconds: 30 });
  const again = await api.erase(JANE, GONE, is('SUSPENDED'));
  expect(again.said).toMatchObject({ kind: 'retry' });
  // By now the user was deactivated, so that the first request deleted them.
  expect((await api.erase(JANE, GONE, UNKNOWN)).said).toEqual({ kind: 'deleted' });
});

it('says deleted of a user whom the first request deletes, because they were deactivated before', async () => {
  const { said } = await site(true).erase(JANE, found(user('00u1', JANE, 'DEPROVISIONED')), ME, GONE, UNKNOWN);
  expect(said).toEqual({ kind: 'deleted' });
});

it('says deleted where the answer to the last request was lost', async () => {
  const api = site(true);
  await api.erase(JANE, found(user('00u1', JANE)), ME, GONE, is('DEPROVISIONED'), { status: 503 });
  expect((await api.erase(JANE, UNKNOWN, UNKNOWN)).said).toEqual({ kind: 'deleted' });
});

it('says absent of a user whom somebody else deleted in between', async () => {
  expect((await site(true).erase(JANE, found(user('00u1', JANE)), ME, UNKNOWN, UNKNOWN)).said).toEqual({
    kind: 'absent',
  });
});

it('takes no 404 of another kind for a user who is gone', async () => {
  const other = { status: 404, body: { errorCode: 'E0000022', errorSummary: 'The endpoint does not support it' } };
  const { said } = await site(true).erase(JANE, found(user('00u1', JANE)), ME, GONE, other);
  expect(said).toMatchObject({ kind: 'refused', reason: 'not-found' });
});

it.each([undefined, false])('deletes nobody where members is %j', async (members) => {
  const { said } = await site(members).erase(JANE, found(user('00u1', JANE)));
  expect(said).toEqual({ kind: 'refused', reason: 'staff-account' });
  expect((await site(members).erase(JANE, found())).said).toEqual({ kind: 'absent' });
});

it('never deletes the admin whose token it is', async () => {
  const { said } = await site(true).erase('admin@example.com', found(user('me', 'admin@example.com')), ME);
  expect(said).toEqual({ kind: 'refused', reason: 'staff-account' });
});

it('deletes whoever has the address as a login, and nobody where the search was not understood', async () => {
  const byLogin = found(user('00u1', 'work@example.com', 'ACTIVE', JANE));
  expect((await site(true).erase(JANE, byLogin, ME, GONE, is('DEPROVISIONED'), GONE)).said).toEqual({
    kind: 'deleted',
  });
  const everybody = found(user('00u1', JANE), user('00u2', 'john@example.com'));
  expect((await site(true).erase(JANE, everybody)).said).toMatchObject({ reason: 'unexpected-reply' });
});

it.each([
  [{ status: 401, body: { errorCode: 'E0000011', errorSummary: 'Invalid token provided' } }, 'credentials'],
  [{ status: 403, body: { errorCode: 'E0000006', errorSummary: 'You do not have permission' } }, 'credentials'],
  [{ status: 400, body: { errorCode: 'E0000001', errorSummary: 'Api validation failed' } }, 'rejected'],
])('takes %j for no deletion', async (reply, reason) => {
  const { said } = await site(true).erase(JANE, found(user('00u1', JANE)), ME, reply);
  expect(said).toMatchObject({ kind: 'refused', reason });
});

it('waits until the second at which the rate limit ends', async () => {
  const reset = String(Date.parse('2026-11-22T10:00:40Z') / 1000);
  const limited = {
    ...{ status: 429, body: { errorCode: 'E0000047', errorSummary: 'API call exceeded rate limit' } },
    headers: { 'x-rate-limit-limit': '600', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': reset },
  };
  expect((await site(true).erase(JANE, limited)).said).toMatchObject({ reason: 'rate-limited', afterSeconds: 40 });
});

it('takes nobody for absent where what was begun is not known any more', async () => {
  const begun = { ...person(JANE), isBegun: true };
  const outcomes = await okta.open(SETTINGS, around(vendor(found()))).erase?.([begun]);
  expect(outcomes).toEqual([{ kind: 'refused', reason: 'unexpected-reply' }]);
});

it('looks without touching anybody, and tries its token by asking whose it is', async () => {
  expect((await site().look(JANE, found(user('00u1', JANE)))).said).toEqual({ kind: 'found', records: 1 });
  const { said, sent } = await site().test(ME);
  expect([said, sent[0]?.line]).toEqual([{ kind: 'ok' }, `GET ${HOST}/users/me`]);
});

it.each(['example-admin.okta.com', 'okta.com', 'example.com', 'example.okta.com.example.test', 'a.b.okta.com'])(
  'has no domain %j',
  (domain) => {
    expect(okta.problems({ ...SETTINGS, domain })).not.toBeNull();
    expect(okta.problems({ ...SETTINGS, domain: 'Example.okta-emea.com' })).toBeNull();
  },
);
