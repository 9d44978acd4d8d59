/**
 * Leases: the right to work at something alone, taken by a conditional write, lost by not renewing it.
 */
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import { RetryReason } from '../../core/status/outcome';
import { LONGEST_PAUSE } from '../../core/erasure/step';
import type { AcquiredLease, Leases, LeaseUnavailable } from '../../ports/leases';
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

/**
 * Whether a lease can be taken that somebody has, or had: `given-back` where its provider's rate is waited for by whoever
 * takes it; `over` where nothing of what stands there holds any more; `blocked` where it cannot.
 */
function howItStands(held: Held, now: number, isLifted: boolean): 'given-back' | 'over' | 'blocked' {
  const isGivenBack = held.owner === NOBODY;
  if (isAbsurd(held, now) || (isGivenBack && isLifted)) return 'over';
  if (isGivenBack) return held.until <= now + WORTH_WAITING ? 'given-back' : 'blocked';
  return held.until <= now ? 'over' : 'blocked';
}

const unavailable = ({ owner, until }: Held, now: number, settingsReadAt: number): LeaseUnavailable => ({
  retryAfterSeconds: Math.max(1, Math.ceil((until - now) / 1000)),
  blockedBySettingsOf: owner === NOBODY ? settingsReadAt : null,
});

/** What whoever had a lease before left; what a clock wrote that went wrong does not count. */
function handedOver(before: Held | null, now: number): Pick<Held, 'requeuedAt' | 'settingsReadAt'> {
  const { requeuedAt, settingsReadAt } = before ?? { requeuedAt: 0, settingsReadAt: 0 };
  return {
    requeuedAt: requeuedAt > now + LONGEST_WAKE ? 0 : requeuedAt,
    settingsReadAt: settingsReadAt > now ? 0 : settingsReadAt,
  };
}

/** The leases of this installation. @param newId makes the name of an owner */
export function leasesOf(newId: () => string): Leases {
  /**
   * Writes a lease as long as what was read stands there; false where it does not.
   * @throws the error of a write that was refused, where nobody else's came first
   */
  const write = (key: string, read: Partial<Held>, next: Held): Promise<boolean> => {
    const { owner = '', until } = read;
    const conditions =
      until === undefined ? unchanged<Held>('owner', owner) : bothUnchanged<Held>(['owner', owner], ['until', until]);
    return writeConditionally(
      () => kvs.transact().set(key, next, { entityName: LEASE.entityName, conditions }).execute(),
      async () => {
        const stored = await readOne(LEASE, key);
        if (stored?.owner === next.owner && stored.until === next.until) return 'applied';
        return stored?.owner === owner && (until ?? stored.until) === stored.until ? 'unchanged' : 'conflict';
      },
    );
  };

  return {
    async acquire(key, now, { lasts = LASTS, isLifted = false } = {}): Promise<AcquiredLease | LeaseUnavailable> {
      const owner = newId();
      const before = await readOne(LEASE, key);
      const mine: Held = { owner, until: now + lasts, ...handedOver(before, now) };
      const stored = before ?? (await getOrCreate(LEASE, key, mine));
      const { requeuedAt, settingsReadAt } = mine;
      const acquired = { lease: { key, owner }, acquiredAt: now, blockedUntil: now, requeuedAt, settingsReadAt };
      if (stored.owner === owner) return acquired;
      const how = howItStands(stored, now, isLifted);
      if (how === 'blocked') return unavailable(stored, now, settingsReadAt);
      const { owner: from, until } = stored;
      if (!(await write(key, { owner: from, until }, mine))) return { retryAfterSeconds: 2, blockedBySettingsOf: null };
      return how === 'given-back' ? { ...acquired, blockedUntil: Math.max(now, stored.until) } : acquired;
    },

    async renew({ key, owner }, now) {
      const stored = await readOne(LEASE, key);
      return stored?.owner === owner && write(key, { owner }, { ...stored, until: now + LASTS });
    },

    async backoffs(keys, now) {
      const found = await readMany(LEASE, keys);
      return new Map(
        [...found].flatMap(([key, held]) => {
          // Only a release writes the handover: whoever acquires the lease begins without one.
          const { until, settingsReadAt, blockedBecause: reason } = held;
          const isBlocked = until > now && !isAbsurd(held, now);
          return isBlocked && reason !== undefined ? [[key, { until, settingsReadAt, reason }] as const] : [];
        }),
      );
    },

    async release({ key, owner }, left) {
      const conditions = unchanged<Held>('owner', owner);
      const { entityName } = LEASE;
      if (left === null) {
        await writeConditionally(
          () => kvs.transact().delete(key, { entityName, conditions }).execute(),
          async () => ((await readOne(LEASE, key))?.owner === owner ? 'unchanged' : 'applied'),
        );
        return;
      }
      await write(
        key,
        { owner },
        {
          owner: NOBODY,
          until: left.blockedUntil,
          requeuedAt: left.requeuedAt,
          settingsReadAt: left.settingsReadAt,
          ...(left.blockedBecause === undefined ? {} : { blockedBecause: left.blockedBecause }),
        },
      );
    },
  };
}
