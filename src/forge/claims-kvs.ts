/**
 * Claims: which erasure (issue, person) belongs to, from before it is stored until after its address was let go of.
 */
import { kvs } from '@forge/kvs';
import type * as z from 'zod/mini';
import type { Chance, Claims } from '../core/ports';
import { bothUnchanged, createOrRead, readOne, settled, unchanged } from './kvs-entities';
import { CLAIM, claimKey, keysOf } from './ledger-records';

/** The claims of this installation. */
export function claimsOf({ now }: Pick<Chance, 'now'>): Claims {
  return {
    async claimed(issueId, personId) {
      return (await readOne(CLAIM, claimKey(issueId, personId)))?.erasure ?? null;
    },

    async claim(issueId, personId, erasureId, since) {
      const key = claimKey(issueId, personId);
      const claim = { state: 'claimed' as const, since, erasure: erasureId };
      return (await createOrRead(CLAIM, key, claim)).erasure;
    },

    async claimAnew(issueId, personId, before, erasureId, since) {
      const key = claimKey(issueId, personId);
      const claim = { state: 'claimed' as const, since, erasure: erasureId };
      const conditions = unchanged<z.infer<typeof CLAIM.schema>>('erasure', before);
      await settled(
        () => kvs.transact().set(key, claim, { entityName: CLAIM.entityName, conditions }).execute(),
        async () => ((await readOne(CLAIM, key))?.erasure === before ? 'as-before' : 'overtaken'),
      );
      return (await readOne(CLAIM, key))?.erasure ?? erasureId;
    },

    async abandonedClaims(before, limit) {
      const claimed = await keysOf(CLAIM, 'by-state', ['claimed'], before, limit);
      const released = await keysOf(CLAIM, 'by-state', ['released'], before, limit);
      return [...claimed, ...released].map(({ key, value }) => ({ key, erasureId: value.erasure }));
    },

    async release(key, erasureId, forget) {
      const entityName = CLAIM.entityName;
      const become = (state: 'claimed' | 'released') =>
        bothUnchanged<z.infer<typeof CLAIM.schema>>(['state', state], ['erasure', erasureId]);
      const released = { state: 'released' as const, since: now(), erasure: erasureId };
      const isReleased = await settled(
        () =>
          kvs
            .transact()
            .set(key, released, { entityName, conditions: become('claimed') })
            .execute(),
        async () => {
          const standing = await readOne(CLAIM, key);
          if (standing?.erasure === erasureId && standing.state === 'released') return 'mine';
          return standing?.state === 'claimed' && standing.erasure === erasureId ? 'as-before' : 'overtaken';
        },
      );
      if (!isReleased) return false;
      await forget();
      return settled(
        () =>
          kvs
            .transact()
            .delete(key, { entityName, conditions: become('released') })
            .execute(),
        () => Promise.resolve('mine'),
      );
    },

    async endedBefore(before, limit) {
      const ended = await keysOf(CLAIM, 'by-state', ['ended'], before, limit);
      return ended.map(({ value }) => value.erasure);
    },

    async cleaned({ issueId, personId, id }) {
      const conditions = bothUnchanged<z.infer<typeof CLAIM.schema>>(['state', 'ended'], ['erasure', id]);
      const clean = { state: 'clean' as const, since: now(), erasure: id };
      await settled(
        () =>
          kvs
            .transact()
            .set(claimKey(issueId, personId), clean, { entityName: CLAIM.entityName, conditions })
            .execute(),
        () => Promise.resolve('overtaken'),
      );
    },
  };
}
