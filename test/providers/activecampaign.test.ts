import { activecampaign } from '../../src/providers/activecampaign';
import { calling, SECRET } from '../support/vendor-calls';
import { conformance } from './conformance';

const SETTINGS = { account: 'example', apiKey: SECRET };
conformance(activecampaign, SETTINGS);

const site = () => calling(activecampaign, SETTINGS);
const headers = { 'api-token': SECRET };
const JANE = 'jane@example.com';
const HOST = 'https://example.api-us1.com/api/3';
const found = (...contacts: [string, string][]) => ({
  status: 200,
  body: {
    scoreValues: [],
    contacts: contacts.map(([id, email]) => ({ id, email, deleted: '0', bounced_hard: '1', error: 'x', orgname: '' })),
    meta: { page_input: { segmentid: 0, status: -1, search: null }, total: String(contacts.length), sortable: true },
  },
});
const GONE = { status: 200, body: {} };
const unknown = (id: string) => ({ status: 404, body: { message: `No result found for contact with id ${id}` } });

it.each([
  ['example', 'example.api-us1.com'],
  ['Example.activehosted.com', 'example.activehosted.com'],
])('deletes the contact of the account %s', async (account, host) => {
  const { said, sent } = await calling(activecampaign, { ...SETTINGS, account }).erase(JANE, found(['12', JANE]), GONE);
  expect(said).toEqual({ kind: 'deleted' });
  expect(sent).toEqual([
    { line: `GET https://${host}/api/3/contacts?email=jane%40example.com&status=-1`, headers, body: '' },
    { line: `DELETE https://${host}/api/3/contacts/12`, headers, body: '' },
  ]);
});

it.each(['example.com', 'example.api-us1.com.example.test', 'a/b', ''])('has no account %j', (account) => {
  expect(activecampaign.problems({ ...SETTINGS, account })).not.toBeNull();
});

it('searches as written and lower-cased', async () => {
  const { said, sent } = await site().erase('Jane+x@example.com', found(), found());
  expect(said).toEqual({ kind: 'absent' });
  expect(sent.map(({ line }) => line)).toEqual([
    `GET ${HOST}/contacts?email=Jane%2Bx%40example.com&status=-1`,
    `GET ${HOST}/contacts?email=jane%2Bx%40example.com&status=-1`,
  ]);
});

it('deletes nobody where the filter was not understood, or only a part is listed', async () => {
  const part = { ...found(), body: { ...found().body, meta: { total: '1' } } };
  for (const reply of [found(['1', 'john@example.com'], ['2', JANE]), part])
    expect((await site().erase(JANE, reply)).said).toMatchObject({ kind: 'refused', reason: 'unexpected-reply' });
});

it('says absent of a contact that is gone by then', async () => {
  expect((await site().erase(JANE, found(['12', JANE]), unknown('12'))).said).toEqual({ kind: 'absent' });
});

it.each([
  [
    { status: 404, body: 'No API here' },
    { kind: 'refused', reason: 'not-found' },
  ],
  [{ status: 200, body: { message: 'No result found for contact with id 12' } }, { reason: 'unexpected-reply' }],
  [{ status: 403, body: 'Forbidden', headers: { 'content-type': 'text/plain' } }, { reason: 'credentials' }],
  [{ status: 422, body: { errors: [{ title: 'no', code: 'invalid' }] } }, { reason: 'rejected-address' }],
  [{ status: 429 }, { kind: 'retry', reason: 'rate-limited' }],
])('takes %j for no deletion', async (reply, outcome) => {
  expect((await site().erase(JANE, found(['12', JANE]), reply)).said).toMatchObject(outcome);
});

it('counts what it holds, and tries its key by asking whose it is', async () => {
  expect((await site().look(JANE, found(['12', JANE]))).said).toEqual({ kind: 'found', records: 1 });
  const me = { status: 200, body: { user: { username: 'admin', email: 'admin@example.com', signature: null } } };
  const { said, sent } = await site().test(me);
  expect([said, sent[0]?.line]).toEqual([{ kind: 'ok' }, `GET ${HOST}/users/me`]);
  expect((await site().test({ status: 403, body: '' })).said).toMatchObject({ kind: 'failed' });
});
