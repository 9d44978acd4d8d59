/**
 * Bulks: one of each account, with what its preview showed in pages that are let go of after a while.
 */
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import { Bulk, BulkRow } from '../../core/bulk';
import type { Bulks } from '../../ports/bulks';
import { readOne, unchanged, writeConditionally } from './conditional';
import { keysOf } from './records';

const BULK = {
  entityName: 'bulk',
  schema: z.object({ version: z.string(), status: z.string(), changedAt: z.number(), record: Bulk }),
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
      const version = newId();
      const value = { version, status: bulk.status, changedAt: bulk.at, record: { ...bulk, version } };
      const { entityName } = BULK;
      return writeConditionally(
        async () => {
          if (bulk.version === '') {
            await kvs.entity<object>(entityName).set(bulk.accountId, value);
            return;
          }
          const conditions = unchanged<z.infer<typeof BULK.schema>>('version', bulk.version);
          await kvs.transact().set(bulk.accountId, value, { entityName, conditions }).execute();
        },
        async () => {
          const stored = await of(bulk.accountId);
          if (stored?.version === version) return 'applied';
          return stored?.version === bulk.version ? 'unchanged' : 'conflict';
        },
      );
    },

    drop: (accountId) => kvs.entity(BULK.entityName).delete(accountId),

    async page(key) {
      return z.parse(Rows, await kvs.get(pageKey(key)));
    },

    async savePage(key, rows) {
      await kvs.set(pageKey(key), [...rows], { ttl: KEPT });
    },

    async running(limit) {
      const running = await keysOf(BULK, { index: 'by-status', partition: ['running'], limit });
      return running.map(({ key }) => key);
    },
  };
}
