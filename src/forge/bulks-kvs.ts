/**
 * Bulks: one of each account, with what its preview showed in pages that are let go of after a while.
 */
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import { Bulk, BulkRow } from '../core/bulk';
import type { Bulks } from '../core/ports';
import { readOne, settled, unchanged } from './kvs-entities';
import { keysOf } from './ledger-records';

const BULK = {
  entityName: 'bulk',
  schema: z.object({ stamp: z.string(), status: z.string(), at: z.number(), record: Bulk }),
};
const KEPT = { unit: 'DAYS', value: 90 } as const;
const Rows = z._default(z.array(BulkRow), []);

const pageKey = (key: string): string => `bulk.${key}`;

/** @param newId names every write */
export function bulksOf(newId: () => string): Bulks {
  const of: Bulks['of'] = async (accountId) => (await readOne(BULK, accountId))?.record ?? null;

  return {
    of,

    async save(bulk) {
      const stamp = newId();
      const value = { stamp, status: bulk.status, at: bulk.at, record: { ...bulk, stamp } };
      const { entityName } = BULK;
      return settled(
        async () => {
          if (bulk.stamp === '') {
            await kvs.entity<object>(entityName).set(bulk.accountId, value);
            return;
          }
          const conditions = unchanged<z.infer<typeof BULK.schema>>('stamp', bulk.stamp);
          await kvs.transact().set(bulk.accountId, value, { entityName, conditions }).execute();
        },
        async () => {
          const standing = await of(bulk.accountId);
          if (standing?.stamp === stamp) return 'mine';
          return standing?.stamp === bulk.stamp ? 'as-before' : 'overtaken';
        },
      );
    },

    async page(key) {
      return z.parse(Rows, await kvs.get(pageKey(key)));
    },

    async savePage(key, rows) {
      await kvs.set(pageKey(key), [...rows], { ttl: KEPT });
    },

    async running(limit) {
      const running = await keysOf(BULK, 'by-status', ['running'], null, limit);
      return running.map(({ key }) => key);
    },
  };
}
