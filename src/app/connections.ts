/**
 * Connections: opening one with its secrets, showing and trying it.
 */
import type { ConnectionView } from '../contract/admin-calls';
import type { Tried } from '../contract/tried';
import { lastFour } from '../core/mask';
import type { Ports } from '../core/ports';
import { RefusedError } from '../core/refusal';
import { outcomeSentence } from '../core/report';
import { type Connection, isKeyRefused, type Settings } from '../core/settings';
import { providerOf } from '../providers';
import type { OpenProvider, Surroundings, TestResult } from '../providers/kit';
import { connectionRevision, entryOf } from './change-settings';

/** A connection's access token: read once while it is open, and exchanged by one call at a time. */
function keptToken({ vault }: Pick<Ports, 'vault'>, keptAs: string): Surroundings['token'] {
  let kept: ReturnType<typeof vault.token> | null = null;
  let exchanging: Promise<unknown> | null = null;
  return {
    get: () => (kept ??= vault.token(keptAs)),
    set: (token) => {
      kept = Promise.resolve(token);
      return vault.setToken(keptAs, token);
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
function keptLookUps({ vault }: Pick<Ports, 'vault'>, keptAs: string): Surroundings['lookUps'] {
  let known: ReturnType<typeof vault.hasShown> | null = null;
  return {
    hasShown: (lookUp) => (known ??= vault.hasShown(keptAs, lookUp)),
    noteShown: async (lookUp) => {
      await vault.noteShown(keptAs, lookUp);
      known = Promise.resolve(true);
    },
  };
}

/** A connection's provider with settings and secrets filled in; null where they do not fit it (any more). */
export function openConnection(
  connection: Pick<Connection, 'keptAs' | 'provider' | 'settings'>,
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
    token: keptToken({ vault }, connection.keptAs),
    lookUps: keptLookUps({ vault }, connection.keptAs),
  });
}

/** The connections as an admin may see them: of secrets only whether they are set, and how they end. */
export const viewConnections =
  (ports: Ports) =>
  async (settings: Settings): Promise<ConnectionView[]> =>
    Promise.all(
      settings.connections.map(async (stored) => {
        const { projects, savedAt, keptAs, ...connection } = stored;
        const provider = providerOf(connection.provider);
        const kept = await ports.vault.secrets(keptAs);
        const shown = (provider?.secretFields ?? []).map((field) => {
          const secret = kept[field];
          return [field, { set: secret !== undefined, lastFour: lastFour(secret ?? '') }] as const;
        });
        return {
          ...connection,
          ...(projects === undefined ? {} : { projects }),
          secrets: Object.fromEntries(shown),
          revision: connectionRevision(ports, stored) ?? '',
          isKeyRefused: isKeyRefused(settings, { id: connection.id, savedAt }),
          promise: provider?.inWords(connection.settings).promise ?? '',
          hosts: [...(provider?.hosts(connection.settings) ?? [])],
        };
      }),
    );

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
    const opened = openConnection(connection, await ports.vault.secrets(connection.keptAs), ports);
    return opened === null
      ? { kind: 'failed', outcome: { kind: 'refused', reason: 'credentials' } }
      : await opened.test();
  };

/** As {@link tryConnection}; where the provider takes the key after all, what waited for another one may be tried. */
export const testConnection =
  (ports: Ports) =>
  async (id: string, by: string): Promise<TestResult> => {
    const result = await tryConnection(ports)(id);
    if (result.kind === 'ok') await ports.settings.setRefused(id, null);
    const changes = [{ what: 'result', before: null, after: result.kind }];
    const subject = (await ports.settings.read()).connections.find((connection) => connection.id === id)?.label ?? id;
    await ports.adminLog.add(entryOf(ports, by, { action: 'connection-tested', subject, changes }));
    return result;
  };
