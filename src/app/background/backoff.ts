/**
 * Connections at which nobody is called for a while, because their providers asked for it.
 */
import type { Connection } from '../../core/settings/schema';
import type { Backoff } from '../../ports/leases';
import type { Ports } from '../../ports/ports';

/** The lease under which a connection is drained. */
export const drainLeaseKey = (connectionId: string): string => `drain.${connectionId}`;

/** Whether a connection was saved after some time; never where it is 0. */
export const isSavedSince = ({ savedAt }: Connection, since: number, now: number): boolean =>
  since > 0 && savedAt > since && savedAt <= now;

/** Which of these connections are left alone now, by their ids. Saving one anew lifts it. */
export async function backoffsOf(
  { leases, system }: Ports,
  connections: readonly Connection[],
): Promise<ReadonlyMap<string, Backoff>> {
  if (connections.length === 0) return new Map();
  const now = system.now();
  const backoffs = await leases.backoffs(
    connections.map(({ id }) => drainLeaseKey(id)),
    now,
  );
  return new Map(
    connections.flatMap((connection) => {
      const one = backoffs.get(drainLeaseKey(connection.id));
      return one === undefined || isSavedSince(connection, one.settingsReadAt, now)
        ? []
        : [[connection.id, one] as const];
    }),
  );
}
