/**
 * What admins do with connections: keys go in and never out, and what waits there is neither lost nor called unawares.
 */
import { removeConnection } from '../../../src/app/connections/save';
import { viewConnections } from '../../../src/app/connections/view';
import { openErasuresAt } from '../../../src/app/connections/removed';
import { request } from '../../../src/app/request/request';
import { timeline } from '../../../src/app/query/timeline';
import { enqueueDue } from '../../../src/app/sweep/sweep';
import { retry } from '../../../src/app/decide/retry';
import { viewIssue } from '../../../src/app/query/erasure';
import { OFF_WORDS } from '../../../src/words/outcomes';
import {
  ADMIN,
  AGENT,
  DAY,
  KEY,
  MINUTE,
  SAYS,
  TAKEN,
  adminOver,
  begun,
  byTrigger,
  connection,
  keysOf,
  portsInMemory,
} from '../../support/ports-in-memory';
import { SECRETS, settings } from '../../support/settings';
import { testConnection, tryConnection } from '../../../src/app/connections/test';

const alpha = async (world: Awaited<ReturnType<typeof portsInMemory>>) =>
  (await world.ports.settings.read()).connections.find(({ id }) => id === 'alpha');

describe('saving', () => {
  it('keeps the key apart: it is neither stored in the open nor shown', async () => {
    const world = await portsInMemory({ connections: [] });
    await adminOver(world.ports).save(connection('alpha'));
    const shown = await viewConnections(world.ports, await world.ports.settings.read());
    expect(shown[0]?.secrets['authSecret']).toEqual({ set: true, lastFour: KEY.slice(-4) });
    const open = world.rows.asText().filter((row) => !row.startsWith('secret '));
    expect(JSON.stringify(shown) + open.join('\n')).not.toContain(KEY);
    expect(await keysOf(world.ports, 'alpha')).toEqual({ authSecret: KEY });
  });

  it.each([{ authSecret: undefined }, { authSecret: '' }, { authSecret: null }])(
    'leaves the key as it is where none is given: %j',
    async (none) => {
      const world = await portsInMemory();
      await adminOver(world.ports).save(connection('alpha', { settings: { ...none, absent: '410' } }));
      expect((await alpha(world))?.settings).toMatchObject({ absent: '410' });
      expect(await keysOf(world.ports, 'alpha')).toEqual({ authSecret: KEY });
    },
  );

  describe('of another host', () => {
    const centercode = {
      ...{ id: 'centercode', provider: 'centercode-listener', label: 'Centercode' },
      settings: { site: 'a.centercode.com', listenerKey: 'deleteuser', apiKey: KEY },
    };
    const http = (settings: object) => connection('alpha', { settings: { authSecret: undefined, ...settings } });
    const URL_THERE = 'https://other.example/people/{{email}}';

    it.each([
      ['a URL', http({ url: URL_THERE }), 'Key: give it again, because the host changed'],
      ['a URL that sends no key yet', http({ url: URL_THERE, auth: 'none' }), 'Key: give it again'],
      [
        'a site',
        { ...centercode, settings: { ...centercode.settings, site: 'b.centercode.com', apiKey: '' } },
        'API key: give it again, because the host changed',
      ],
    ])('sends no kept key there: %s', async (_, changed, message) => {
      const world = await portsInMemory({ connections: [connection('alpha'), centercode] });
      const before = world.rows.asText();
      const refused = { code: 'bad-settings', detail: expect.stringContaining(message) as string };
      await expect(adminOver(world.ports).save(changed)).rejects.toMatchObject(refused);
      await expect(adminOver(world.ports).imports({ connections: [changed] })).rejects.toMatchObject(refused);
      expect(world.rows.asText()).toEqual(before);
    });

    it.each([
      ['with the key', { url: URL_THERE, authSecret: 'another' }, 'another'],
      ['where only the path is another', { url: 'https://alpha.example/v2/{{email}}' }, KEY],
    ])('is taken %s', async (_, changed, key) => {
      const world = await portsInMemory();
      await adminOver(world.ports).save(http(changed));
      expect((await alpha(world))?.settings).toMatchObject({ url: changed.url });
      expect(await keysOf(world.ports, 'alpha')).toEqual({ authSecret: key });
    });
  });

  it('with another key forgets the access token that was got with the one before', async () => {
    const world = await portsInMemory();
    const { ports } = world;
    await ports.connectionSecrets.setToken((await alpha(world))?.keptAs ?? '', { value: 'old', expiresAt: 9e12 });
    await adminOver(ports).save(connection('alpha', { settings: { authSecret: 'k2' } }));
    expect(await ports.connectionSecrets.token((await alpha(world))?.keptAs ?? '')).toBeNull();
    expect([await keysOf(ports, 'alpha'), world.connectionsWithKeys()]).toEqual([
      { authSecret: 'k2' },
      ['alpha', 'beta'],
    ]);
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
    await expect(adminOver(world.ports).save(given)).rejects.toMatchObject({ code: 'bad-settings' });
    expect(world.rows.asText()).toEqual(before);
  });

  it('is refused under the id of another provider, also where the keys that are kept would fit', async () => {
    const centercode = settings().connections.slice(0, 1);
    const world = await portsInMemory({ vendors: {}, connections: centercode });
    const other = { id: 'centercode', provider: 'quickhelp', label: 'x', settings: { subscriptionKey: 's' } };
    await expect(adminOver(world.ports).save(other)).rejects.toMatchObject({ code: 'bad-settings' });
    expect(await keysOf(world.ports, 'centercode')).toEqual({ apiKey: SECRETS.centercode });
  });

  it('has waiting steps called at once, also where the wake-up fails', async () => {
    const { world, became } = await begun({ vendors: { alpha: [SAYS.badKey] } });
    await world.deliver();
    await world.dying({ before: /stargate/ }, (ports) =>
      adminOver(ports).save(connection('alpha', { settings: { authSecret: 'k2' } })),
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
    await adminOver(world.ports).turn('alpha', false);
    await world.deliver();
    expect(world.called).toHaveLength(1);
    expect(await became()).toEqual({ status: 'running', alpha: 'waiting', beta: 'done deleted' });
  });

  it('keeps waiting what waits, for as long as it is off, and says so; nothing turns round meanwhile', async () => {
    const { world, issue, erasureId, became } = await begun({ vendors: { alpha: [SAYS.down] } });
    await world.deliver();
    await adminOver(world.ports).turn('alpha', false);
    for (let days = 0; days < 40; days += 1) {
      await world.passes(DAY);
      const before = world.written().length;
      expect(await enqueueDue(world.ports)).toBe(0);
      await world.sweeps();
      expect(world.written().length - before).toBeLessThan(10);
    }
    expect([await became(), world.called.length]).toEqual([{ status: 'running', alpha: 'waiting server-error' }, 1]);
    expect(world.property(issue)).toMatchObject({ status: 'running', waiting: 1 });
    const [shown] = await viewIssue(world.as('agent'), issue.id);
    expect(shown?.steps).toMatchObject([{ status: 'waiting', sentence: OFF_WORDS, nextTryAt: null }]);
    expect(await world.keeps(erasureId)).toBe(true);
    await adminOver(world.ports).turn('alpha', true);
    world.answers('alpha', SAYS.deleted);
    await world.deliver();
    expect(await became()).toEqual({ status: TAKEN, alpha: 'done deleted' });
  });

  it('stops a run between two turns', async () => {
    const world = await portsInMemory({ vendors: { alpha: [] } });
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1)
      ids.push((await request(world.ports, byTrigger(world.asks(`p${String(n)}@example.com`)))).erasureId);
    world.answers('alpha', async () => {
      await adminOver(world.ports).turn('alpha', false);
      // Settings are read again after so long.
      world.now += 10_000;
      return SAYS.deleted;
    });
    world.answers('alpha', SAYS.deleted);
    await world.deliver();
    world.forget('alpha');
    expect(world.called.length).toBeLessThanOrEqual(2);
    const all = await Promise.all(ids.map((id) => world.became(id)));
    expect(all.filter(({ alpha: step }) => step === 'waiting')).toHaveLength(5 - world.called.length);
  });

  it('and on again keeps settings and key', async () => {
    const world = await portsInMemory();
    const before = await alpha(world);
    await adminOver(world.ports).turn('alpha', false);
    expect(await alpha(world)).toEqual({ ...before, enabled: false });
    await adminOver(world.ports).turn('alpha', true);
    expect([await alpha(world), await keysOf(world.ports, 'alpha')]).toEqual([before, { authSecret: KEY }]);
  });

  it('is refused where there is no such connection', async () => {
    const world = await portsInMemory();
    await expect(adminOver(world.ports).turn('gamma', false)).rejects.toMatchObject({ code: 'unknown-connection' });
  });
});

describe('removing', () => {
  it('takes key and token along, and leaves the others', async () => {
    const world = await portsInMemory();
    await world.ports.connectionSecrets.setToken((await alpha(world))?.keptAs ?? '', {
      value: 'token',
      expiresAt: 9e12,
    });
    await adminOver(world.ports).remove('alpha');
    expect((await world.ports.settings.read()).connections.map(({ id }) => id)).toEqual(['beta']);
    expect(world.connectionsWithKeys()).toEqual(['beta']);
    expect(await keysOf(world.ports, 'beta')).toEqual({ authSecret: KEY });
  });

  it('calls nobody there any more, and says so of who waited: an end is reached, and it is none of done', async () => {
    const { world, issue, erasureId, became } = await begun({ vendors: { alpha: [SAYS.down], beta: [SAYS.deleted] } });
    await world.deliver();
    await adminOver(world.ports).remove('alpha');
    await world.passes(5 * MINUTE);
    await world.sweeps();
    const blocked = { status: 'partial', alpha: 'blocked connection-removed', beta: 'done deleted' };
    expect(await became()).toEqual(blocked);
    expect(world.property(issue)).toMatchObject({ done: 1, waiting: 0, blocked: 1 });
    expect(await world.keeps(erasureId)).toBe(false);
  });

  it('is asked about where erasures wait there, with their number; and again where it is another by then', async () => {
    const { world, became } = await begun({ vendors: { alpha: [] }, policy: { approval: 'always' } });
    const remove = (confirmed?: number) => removeConnection(world.ports, 'alpha', { by: ADMIN, confirmed });
    await expect(remove()).rejects.toMatchObject({ code: 'work-waits' });
    expect(await openErasuresAt(world.ports, 'alpha')).toBe(1);
    await request(world.ports, byTrigger(world.asks('john@example.com')));
    await expect(remove(1)).rejects.toMatchObject({ code: 'work-waits' });
    expect((await alpha(world))?.id).toBe('alpha');
    await remove(2);
    expect(await alpha(world)).toBeUndefined();
    expect((await became())['alpha']).toBe('blocked connection-removed');
  });

  it('blocks what waits for another key, too, and tells the evidence who did it', async () => {
    const { world, issue, erasureId, became } = await begun({ vendors: { alpha: [SAYS.badKey] } });
    await world.deliver();
    expect((await became())['alpha']).toBe('blocked credentials');
    await adminOver(world.ports).remove('alpha');
    expect((await became())['alpha']).toBe('blocked connection-removed');
    expect((await world.happened(erasureId, 'settled')).at(-1)).toMatchObject({ outcome: { by: ADMIN } });
    const [shown] = await viewIssue(world.as('agent'), issue.id);
    expect(shown?.steps[0]?.sentence).toContain('The connection was removed');
    const { events } = await timeline(world.as('agent'), erasureId);
    expect(events.filter(({ account }) => account === ADMIN).map(({ kind }) => kind)).toEqual(['settled']);
  });

  it('blocks by the sweep what the request had no time for', async () => {
    const { world, became } = await begun({ vendors: { alpha: [SAYS.down] } });
    await world.deliver();
    world.queue = [];
    // The settings are written in the first transaction; the erasure would be in the second.
    let transactions = 0;
    world.storageFails = ({ path }) => path.endsWith('/transaction') && (transactions += 1) > 1;
    await adminOver(world.ports).remove('alpha');
    world.storageFails = () => false;
    world.queue = [];
    expect((await became())['alpha']).toBe('waiting server-error');
    await world.sweeps();
    expect(await became()).toEqual({ status: 'blocked', alpha: 'blocked connection-removed' });
  });

  it('is no end: what was blocked is taken up where the connection is there again, and blocked where it is not', async () => {
    const { world, erasureId, became } = await begun({ vendors: { alpha: [], beta: [SAYS.deleted] } });
    const agent = world.as('agent');
    await adminOver(world.ports).remove('alpha');
    await world.deliver();
    await retry(agent, erasureId, AGENT);
    await world.deliver();
    expect(await became()).toMatchObject({ status: 'partial', alpha: 'blocked connection-removed' });
    await adminOver(world.ports).save(connection('alpha'));
    await retry(agent, erasureId, AGENT);
    world.answers('alpha', SAYS.deleted);
    await world.deliver();
    expect(await became()).toMatchObject({ status: TAKEN, alpha: 'done deleted' });
  });
});

describe('trying', () => {
  const copernica = settings().connections.filter((one) => (one as { id: string }).id === 'copernica');
  const token = `e30.${Buffer.from(JSON.stringify({ exp: 4_000_000_000 })).toString('base64url')}.sig`;

  it('touches nobody and changes nothing, whatever the vendor says', async () => {
    const world = await portsInMemory({ vendors: {}, connections: copernica });
    world.answers('authenticate.copernica.com', SAYS.badKey);
    const before = await world.ports.settings.read();
    expect(await tryConnection(world.ports, 'copernica')).toMatchObject({ kind: 'failed' });
    expect(await world.ports.settings.read()).toEqual(before);
  });

  it('by an admin has a refused key tried again, where the vendor takes it after all', async () => {
    const world = await portsInMemory({ vendors: {}, connections: copernica });
    const [saved] = (await world.ports.settings.read()).connections;
    await world.ports.settings.setKeyRejected('copernica', saved?.savedAt ?? 0);
    world.answers('authenticate.copernica.com', { status: 200, body: token });
    world.answers('api.copernica.com', { status: 200, body: {} });
    expect(await testConnection(world.ports, 'copernica', ADMIN)).toEqual({ kind: 'ok' });
    expect((await world.ports.settings.read()).rejectedKeys).toEqual({});
    expect(world.called.join()).not.toContain(SECRETS.copernica);
  });

  it('is refused where there is no such connection', async () => {
    const world = await portsInMemory();
    await expect(tryConnection(world.ports, 'gamma')).rejects.toMatchObject({ code: 'unknown-connection' });
  });
});
