import { qualtrics } from '../../src/providers/qualtrics';
import { calling, SECRET } from '../support/vendor-calls';
import { conformance } from './conformance';

const SETTINGS = { dataCenter: 'fra1', apiToken: SECRET };
conformance(qualtrics, SETTINGS);

const site = () => calling(qualtrics, SETTINGS);
const ERASURES = 'https://fra1.qualtrics.com/API/v3/op-erase-personal-data';
const headers = { 'x-api-token': SECRET };
const meta = { httpStatus: '200 - OK', requestId: 'm1' };
const started = { status: 200, body: { result: { requestId: 'OP_1' }, meta } };
const failing = (httpStatus: string) => ({
  meta: { httpStatus, error: { errorMessage: 'no', errorCode: 'X_1' }, requestId: 'm1' },
});
const completed = (more: object = {}) => ({
  status: 200,
  body: {
    result: {
      ...{ requestid: 'OP_1', status: 'Completed', user: 'UR_1', numEmailsRequested: 1, emailsNotFound: [] },
      ...{ emailList: ['jane@example.com'], searchOnly: false, failureReason: null, created: '2026-11-22', ...more },
    },
    meta,
  },
});

it('starts a job, and does not search only', async () => {
  const { said, sent } = await site().erase('Jane@example.com', started);
  expect(said).toEqual({ kind: 'accepted' });
  expect(sent).toEqual([
    { line: `POST ${ERASURES}`, headers, body: '{"emails":["Jane@example.com"],"searchOnly":false}' },
  ]);
});

it.each([
  [{ status: 200, body: { result: {}, meta } }, { reason: 'unexpected-reply' }],
  [{ status: 400, body: failing('400 - Bad Request') }, { reason: 'rejected' }],
  [{ status: 401, body: failing('401 - Unauthorized') }, { reason: 'credentials' }],
  [{ status: 403, body: failing('403 - Forbidden') }, { reason: 'credentials' }],
  [
    { status: 429, body: failing('429 - Too Many Requests') },
    { kind: 'retry', reason: 'rate-limited' },
  ],
])('answered %j to the start, says %j', async (reply, outcome) => {
  expect((await site().erase('jane@example.com', reply)).said).toMatchObject(outcome);
});

it.each([
  ['that it is not completed', { status: 404, body: failing('404 - Not Found') }, 'unknown'],
  ['that it is', completed(), 'deleted'],
  ['that nobody was found', completed({ emailsNotFound: ['Jane@Example.com'] }), 'gone'],
  ['that somebody else was not found', completed({ emailsNotFound: ['other@example.com'] }), 'unknown'],
  ['why it failed', completed({ failureReason: 'The service is not available.' }), 'still-there'],
  ['that it searched only', completed({ searchOnly: true }), 'unknown'],
  ['another state', completed({ status: 'In Progress' }), 'unknown'],
  ['no list of whom it did not find', completed({ emailsNotFound: null }), 'unknown'],
  ['a fault', { status: 500, body: completed().body }, 'unknown'],
])('asked later and told %s, says what that means', async (_, reply, means) => {
  const brand = site();
  await brand.erase('jane@example.com', started);
  const { said, sent } = await brand.followUp('jane@example.com', reply);
  expect(said).toBe(means);
  expect(sent).toEqual([{ line: `GET ${ERASURES}/OP_1`, headers, body: '' }]);
});

it('proves the right to erase by a search for nobody', async () => {
  const { said, sent } = await site().test(started);
  expect(said).toEqual({ kind: 'ok', mayDelete: true });
  expect(sent).toEqual([
    { line: `POST ${ERASURES}`, headers, body: '{"emails":["nobody@example.com"],"searchOnly":true}' },
  ]);
  const refused = { status: 403, body: failing('403 - Forbidden') };
  expect((await site().test(refused)).said).toMatchObject({ outcome: { reason: 'credentials' } });
});

it('has an admin agree that employees go, too, and cannot be asked for people', async () => {
  expect(qualtrics.alsoDeletes).toMatch(/employee/);
  expect((await site().look('jane@example.com')).said).toBeUndefined();
  expect(qualtrics.problems({ ...SETTINGS, dataCenter: 'fra1.example' })).not.toBeNull();
});
