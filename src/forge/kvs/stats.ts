/**
 * The statistics of each day, and which ended erasures are not in them yet.
 */
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import { daysOf, EMPTY_STATS, recounted, StatEntry, Stats } from '../../core/stats';
import type { PendingStat, StatsStore } from '../../ports/stats';
import type { System } from '../../ports/system';
import { getOrCreate, readMany, readOne, unchanged, writeConditionally } from './conditional';
import { keysOf } from './records';
import { portionsOf } from '../../lib/portions';

/** A record for every erasure that ended, until it is in the statistics. Written with its end, in one transaction. */
export const PENDING_STAT = { entityName: 'pending-stat', schema: z.object({ endedAt: z.number() }) };
/** What an erasure added to the statistics, in case it is taken up again and ends anew. */
const COUNTED_STAT = { entityName: 'counted-stat', schema: z.object({ record: StatEntry }) };
const DAILY_STATS = { entityName: 'daily-stats', schema: z.object({ version: z.string(), record: Stats }) };

const PREFIX = 'pending-stat.';
export const pendingStatKey = (erasureId: string): string => `${PREFIX}${erasureId}`;
const countedKey = (erasureId: string): string => `counted.${erasureId}`;
const statsKey = (day: string): string => `stats.${day}`;

/** Each may touch two days and has two records of its own: together they fit into one transaction. */
const COUNTED_AT_ONCE = 6;

/** The statistics of this installation. */
export function statsOf({ newId }: Pick<System, 'newId'>): StatsStore {
  const daily = async (day: string) =>
    (await readOne(DAILY_STATS, statsKey(day))) ??
    (await getOrCreate(DAILY_STATS, statsKey(day), { version: newId(), record: EMPTY_STATS }));

  async function countSome(some: readonly PendingStat[]): Promise<void> {
    const ids = some.map(({ erasureId }) => erasureId);
    const pending = await readMany(PENDING_STAT, ids.map(pendingStatKey));
    const counted = await readMany(COUNTED_STAT, ids.map(countedKey));
    // An erasure that ended anew meanwhile is counted by the next sweep, and so is what somebody else is counting.
    const due = some
      .filter(({ erasureId, at }) => pending.get(pendingStatKey(erasureId))?.endedAt === at)
      .map(({ erasureId, at, entry }) => ({
        erasureId,
        at,
        before: counted.get(countedKey(erasureId))?.record ?? null,
        after: entry,
      }));
    if (due.length === 0) return;
    const days = new Map<string, z.infer<typeof DAILY_STATS.schema>>();
    for (const day of daysOf(due)) days.set(day, await daily(day));
    const next = recounted(new Map([...days].map(([day, { record }]) => [day, record])), due);
    const version = newId();
    const transaction = kvs.transact();
    for (const [day, read] of days)
      transaction.set(
        statsKey(day),
        { version, record: next.get(day) ?? read.record },
        { entityName: DAILY_STATS.entityName, conditions: unchanged<typeof read>('version', read.version) },
      );
    for (const { erasureId, at, after } of due) {
      const conditions = unchanged<z.infer<typeof PENDING_STAT.schema>>('endedAt', at);
      transaction.delete(pendingStatKey(erasureId), { entityName: PENDING_STAT.entityName, conditions });
      if (after === null) transaction.delete(countedKey(erasureId), { entityName: COUNTED_STAT.entityName });
      else transaction.set(countedKey(erasureId), { record: after }, { entityName: COUNTED_STAT.entityName });
    }
    await writeConditionally(
      () => transaction.execute(),
      async () => {
        const stored = await readMany(DAILY_STATS, [...days.keys()].map(statsKey));
        if ([...stored.values()].some((one) => one.version === version)) return 'applied';
        const isSame = [...days].every(([day, read]) => stored.get(statsKey(day))?.version === read.version);
        return isSame ? 'unchanged' : 'conflict';
      },
    );
  }

  return {
    async uncounted(limit) {
      const due = await keysOf(PENDING_STAT, { index: 'by-end-time', partition: null, limit });
      return due.map(({ key, value }) => ({ erasureId: key.slice(PREFIX.length), at: value.endedAt }));
    },

    async count(pending) {
      for (const some of portionsOf(pending, COUNTED_AT_ONCE)) await countSome(some);
    },

    async of(days) {
      const found = await readMany(DAILY_STATS, days.map(statsKey));
      return days.map((day) => found.get(statsKey(day))?.record ?? EMPTY_STATS);
    },
  };
}
