/**
 * Leases: the right to work at something alone, taken by a conditional write, lost by not renewing it.
 */
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import { RetryReason } from '../../core/status/outcome';
import { LONGEST_PAUSE } from '../../core/erasure/step';
import type { AcquiredLease, Lease, Leases, LeaseUnavailable } from '../../ports/leases';
import { bothUnchanged, getOrCreate, readMany, readOne, unchanged, writeConditionally } from './conditional';
import { MINUTE } from '../../lib/time';

export const LEASE = {
  entityName: 'lease',
  schema: z.object({
    owner: z.string(),
    until: z.number(),
    requeuedAt: z.number(),
    settingsReadAt: z.number(),
    blockedBecause: z.optional(RetryReason),
  }),
};

type Held = z.infer<typeof LEASE.schema>;

/** The owner of a lease that was given back. Its `until` is when the next call may be made. */
const NOBODY = 'nobody';
/** Who would have to wait so long for the provider's rate takes the lease and waits, instead of coming back. */
const WORTH_WAITING = 5000;

/** Longer than a call takes with everything that is written after it, so that only the dead lose it. */
const LASTS = 45_000;

/** Longer than any owner keeps a lease without renewing it. */
const LONGEST_LEASE = 15 * MINUTE;
/** The queue is told to come back within this time, or not at all. */
const LONGEST_WAKE = 15 * MINUTE;

/** Whether a lease stands for longer than any does: a clock went wrong when it was written. */
const isAbsurd = ({ owner, until }: Held, now: number): boolean =>
  until > now + (owner === NOBODY ? LONGEST_PAUSE : LONGEST_LEASE);

/** The leases of this installation. @param newId makes the name of an owner */
export function leasesOf(newId: () => string): Leases {
  /** Writes a lease where the condition holds; false where it does not. */
  const write = (key: string, next: Held, conditions: ReturnType<typeof unchanged<Held>>): Promise<boolean> =>
    writeConditionally(
      () => kvs.transact().set(key, next, { entityName: LEASE.entityName, conditions }).execute(),
      async () => {
        const stored = await readOne(LEASE, key);
        return stored?.owner === next.owner && stored.until === next.until ? 'applied' : 'conflict';
      },
    );
  const secondsUntil = (until: number, now: number) => Math.max(1, Math.ceil((until - now) / 1000));

  return {
    async acquire(key, now, { lasts = LASTS, isLifted = false } = {}): Promise<AcquiredLease | LeaseUnavailable> {
      const lease: Lease = { key, owner: newId() };
      const before = await readOne(LEASE, key);
      const requeued = before?.requeuedAt ?? 0;
      const requeuedAt = requeued > now + LONGEST_WAKE ? 0 : requeued;
      const readAt = before?.settingsReadAt ?? 0;
      const settingsReadAt = readAt > now ? 0 : readAt;
      const mine = { owner: lease.owner, until: now + lasts, requeuedAt, settingsReadAt };
      const stored = before ?? (await getOrCreate(LEASE, key, mine));
      if (stored.owner === lease.owner)
        return { lease, acquiredAt: now, blockedUntil: now, requeuedAt, settingsReadAt };
      const isLeft = stored.owner === NOBODY;
      const isOver = isAbsurd(stored, now) || (isLeft && isLifted);
      const isFree = isLeft && !isOver && stored.until <= now + WORTH_WAITING;
      if (!isOver && !isFree && stored.until > now)
        return {
          retryAfterSeconds: secondsUntil(stored.until, now),
          blockedBySettingsOf: isLeft ? settingsReadAt : null,
        };
      const asRead = bothUnchanged<Held>(['owner', stored.owner], ['until', stored.until]);
      const isTaken = await write(key, mine, asRead);
      return isTaken
        ? {
            lease,
            acquiredAt: now,
            blockedUntil: Math.max(now, isFree ? stored.until : now),
            requeuedAt,
            settingsReadAt,
          }
        : { retryAfterSeconds: 2, blockedBySettingsOf: null };
    },

    async renew({ key, owner }, now) {
      const stored = await readOne(LEASE, key);
      return stored?.owner === owner && write(key, { ...stored, until: now + LASTS }, unchanged<Held>('owner', owner));
    },

    async backoffs(keys, now) {
      const found = await readMany(LEASE, keys);
      return new Map(
        [...found].flatMap(([key, held]) => {
          // Only who gives a lease back writes why it is left alone: whoever takes it begins without.
          const { until, settingsReadAt, blockedBecause: reason } = held;
          const isBlocked = until > now && !isAbsurd(held, now);
          return isBlocked && reason !== undefined ? [[key, { until, settingsReadAt, reason }] as const] : [];
        }),
      );
    },

    async release({ key, owner }, left) {
      const conditions = unchanged<Held>('owner', owner);
      const { entityName } = LEASE;
      const given =
        left === null
          ? kvs.transact().delete(key, { entityName, conditions }).execute()
          : write(
              key,
              {
                owner: NOBODY,
                until: left.blockedUntil,
                requeuedAt: left.requeuedAt,
                settingsReadAt: left.settingsReadAt,
                ...(left.blockedBecause === undefined ? {} : { blockedBecause: left.blockedBecause }),
              },
              conditions,
            );
      // One that is lost already, or cannot be given back now, expires by itself.
      await Promise.resolve(given).catch(() => undefined);
    },
  };
}
