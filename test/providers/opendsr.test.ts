import { opendsr } from '../../src/providers/opendsr';
import { NOW } from '../support/vendor';
import { calling, SECRET } from '../support/vendor-calls';
import { conformance } from './conformance';

const SETTINGS = { baseUrl: 'https://opendsr.example.com/v1', header: 'X-Api-Key', secret: SECRET };
conformance(opendsr, SETTINGS);

const site = () => calling(opendsr, SETTINGS);
const headers = { 'x-api-key': SECRET };
const DUE = '2026-12-20T10:00:00Z';
const taken = (more: object = { expected_completion_time: DUE }) => ({
  status: 201,
  body: {
    ...{ controller_id: 'c1', received_time: '2026-11-22T10:00:00Z', encoded_request: 'e30=' },
    ...{ subject_request_id: 'a7551968-d5d6-44b2-9831-815ac9017798', ...more },
  },
});
const REQUEST =
  /^\{"regulation":"gdpr","subject_request_id":"([\da-f]{8}-[\da-f]{4}-4[\da-f-]{21})","subject_request_type":"erasure","submitted_time":"2026-11-22T10:00:00\.000Z","api_version":"2\.0","subject_identities":\[\{"identity_type":"email","identity_format":"raw","identity_value":"Jane@example\.com"\}\]\}$/;

it('requests the erasure by an id of its own, due when the processor says', async () => {
  const { said, sent } = await site().erase('Jane@example.com', taken());
  expect(said).toEqual({ kind: 'accepted', expectedBy: Date.parse(DUE) });
  expect(sent).toMatchObject([{ line: 'POST https://opendsr.example.com/v1/requests', headers }]);
  expect(sent[0]?.body).toMatch(REQUEST);
});

it('requests by the same id where the answer was lost', async () => {
  const processor = site();
  const first = await processor.erase('Jane@example.com', { status: 503 });
  const second = await processor.erase('Jane@example.com', taken());
  expect(first.said).toMatchObject({ kind: 'retry' });
  expect(second.sent[0]?.body).toBe(first.sent[0]?.body);
});

it.each([
  [taken({}), { kind: 'accepted' }],
  [taken({ expected_completion_time: 'soon' }), { kind: 'accepted' }],
  [taken({ expected_completion_time: '2026-11-01T00:00:00+01:00' }), { kind: 'accepted', expectedBy: NOW }],
  [taken({ subject_request_id: null }), { kind: 'refused', reason: 'unexpected-reply' }],
  [
    {
      status: 400,
      body: { error: { code: 400, message: 'no', errors: [{ domain: 'x', reason: 'x', message: 'x' }] } },
    },
    { kind: 'refused', reason: 'rejected', httpStatus: 400 },
  ],
])('answered %j, says %j', async (reply, outcome) => {
  expect((await site().erase('jane@example.com', reply)).said).toEqual(outcome);
});

it.each([
  [{ request_status: 'pending' }, 'unknown'],
  [{ request_status: 'in_progress', expected_completion_time: DUE }, 'unknown'],
  [{ request_status: 'completed' }, 'deleted'],
  [{ request_status: 'completed', results_count: 3 }, 'deleted'],
  [{ request_status: 'completed', results_count: 0 }, 'gone'],
  [{ request_status: 'cancelled' }, 'still-there'],
  [{ request_status: 'paused' }, 'unknown'],
  [{ request_status: 'completed', error: { code: 400 } }, 'unknown'],
])('asked later and answered %j, means %s', async (body, means) => {
  const processor = site();
  await processor.erase('jane@example.com', taken());
  const { said, sent } = await processor.followUp('jane@example.com', { status: 200, body });
  expect(said).toBe(means);
  expect(sent).toEqual([
    { line: 'GET https://opendsr.example.com/v1/requests/a7551968-d5d6-44b2-9831-815ac9017798', headers, body: '' },
  ]);
});

it('takes a status of an answer that failed for none', async () => {
  const processor = site();
  await processor.erase('jane@example.com', taken());
  const failed = { status: 500, body: { request_status: 'completed' } };
  expect((await processor.followUp('jane@example.com', failed)).said).toBe('unknown');
});

it('tries whether the processor takes addresses as they are, and erasures', async () => {
  const discovery = (format: string, ...types: string[]) => ({
    status: 200,
    body: {
      ...{ api_version: '2.0', processor_certificate: 'https://opendsr.example.com/cert.pem' },
      supported_identities: [{ identity_type: 'email', identity_format: format }],
      supported_subject_request_types: types,
    },
  });
  const { said, sent } = await site().test(discovery('raw', 'access', 'erasure'));
  expect(said).toEqual({ kind: 'ok' });
  expect(sent).toEqual([{ line: 'GET https://opendsr.example.com/v1/discovery', headers, body: '' }]);
  expect((await site().test(discovery('sha256', 'access'))).said).toMatchObject({
    ...{ kind: 'failed', missing: ['erasure', 'email (raw)'] },
  });
});

it.each([
  ['https://opendsr.example.com/v1', true],
  ['http://opendsr.example.com/v1', false],
  ['https://opendsr.example.com/v1/', false],
  ['https://opendsr.example.com/v1?key=1', false],
  ['https://opendsr.example.com:8443/v1', false],
  ['https://{{email}}.example.com/v1', false],
])('takes %s for a base URL: %j', (baseUrl, fits) => {
  expect(opendsr.problems({ ...SETTINGS, baseUrl }) === null).toBe(fits);
});

it('asks an admin to allow its host, and sets no header of the call itself', () => {
  expect(opendsr.hosts(SETTINGS)).toEqual(['opendsr.example.com']);
  expect(opendsr.hosts({})).toEqual([]);
  expect(opendsr.problems({ ...SETTINGS, header: 'Content-Type' })).not.toBeNull();
});
