/**
 * Claims: which erasure (issue, person) belongs to, from before it is stored.
 */
import { kvs } from '@forge/kvs';
import type * as z from 'zod/mini';
import type { Claims } from '../../ports/claims';
import type { System } from '../../ports/system';
import { bothUnchanged, getOrCreate, readOne, unchanged, writeConditionally } from './conditional';
import { CLAIM, claimKey, keysOf } from './records';

/** The claims of this installation. */
export function claimsOf({ now }: Pick<System, 'now'>): Claims {
  return {
    async claimed(issueId, personId) {
      return (await readOne(CLAIM, claimKey(issueId, personId)))?.erasure ?? null;
    },

    async claim(issueId, personId, erasureId, since) {
      const key = claimKey(issueId, personId);
      const claim = { state: 'claimed' as const, since, erasure: erasureId };
      return (await getOrCreate(CLAIM, key, claim)).erasure;
    },

    async reclaim(issueId, personId, { from: before, to: erasureId }, since) {
      const key = claimKey(issueId, personId);
      const claim = { state: 'claimed' as const, since, erasure: erasureId };
      const conditions = unchanged<z.infer<typeof CLAIM.schema>>('erasure', before);
      await writeConditionally(
        () => kvs.transact().set(key, claim, { entityName: CLAIM.entityName, conditions }).execute(),
        async () => ((await readOne(CLAIM, key))?.erasure === before ? 'unchanged' : 'conflict'),
      );
      return (await readOne(CLAIM, key))?.erasure ?? erasureId;
    },

    async abandoned(before, limit) {
      const claimed = await keysOf(CLAIM, { index: 'by-state', partition: ['claimed'], range: before, limit });
      const released = await keysOf(CLAIM, { index: 'by-state', partition: ['released'], range: before, limit });
      return [...claimed, ...released].map(({ key, value }) => ({ key, erasureId: value.erasure }));
    },

    async release(key, erasureId, forget) {
      const entityName = CLAIM.entityName;
      const become = (state: 'claimed' | 'released') =>
        bothUnchanged<z.infer<typeof CLAIM.schema>>(['state', state], ['erasure', erasureId]);
      const released = { state: 'released' as const, since: now(), erasure: erasureId };
      const isReleased = await writeConditionally(
        () =>
          kvs
            .transact()
            .set(key, released, { entityName, conditions: become('claimed') })
            .execute(),
        async () => {
          const stored = await readOne(CLAIM, key);
          if (stored?.erasure === erasureId && stored.state === 'released') return 'applied';
          return stored?.state === 'claimed' && stored.erasure === erasureId ? 'unchanged' : 'conflict';
        },
      );
      if (!isReleased) return false;
      await forget();
      return writeConditionally(
        () =>
          kvs
            .transact()
            .delete(key, { entityName, conditions: become('released') })
            .execute(),
        () => Promise.resolve('applied'),
      );
    },
  };
}
