/**
 * Connections at which nobody is called for a while, because their providers asked for it.
 */
import { LONGEST_PAUSE } from '../../core/erasure/step';
import type { Connection } from '../../core/settings/schema';
import type { RetryReason } from '../../core/status/outcome';
import { SECOND } from '../../lib/time';
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

/**
 * Leaves a connection alone for as long as its provider asked somebody who is no drain. A drain that is at work there
 * meanwhile is told so itself.
 * @param readAt when the settings were read by which it was called
 */
export async function noteBackoff(
  { leases, system }: Ports,
  connectionId: string,
  { reason, afterSeconds }: { readonly reason: RetryReason; readonly afterSeconds: number },
  readAt: number,
): Promise<void> {
  const now = system.now();
  const acquired = await leases.acquire(drainLeaseKey(connectionId), now);
  if ('retryAfterSeconds' in acquired) return;
  const { lease, blockedUntil, requeuedAt, settingsReadAt } = acquired;
  await leases.release(lease, {
    requeuedAt,
    blockedUntil: Math.max(blockedUntil, now + Math.min(afterSeconds * SECOND, LONGEST_PAUSE)),
    blockedBecause: reason,
    // Where no drain came to an end there yet, saving the connection anew lifts it all the same.
    settingsReadAt: settingsReadAt === 0 ? readAt : settingsReadAt,
  });
}
