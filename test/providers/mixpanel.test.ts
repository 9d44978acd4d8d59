import { mixpanel } from '../../src/providers/mixpanel';
import { NOW } from '../support/vendor';
import { basicOf, calling, SECRET } from '../support/vendor-calls';
import { conformance } from './conformance';

const SETTINGS = {
  ...{ region: 'us', projectId: '12345', projectToken: 'a1b2c3', gdprToken: SECRET },
  ...{ serviceAccount: 'erasure.1a2b', serviceSecret: 'canary-service-7f3e' },
};
conformance(mixpanel, SETTINGS);

const site = () => calling(mixpanel, SETTINGS);
const FORM = 'application/x-www-form-urlencoded';
const reader = { authorization: basicOf('erasure.1a2b:canary-service-7f3e'), 'content-type': FORM };
const eraser = { authorization: `Bearer ${SECRET}` };
const profiles = (...some: [string, unknown][]) => ({
  status: 200,
  body: {
    ...{ status: 'ok', page: 0, page_size: 1000, session_id: 's1', total: some.length },
    results: some.map(([id, $email]) => ({ $distinct_id: id, $properties: { $email, error: 'a word of hers' } })),
  },
});
const started = {
  status: 200,
  body: {
    status: 'ok',
    results: [
      { status: 'PENDING', tracking_id: 't1', project_id: 12345, compliance_type: 'GDPR', distinct_id_count: 2 },
    ],
  },
};
const ACCEPTED = { kind: 'accepted', expectedBy: NOW + 30 * 86_400_000 };
const where = (email: string) =>
  new URLSearchParams({ where: `properties["$email"]=="${email}"`, output_properties: '["$email"]' }).toString();

it.each([
  ['us', 'https://mixpanel.com'],
  ['eu', 'https://eu.mixpanel.com'],
  ['in', 'https://in.mixpanel.com'],
])('finds the distinct ids by a service account, and deletes them by the GDPR token, in %s', async (region, host) => {
  const { said, sent } = await calling(mixpanel, { ...SETTINGS, region }).erase(
    'jane@example.com',
    profiles(['d1', 'jane@example.com'], ['d2', 'Jane@example.com']),
    started,
  );
  expect(said).toEqual(ACCEPTED);
  expect(sent).toEqual([
    { line: `POST ${host}/api/query/engage?project_id=12345`, headers: reader, body: where('jane@example.com') },
    {
      line: `POST ${host}/api/app/data-deletions/v3.0/?token=a1b2c3`,
      headers: eraser,
      body: '{"distinct_ids":["d1","d2"],"compliance_type":"GDPR"}',
    },
  ]);
});

it('searches as written and in lower case, and starts no job for nobody', async () => {
  const { said, sent } = await site().erase('Jane@example.com', profiles(), profiles());
  expect(said).toEqual({ kind: 'absent' });
  expect(sent.map(({ body }) => body)).toEqual([where('Jane@example.com'), where('jane@example.com')]);
});

it.each([
  ['somebody else', profiles(['d1', 'jane@example.com'], ['d9', 'other@example.com'])],
  ['a part', { ...profiles(), body: { ...profiles().body, total: 1001 } }],
  ['an error', { status: 200, body: { ...profiles().body, error: 'no' } }],
])('starts no job after a search that lists %s', async (_, reply) => {
  expect((await site().erase('jane@example.com', reply)).said).toMatchObject({ reason: 'unexpected-reply' });
});

it.each([
  [{ status: 201, body: { status: 'ok', results: { task_id: 't1' } } }, ACCEPTED],
  [{ status: 200, body: { status: 'ok', results: [] } }, { reason: 'unexpected-reply' }],
  [{ status: 200, body: { status: 'error', error: 'no' } }, { reason: 'unexpected-reply' }],
  [{ status: 401, body: { status: 'error', error: 'no' } }, { reason: 'credentials' }],
  [{ status: 403, body: { status: 'error', error: 'no' } }, { reason: 'credentials' }],
  [{ status: 429 }, { kind: 'retry', reason: 'rate-limited' }],
])('answered %j to the start of a job, says %j', async (reply, outcome) => {
  const found = profiles(['d1', 'jane@example.com']);
  expect((await site().erase('jane@example.com', found, reply)).said).toMatchObject(outcome);
});

it.each([
  ...['PENDING', 'STAGING', 'STARTED', 'NOT_FOUND', 'UNKNOWN'].map((status) => [status, 'unknown']),
  ...[['SUCCESS', 'deleted']],
  ...['FAILURE', 'REVOKED'].map((status) => [status, 'still-there']),
])('asked later and answered %s, means %s', async (status, means) => {
  const project = site();
  await project.erase('jane@example.com', profiles(['d1', 'jane@example.com']), started);
  const body = { status: 'ok', results: { status, tracking_id: 't1', distinct_id_count: 1 } };
  const { said, sent } = await project.followUp('jane@example.com', { status: 200, body });
  expect(said).toBe(means);
  expect(sent).toEqual([
    { line: 'GET https://mixpanel.com/api/app/data-deletions/v3.0/t1?token=a1b2c3', headers: eraser, body: '' },
  ]);
});

it('counts what it holds', async () => {
  const two = profiles(['d1', 'jane@example.com'], ['d2', 'jane@example.com']);
  expect((await site().look('jane@example.com', two)).said).toEqual({ kind: 'found', records: 2 });
});

it('tries the service account by a search for nobody', async () => {
  const { said, sent } = await site().test(profiles());
  expect(said).toEqual({ kind: 'ok' });
  expect(sent).toEqual([
    {
      line: 'POST https://mixpanel.com/api/query/engage?project_id=12345',
      headers: reader,
      body: where('nobody@example.com'),
    },
  ]);
  const refused = { status: 403, body: { status: 'error', error: 'no access to the project' } };
  expect((await site().test(refused)).said).toMatchObject({ outcome: { reason: 'credentials' } });
});

it('says that its token lasts a year', () => {
  expect(mixpanel.keyLasts?.days).toBe(365);
});
