import { iterable } from '../../src/providers/iterable';
import { NOW } from '../support/vendor';
import { calling, SECRET } from '../support/vendor-calls';
import { conformance } from './conformance';

const SETTINGS = { region: 'us', apiKey: SECRET };
conformance(iterable, SETTINGS);

const site = () => calling(iterable, SETTINGS);
const SUCCESS = { status: 200, body: { msg: '', code: 'Success', params: null } };

it.each([
  ['us', 'https://api.iterable.com'],
  ['eu', 'https://api.eu.iterable.com'],
])('forgets the user in %s', async (region, host) => {
  const { said, sent } = await calling(iterable, { ...SETTINGS, region }).erase('Jane+x@example.com', SUCCESS);
  expect(said).toEqual({ kind: 'accepted', expectedBy: NOW + 600_000 });
  expect(sent).toEqual([
    { line: `POST ${host}/api/users/forget`, headers: { 'api-key': SECRET }, body: '{"email":"Jane+x@example.com"}' },
  ]);
});

it.each([
  { status: 200, body: { msg: 'no', code: 'InvalidEmailAddressError', params: null } },
  { status: 200, body: { msg: 'no', code: 'BadParams', params: null } },
  { status: 400, body: { msg: 'userId is wanted', code: 'BadParams', params: null } },
  { status: 404 },
])('takes %j for no success', async (reply) => {
  expect((await site().erase('jane@example.com', reply)).said).toMatchObject({ kind: 'refused' });
});

it('is asked whether the user is still there', async () => {
  const user = { status: 200, body: { user: { email: 'jane@example.com', dataFields: { note: 'failed' } } } };
  const { said, sent } = await site().look('jane@example.com', user);
  expect([said, sent[0]?.line]).toEqual([
    { kind: 'found', records: 1 },
    'GET https://api.iterable.com/api/users/getByEmail?email=jane%40example.com',
  ]);
  expect((await site().followUp('jane@example.com', { status: 200, body: {} })).said).toBe('gone');
  expect((await site().followUp('jane@example.com', user)).said).toBe('still-there');
});

it('tries the key by a look-up of nobody', async () => {
  expect((await site().test({ status: 200, body: {} })).said).toEqual({ kind: 'ok' });
  const bad = { status: 401, body: { msg: 'Invalid API key', code: 'BadApiKey', params: null } };
  expect((await site().test(bad)).said).toMatchObject({ outcome: { reason: 'credentials' } });
});
