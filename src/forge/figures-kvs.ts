/**
 * The daily figures, and which ended erasures are not in them yet.
 */
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import { Contribution, daysOf, Figures, NO_FIGURES, recounted } from '../core/figures';
import type { Chance, Ending, FiguresStore } from '../core/ports';
import { createOrRead, readMany, readOne, settled, unchanged } from './kvs-entities';
import { keysOf } from './ledger-records';

/** A record for every erasure that ended, until it is in the figures. Written with its end, in one transaction. */
export const ENDING = { entityName: 'ending', schema: z.object({ at: z.number() }) };
/** What an erasure added to the figures, in case it is taken up again and ends anew. */
const COUNTED = { entityName: 'counted', schema: z.object({ record: Contribution }) };
const FIGURES = { entityName: 'figures', schema: z.object({ stamp: z.string(), record: Figures }) };

const PREFIX = 'ending.';
export const endingKey = (erasureId: string): string => `${PREFIX}${erasureId}`;
const countedKey = (erasureId: string): string => `counted.${erasureId}`;
const figuresKey = (day: string): string => `figures.${day}`;

/** Each may touch two days and has two records of its own: together they fit into one transaction. */
const COUNTED_AT_ONCE = 6;

/** The figures of this installation. */
export function figuresOf({ newId }: Pick<Chance, 'newId'>): FiguresStore {
  const daily = async (day: string) =>
    (await readOne(FIGURES, figuresKey(day))) ??
    (await createOrRead(FIGURES, figuresKey(day), { stamp: newId(), record: NO_FIGURES }));

  async function countSome(some: readonly Ending[]): Promise<void> {
    const ids = some.map(({ erasureId }) => erasureId);
    const endings = await readMany(ENDING, ids.map(endingKey));
    const counted = await readMany(COUNTED, ids.map(countedKey));
    // An erasure that ended anew meanwhile is counted by the next sweep, and so is what somebody else is counting.
    const due = some
      .filter(({ erasureId, at }) => endings.get(endingKey(erasureId))?.at === at)
      .map(({ erasureId, at, contribution }) => ({
        erasureId,
        at,
        before: counted.get(countedKey(erasureId))?.record ?? null,
        after: contribution,
      }));
    if (due.length === 0) return;
    const days = new Map<string, z.infer<typeof FIGURES.schema>>();
    for (const day of daysOf(due)) days.set(day, await daily(day));
    const next = recounted(new Map([...days].map(([day, { record }]) => [day, record])), due);
    const stamp = newId();
    const transaction = kvs.transact();
    for (const [day, read] of days)
      transaction.set(
        figuresKey(day),
        { stamp, record: next.get(day) ?? read.record },
        { entityName: FIGURES.entityName, conditions: unchanged<typeof read>('stamp', read.stamp) },
      );
    for (const { erasureId, at, after } of due) {
      const conditions = unchanged<z.infer<typeof ENDING.schema>>('at', at);
      transaction.delete(endingKey(erasureId), { entityName: ENDING.entityName, conditions });
      if (after === null) transaction.delete(countedKey(erasureId), { entityName: COUNTED.entityName });
      else transaction.set(countedKey(erasureId), { record: after }, { entityName: COUNTED.entityName });
    }
    await settled(
      () => transaction.execute(),
      async () => {
        const standing = await readMany(FIGURES, [...days.keys()].map(figuresKey));
        if ([...standing.values()].some((one) => one.stamp === stamp)) return 'mine';
        const isSame = [...days].every(([day, read]) => standing.get(figuresKey(day))?.stamp === read.stamp);
        return isSame ? 'as-before' : 'overtaken';
      },
    );
  }

  return {
    async uncounted(limit) {
      const due = await keysOf(ENDING, 'at', null, null, limit);
      return due.map(({ key, value }) => ({ erasureId: key.slice(PREFIX.length), at: value.at }));
    },

    async count(endings) {
      for (let first = 0; first < endings.length; first += COUNTED_AT_ONCE)
        await countSome(endings.slice(first, first + COUNTED_AT_ONCE));
    },

    async of(days) {
      const found = await readMany(FIGURES, days.map(figuresKey));
      return days.map((day) => found.get(figuresKey(day))?.record ?? NO_FIGURES);
    },
  };
}
