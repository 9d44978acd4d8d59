import { entra } from '../../src/providers/entra';
import { NOW } from '../support/vendor';
import { calling, SECRET } from '../support/vendor-calls';
import { conformance } from './conformance';

const TENANT = '8f5b1c7e-0000-4000-8000-1234567890ab';
const CLIENT = '0b1d3c5e-0000-4000-8000-1234567890ab';
const SETTINGS = { tenantId: TENANT, clientId: CLIENT, clientSecret: SECRET };
const FOR_GOOD = { ...SETTINGS, permanently: true, members: true };
conformance(entra, FOR_GOOD);

const site = (more = {}) => calling(entra, { ...SETTINGS, ...more });
const JANE = 'jane@example.com';
const HOST = 'https://graph.microsoft.com/v1.0';
const IN_30_DAYS = { kind: 'accepted', expectedBy: NOW + 30 * 86_400_000 };
const tokenWith = (...roles: string[]) => ({
  status: 200,
  body: {
    ...{ token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599 },
    access_token: `e30.${Buffer.from(JSON.stringify({ aud: 'https://graph.microsoft.com', roles })).toString('base64url')}.x`,
  },
});
const TOKEN = tokenWith('User.Read.All', 'User.DeleteRestore.All');
const user = (id: string, mail: string | null, more: object = {}) => ({
  ...{
    id,
    mail,
    userPrincipalName: `${id}@example.test`,
    userType: 'Guest',
    otherMails: [],
    proxyAddresses: [],
    ...more,
  },
});
const found = (...value: ReturnType<typeof user>[]) => ({
  status: 200,
  body: { '@odata.context': `${HOST}/$metadata#users`, '@odata.count': value.length, value },
});
const GONE = { status: 204 };
const error = (status: number, code: string) => ({
  status,
  body: { error: { code, message: 'no', innerError: { date: '2026-11-22T10:00:00', 'request-id': 'r' } } },
});
const UNKNOWN = error(404, 'Request_ResourceNotFound');

it('signs in, finds the guest by any address, and deletes them', async () => {
  const { said, sent } = await site().erase("o'neil@example.com", TOKEN, found(user('u1', "o'neil@example.com")), GONE);
  expect(said).toEqual(IN_30_DAYS);
  const authorization = `Bearer ${TOKEN.body.access_token}`;
  const filter = [
    "mail eq 'o''neil@example.com'",
    "userPrincipalName eq 'o''neil@example.com'",
    "otherMails/any(x:x eq 'o''neil@example.com')",
    "proxyAddresses/any(x:x eq 'smtp:o''neil@example.com')",
  ].join(' or ');
  const [signIn, search, deletion] = sent;
  expect(signIn).toEqual({
    line: `POST https://login.microsoftonline.com/${TENANT}/oauth2/v2.0/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `grant_type=client_credentials&client_id=${CLIENT}&client_secret=${SECRET}&scope=https%3A%2F%2Fgraph.microsoft.com%2F.default`,
  });
  expect(search?.headers).toEqual({ authorization, consistencylevel: 'eventual' });
  const asked = new URL(search?.line.replace('GET ', '') ?? '');
  expect([asked.origin + asked.pathname, Object.fromEntries(asked.searchParams)]).toEqual([
    `${HOST}/users`,
    { $filter: filter, $select: 'id,mail,userPrincipalName,userType,otherMails,proxyAddresses', $count: 'true' },
  ]);
  expect(deletion).toEqual({ line: `DELETE ${HOST}/users/u1`, headers: { authorization }, body: '' });
});

it('searches as written and lower-cased, and says absent of somebody whom neither finds', async () => {
  const { said, sent } = await site().erase('Jane@example.com', TOKEN, found(), found());
  expect(said).toEqual({ kind: 'absent' });
  expect(sent.slice(1).map(({ line }) => /mail%20eq%20%27(.*?)%40/.exec(line)?.[1])).toEqual(['Jane', 'jane']);
});

it.each([
  ['their mail', user('u1', JANE)],
  ['their name', user('u1', null, { userPrincipalName: 'Jane@example.com' })],
  ['a further mail', user('u1', null, { otherMails: [JANE] })],
  ['a proxy address', user('u1', 'work@example.com', { proxyAddresses: ['SMTP:work@example.com', `smtp:${JANE}`] })],
])('deletes whoever has the address as %s, and nobody else', async (_, theirs) => {
  const { said, sent } = await site().erase(JANE, TOKEN, found(user('u2', 'janet@example.com'), theirs), GONE);
  expect([said, sent.at(-1)?.line]).toEqual([IN_30_DAYS, `DELETE ${HOST}/users/u1`]);
});

it.each(['Member', null, undefined])(
  'deletes nobody of the type %j unless members may be deleted',
  async (userType) => {
    const member = found(user('u1', JANE, { userType }));
    expect((await site().erase(JANE, TOKEN, member)).said).toEqual({ kind: 'refused', reason: 'staff-account' });
    expect((await site({ members: true }).erase(JANE, TOKEN, member, GONE)).said).toEqual(IN_30_DAYS);
  },
);

it('deletes from the bin for good, where that is wanted', async () => {
  const { said, sent } = await site(FOR_GOOD).erase(JANE, TOKEN, found(user('u1', JANE)), GONE, GONE);
  expect(said).toEqual({ kind: 'deleted' });
  expect(sent.slice(2).map(({ line }) => line)).toEqual([
    `DELETE ${HOST}/users/u1`,
    `DELETE ${HOST}/directory/deletedItems/u1`,
  ]);
});

it('says when the bin is emptied, where the app may not do that', async () => {
  const denied = error(403, 'Authorization_RequestDenied');
  const { said } = await site(FOR_GOOD).erase(JANE, TOKEN, found(user('u1', JANE)), GONE, denied);
  expect(said).toEqual(IN_30_DAYS);
});

it('comes back for a user whom the bin does not show yet', async () => {
  const api = site(FOR_GOOD);
  const first = await api.erase(JANE, TOKEN, found(user('u1', JANE)), GONE, UNKNOWN);
  expect(first.said).toMatchObject({ kind: 'retry', reason: 'postponed' });
  expect((await api.erase(JANE, UNKNOWN, GONE)).said).toEqual({ kind: 'deleted' });
});

it('says absent of a user whom somebody else deleted in between', async () => {
  expect((await site().erase(JANE, TOKEN, found(user('u1', JANE)), UNKNOWN)).said).toEqual({ kind: 'absent' });
});

it.each([
  [error(403, 'Authorization_RequestDenied'), { kind: 'refused', reason: 'credentials' }],
  [error(404, 'ResourceNotFound'), { kind: 'refused', reason: 'not-found' }],
  [
    { status: 429, headers: { 'retry-after': '17' } },
    { kind: 'retry', reason: 'rate-limited', afterSeconds: 17 },
  ],
])('takes %j for no deletion', async (reply, outcome) => {
  expect((await site().erase(JANE, TOKEN, found(user('u1', JANE)), reply)).said).toMatchObject(outcome);
});

it('takes the first of several pages for no answer', async () => {
  const first = {
    status: 200,
    body: { ...found(user('u1', JANE)).body, '@odata.nextLink': `${HOST}/users?$skiptoken=x` },
  };
  expect((await site().erase(JANE, TOKEN, first)).said).toMatchObject({ reason: 'unexpected-reply' });
});

it.each([
  [['User.Read.All', 'User.DeleteRestore.All'], true, undefined],
  [['User.ReadWrite.All'], false, undefined],
  [['User.ReadWrite.All'], true, ['User.DeleteRestore.All']],
  [['User.Read.All'], false, ['User.DeleteRestore.All']],
  [[], false, ['User.Read.All', 'User.DeleteRestore.All']],
])('shows what an app with the permissions %j lacks (for good: %j)', async (roles, permanently, missing) => {
  const { said } = await site({ permanently }).test(tokenWith(...roles));
  if (missing === undefined) expect(said).toEqual({ kind: 'ok', mayDelete: true });
  else expect(said).toMatchObject({ kind: 'failed', outcome: { reason: 'credentials' }, missing });
});

it('takes a wrong secret for that', async () => {
  const wrong = { status: 401, body: { error: 'invalid_client', error_description: 'AADSTS7000215' } };
  expect((await site().test(wrong)).said).toMatchObject({ kind: 'failed', outcome: { reason: 'credentials' } });
});

it('counts what it holds, and says what stays, as it is set up', async () => {
  expect((await site().look(JANE, TOKEN, found(user('u1', JANE)))).said).toEqual({ kind: 'found', records: 1 });
  expect(entra.describe({}).keeps[0]).toMatchObject({ days: 30 });
  expect(entra.describe({ permanently: true }).keeps.every(({ days }) => days === undefined)).toBe(true);
});
