import { gong } from '../../src/providers/gong';
import { basicOf, calling, SECRET } from '../support/vendor-calls';
import { conformance } from './conformance';

const SETTINGS = { baseUrl: 'https://company-17.api.gong.io', accessKey: 'a-key', accessKeySecret: SECRET };
conformance(gong, SETTINGS);

const site = () => calling(gong, SETTINGS);
const HOST = 'https://company-17.api.gong.io';
const headers = { authorization: basicOf(`a-key:${SECRET}`) };
const EMPTY = { calls: [], emails: [], meetings: [], customerData: [], customerEngagement: [] };
const holding = (held: object) => ({ status: 200, body: { requestId: 'r2', ...EMPTY, ...held } });
const taken = { status: 200, body: { requestId: '4al018gzaztcr8nbukw' } };

it('takes the request for what it is', async () => {
  const { said, sent } = await site().erase('Jane+1@example.com', taken);
  expect(said).toEqual({ kind: 'accepted' });
  expect(sent).toEqual([
    {
      line: `POST ${HOST}/v2/data-privacy/erase-data-for-email-address?emailAddress=Jane%2B1%40example.com`,
      headers,
      body: '',
    },
  ]);
  expect((await site().erase('jane@example.com', { ...taken, status: 202 })).said).toEqual({ kind: 'accepted' });
});

it.each([
  [{ status: 200, body: { requestId: 'r1', errors: ['no'] } }, { reason: 'unexpected-reply' }],
  [{ status: 200, body: {} }, { reason: 'unexpected-reply' }],
  [{ status: 400, body: { requestId: 'r1', errors: ['no'] } }, { reason: 'rejected' }],
  [{ status: 401, body: { requestId: 'r1', errors: ['no'] } }, { reason: 'credentials' }],
  [{ status: 403, body: { requestId: 'r1', errors: ['the IP is not trusted'] } }, { reason: 'credentials' }],
  [
    { status: 429, headers: { 'retry-after': '2' } },
    { kind: 'retry', afterSeconds: 2 },
  ],
])('takes %j for no request', async (reply, outcome) => {
  expect((await site().erase('jane@example.com', reply)).said).toMatchObject(outcome);
});

it('counts whatever refers to the address', async () => {
  const held = {
    calls: [{ id: '1', status: 'COMPLETED', error: 'x' }, { id: '2' }],
    customerData: [{ system: 'CRM' }],
  };
  const { said, sent } = await site().look('jane@example.com', holding(held));
  expect(said).toEqual({ kind: 'found', records: 3 });
  expect(sent[0]?.line).toBe(`GET ${HOST}/v2/data-privacy/data-for-email-address?emailAddress=jane%40example.com`);
});

it.each([
  ['nothing refers to it', holding({}), 'gone'],
  ['a call does', holding({ calls: [{ id: '1' }] }), 'still-there'],
  ['it names no lists', { status: 200, body: { requestId: 'r2' } }, 'unknown'],
  ['it fails', { status: 500 }, 'unknown'],
])('is confirmed by a look-up alone: %s', async (_, reply, means) => {
  expect((await site().followUp('jane@example.com', reply)).said).toBe(means);
});

it('tries its key by a look-up of nobody', async () => {
  const { said, sent } = await site().test(holding({}));
  expect([said, sent[0]?.line]).toEqual([
    { kind: 'ok' },
    `GET ${HOST}/v2/data-privacy/data-for-email-address?emailAddress=nobody%40example.com`,
  ]);
  const refused = { status: 401, body: { requestId: 'r1', errors: ['no'] } };
  expect((await site().test(refused)).said).toMatchObject({ outcome: { reason: 'credentials' } });
});

it('has an admin agree to what goes of others, and calls Gong alone', () => {
  expect(gong.alsoDeletes).toMatch(/everybody else/);
  expect(gong.problems({ ...SETTINGS, baseUrl: 'https://api.gong.io' })).toBeNull();
  expect(gong.problems({ ...SETTINGS, baseUrl: 'https://api.gong.io.example.com' })).not.toBeNull();
});
