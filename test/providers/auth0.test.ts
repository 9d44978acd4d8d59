import { auth0 } from '../../src/providers/auth0';
import { calling, SECRET } from '../support/vendor-calls';
import { conformance } from './conformance';

const SETTINGS = { domain: 'example.eu.auth0.com', clientId: 'aBc123', clientSecret: SECRET };
conformance(auth0, SETTINGS, { loosely: { 'auth0.find': ['an empty list'] } });

const site = () => calling(auth0, SETTINGS);
const JANE = 'jane@example.com';
const HOST = 'https://example.eu.auth0.com';
const headers = { authorization: 'Bearer t1' };
const token = (scope = 'read:users delete:users', name = 't1') => ({
  status: 200,
  body: { access_token: name, token_type: 'Bearer', expires_in: 86_400, scope },
});
const users = (...found: [string, string][]) => ({
  status: 200,
  body: found.map(([user_id, email]) => ({ user_id, email, identities: [{ provider: 'auth0', isSocial: false }] })),
});
const GONE = { status: 204 };
const lookUp = (email: string) =>
  `GET ${HOST}/api/v2/users-by-email?email=${email}&fields=user_id%2Cemail&include_fields=true`;

it('signs in, and deletes the user of every connection', async () => {
  const two = users(['auth0|5f7', 'jane+x@example.com'], ['google-oauth2|113', 'jane+x@example.com']);
  const { said, sent } = await site().erase('jane+x@example.com', token(), two, GONE, GONE);
  expect(said).toEqual({ kind: 'deleted' });
  expect(sent).toEqual([
    {
      line: `POST ${HOST}/oauth/token`,
      headers: {},
      body: JSON.stringify({
        grant_type: 'client_credentials',
        client_id: 'aBc123',
        client_secret: SECRET,
        audience: `${HOST}/api/v2/`,
      }),
    },
    { line: lookUp('jane%2Bx%40example.com'), headers, body: '' },
    { line: `DELETE ${HOST}/api/v2/users/auth0%7C5f7`, headers, body: '' },
    { line: `DELETE ${HOST}/api/v2/users/google-oauth2%7C113`, headers, body: '' },
  ]);
});

it('searches as written and lower-cased, and deletes once whom both find', async () => {
  const federated: [string, string] = ['samlp|x|1', 'Jane@example.com'];
  const { said, sent } = await site().erase(
    ...(['Jane@example.com', token(), users(federated), users(['auth0|1', JANE], federated), GONE, GONE] as const),
  );
  expect(said).toEqual({ kind: 'deleted' });
  expect(sent.slice(1).map(({ line }) => line)).toEqual([
    ...[lookUp('Jane%40example.com'), lookUp('jane%40example.com')],
    ...[`DELETE ${HOST}/api/v2/users/samlp%7Cx%7C1`, `DELETE ${HOST}/api/v2/users/auth0%7C1`],
  ]);
});

it('says absent of somebody whom it does not find', async () => {
  expect((await site().erase(JANE, token(), users())).said).toEqual({ kind: 'absent' });
});

it('renews a token that is rejected, once', async () => {
  const expired = { status: 401, body: { statusCode: 401, error: 'Unauthorized', message: 'Expired token' } };
  const { said, sent } = await site().erase(
    ...([JANE, token(), expired, token(undefined, 't2'), users(['auth0|1', JANE]), GONE] as const),
  );
  expect([said, sent.at(-1)?.headers['authorization']]).toEqual([{ kind: 'deleted' }, 'Bearer t2']);
});

it.each([
  [
    {
      status: 200,
      body: [
        { user_id: 'auth0|1', email: JANE },
        { user_id: 'auth0|2', email: 'john@example.com' },
      ],
    },
  ],
  [{ status: 200, body: [{ user_id: 'auth0|1' }] }],
  [{ status: 200, body: { users: [] } }],
])('deletes nobody after %j', async (reply) => {
  expect((await site().erase(JANE, token(), reply)).said).toMatchObject({
    kind: 'refused',
    reason: 'unexpected-reply',
  });
});

it('takes a missing scope for a wrong key', async () => {
  const insufficient = {
    status: 403,
    body: { statusCode: 403, error: 'Forbidden', message: 'Insufficient scope', errorCode: 'insufficient_scope' },
  };
  const { said } = await site().erase(JANE, token(), users(['auth0|1', JANE]), insufficient);
  expect(said).toEqual({ kind: 'refused', reason: 'credentials', httpStatus: 403 });
});

it('shows whether the application may delete users', async () => {
  expect((await site().test(token('read:users read:clients delete:users'))).said).toEqual({
    kind: 'ok',
    mayDelete: true,
  });
  expect((await site().test(token('read:users'))).said).toMatchObject({ kind: 'failed', missing: ['delete:users'] });
  const wrong = { status: 401, body: { error: 'access_denied', error_description: 'Unauthorized' } };
  expect((await site().test(wrong)).said).toMatchObject({ kind: 'failed', outcome: { reason: 'credentials' } });
});

it('counts what it holds', async () => {
  const two = users(['auth0|1', JANE], ['google-oauth2|1', JANE]);
  expect((await site().look(JANE, token(), two)).said).toEqual({ kind: 'found', records: 2 });
});

it.each(['example.com', 'https://example.auth0.com', 'auth0.com', 'a.b.c.auth0.com', 'example.auth0.com.example.test'])(
  'has no domain %j',
  (domain) => {
    expect(auth0.problems({ ...SETTINGS, domain })).not.toBeNull();
  },
);
