/**
 * What an admin does with connections. Everything is an entry of the admin log, and no key is kept without a connection.
 */
import * as z from 'zod/mini';
import { AppError } from '../../core/app-error';
import { canonical } from '../../core/evidence/chain';
import { type Connection, ConnectionInput } from '../../core/settings/schema';
import type { Ports } from '../../ports/ports';
import { providerOf } from '../../providers';
import type { Provider } from '../../providers/kit';
import { whatIsWrong } from '../../words/settings-problems';
import { enqueueConnection } from '../background/enqueue';
import { blockRemovedAt, openErasuresAt, removedAfter } from './removed';
import { type Acting, assertLatest, changeSettings, connectionRevision } from '../settings/change';
import { connectionChanges } from './changes';
import { movedSecrets } from './moved-secrets';
import { drop, keep, type Kept, newName, strayAfter } from './keep-secrets';

/** The time for blocking what waited at a connection, while the admin waits; the sweep blocks the rest. */
export const BLOCKING = 8000;

/** A connection's settings parted into what may be seen and what may not; empty secrets are left out. */
export function parted(connection: ConnectionInput): { open: ConnectionInput; secrets: Record<string, string> } {
  const fields = providerOf(connection.provider)?.secretFields ?? [];
  const entries = Object.entries(connection.settings).filter(([, value]) => value !== null && value !== '');
  const secrets = entries.filter(([name, value]) => fields.includes(name) && typeof value === 'string');
  return {
    open: { ...connection, settings: Object.fromEntries(entries.filter(([name]) => !fields.includes(name))) },
    secrets: Object.fromEntries(secrets) as Record<string, string>,
  };
}

/** A connection as it is stored now. Saved anew, its key may be another: what was said of the one before does not hold. */
export const savedNow = (
  open: ConnectionInput,
  earlier: Connection | undefined,
  keptAs: string,
  now: number,
): Connection => {
  const isSameKey = earlier?.keptAs === keptAs;
  const isSame = isSameKey && canonical(earlier.settings) === canonical(open.settings);
  const keySavedAt = isSameKey ? earlier.keySavedAt : now;
  const setUpAt = isSame ? earlier.setUpAt : now;
  return {
    ...{ ...open, keptAs, savedAt: Math.max(now, (earlier?.savedAt ?? 0) + 1) },
    ...(keySavedAt === undefined ? {} : { keySavedAt }),
    ...(setUpAt === undefined ? {} : { setUpAt }),
  };
};

/** Its connections with one more, or with one as it is now. */
const withOne = (connections: readonly Connection[], saved: Connection): Connection[] =>
  connections.some(({ id }) => id === saved.id)
    ? connections.map((connection) => (connection.id === saved.id ? saved : connection))
    : [...connections, saved];

/** A connection as an admin gave it. */
interface Given {
  readonly provider: Provider;
  readonly open: ConnectionInput;
  readonly secrets: Readonly<Record<string, string>>;
}

/** @throws AppError `bad-settings` */
function parse(raw: unknown): Given {
  const parsed = z.safeParse(ConnectionInput, raw);
  if (!parsed.success) throw new AppError('bad-settings', whatIsWrong(parsed.error));
  const provider = providerOf(parsed.data.provider);
  if (provider === undefined) throw new AppError('bad-settings', 'provider: there is no such provider');
  return { provider, ...parted(parsed.data) };
}

/**
 * All secrets of a connection: those that are given, and those that are kept.
 * @param seen the connection that stands there
 * @throws AppError `bad-settings` where it cannot be stored with them
 */
async function allSecrets(
  { connectionSecrets }: Ports,
  { provider, open, secrets }: Given,
  seen: Connection | undefined,
): Promise<Record<string, string>> {
  if (seen !== undefined && seen.provider !== open.provider)
    throw new AppError('bad-settings', `id: "${open.id}" is already taken by another provider`);
  const before = seen === undefined ? {} : await connectionSecrets.secrets(seen.keptAs);
  const all = { ...before, ...secrets };
  const problems = provider.problems({ ...open.settings, ...all });
  if (problems !== null) throw new AppError('bad-settings', whatIsWrong(problems));
  const moved = movedSecrets(seen, open, before, secrets);
  if (moved !== null) throw new AppError('bad-settings', moved);
  return all;
}

/**
 * Stores a connection. A secret that is not given stays as it is; one that is given replaces it, and the access token
 * got with the old one is forgotten. Its drain is woken; the sweep wakes it where that fails.
 * @throws AppError `bad-settings`, naming what is wrong and where; `stale`; nothing is stored then
 */
export async function saveConnection(ports: Ports, raw: unknown, acting: Acting): Promise<void> {
  const { connectionSecrets, settings } = ports;
  const connection = parse(raw);
  const { open } = connection;
  const seen = (await settings.read()).connections.find(({ id }) => id === open.id);
  assertLatest(acting, connectionRevision(ports, seen));
  const all = await allSecrets(ports, connection, seen);
  const given = Object.keys(connection.secrets);
  const isNewKey = seen === undefined || given.length > 0;
  const keptAs = isNewKey ? newName(ports, open.id) : seen.keptAs;
  const kept: Kept[] = isNewKey ? [{ keptAs, secrets: all }] : [];
  const unused = isNewKey && seen !== undefined ? [seen.keptAs] : [];
  try {
    await keep(ports, kept);
    await changeSettings(ports, acting.by, (now, at) => {
      const current = now.connections.find(({ id }) => id === open.id);
      // Who saves without a screen goes by what was read here.
      if (connectionRevision(ports, current) !== connectionRevision(ports, seen)) throw new AppError('stale');
      const saved = savedNow(open, current, keptAs, at);
      const loose = strayAfter(now, [keptAs], unused, at);
      const action = current === undefined ? 'connection-added' : 'connection-changed';
      const changes = connectionChanges(current, saved, given);
      return {
        settings: { ...now, connections: withOne(now.connections, saved), strayVaultNames: loose },
        done: { action, subject: open.label, changes },
      };
    });
  } catch (error) {
    await drop(ports, isNewKey ? [keptAs] : []);
    throw error;
  }
  if (isNewKey) await drop(ports, unused);
  else await connectionSecrets.setToken(keptAs, null);
  await enqueueConnection(ports, open.id);
}

/** Switches a connection on or off. What waits there goes on waiting while it is off. @throws AppError `unknown-connection` */
export async function switchConnection(ports: Ports, id: string, enabled: boolean, by: string): Promise<void> {
  await changeSettings(ports, by, (settings) => {
    const current = settings.connections.find((connection) => connection.id === id);
    if (current === undefined) throw new AppError('unknown-connection');
    return {
      settings: { ...settings, connections: withOne(settings.connections, { ...current, enabled }) },
      done: {
        action: enabled ? 'connection-switched-on' : 'connection-switched-off',
        subject: current.label,
        changes: [{ what: 'enabled', before: String(current.enabled), after: String(enabled) }],
      },
    };
  });
  if (enabled) await enqueueConnection(ports, id);
}

/** How an admin removes a connection. `confirmed`: how many erasures they were told wait there. */
interface Removing extends Acting {
  readonly confirmed?: number | undefined;
}

/**
 * Removes a connection with its secrets. What waits there is blocked, and says who did it.
 * @throws AppError `work-waits` where another number waits than was confirmed; `stale`; `unknown-connection`
 */
export async function removeConnection(ports: Ports, id: string, acting: Removing): Promise<void> {
  const { system } = ports;
  const waiting = await openErasuresAt(ports, id);
  const unused: string[] = [];
  await changeSettings(ports, acting.by, (settings, now) => {
    const current = settings.connections.find((connection) => connection.id === id);
    assertLatest(acting, connectionRevision(ports, current));
    if (current === undefined) throw new AppError('unknown-connection');
    if (waiting !== (acting.confirmed ?? 0)) throw new AppError('work-waits');
    unused.splice(0, unused.length, current.keptAs);
    return {
      settings: {
        ...settings,
        connections: settings.connections.filter((connection) => connection.id !== id),
        removed: removedAfter(settings, [current], acting.by, now),
        strayVaultNames: strayAfter(settings, [], unused, now),
      },
      done: {
        action: 'connection-removed',
        subject: current.label,
        changes: [{ what: 'waiting', before: String(waiting), after: null }],
      },
    };
  });
  await drop(ports, unused);
  await blockRemovedAt(ports, id, system.now() + BLOCKING);
  await enqueueConnection(ports, id);
}
