/**
 * What admins do with connections: keys go in and never out, and what waits there is neither lost nor called unawares.
 */
import {
  removeConnection,
  saveConnection,
  switchConnection,
  testConnection,
  tryConnection,
  viewConnections,
} from '../../src/app/connections';
import { begun, connection, KEY, MINUTE, portsInMemory, SAYS, TAKEN } from '../support/ports-in-memory';
import { SECRETS, settings } from '../support/settings';

const alpha = async (world: Awaited<ReturnType<typeof portsInMemory>>) =>
  (await world.ports.settings.read()).connections.find(({ id }) => id === 'alpha');

describe('saving', () => {
  it('keeps the key apart: it is neither stored in the open nor shown', async () => {
    const world = await portsInMemory({ connections: [] });
    await saveConnection(world.ports)(connection('alpha'));
    const shown = await viewConnections(world.ports)(await world.ports.settings.read());
    expect(shown[0]?.secrets).toEqual({ authSecret: { set: true, lastFour: KEY.slice(-4) } });
    const open = world.rows.asText().filter((row) => !row.startsWith('secret '));
    expect(JSON.stringify(shown) + open.join('\n')).not.toContain(KEY);
    expect(await world.ports.vault.secrets('alpha')).toEqual({ authSecret: KEY });
  });

  it.each([{ authSecret: undefined }, { authSecret: '' }, { authSecret: null }])(
    'leaves the key as it is where none is given: %j',
    async (none) => {
      const world = await portsInMemory();
      await saveConnection(world.ports)(connection('alpha', { settings: { ...none, absent: '410' } }));
      expect((await alpha(world))?.settings).toMatchObject({ absent: '410' });
      expect(await world.ports.vault.secrets('alpha')).toEqual({ authSecret: KEY });
    },
  );

  it('with another key forgets the access token that was got with the one before', async () => {
    const world = await portsInMemory();
    await world.ports.vault.setToken('alpha', { value: 'old', expiresAt: Infinity });
    await saveConnection(world.ports)(connection('alpha', { settings: { authSecret: 'k2' } }));
    expect(await world.ports.vault.token('alpha')).toBeNull();
  });

  it.each([
    ['no id', { ...connection('alpha'), id: '${7*7}' }],
    ['an unknown provider', { ...connection('alpha'), provider: 'nobody' }],
    [
      'another provider under its id',
      { ...connection('alpha'), provider: 'quickhelp', settings: { apiKey: 'k', subscriptionKey: 's' } },
    ],
    ['a URL that names nobody', connection('alpha', { settings: { url: 'https://alpha.example/people' } })],
    ['a plain http URL', connection('alpha', { settings: { url: 'http://alpha.example/{{email}}' } })],
    ['no answer that means success', connection('alpha', { settings: { deleted: '', accepted: '', absent: '' } })],
    ['no key', { ...connection('gamma'), settings: { ...connection('gamma').settings, authSecret: '' } }],
  ])('is refused with %s, and changes nothing', async (_, given) => {
    const world = await portsInMemory();
    const before = world.rows.asText();
    await expect(saveConnection(world.ports)(given)).rejects.toMatchObject({ code: 'bad-settings' });
    expect(world.rows.asText()).toEqual(before);
  });

  it('is refused under the id of another provider, also where the keys that are kept would fit', async () => {
    const centercode = settings().connections.slice(0, 1);
    const world = await portsInMemory({ vendors: {}, connections: centercode });
    const other = { id: 'centercode', provider: 'quickhelp', label: 'x', settings: { subscriptionKey: 's' } };
    await expect(saveConnection(world.ports)(other)).rejects.toMatchObject({ code: 'bad-settings' });
    expect(await world.ports.vault.secrets('centercode')).toEqual({ apiKey: SECRETS.centercode });
  });

  it('has waiting steps called at once, also where the wake-up fails', async () => {
    const { world, became } = await begun({ vendors: { alpha: [SAYS.badKey] } });
    await world.deliver();
    await world.dying({ before: /stargate/ }, (ports) =>
      saveConnection(ports)(connection('alpha', { settings: { authSecret: 'k2' } })),
    );
    world.answers('alpha', SAYS.deleted);
    await world.passes(5 * MINUTE);
    await world.sweeps();
    expect(await became()).toMatchObject({ status: TAKEN });
  });
});

describe('switching off', () => {
  it('calls nobody there, and what was asked for before is not called done', async () => {
    const { world, became } = await begun({ vendors: { alpha: [], beta: [SAYS.deleted] } });
    await switchConnection(world.ports)('alpha', false);
    await world.deliver();
    expect(world.called).toHaveLength(1);
    expect((await became())['alpha']).not.toMatch(/done/);
  });

  it('and on again keeps settings and key', async () => {
    const world = await portsInMemory();
    const before = await alpha(world);
    await switchConnection(world.ports)('alpha', false);
    expect(await alpha(world)).toEqual({ ...before, enabled: false });
    await switchConnection(world.ports)('alpha', true);
    expect([await alpha(world), await world.ports.vault.secrets('alpha')]).toEqual([before, { authSecret: KEY }]);
  });

  it('is refused where there is no such connection', async () => {
    const world = await portsInMemory();
    await expect(switchConnection(world.ports)('gamma', false)).rejects.toMatchObject({ code: 'unknown-connection' });
  });
});

describe('removing', () => {
  it('takes key and token along, and leaves the others', async () => {
    const world = await portsInMemory();
    await world.ports.vault.setToken('alpha', { value: 'token', expiresAt: Infinity });
    await removeConnection(world.ports)('alpha');
    expect((await world.ports.settings.read()).connections.map(({ id }) => id)).toEqual(['beta']);
    expect([await world.ports.vault.secrets('alpha'), await world.ports.vault.token('alpha')]).toEqual([{}, null]);
    expect(await world.ports.vault.secrets('beta')).toEqual({ authSecret: KEY });
  });

  it('calls nobody there any more, and says so of who waited: an end is reached, and it is none of done', async () => {
    const { world, issue, erasureId, became } = await begun({ vendors: { alpha: [SAYS.down], beta: [SAYS.deleted] } });
    await world.deliver();
    await removeConnection(world.ports)('alpha');
    await world.passes(5 * MINUTE);
    await world.sweeps();
    expect((await became())['alpha']).not.toMatch(/done|waiting/);
    expect((await became())['beta']).toBe('done deleted');
    expect(world.property(issue)).toMatchObject({ done: 1, waiting: 0 });
    expect(await world.keeps(erasureId)).toBe(false);
  });
});

describe('trying', () => {
  const copernica = settings().connections.filter((one) => (one as { id: string }).id === 'copernica');
  const token = `e30.${Buffer.from(JSON.stringify({ exp: 4_000_000_000 })).toString('base64url')}.sig`;

  it('touches nobody and changes nothing, whatever the vendor says', async () => {
    const world = await portsInMemory({ vendors: {}, connections: copernica });
    world.answers('authenticate.copernica.com', SAYS.badKey);
    const before = await world.ports.settings.read();
    expect(await tryConnection(world.ports)('copernica')).toMatchObject({ kind: 'failed' });
    expect(await world.ports.settings.read()).toEqual(before);
  });

  it('by an admin has a refused key tried again, where the vendor takes it after all', async () => {
    const world = await portsInMemory({ vendors: {}, connections: copernica });
    const [saved] = (await world.ports.settings.read()).connections;
    await world.ports.settings.setRefused('copernica', saved?.savedAt ?? 0);
    world.answers('authenticate.copernica.com', { status: 200, body: token });
    world.answers('api.copernica.com', { status: 200, body: {} });
    expect(await testConnection(world.ports)('copernica')).toEqual({ kind: 'ok' });
    expect((await world.ports.settings.read()).refused).toEqual({});
    expect(world.called.join()).not.toContain(SECRETS.copernica);
  });

  it('is refused where there is no such connection', async () => {
    const world = await portsInMemory();
    await expect(tryConnection(world.ports)('gamma')).rejects.toMatchObject({ code: 'unknown-connection' });
  });
});
