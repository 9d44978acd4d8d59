import type { Ports } from '../../ports/ports';
import { type Connection } from '../../core/settings/schema';
import { providerOf } from '../../providers';
import type { OpenProvider, ProviderContext } from '../../providers/kit';

/** A connection's access token: read once while it is open, and exchanged by one call at a time. */
function keptToken({ vault }: Pick<Ports, 'vault'>, keptAs: string): ProviderContext['token'] {
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
function keptLookUps({ vault }: Pick<Ports, 'vault'>, keptAs: string): ProviderContext['lookUps'] {
  let known: ReturnType<typeof vault.hasFoundSomebody> | null = null;
  return {
    hasShown: (lookUp) => (known ??= vault.hasFoundSomebody(keptAs, lookUp)),
    noteShown: async (lookUp) => {
      await vault.noteFoundSomebody(keptAs, lookUp);
      known = Promise.resolve(true);
    },
  };
}
/** A connection's provider with settings and secrets filled in; null where they do not fit it (any more). */
export function openConnection(
  connection: Pick<Connection, 'keptAs' | 'provider' | 'settings'>,
  secrets: Readonly<Record<string, string>>,
  { http, system, vault, log }: Pick<Ports, 'http' | 'system' | 'vault' | 'log'>,
): OpenProvider | null {
  const provider = providerOf(connection.provider);
  const settings = { ...connection.settings, ...secrets };
  if (provider?.problems(settings) !== null) return null;
  return provider.open(settings, {
    http,
    log,
    now: () => system.now(),
    token: keptToken({ vault }, connection.keptAs),
    lookUps: keptLookUps({ vault }, connection.keptAs),
  });
}
