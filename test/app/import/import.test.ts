/**
 * Importing a file: what would change is shown first and exactly that is done; what it does not name stays; nothing that
 * waits is lost unawares; and what was exported can be read back.
 */
import { viewAdminLog } from '../../../src/app/settings/admin-log';
import { viewIssue } from '../../../src/app/query/erasure';
import { exportSettings } from '../../../src/app/settings/export';
import { importSettings, previewImport } from '../../../src/app/import/import';
import { rulesOf } from '../../../src/core/settings/schema';
import { ADMIN, adminOver, begun, connection, KEY, keysOf, portsInMemory, SAYS } from '../../support/ports-in-memory';
import { settings } from '../../support/settings';
import type { World } from '../../support/world-in-memory';
import { saveRules } from '../../../src/app/settings/rules';

const SOME = { replaceAll: false };
const ALL = { replaceAll: true };
const ids = async (world: World) => (await world.ports.settings.read()).connections.map(({ id }) => id);

/** Looks, and imports what was shown. */
async function shownAndDone(world: World, file: object, how = SOME) {
  const ports = world.as('admin');
  const preview = await previewImport(ports, file, how);
  await importSettings(ports, file, {
    ...how,
    by: ADMIN,
    revision: preview.revision,
    confirmed: preview.waiting,
  });
  return preview;
}

describe('a file that names some things', () => {
  it('leaves everything else as it is, also within a section of the rules', async () => {
    const world = await portsInMemory({ policy: { protectedDomains: ['ours.example'], graceHours: 7 } });
    const before = await world.ports.settings.read();
    const preview = await shownAndDone(world, { policy: { projects: ['GDPR', 'OPS'] } });
    expect(preview).toMatchObject({ added: [], changed: [], removed: [], needKeys: [], kept: ['alpha', 'beta'] });
    expect(preview.rules).toEqual([{ what: 'policy.projects', before: null, after: 'OPS' }]);
    const { version, ...after } = await world.ports.settings.read();
    expect(after).toEqual({ ...before, version: undefined, policy: { ...before.policy, projects: ['GDPR', 'OPS'] } });
    expect(version).not.toBe(before.version);
    expect(await keysOf(world.ports, 'beta')).toEqual({ authSecret: KEY });
  });

  it('adds what is new, changes what it names, and says which', async () => {
    const world = await portsInMemory();
    const file = {
      connections: [connection('gamma'), { ...connection('alpha', { settings: { absent: '410' } }), label: 'Alpha' }],
    };
    const preview = await shownAndDone(world, file);
    expect(preview).toMatchObject({ added: ['gamma'], removed: [], kept: ['beta'], rules: [] });
    expect(preview.changed).toEqual([
      {
        label: 'Alpha',
        changes: expect.arrayContaining([
          { what: 'label', before: 'alpha', after: 'Alpha' },
          { what: expect.stringContaining('ob') as string, before: '404', after: '410' },
        ]) as unknown,
      },
    ]);
    expect(await ids(world)).toEqual(['alpha', 'beta', 'gamma']);
    expect(JSON.stringify(preview)).not.toContain(KEY);
  });

  it('takes a connection of another provider for another connection, which waits for nobody', async () => {
    const { world, issue, became } = await begun({ vendors: { alpha: [SAYS.down] } });
    await world.deliver();
    const other = { id: 'alpha', provider: 'quickhelp', label: 'new', settings: { apiKey: 'a', subscriptionKey: 's' } };
    const preview = await shownAndDone(world, { connections: [other] });
    const replaced = [{ label: 'alpha', becomes: 'new', from: 'HTTP API', to: 'QuickHelp', waiting: 1 }];
    expect(preview).toMatchObject({ added: [], removed: [], replaced, waiting: 1 });
    expect((await became())['alpha']).toBe('blocked connection-changed');
    const [erasure] = await viewIssue(world.as('agent'), issue.id);
    expect(erasure?.steps).toMatchObject([{ label: 'alpha', providerLabel: 'HTTP API', takenAwayBy: ADMIN }]);
    expect(erasure?.steps[0]?.sentence).toContain('was changed to another provider');
    expect(world.comments(issue).join()).not.toContain('under the same id');
    const { events } = await viewAdminLog(world.ports, null);
    expect(events[0]?.changes).toContainEqual({ what: 'new', before: 'HTTP API', after: 'QuickHelp' });
    expect(await keysOf(world.ports, 'alpha')).toEqual({ apiKey: 'a', subscriptionKey: 's' });
  });
});

describe('a file that replaces everything', () => {
  it('says what is removed, and what waits there; and asks again where it is another number by then', async () => {
    const { world, became } = await begun({ vendors: { alpha: [], beta: [SAYS.deleted] } });
    const file = settings({ connections: [connection('beta')] });
    const preview = await previewImport(world.as('admin'), file, ALL);
    expect(preview).toMatchObject({ removed: [{ label: 'alpha', waiting: 1 }], waiting: 1, kept: [] });
    const doing = { ...ALL, by: ADMIN, revision: preview.revision };
    await expect(importSettings(world.as('admin'), file, { ...doing, confirmed: 0 })).rejects.toMatchObject({
      code: 'work-waits',
    });
    expect(await ids(world)).toEqual(['alpha', 'beta']);
    await importSettings(world.as('admin'), file, { ...doing, confirmed: 1 });
    await world.deliver();
    expect(await ids(world)).toEqual(['beta']);
    expect(await became()).toEqual({ status: 'partial', alpha: 'blocked connection-removed', beta: 'done deleted' });
  });
});

it('changes nothing by its preview', async () => {
  const world = await portsInMemory();
  const before = world.rows.asText();
  await previewImport(world.as('admin'), settings({ connections: [connection('gamma')] }), ALL);
  expect(world.rows.asText()).toEqual(before);
});

it('is refused where others changed something since its preview, and leaves no key behind', async () => {
  const world = await portsInMemory();
  const ports = world.as('admin');
  const file = { connections: [connection('gamma')] };
  const { revision } = await previewImport(ports, file, SOME);
  const rules = rulesOf(await ports.settings.read());
  await saveRules(ports, { ...rules, policy: { ...rules.policy, graceHours: 1 } }, { by: ADMIN });
  const before = world.rows.asText();
  await expect(importSettings(ports, file, { ...SOME, by: ADMIN, revision })).rejects.toMatchObject({ code: 'stale' });
  expect(world.rows.asText()).toEqual(before);
});

describe('an export', () => {
  it.each([undefined, '', null])('is read back where a key stands as %j: the key stays', async (authSecret) => {
    const world = await portsInMemory();
    const { connections, ...rules } = await exportSettings(world.ports);
    const file = {
      ...rules,
      connections: connections.map((one) => ({ ...one, settings: { ...one.settings, authSecret } })),
    };
    const preview = await shownAndDone(world, JSON.parse(JSON.stringify(file)) as object, ALL);
    expect(preview).toMatchObject({ added: [], changed: [], removed: [], needKeys: [], rules: [] });
    expect(await keysOf(world.ports, 'alpha')).toEqual({ authSecret: KEY });
  });

  it('is read back where its keys are gone: who asks there waits for a key, and nobody is skipped', async () => {
    const world = await portsInMemory({ vendors: { alpha: [] } });
    const file = await exportSettings(world.ports);
    await adminOver(world.ports).remove('alpha');
    const preview = await shownAndDone(world, file);
    expect(preview).toMatchObject({ added: ['alpha'], needKeys: [{ label: 'alpha', fields: ['authSecret'] }] });
    expect((await world.ports.settings.read()).connections).toMatchObject([{ id: 'alpha', enabled: true }]);
    expect(await keysOf(world.ports, 'alpha')).toEqual({});
    const other = await portsInMemory({ connections: [] });
    expect(await shownAndDone(other, file)).toMatchObject({ needKeys: [{ label: 'alpha' }] });
  });

  it('is not read back where more than its key is missing', async () => {
    const world = await portsInMemory();
    const { url, authSecret, ...rest } = connection('gamma').settings;
    const file = { connections: [{ ...connection('gamma'), settings: rest }] };
    await expect(previewImport(world.ports, file, SOME)).rejects.toMatchObject({ code: 'bad-settings' });
    expect([url, authSecret]).toBeDefined();
  });
});
