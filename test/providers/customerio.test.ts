import { customerio } from '../../src/providers/customerio';
import { basicOf, calling, SECRET } from '../support/vendor-calls';
import { conformance } from './conformance';

const SETTINGS = { region: 'eu', siteId: 'site1', apiKey: SECRET, mode: 'suppress' };
conformance(customerio, SETTINGS);

const TWO = ['jane@example.com', 'John@example.com'];

it.each([
  ['us', 'suppress', 'https://track.customer.io'],
  ['eu', 'delete', 'https://track-eu.customer.io'],
])('in %s, asks for several people at once to %s', async (region, mode, host) => {
  const site = calling(customerio, { ...SETTINGS, region, mode });
  const { said, sent } = await site.erase(TWO, { status: 200, body: {} });
  expect(said).toEqual([{ kind: 'accepted' }, { kind: 'accepted' }]);
  expect(sent).toEqual([
    {
      line: `POST ${host}/api/v2/batch`,
      headers: { authorization: basicOf(`site1:${SECRET}`) },
      body: `{"batch":[{"type":"person","identifiers":{"email":"jane@example.com"},"action":"${mode}"},{"type":"person","identifiers":{"email":"John@example.com"},"action":"${mode}"}]}`,
    },
  ]);
});

it('takes all but those whom a 207 names', async () => {
  const body = { errors: [{ batch_index: 1, reason: 'invalid', field: 'identifiers.email', message: 'is invalid' }] };
  expect((await calling(customerio, SETTINGS).erase(TWO, { status: 207, body })).said).toEqual([
    { kind: 'accepted' },
    { kind: 'refused', reason: 'rejected-address', httpStatus: 207 },
  ]);
});

it('finds the one address that a batch is refused for', async () => {
  const bad = { status: 400, body: { errors: [{ reason: 'invalid', field: 'email', message: 'is invalid' }] } };
  const { said } = await calling(customerio, SETTINGS).erase(TWO, bad, { status: 200, body: {} }, bad);
  expect(said).toEqual([{ kind: 'accepted' }, { kind: 'refused', reason: 'rejected-address', httpStatus: 400 }]);
});

it('shows that the keys are of another region', async () => {
  const body = (region: string) => ({ url: 'track.customer.io', region, environment_id: 1 });
  const { said, sent } = await calling(customerio, SETTINGS).test({ status: 200, body: body('eu') });
  expect([said, sent[0]?.line]).toEqual([{ kind: 'ok' }, 'GET https://track-eu.customer.io/api/v1/accounts/region']);
  expect((await calling(customerio, SETTINGS).test({ status: 200, body: body('us') })).said).toMatchObject({
    kind: 'failed',
  });
});

it('cannot be asked what it holds', () => {
  expect(customerio.open(SETTINGS, {} as never).look).toBeNull();
});
