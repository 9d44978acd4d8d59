/**
 * Settings as a whole: an import is taken whole or not at all, secrets never come out, and a pause stops everything.
 */
import { exportSettings } from '../../../src/app/settings/export';
import {
  ADMIN,
  HOUR,
  KEY,
  MINUTE,
  SAYS,
  TAKEN,
  adminOver,
  begun,
  connection,
  keysOf,
  portsInMemory,
} from '../../support/ports-in-memory';
import { settings } from '../../support/settings';
import { pause } from '../../../src/app/settings/pause';

describe('an import that is invalid', () => {
  const rule = { kind: 'jql', on: ['created'], jql: 'nonsense ===' };

  it.each([
    ['no file', 'text'],
    ['a field that nobody knows', { ...settings({ connections: [] }), extra: 1 }],
    ['a bad rule', settings({ connections: [], policy: { approval: 'sometimes' } })],
    ['a negative cap', settings({ connections: [], policy: { maxPerHour: -1 } })],
    ['a query that Jira does not understand', settings({ connections: [], events: [rule] })],
    ['an unknown provider', settings({ connections: [{ ...connection('new'), provider: 'nobody' }] })],
    [
      'bad settings at the last of its connections',
      settings({ connections: [connection('new'), connection('bad', { settings: { url: 'x' } })] }),
    ],
    ['one connection twice', settings({ connections: [connection('new'), connection('new')] })],
    ['a connection whose id is no id', settings({ connections: [{ ...connection('new'), id: '${7*7}' }] })],
  ])('changes nothing: %s', async (_, file) => {
    const world = await portsInMemory();
    const before = world.rows.asText();
    await expect(adminOver(world.as('admin')).imports(file)).rejects.toMatchObject({ code: 'bad-settings' });
    expect([world.rows.asText(), world.queue]).toEqual([before, []]);
  });

  it('names what is wrong, and no value of it', async () => {
    const world = await portsInMemory();
    const file = settings({ connections: [connection('new', { settings: { authSecret: KEY, url: `x ${KEY}` } })] });
    const error: unknown = await adminOver(world.as('admin'))
      .imports(file)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ detail: expect.stringContaining('connections.0 (new).settings: url') as string });
    expect(String(error)).not.toContain(KEY);
  });
});

describe('an import', () => {
  const imports = (world: Awaited<ReturnType<typeof portsInMemory>>, file: object) =>
    adminOver(world.as('admin')).imports(file);

  it('replaces everything; what it does not name is gone, with its key and its token', async () => {
    const world = await portsInMemory();
    await imports(world, settings({ connections: [connection('alpha'), connection('gamma')] }));
    const { connections } = await world.ports.settings.read();
    expect(connections.map(({ id }) => id)).toEqual(['alpha', 'gamma']);
    expect(world.connectionsWithKeys()).toEqual(['alpha', 'gamma']);
  });

  it('keeps the key that a file does not give, and gives none of it to another provider of that id', async () => {
    const world = await portsInMemory();
    const { authSecret, ...keyless } = connection('alpha').settings;
    await imports(world, settings({ connections: [{ ...connection('alpha'), settings: keyless }] }));
    expect(await keysOf(world.ports, 'alpha')).toEqual({ authSecret: KEY });
    const other = { id: 'alpha', provider: 'quickhelp', label: 'x', settings: { apiKey: 'a', subscriptionKey: 's' } };
    await imports(world, settings({ connections: [other] }));
    expect(await keysOf(world.ports, 'alpha')).toEqual({ apiKey: 'a', subscriptionKey: 's' });
  });

  it('does not resume what is paused', async () => {
    const world = await portsInMemory();
    await pause(world.ports, true, ADMIN);
    await imports(world, settings({ connections: [] }));
    expect(await world.ports.settings.isPaused()).toBe(true);
  });

  it('calls nobody at a connection that it took away', async () => {
    const { world, became } = await begun({ vendors: { alpha: [] } });
    await imports(world, settings({ connections: [connection('beta')] }));
    await world.deliver();
    await world.sweeps();
    expect(world.called).toEqual([]);
    expect((await became())['alpha']).not.toMatch(/done/);
  });
});

describe('an export', () => {
  it('holds no key, and can be imported again without changing anything', async () => {
    const world = await portsInMemory({ policy: { graceHours: 3 } });
    await adminOver(world.ports).save(connection('gamma', { projects: ['OPS'], enabled: false }));
    const file = await exportSettings(world.ports);
    expect(JSON.stringify(file)).not.toContain(KEY);
    await adminOver(world.as('admin')).imports(JSON.parse(JSON.stringify(file)));
    expect(await exportSettings(world.ports)).toEqual(file);
    expect(await keysOf(world.ports, 'gamma')).toEqual({ authSecret: KEY });
  });
});

describe('the rules', () => {
  it('are saved without touching connections, keys or a pause', async () => {
    const world = await portsInMemory();
    await pause(world.ports, true, ADMIN);
    const before = await world.ports.settings.read();
    const { connections, ...rules } = settings({ policy: { approval: 'always' } });
    await adminOver(world.as('admin')).rules(rules);
    expect(await world.ports.settings.read()).toEqual({
      ...before,
      version: expect.any(String) as string,
      policy: { ...before.policy, approval: 'always' },
    });
  });

  it.each([
    ['a connection among them', settings()],
    ['a bad one', { ...settings({ policy: { graceHours: -1 } }), connections: undefined }],
  ])('are refused with %s', async (_, rules) => {
    const world = await portsInMemory();
    await expect(adminOver(world.as('admin')).rules(rules)).rejects.toMatchObject({ code: 'bad-settings' });
  });
});

it('a pause holds up everything that was begun, and nothing is lost when it ends', async () => {
  const { world, erasureId, became } = await begun({ vendors: { alpha: [] } });
  await pause(world.ports, true, ADMIN);
  await world.passes(HOUR);
  await world.sweeps();
  expect([world.called, (await became())['alpha'], await world.keeps(erasureId)]).toEqual([[], 'waiting', true]);
  await pause(world.ports, false, ADMIN);
  world.answers('alpha', SAYS.deleted);
  await world.sweeps();
  await world.passes(MINUTE);
  expect(await became()).toMatchObject({ status: TAKEN });
});
