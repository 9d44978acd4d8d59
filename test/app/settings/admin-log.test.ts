/**
 * The admin log: whatever an admin does stands in it, with who and when and what changed; no secret does, and no address.
 */
import { viewAdminLog } from '../../../src/app/settings/admin-log';
import { exportSettings } from '../../../src/app/settings/export';
import { rotateSecret } from '../../../src/app/settings/trigger-secret';
import { rulesOf } from '../../../src/core/settings/schema';
import { ADMIN, adminOver, connection, KEY, portsInMemory } from '../../support/ports-in-memory';
import { testConnection } from '../../../src/app/connections/test';
import { pause } from '../../../src/app/settings/pause';

const logOf = async (world: Awaited<ReturnType<typeof portsInMemory>>) =>
  (await viewAdminLog(world.ports, null)).events;

it('holds everything that an admin does, the latest first', async () => {
  const world = await portsInMemory({ vendors: {}, connections: [connection('alpha')] });
  const { ports } = world;
  const admin = adminOver(ports);
  const rules = rulesOf(await ports.settings.read());
  const does = [
    () => admin.save(connection('beta')),
    () => admin.save({ ...connection('beta'), label: 'Beta' }),
    () => admin.turn('beta', false),
    () => admin.turn('beta', true),
    () => testConnection(ports, 'beta', ADMIN),
    () => admin.remove('beta'),
    () => admin.rules({ ...rules, policy: { ...rules.policy, protectedDomains: [] } }),
    () => pause(ports, true, ADMIN),
    () => pause(ports, false, ADMIN),
    () => rotateSecret(ports, () => 'whsec_of_a_test', ADMIN),
    async () => admin.imports(await exportSettings(ports)),
  ];
  for (const one of does) {
    world.now += 1000;
    await one();
  }
  const log = await logOf(world);
  expect(log.map(({ words }) => words)).toEqual([
    'Imported a settings file',
    'Made a new secret for the web trigger',
    'Resumed deletions',
    'Paused all deletions',
    'Changed the rules',
    'Removed the connection Beta',
    'Tested the connection Beta',
    'Switched on the connection Beta',
    'Switched off the connection Beta',
    'Changed the connection Beta',
    'Added the connection beta',
    'Imported a settings file',
  ]);
  expect(log.every(({ account }) => account === ADMIN)).toBe(true);
  expect(log[0]?.at).toBe(world.now);
  expect(log[4]?.changes).toEqual([{ what: 'policy.protectedDomains', before: 'ourcompany.example', after: null }]);
  expect(log[9]?.changes).toContainEqual({ what: 'label', before: 'beta', after: 'Beta' });
  expect(log[9]?.changes).toContainEqual({ what: 'Key', before: 'the one before', after: 'a new one' });
  expect(JSON.stringify(log)).not.toMatch(/whsec|canary/);
});

it('holds no address of anybody, no key, and nothing of a URL but its host', async () => {
  const world = await portsInMemory();
  const { ports } = world;
  const rules = rulesOf(await ports.settings.read());
  await adminOver(world.as('admin')).rules({
    ...rules,
    policy: { ...rules.policy, protectedAddresses: ['chief@example.com'] },
    events: { rules: [{ kind: 'jql', on: ['created'], jql: 'reporter = "someone@example.com"' }] },
  });
  const url = 'https://alpha.example/people/{{email}}?token=hidden-in-query&from=who%40example.com';
  const headers = 'X-Api-Key: hidden-in-header';
  await adminOver(ports).save(connection('alpha', { settings: { url, headers, authSecret: 'hidden-as-key' } }));
  const text = JSON.stringify(await logOf(world));
  expect(text).toContain('c•••@e•••.com');
  expect(text).toContain('https://alpha.example/…');
  for (const hidden of ['chief@', 'someone@', 'hidden', 'who%40', KEY]) expect(text).not.toContain(hidden);
});

it('is bounded: each entry has so much room, a page so many entries, and each is let go of after a year', async () => {
  const world = await portsInMemory({ vendors: {}, connections: [] });
  const { ports } = world;
  await adminOver(ports).imports({
    connections: Array.from({ length: 60 }, (_, n) => ({ ...connection(`c${String(n)}`), label: 'x'.repeat(80) })),
    policy: { protectedDomains: Array.from({ length: 3000 }, (_, n) => `d${String(n)}.example`) },
  });
  for (let n = 0; n < 30; n += 1) await pause(ports, n % 2 === 0, ADMIN);
  const first = await viewAdminLog(ports, null);
  const second = await viewAdminLog(ports, first.cursor);
  expect([first.events.length, second.events.length, second.cursor]).toEqual([20, 12, null]);
  const big = second.events.find(({ action, more }) => action === 'settings-imported' && more > 0);
  expect(big?.changes).toHaveLength(50);
  expect(JSON.stringify(big).length).toBeLessThan(20_000);
  const entries = world.written().filter(({ body }) => body.includes('admin-event'));
  expect(entries.length).toBeGreaterThan(30);
  for (const { body } of entries) expect(body).toContain('"ttl":{"unit":"DAYS","value":365}');
});
