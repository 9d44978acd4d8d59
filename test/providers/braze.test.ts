import { braze } from '../../src/providers/braze';
import { calling, SECRET } from '../support/vendor-calls';
import { conformance } from './conformance';

const SETTINGS = { endpoint: 'rest.fra-01.braze.eu', apiKey: SECRET };
conformance(braze, SETTINGS);

const site = () => calling(braze, SETTINGS);
const HOST = 'https://rest.fra-01.braze.eu';
const headers = { authorization: `Bearer ${SECRET}` };
const JANE = 'jane@example.com';
const users = (...ids: string[]) => ({
  status: 201,
  body: { message: 'success', users: ids.map((id) => ({ braze_id: id, external_id: `x${id}`, email: JANE })) },
});
const NOBODY = { status: 201, body: { message: 'success', users: [], invalid_user_ids: ['jane'] } };
const deleted = (count: number, more = {}) => ({ status: 201, body: { deleted: count, message: 'success', ...more } });

it('deletes every profile of the address by its id; they are queued, and no more', async () => {
  const { said, sent } = await site().erase(JANE, users('b1', 'b2'), deleted(2));
  expect(said).toEqual({ kind: 'accepted' });
  expect(sent).toEqual([
    {
      line: `POST ${HOST}/users/export/ids`,
      headers,
      body: '{"email_address":"jane@example.com","fields_to_export":["braze_id","external_id","email"]}',
    },
    { line: `POST ${HOST}/users/delete`, headers, body: '{"braze_ids":["b1","b2"]}' },
  ]);
});

it('is deleted once an export shows nobody', async () => {
  const api = site();
  await api.erase(JANE, users('b1'), deleted(1));
  expect((await api.followUp(JANE, users('b1'))).said).toBe('still-there');
  expect((await api.followUp(JANE, NOBODY)).said).toBe('deleted');
});

it('is absent where the export shows nobody from the start', async () => {
  expect((await site().erase(JANE, NOBODY)).said).toEqual({ kind: 'absent' });
});

it('takes a count of nobody for nothing, unless an export shows nobody any more', async () => {
  expect((await site().erase(JANE, users('b1'), deleted(0), users('b1'))).said).toMatchObject({
    reason: 'unexpected-reply',
  });
  const api = site();
  expect((await api.erase(JANE, users('b1'), { status: 503 })).said).toMatchObject({ kind: 'retry' });
  expect((await api.erase(JANE, deleted(0), NOBODY)).said).toEqual({ kind: 'deleted' });
});

it('takes a success with errors beside it for none', async () => {
  const { said } = await site().erase(JANE, users('b1'), deleted(1, { errors: ['b1 is not valid'] }));
  expect(said).toMatchObject({ reason: 'unexpected-reply' });
});

it('is accepted where Braze queues the request during maintenance', async () => {
  const { said } = await site().erase(JANE, users('b1'), { status: 202, body: { message: 'queued' } });
  expect(said).toEqual({ kind: 'accepted' });
});

it('is told by a 404 that the key is bad', async () => {
  const bad = { status: 404, body: { message: 'unknown REST API key', errors: [] } };
  expect((await site().erase(JANE, bad)).said).toMatchObject({ reason: 'credentials', httpStatus: 404 });
  expect((await site().erase(JANE, users('b1'), bad)).said).toMatchObject({ reason: 'credentials' });
  expect((await site().test(bad)).said).toMatchObject({ outcome: { reason: 'credentials' } });
});

it('tries its key by an export of nobody', async () => {
  expect((await site().test({ ...NOBODY, status: 200 })).said).toEqual({ kind: 'ok' });
});

it.each([
  ['https://rest.iad-03.braze.com/', 'rest.iad-03.braze.com'],
  ['REST.fra-02.braze.eu', 'rest.fra-02.braze.eu'],
])('takes the endpoint %s', (endpoint, host) => {
  expect(braze.sendsTo({ endpoint, apiKey: SECRET })).toEqual([host]);
});

it.each(['rest.iad-01.braze.com.example', 'dashboard-01.braze.com', 'https://rest.iad-01.braze.com/users'])(
  'refuses the endpoint %s',
  (endpoint) => {
    expect(braze.problems({ endpoint, apiKey: SECRET })?.issues[0]?.path).toEqual(['endpoint']);
  },
);
