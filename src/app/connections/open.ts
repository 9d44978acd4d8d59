import { type Connection } from '../../core/settings/schema';
import type { Ports } from '../../ports/ports';
import { providerOf } from '../../providers';
import type { OpenProvider, ProviderContext } from '../../providers/kit';

/** A connection's access token: read once while it is open, and exchanged by one call at a time. */
function keptToken({ connectionSecrets }: Pick<Ports, 'connectionSecrets'>, keptAs: string): ProviderContext['token'] {
  let kept: ReturnType<typeof connectionSecrets.token> | null = null;
  let exchanging: Promise<unknown> | null = null;
  return {
    get: () => (kept ??= connectionSecrets.token(keptAs)),
    set: (token) => {
      kept = Promise.resolve(token);
      return connectionSecrets.setToken(keptAs, token);
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
function keptLookUps(
  { connectionSecrets }: Pick<Ports, 'connectionSecrets'>,
  keptAs: string,
): ProviderContext['lookUps'] {
  let known: ReturnType<typeof connectionSecrets.hasFoundSomebody> | null = null;
  return {
    hasShown: (lookUp) => (known ??= connectionSecrets.hasFoundSomebody(keptAs, lookUp)),
    noteShown: async (lookUp) => {
      await connectionSecrets.noteFoundSomebody(keptAs, lookUp);
      known = Promise.resolve(true);
    },
  };
}
/** A connection's provider with settings and secrets filled in; null where they do not fit it (any more). */
export function openConnection(
  connection: Pick<Connection, 'id' | 'keptAs' | 'provider' | 'settings'>,
  secrets: Readonly<Record<string, string>>,
  {
    http,
    system,
    addresses,
    connectionSecrets,
    log,
    tasks,
    taskOwners,
  }: Pick<Ports, 'http' | 'system' | 'addresses' | 'connectionSecrets' | 'log' | 'tasks' | 'taskOwners'>,
): OpenProvider | null {
  const provider = providerOf(connection.provider);
  const settings = { ...connection.settings, ...secrets };
  if (provider?.problems(settings) !== null) return null;
  return provider.open(settings, {
    ...{ http, log, tasks, taskOwners, connectionId: connection.id },
    now: () => system.now(),
    token: keptToken({ connectionSecrets }, connection.keptAs),
    lookUps: keptLookUps({ connectionSecrets }, connection.keptAs),
    memory: (erasureId) => ({
      get: () => addresses.remembered(erasureId, connection.id),
      set: (what) => addresses.remember(erasureId, connection.id, what),
    }),
  });
}
