import { sparkpost } from '../../src/providers/sparkpost';
import { NOW } from '../support/vendor';
import { calling, SECRET } from '../support/vendor-calls';
import { conformance } from './conformance';

const SETTINGS = { region: 'us', apiKey: SECRET };
conformance(sparkpost, SETTINGS);

const site = () => calling(sparkpost, SETTINGS);
const headers = { authorization: SECRET };
const saved = { status: 200, body: { results: { message: 'Request saved.' } } };
const errors = { errors: [{ message: 'invalid data format/type', description: 'recipients', code: '1300' }] };
const ACCEPTED = { kind: 'accepted', expectedBy: NOW + 30 * 86_400_000 };

it.each([
  ['us', 'https://api.sparkpost.com'],
  ['eu', 'https://api.eu.sparkpost.com'],
])('requests the erasure of all in one call, in %s', async (region, host) => {
  const { said, sent } = await calling(sparkpost, { ...SETTINGS, region }).erase(
    ['Jane@example.com', 'max@example.com'],
    saved,
  );
  expect(said).toEqual([ACCEPTED, ACCEPTED]);
  expect(sent).toEqual([
    {
      line: `POST ${host}/api/v1/data-privacy/rtbf-request`,
      headers,
      body: '{"recipients":["Jane@example.com","max@example.com"],"include_subaccounts":true}',
    },
  ]);
});

it.each([400, 422])('finds the one address that is refused by %i', async (status) => {
  const { said } = await site().erase(['jane@example.com', 'max@example.com'], { status, body: errors }, saved, {
    ...{ status, body: errors },
  });
  expect(said).toEqual([ACCEPTED, { kind: 'refused', reason: 'rejected-address', httpStatus: status }]);
});

it.each([
  [{ status: 401, body: { errors: [{ message: 'Unauthorized.' }] } }, { reason: 'credentials' }],
  [{ status: 403, body: { errors: [{ message: 'Forbidden.' }] } }, { reason: 'credentials' }],
  [
    { status: 429, body: errors },
    { kind: 'retry', reason: 'rate-limited' },
  ],
  [{ status: 200, body: { results: { message: 'Request queued.' } } }, { reason: 'unexpected-reply' }],
  [{ status: 200, body: { results: { message: 'Request saved.' }, ...errors } }, { reason: 'unexpected-reply' }],
])('takes %j for no request', async (reply, outcome) => {
  expect((await site().erase('jane@example.com', reply)).said).toMatchObject(outcome);
});

it('tries its key by the account, and cannot be asked for people', async () => {
  const account = {
    status: 200,
    body: { results: { company_name: 'Example', status: 'active', anniversary_date: null } },
  };
  const { said, sent } = await site().test(account);
  expect(said).toEqual({ kind: 'ok' });
  expect(sent).toEqual([{ line: 'GET https://api.sparkpost.com/api/v1/account', headers, body: '' }]);
  expect((await site().look('jane@example.com')).said).toBeUndefined();
});
