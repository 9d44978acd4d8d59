/**
 * The outbox: erasures whose issue is out of date.
 */
import { kvs } from '@forge/kvs';
import type * as z from 'zod/mini';
import { LONGEST_PAUSE } from '../../core/erasure/step';
import { readMany, readOne, unchanged, writeConditionally } from './conditional';
import { keysOf, OUTBOX, outboxKey } from './records';

import type { Outbox } from '../../ports/outbox';
import { MINUTE } from '../../lib/time';

/** How much later than asked for the index is asked at most. */
const A_WHILE = 5 * MINUTE;

/** The outbox of this installation. */
export const outbox: Outbox = {
  async recordSyncError({ erasure, versions }, syncError, until) {
    if (versions.outbox === null) return;
    const key = outboxKey(erasure.id);
    const entityName = OUTBOX.entityName;
    const conditions = unchanged<z.infer<typeof OUTBOX.schema>>('version', versions.outbox);
    await writeConditionally(
      () =>
        kvs
          .transact()
          .set(key, { version: versions.outbox ?? '', dirtySince: until, syncError }, { entityName, conditions })
          .execute(),
      async () => {
        const stored = await readOne(OUTBOX, key);
        if (stored?.dirtySince === until && stored.syncError === syncError) return 'applied';
        return stored?.version === versions.outbox ? 'unchanged' : 'conflict';
      },
    );
  },

  async entries(ids) {
    const found = await readMany(
      OUTBOX,
      ids.map((id) => outboxKey(id)),
    );
    return ids.flatMap((id) => {
      const note = found.get(outboxKey(id));
      return note === undefined
        ? []
        : [{ erasureId: id, dirtySince: note.dirtySince, syncError: note.syncError ?? null }];
    });
  },

  async needingSync(before, limit) {
    const outdated = await keysOf(OUTBOX, { index: 'by-dirty-since', partition: null, range: before, limit });
    // Put off for longer than any is: a clock went wrong.
    const beyond = await keysOf(OUTBOX, {
      index: 'by-dirty-since',
      partition: null,
      range: { beyond: before + LONGEST_PAUSE + A_WHILE },
      limit,
    });
    return [...outdated, ...beyond].map(({ key }) => key.slice(outboxKey('').length));
  },
};
