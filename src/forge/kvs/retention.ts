/**
 * Which ended erasures still have an address to be let go of: it stands in their claims.
 */
import { kvs } from '@forge/kvs';
import type * as z from 'zod/mini';
import type { Retention } from '../../ports/retention';
import type { System } from '../../ports/system';
import { bothUnchanged, writeConditionally } from './conditional';
import { CLAIM, claimKey, keysOf } from './records';

type State = 'ended' | 'kept' | 'second-look';

async function listed(state: State, range: number | { readonly beyond: number }, limit: number) {
  const found = await keysOf(CLAIM, { index: 'by-state', partition: [state], range, limit });
  return found.map(({ value }) => value.erasure);
}

/** The addresses of this installation that outlive their erasures. */
export function retentionOf({ now }: Pick<System, 'now'>): Retention {
  return {
    endedBefore: (before, limit) => listed('ended', before, limit),
    keptPast: (until, limit) => listed('kept', until, limit),
    keptBeyond: (beyond, limit) => listed('kept', { beyond }, limit),
    keptForSecondLook: (until, limit) => listed('second-look', until, limit),

    async markClean({ issueId, personId, id }) {
      const conditions = bothUnchanged<z.infer<typeof CLAIM.schema>>(['state', 'ended'], ['erasure', id]);
      const clean = { state: 'clean' as const, since: now(), erasure: id };
      await writeConditionally(
        () =>
          kvs
            .transact()
            .set(claimKey(issueId, personId), clean, { entityName: CLAIM.entityName, conditions })
            .execute(),
        () => Promise.resolve('conflict'),
      );
    },
  };
}
