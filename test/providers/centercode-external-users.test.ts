import { centercodeExternalUsers } from '../../src/providers/centercode-external-users';
import { person } from '../support/people';
import { around, vendor } from '../support/vendor';
import { conformance } from './conformance';

conformance(centercodeExternalUsers, { endpointUrl: 'https://example.centercode.com/i?apiKey=canary-7f3e9a11' });

const settings = { endpointUrl: 'https://example.centercode.com/api/v1/import/k?apiKey=x', emailParameter: 'mail' };

it('never takes part in an erasure', () => {
  expect(centercodeExternalUsers.erases).toBe(false);
  expect(centercodeExternalUsers.open(settings, around(vendor())).erase).toBeNull();
});

it('invites at the pasted URL, with the address under the configured name', async () => {
  const api = vendor({ status: 200 });
  const outcome = await centercodeExternalUsers.open(settings, around(api)).invite?.(person('a+b@example.com'));
  expect(outcome).toEqual({ kind: 'registered' });
  expect(api.asked[0]?.url.href).toBe(
    'https://example.centercode.com/api/v1/import/k?apiKey=x&mail=a%2Bb%40example.com',
  );
});

it.each([
  'http://example.centercode.com/x',
  'https://centercode.com.evil.example/x',
  'https://example.centercode.com:8443/x',
  'x',
])('accepts no endpoint but https under centercode.com: %s', (endpointUrl) => {
  expect(centercodeExternalUsers.problems({ ...settings, endpointUrl })).not.toBeNull();
});
