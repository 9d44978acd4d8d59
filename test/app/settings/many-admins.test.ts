/**
 * Many admins at once, from screens that others made stale: whatever one was told is saved stands afterwards, whatever is
 * refused changed nothing, and no key is kept without its connection.
 */
import * as fc from 'fast-check';
import { saveConnection, switchConnection } from '../../../src/app/connections/save';
import { connectionRevision, rulesRevision, settingsRevision } from '../../../src/app/settings/change';
import { importSettings, previewImport } from '../../../src/app/import/import';
import { rotateSecret, validSecrets } from '../../../src/app/settings/trigger-secret';
import { AppError } from '../../../src/core/app-error';
import { rulesOf, type Settings } from '../../../src/core/settings/schema';
import { adminOver, connection, DAY, HOUR, keysOf, portsInMemory } from '../../support/ports-in-memory';
import { runs } from '../../support/runs';
import type { World } from '../../support/world-in-memory';
import { saveRules } from '../../../src/app/settings/rules';

const ADMINS = 4;
const OPERATIONS = ['look', 'protect', 'add', 'edit', 'switch', 'remove', 'import', 'rotate'] as const;
type Operation = (typeof OPERATIONS)[number];

/** What must stand in the end, by what was acknowledged. */
class Acknowledged {
  readonly domains: string[] = [];
  /** The key of each connection, and whether it is on. */
  readonly connections = new Map<string, { key: string; isOn: boolean }>();
  readonly secrets: string[] = [];
  actions = 0;
  refused = 0;
}

class Admin {
  private screen: Settings | null = null;
  private made = 0;

  constructor(
    private readonly world: World,
    private readonly name: string,
    private readonly acknowledged: Acknowledged,
  ) {}

  private get ports() {
    return this.world.as('admin');
  }

  private next(): string {
    this.made += 1;
    return `${this.name}${String(this.made)}`;
  }

  async does(operation: Operation): Promise<void> {
    const screen = (this.screen ??= await this.ports.settings.read());
    try {
      if (await this.tries(operation, screen)) this.acknowledged.actions += 1;
    } catch (error) {
      // Nothing but these two, and the screen is loaded anew.
      if (!(error instanceof AppError) || !['stale', 'unknown-connection'].includes(error.code)) throw error;
      this.acknowledged.refused += 1;
      this.screen = null;
    }
  }

  /** @returns whether anything was changed */
  private async tries(operation: Operation, screen: Settings): Promise<boolean> {
    const { ports, acknowledged, name: by } = this;
    const own = screen.connections.find(({ id }) => id.startsWith(this.name));
    const any = screen.connections.at(-1);
    const { connections: standing } = acknowledged;
    switch (operation) {
      case 'look':
        this.screen = await ports.settings.read();
        return false;
      case 'protect': {
        const domain = `${this.next()}.example`;
        const rules = rulesOf(screen);
        const policy = { ...rules.policy, protectedDomains: [...rules.policy.protectedDomains, domain] };
        await saveRules(ports, { ...rules, policy }, { by, revision: rulesRevision(ports, screen) });
        acknowledged.domains.push(domain);
        return true;
      }
      case 'add': {
        const id = this.next();
        await saveConnection(ports, connection(id, { settings: { authSecret: `key of ${id}` } }), {
          by,
          revision: null,
        });
        standing.set(id, { key: `key of ${id}`, isOn: true });
        return true;
      }
      case 'edit': {
        if (any === undefined) return false;
        const key = `key ${this.next()}`;
        const form = { ...connection(any.id, { settings: { authSecret: key } }), enabled: any.enabled };
        await saveConnection(ports, form, { by, revision: connectionRevision(ports, any) });
        standing.set(any.id, { key, isOn: any.enabled });
        return true;
      }
      case 'switch': {
        // Each their own: of two who switch the same one, either may be the last.
        if (own === undefined) return false;
        await switchConnection(ports, own.id, !own.enabled, by);
        standing.set(own.id, { key: standing.get(own.id)?.key ?? '', isOn: !own.enabled });
        return true;
      }
      case 'remove':
        if (own === undefined) return false;
        await adminOver(ports).remove(own.id);
        standing.delete(own.id);
        return true;
      case 'import': {
        const id = this.next();
        const domain = `${id}.example`;
        const read = await ports.settings.read();
        const file = {
          connections: [connection(id, { settings: { authSecret: `key of ${id}` } })],
          policy: { protectedDomains: [...read.policy.protectedDomains, domain] },
        };
        const { revision } = await previewImport(ports, file, { replaceAll: false });
        // Whoever sees a protection go in the preview does not import.
        if (revision !== settingsRevision(ports, read)) throw new AppError('stale');
        await importSettings(ports, file, { by, replaceAll: false, revision });
        standing.set(id, { key: `key of ${id}`, isOn: true });
        acknowledged.domains.push(domain);
        return true;
      }
      case 'rotate':
        acknowledged.secrets.push(await rotateSecret(ports, () => `secret ${this.next()}`, by));
        return true;
    }
  }
}

const keysIn = (world: World): string[] =>
  world.rows
    .keysOf('secret', '')
    .filter((key) => key.startsWith('connection.') || key.startsWith('token.'))
    .sort();

/** Rounds in which every admin does something, all at once. */
const rounds = fc.array(fc.array(fc.constantFrom(...OPERATIONS), { minLength: ADMINS, maxLength: ADMINS }), {
  minLength: 2,
  maxLength: 8,
});

it('lose nothing that was acknowledged', async () => {
  const seen = { actions: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(rounds, async (played) => {
      const world = await portsInMemory({ vendors: {}, connections: [connection('shared')] });
      const acknowledged = new Acknowledged();
      acknowledged.connections.set('shared', {
        key: (await keysOf(world.ports, 'shared'))['authSecret'] ?? '',
        isOn: true,
      });
      const admins = ['a', 'b', 'c', 'd'].map((name) => new Admin(world, name, acknowledged));
      for (const round of played) await Promise.all(admins.map((admin, index) => admin.does(round[index] ?? 'look')));

      const { ports } = world;
      const { policy, connections } = await ports.settings.read();
      expect(policy.protectedDomains).toEqual(expect.arrayContaining(acknowledged.domains));
      const stands = await Promise.all(
        connections.map(async ({ id, enabled }) => {
          const { authSecret: key } = await keysOf(ports, id);
          return [id, { key, isOn: enabled }] as const;
        }),
      );
      expect(new Map(stands)).toEqual(acknowledged.connections);
      expect(await validSecrets(ports)).toEqual(expect.arrayContaining(acknowledged.secrets));
      expect(keysIn(world)).toEqual(connections.map(({ keptAs }) => `connection.${keptAs}`).sort());
      // Setting the world up is an entry, too.
      expect(world.rows.keysOf('entity', 'admin-event')).toHaveLength(acknowledged.actions + 1);
      seen.actions += acknowledged.actions;
      seen.refused += acknowledged.refused;
    }),
    { numRuns: runs(8, 300) },
  );
  // Both happened, or nothing was tried.
  expect(Math.min(seen.actions, seen.refused)).toBeGreaterThan(0);
});

it('and a secret of the web trigger stays valid for a day, however often another one is made', async () => {
  const world = await portsInMemory();
  const rotate = (name: string) => rotateSecret(world.ports, () => name, 'admin');
  const first = await Promise.all(['one', 'two', 'three', 'four', 'five'].map(rotate));
  expect((await validSecrets(world.ports)).toSorted()).toEqual(first.toSorted());
  await world.passes(23 * HOUR);
  await rotate('six');
  await world.passes(HOUR + 1);
  // Four of the five were replaced a day ago; the latest of them an hour ago.
  expect(await validSecrets(world.ports)).toHaveLength(2);
  await world.passes(DAY);
  expect(await validSecrets(world.ports)).toEqual(['six']);
});

it('and no key is left where a save died, whatever instant it died in', async () => {
  for (const at of [/secret\/set/, /transaction/, /secret\/delete/]) {
    const world = await portsInMemory({ vendors: {}, connections: [connection('alpha')] });
    await world.dying({ after: at }, (ports) =>
      adminOver(ports).save(connection('alpha', { settings: { authSecret: 'another' } })),
    );
    await world.passes(HOUR);
    await world.sweeps();
    const { connections, strayVaultNames } = await world.ports.settings.read();
    expect([keysIn(world), strayVaultNames]).toEqual([connections.map(({ keptAs }) => `connection.${keptAs}`), []]);
    expect(await keysOf(world.ports, 'alpha')).toHaveProperty('authSecret');
  }
});
