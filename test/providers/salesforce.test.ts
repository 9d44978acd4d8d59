import { salesforce } from '../../src/providers/salesforce';
import { NOW } from '../support/vendor';
import { calling, SECRET } from '../support/vendor-calls';
import { conformance } from './conformance';

const SETTINGS = { domain: 'example.my.salesforce.com', clientId: 'an-app', clientSecret: SECRET };
conformance(salesforce, { ...SETTINGS, objects: ['Contact'] });

const HOST = 'https://example.my.salesforce.com';
const site = (objects?: readonly string[]) => calling(salesforce, { ...SETTINGS, ...(objects && { objects }) });
const token = {
  status: 200,
  body: { access_token: 'a-token', instance_url: HOST, token_type: 'Bearer', issued_at: '1790000000000' },
};
const headers = { authorization: 'Bearer a-token' };
const records = (...some: Record<string, unknown>[]) => ({
  status: 200,
  body: { totalSize: some.length, done: true, records: some.map((one) => ({ attributes: { type: 'x' }, ...one })) },
});
const failing = (status: number, errorCode: string) => ({ status, body: [{ message: 'x', errorCode, fields: [] }] });
const IN_BIN = { kind: 'accepted', expectedBy: NOW + 15 * 86_400_000 };
const queried = (soql: string) =>
  `GET ${HOST}/services/data/v65.0/query?q=${encodeURIComponent(soql).replace(/'/g, '%27')}`;

it('signs in, and moves contacts and leads to the Recycle Bin', async () => {
  const { said, sent } = await site().erase(
    'o’neil@example.com'.replace('’', "'"),
    token,
    records({ Id: '003A', Email: "O'Neil@example.com" }),
    { status: 204 },
    records({ Id: '00QB', Email: "o'neil@example.com" }),
    { status: 204 },
  );
  expect(said).toEqual(IN_BIN);
  expect(sent).toEqual([
    {
      line: `POST ${HOST}/services/oauth2/token`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `grant_type=client_credentials&client_id=an-app&client_secret=${SECRET}`,
    },
    { line: queried("SELECT Id, Email FROM Contact WHERE Email = 'o\\'neil@example.com'"), headers, body: '' },
    { line: `DELETE ${HOST}/services/data/v65.0/sobjects/Contact/003A`, headers, body: '' },
    { line: queried("SELECT Id, Email FROM Lead WHERE Email = 'o\\'neil@example.com'"), headers, body: '' },
    { line: `DELETE ${HOST}/services/data/v65.0/sobjects/Lead/00QB`, headers, body: '' },
  ]);
});

it('deletes person accounts before contacts, whatever the order of the objects', async () => {
  const { said, sent } = await site(['Contact', 'Account']).erase(
    'jane@example.com',
    token,
    records({ Id: '001A', PersonEmail: 'jane@example.com' }),
    { status: 204 },
    records(),
  );
  expect(said).toEqual(IN_BIN);
  expect(sent[1]?.line).toBe(queried("SELECT Id, PersonEmail FROM Account WHERE PersonEmail = 'jane@example.com'"));
  expect(sent[2]?.line).toBe(`DELETE ${HOST}/services/data/v65.0/sobjects/Account/001A`);
});

it('says absent where none of the objects holds the address, as written or in lower case', async () => {
  const none = records();
  expect((await site().erase('jane@example.com', token, none, none)).said).toEqual({ kind: 'absent' });
  const { sent } = await site(['Lead']).erase('Jane@example.com', token, none, none);
  expect(sent.slice(1).map(({ line }) => line)).toEqual([
    queried("SELECT Id, Email FROM Lead WHERE Email = 'Jane@example.com'"),
    queried("SELECT Id, Email FROM Lead WHERE Email = 'jane@example.com'"),
  ]);
});

it.each([
  ['somebody else', records({ Id: '003A', Email: 'other@example.com' })],
  ['a part', { ...records(), body: { totalSize: 3, done: false, records: [], nextRecordsUrl: '/x' } }],
])('deletes nobody after a query that lists %s', async (_, reply) => {
  expect((await site().erase('jane@example.com', token, reply)).said).toMatchObject({ reason: 'unexpected-reply' });
});

it.each([
  [failing(404, 'ENTITY_IS_DELETED'), IN_BIN],
  [failing(404, 'NOT_FOUND'), IN_BIN],
  [{ status: 404 }, { reason: 'not-found' }],
  [failing(400, 'DELETE_FAILED'), { reason: 'rejected-address' }],
  [failing(403, 'INSUFFICIENT_ACCESS_OR_READONLY'), { reason: 'credentials' }],
  [failing(403, 'REQUEST_LIMIT_EXCEEDED'), { kind: 'retry', reason: 'rate-limited' }],
  [{ status: 200, body: [{ id: '003A', success: false, errors: [] }] }, { reason: 'unexpected-reply' }],
])('answered %j to a deletion, says %j', async (reply, outcome) => {
  const found = records({ Id: '003A', Email: 'jane@example.com' });
  expect((await site(['Contact']).erase('jane@example.com', token, found, reply)).said).toMatchObject(outcome);
});

it('signs in anew, once, where its token is no longer taken', async () => {
  const expired = failing(401, 'INVALID_SESSION_ID');
  expect((await site(['Lead']).erase('jane@example.com', token, expired, token, records())).said).toEqual({
    kind: 'absent',
  });
});

it('counts what it holds', async () => {
  const { said } = await site().look(
    'jane@example.com',
    token,
    records({ Id: '003A', Email: 'jane@example.com' }, { Id: '003B', Email: 'jane@example.com' }),
    records({ Id: '00QB', Email: 'jane@example.com' }),
  );
  expect(said).toEqual({ kind: 'found', records: 3 });
});

it('tries whether its user may delete', async () => {
  const described = (deletable: boolean) => ({
    status: 200,
    body: {
      ...{ name: 'Lead', deletable, undeletable: true, deprecatedAndHidden: false, defaultImplementation: null },
      fields: [{ name: 'Email', defaultValue: null, defaultedOnCreate: false, restrictedDelete: false }],
    },
  });
  const { said, sent } = await site(['Lead']).test(token, described(true));
  expect([said, sent[1]?.line]).toEqual([
    { kind: 'ok', mayDelete: true },
    `GET ${HOST}/services/data/v65.0/sobjects/Lead/describe`,
  ]);
  expect((await site(['Lead']).test(token, described(false))).said).toMatchObject({ missing: ['Delete on Lead'] });
  const wrong = { status: 400, body: { error: 'invalid_client', error_description: 'invalid client credentials' } };
  expect((await site().test(wrong)).said).toMatchObject({ outcome: { reason: 'credentials' } });
});

it.each([
  ['example--test.sandbox.my.salesforce.com', true],
  ['example.my.salesforce.com.example.com', false],
  ['example.lightning.force.com', false],
])('takes %s for a domain: %j', (domain, fits) => {
  expect(salesforce.problems({ ...SETTINGS, domain }) === null).toBe(fits);
  expect(salesforce.problems({ ...SETTINGS, objects: ['Case'] })).not.toBeNull();
});
