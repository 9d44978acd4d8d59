/**
 * Leases: the right to work at something alone, taken by a conditional write, lost by not renewing it.
 */
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import type { Lease, Leases, NotTaken, Taken } from '../core/ports';
import { LONGEST_PAUSE } from '../core/step';
import { bothUnchanged, createOrRead, readOne, settled, unchanged } from './kvs-entities';

export const LEASE = {
  entityName: 'lease',
  schema: z.object({ owner: z.string(), until: z.number(), wake: z.number(), since: z._default(z.number(), 0) }),
};

type Held = z.infer<typeof LEASE.schema>;

/** The owner of a lease that was given back. Its `until` is when the next call may be made. */
const NOBODY = 'nobody';
/** Who would have to wait so long for the provider's rate takes the lease and waits, instead of coming back. */
const WORTH_WAITING = 5000;

/** Longer than a call takes with everything that is written after it, so that only the dead lose it. */
const LASTS = 45_000;

/** Longer than any owner keeps a lease without renewing it. */
const LONGEST_LEASE = 900_000;
/** The queue is told to come back within this time, or not at all. */
const LONGEST_WAKE = 900_000;

/** Whether a lease stands for longer than any does: a clock went wrong when it was written. */
const isAbsurd = ({ owner, until }: Held, now: number): boolean =>
  until > now + (owner === NOBODY ? LONGEST_PAUSE : LONGEST_LEASE);

/** The leases of this installation. @param newId makes the name of an owner */
export function leasesOf(newId: () => string): Leases {
  /** Writes a lease where the condition holds; false where it does not. */
  const write = (key: string, next: Held, conditions: ReturnType<typeof unchanged<Held>>): Promise<boolean> =>
    settled(
      () => kvs.transact().set(key, next, { entityName: LEASE.entityName, conditions }).execute(),
      async () => {
        const standing = await readOne(LEASE, key);
        return standing?.owner === next.owner && standing.until === next.until ? 'mine' : 'overtaken';
      },
    );
  const secondsUntil = (until: number, now: number) => Math.max(1, Math.ceil((until - now) / 1000));

  return {
    async take(key, now, { lasts = LASTS, isLifted = false } = {}): Promise<Taken | NotTaken> {
      const lease: Lease = { key, owner: newId() };
      const before = await readOne(LEASE, key);
      const wake = before?.wake ?? 0;
      const wakeAt = wake > now + LONGEST_WAKE ? 0 : wake;
      const since = (before?.since ?? 0) > now ? 0 : (before?.since ?? 0);
      const mine = { owner: lease.owner, until: now + lasts, wake: wakeAt, since };
      const standing = before ?? (await createOrRead(LEASE, key, mine));
      if (standing.owner === lease.owner) return { lease, at: now, quietUntil: now, wakeAt, since };
      const isLeft = standing.owner === NOBODY;
      const isOver = isAbsurd(standing, now) || (isLeft && isLifted);
      const isFree = isLeft && !isOver && standing.until <= now + WORTH_WAITING;
      if (!isOver && !isFree && standing.until > now)
        return {
          retryAfterSeconds: secondsUntil(standing.until, now),
          quietSince: isLeft ? since : null,
        };
      const asRead = bothUnchanged<Held>(['owner', standing.owner], ['until', standing.until]);
      const isTaken = await write(key, mine, asRead);
      return isTaken
        ? { lease, at: now, quietUntil: Math.max(now, isFree ? standing.until : now), wakeAt, since }
        : { retryAfterSeconds: 2, quietSince: null };
    },

    async renew({ key, owner }, now) {
      const standing = await readOne(LEASE, key);
      return (
        standing?.owner === owner && write(key, { ...standing, until: now + LASTS }, unchanged<Held>('owner', owner))
      );
    },

    async giveBack({ key, owner }, left) {
      const conditions = unchanged<Held>('owner', owner);
      const { entityName } = LEASE;
      const given =
        left === null
          ? kvs.transact().delete(key, { entityName, conditions }).execute()
          : write(key, { owner: NOBODY, until: left.quietUntil, wake: left.wakeAt, since: left.since }, conditions);
      // One that is lost already, or cannot be given back now, expires by itself.
      await Promise.resolve(given).catch(() => undefined);
    },
  };
}
