/**
 * Connections: opening one with its secrets, and what an admin does with them.
 */
import * as z from 'zod/mini';
import type { ConnectionView } from '../contract/admin-calls';
import type { Tried } from '../contract/tried';
import { lastFour } from '../core/mask';
import type { Ports } from '../core/ports';
import { RefusedError } from '../core/refusal';
import { outcomeSentence } from '../core/report';
import { type Connection, ConnectionInput, isKeyRefused, type Settings, whatIsWrong } from '../core/settings';
import { providerOf } from '../providers';
import type { OpenProvider, Surroundings, TestResult } from '../providers/kit';
import { wakeConnection } from './wake';

/** A connection's access token: read once while it is open, and exchanged by one call at a time. */
function keptToken({ vault }: Pick<Ports, 'vault'>, id: string): Surroundings['token'] {
  let kept: ReturnType<typeof vault.token> | null = null;
  let exchanging: Promise<unknown> | null = null;
  return {
    get: () => (kept ??= vault.token(id)),
    set: (token) => {
      kept = Promise.resolve(token);
      return vault.setToken(id, token);
    },
    once: <T>(exchange: () => Promise<T>) => {
      exchanging ??= exchange().finally(() => {
        exchanging = null;
      });
      // One provider has one kind of exchange.
      return exchanging as Promise<T>;
    },
  };
}

/** What is known of a connection's look-up: asked once while it is open. */
function keptLookUps({ vault }: Pick<Ports, 'vault'>, id: string): Surroundings['lookUps'] {
  let known: ReturnType<typeof vault.hasShown> | null = null;
  return {
    hasShown: (lookUp) => (known ??= vault.hasShown(id, lookUp)),
    noteShown: async (lookUp) => {
      await vault.noteShown(id, lookUp);
      known = Promise.resolve(true);
    },
  };
}

/** A connection's provider with settings and secrets filled in; null where they do not fit it (any more). */
export function openConnection(
  connection: Pick<Connection, 'id' | 'provider' | 'settings'>,
  secrets: Readonly<Record<string, string>>,
  { http, chance, vault, log }: Pick<Ports, 'http' | 'chance' | 'vault' | 'log'>,
): OpenProvider | null {
  const provider = providerOf(connection.provider);
  const settings = { ...connection.settings, ...secrets };
  if (provider?.problems(settings) !== null) return null;
  return provider.open(settings, {
    http,
    log,
    now: () => chance.now(),
    token: keptToken({ vault }, connection.id),
    lookUps: keptLookUps({ vault }, connection.id),
  });
}

/** The connections as an admin may see them: of secrets only whether they are set, and how they end. */
export const viewConnections =
  ({ vault }: Ports) =>
  async (settings: Settings): Promise<ConnectionView[]> =>
    Promise.all(
      settings.connections.map(async ({ projects, savedAt, ...connection }) => {
        const provider = providerOf(connection.provider);
        const kept = await vault.secrets(connection.id);
        const shown = (provider?.secretFields ?? []).map((field) => {
          const secret = kept[field];
          return [field, { set: secret !== undefined, lastFour: lastFour(secret ?? '') }] as const;
        });
        return {
          ...connection,
          ...(projects === undefined ? {} : { projects }),
          secrets: Object.fromEntries(shown),
          isKeyRefused: isKeyRefused(settings, { id: connection.id, savedAt }),
          promise: provider?.inWords(connection.settings).promise ?? '',
          hosts: [...(provider?.hosts(connection.settings) ?? [])],
        };
      }),
    );

/** A connection's settings parted into what may be seen and what may not; empty secrets are left out. */
function parted(connection: ConnectionInput): { open: ConnectionInput; secrets: Record<string, string> } {
  const fields = providerOf(connection.provider)?.secretFields ?? [];
  const entries = Object.entries(connection.settings).filter(([, value]) => value !== null && value !== '');
  const secrets = entries.filter(([name, value]) => fields.includes(name) && typeof value === 'string');
  return {
    open: { ...connection, settings: Object.fromEntries(entries.filter(([name]) => !fields.includes(name))) },
    secrets: Object.fromEntries(secrets) as Record<string, string>,
  };
}

/**
 * Stores a connection. A secret that is not given stays as it is; one that is given replaces it, and the access token
 * got with the old one is forgotten. Its drain is woken; the sweep wakes it where that fails.
 * @throws RefusedError `bad-settings`, naming what is wrong and where; nothing is stored then
 */
export const saveConnection =
  (ports: Ports) =>
  async (raw: unknown): Promise<void> => {
    const { vault, settings, chance } = ports;
    const parsed = z.safeParse(ConnectionInput, raw);
    if (!parsed.success) throw new RefusedError('bad-settings', whatIsWrong(parsed.error));
    const provider = providerOf(parsed.data.provider);
    if (provider === undefined) throw new RefusedError('bad-settings', 'provider: there is no such provider');
    const { open, secrets } = parted(parsed.data);
    const stored = await settings.read();
    const earlier = stored.connections.find(({ id }) => id === open.id);
    if (earlier !== undefined && earlier.provider !== open.provider)
      throw new RefusedError('bad-settings', `id: "${open.id}" is already taken by another provider`);
    const kept = { ...(await vault.secrets(open.id)), ...secrets };
    const problems = provider.problems({ ...open.settings, ...kept });
    if (problems !== null) throw new RefusedError('bad-settings', whatIsWrong(problems));
    await vault.setSecrets(open.id, kept);
    await vault.setToken(open.id, null);
    // Saved anew, the key may be another: what its provider said of the one before does not hold any more.
    const saved: Connection = { ...open, savedAt: Math.max(chance.now(), (earlier?.savedAt ?? 0) + 1) };
    const connections =
      earlier === undefined
        ? [...stored.connections, saved]
        : stored.connections.map((connection) => (connection.id === saved.id ? saved : connection));
    await settings.write({ ...stored, connections });
    await wakeConnection(ports, saved.id);
  };

/** Switches a connection on or off. @throws RefusedError `unknown-connection` */
export const switchConnection =
  (ports: Ports) =>
  async (id: string, enabled: boolean): Promise<void> => {
    const { settings } = ports;
    const stored = await settings.read();
    if (!stored.connections.some((connection) => connection.id === id)) throw new RefusedError('unknown-connection');
    const connections = stored.connections.map((c) => (c.id === id ? { ...c, enabled } : c));
    await settings.write({ ...stored, connections });
    await wakeConnection(ports, id);
  };

/** Removes a connection with its secrets. Steps still open there will be skipped, and say so. */
export const removeConnection =
  (ports: Ports) =>
  async (id: string): Promise<void> => {
    const { settings, vault } = ports;
    const stored = await settings.read();
    await settings.write({ ...stored, connections: stored.connections.filter((connection) => connection.id !== id) });
    await vault.dropSecrets(id);
    await vault.setToken(id, null);
    await wakeConnection(ports, id);
  };

const TRIED_WORDS = {
  ok: 'The provider answered and took the key.',
  'no-harmless-call':
    'The settings are complete. This provider documents no call that harms nobody, so the key is tried with the first erasure.',
};

/** How a try ended, in words. */
export const viewTried = (result: TestResult): Tried => ({
  kind: result.kind,
  sentence: result.kind === 'failed' ? outcomeSentence(result.outcome, '') : TRIED_WORDS[result.kind],
});

/** Tries a connection without touching anybody, and changes nothing. @throws RefusedError `unknown-connection` */
export const tryConnection =
  (ports: Ports) =>
  async (id: string): Promise<TestResult> => {
    const connection = (await ports.settings.read()).connections.find((c) => c.id === id);
    if (connection === undefined) throw new RefusedError('unknown-connection');
    const opened = openConnection(connection, await ports.vault.secrets(id), ports);
    return opened === null
      ? { kind: 'failed', outcome: { kind: 'refused', reason: 'credentials' } }
      : await opened.test();
  };

/** As {@link tryConnection}; where the provider takes the key after all, what waited for another one may be tried. */
export const testConnection =
  (ports: Ports) =>
  async (id: string): Promise<TestResult> => {
    const result = await tryConnection(ports)(id);
    if (result.kind === 'ok') await ports.settings.setRefused(id, null);
    return result;
  };
