/**
 * A key that is refused while a provider is still asked what became of others.
 */
import { settings } from '../support/settings';
import { EMAIL_FIELD, Tenant } from '../support/tenant';

const [centercode] = settings().connections as [{ settings: object }];
const connections = [
  {
    ...centercode,
    settings: { ...centercode.settings, lookupUrl: 'https://example.centercode.com/api/v1/lookups/user?email=VALUE' },
  },
];

it('ends its run, and says so to everybody, also where a person waits for a check that is due later', async () => {
  let isRefused = false;
  const tenant = new Tenant('site', (url) => {
    if (url.includes('/lookups/')) return Response.json({ users: [{ email: 'still there' }] });
    return isRefused ? new Response('{}', { status: 401 }) : Response.json({});
  });
  await tenant.must('adminResolver', 'importSettings', { file: settings({ connections }) }, { who: 'admin' });
  const erase = async (address: string) => {
    const at = { who: 'agent', issueId: tenant.issue({ [EMAIL_FIELD]: address }).id };
    await tenant.must('agentResolver', 'start', { expected: address, confirmed: true }, at);
    await tenant.deliver();
    const { erasures } = await tenant.must<{ erasures: { steps: { status: string }[] }[] }>(
      'agentResolver',
      'status',
      {},
      at,
    );
    return erasures[0]?.steps[0]?.status;
  };
  expect(await erase('first@example.com')).toBe('handed-over');
  isRefused = true;
  expect(await erase('second@example.com')).toBe('blocked');
  expect(await erase('third@example.com')).toBe('blocked');
}, 30_000);
