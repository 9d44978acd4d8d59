/**
 * Connections: opening one with its secrets, showing and trying it.
 */
import type { ConnectionView } from '../../contract/admin-calls';
import { lastFour } from '../../core/person/mask';
import { isKeyRejected, type Settings } from '../../core/settings/schema';
import { DAY } from '../../lib/time';
import type { Ports } from '../../ports/ports';
import { providerOf } from '../../providers';
import type { Provider } from '../../providers/kit';
import { connectionRevision } from '../settings/change';
/** When a key expires that expires before long, and what to do then; null while there is time, and where it never does. */
function keyEnds(lasts: Provider['keyLasts'], savedAt: number, now: number): ConnectionView['keyEnds'] {
  if (lasts === null) return null;
  const { days, says } = lasts;
  const at = savedAt + days * DAY;
  return at - now > Math.min(30, days / 3) * DAY ? null : { at, says };
}

/** The connections as an admin may see them: of secrets only whether they are set, and how they end. */
export async function viewConnections(ports: Ports, settings: Settings): Promise<ConnectionView[]> {
  return Promise.all(
    settings.connections.map(async (stored) => {
      const { projects, savedAt, keptAs, keySavedAt = savedAt, setUpAt: _, ...connection } = stored;
      const provider = providerOf(connection.provider);
      const kept = await ports.connectionSecrets.secrets(keptAs);
      const shown = (provider?.secretFields ?? []).map((field) => {
        const secret = kept[field];
        return [field, { set: secret !== undefined, lastFour: lastFour(secret ?? '') }] as const;
      });
      return {
        ...connection,
        ...(projects === undefined ? {} : { projects }),
        secrets: Object.fromEntries(shown),
        revision: connectionRevision(ports, stored) ?? '',
        keyEnds: keyEnds(provider?.keyLasts ?? null, keySavedAt, ports.system.now()),
        isKeyRefused: isKeyRejected(settings, { id: connection.id, savedAt }),
        promise: provider?.describe(connection.settings).promise ?? '',
        hosts: [...(provider?.hosts(connection.settings) ?? [])],
      };
    }),
  );
}
