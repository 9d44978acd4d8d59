/**
 * Leases: the right to work at something alone, taken by a conditional write, lost by not renewing it.
 */
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import type { Lease, Leases } from '../core/ports';
import { createOrRead, readOne, settled, unchanged } from './kvs-entities';

export const LEASE = { entityName: 'lease', schema: z.object({ owner: z.string(), until: z.number() }) };

/** Longer than a call takes with everything that is written after it, so that only the dead lose it. */
const LASTS = 45_000;

/** The leases of this installation. @param newId makes the name of an owner */
export function leasesOf(newId: () => string): Leases {
  const takeOver = (key: string, before: string, owner: string, until: number): Promise<boolean> =>
    settled(
      () =>
        kvs
          .transact()
          .set(key, { owner, until }, { entityName: LEASE.entityName, conditions: unchanged('owner', before) })
          .execute(),
      async () => {
        const standing = await readOne(LEASE, key);
        if (standing?.owner === owner && standing.until === until) return 'mine';
        return standing?.owner === before && before !== owner ? 'as-before' : 'overtaken';
      },
    );
  const secondsUntil = (until: number, now: number) => Math.max(1, Math.ceil((until - now) / 1000));

  return {
    async take(key, now): Promise<Lease | { retryAfterSeconds: number }> {
      const lease: Lease = { key, owner: newId() };
      const mine = { owner: lease.owner, until: now + LASTS };
      const standing = await createOrRead(LEASE, key, mine);
      if (standing.owner === lease.owner) return lease;
      if (standing.until > now) return { retryAfterSeconds: secondsUntil(standing.until, now) };
      return (await takeOver(key, standing.owner, lease.owner, mine.until)) ? lease : { retryAfterSeconds: 2 };
    },

    renew: ({ key, owner }, now) => takeOver(key, owner, owner, now + LASTS),

    async giveBack({ key, owner }, quietUntil) {
      const entityName = LEASE.entityName;
      const transaction = kvs.transact();
      if (quietUntil === null) transaction.delete(key, { entityName, conditions: unchanged('owner', owner) });
      else
        transaction.set(
          key,
          { owner: 'quiet', until: quietUntil },
          { entityName, conditions: unchanged('owner', owner) },
        );
      await settled(
        () => transaction.execute(),
        // Lost already, or not to be had now: it expires by itself.
        () => Promise.resolve('overtaken'),
      );
    },
  };
}
