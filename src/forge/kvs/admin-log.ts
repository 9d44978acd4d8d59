/**
 * The admin log: an entry for everything that an admin did, let go of after the longest time the platform takes.
 */
import { kvs, Sort } from '@forge/kvs';
import * as z from 'zod/mini';
import { AppError } from '../../core/app-error';
import { AdminEvent } from '../../core/settings/admin-log';
import type { AdminLog } from '../../ports/admin-log';
import { consoleLog } from '../log';
import { keysOf } from './records';

const ENTRY = { entityName: 'admin-event', schema: z.object({ loggedAt: z.number(), record: AdminEvent }) };
/** More than anybody makes in a year. */
const MOST_ENTRIES = 10_000;
const KEPT = { ttl: { unit: 'DAYS', value: 365 } } as const;

type Transaction = ReturnType<typeof kvs.transact>;

const entryOf = (event: AdminEvent) => ({ key: `admin.${event.id}`, value: { loggedAt: event.at, record: event } });

/** Adds an entry to a transaction: what an admin does and its entry happen together, or not at all. */
export function addEntry(transaction: Transaction, event: AdminEvent): void {
  const { key, value } = entryOf(event);
  transaction.set(key, value, { entityName: ENTRY.entityName }, KEPT);
}

/** The admin log of this installation. */
export const adminLog: AdminLog = {
  async add(event) {
    const { key, value } = entryOf(event);
    await kvs.entity<object>(ENTRY.entityName).set(key, value, KEPT);
  },

  async page(limit, cursor) {
    const query = () => kvs.entity<unknown>(ENTRY.entityName).query().index('by-time').sort(Sort.DESC).limit(limit);
    const pageAfter = async (from: string) => {
      try {
        return await query().cursor(from).getMany();
      } catch {
        // As with other lists: where it can be read from its beginning, it is the cursor's fault.
        await query().getMany();
        throw new AppError('list-again');
      }
    };
    const { results, nextCursor } = await (cursor === null ? query().getMany() : pageAfter(cursor));
    const events = results.flatMap(({ key, value }) => {
      const parsed = z.safeParse(ENTRY.schema, value);
      if (parsed.success) return [parsed.data.record];
      consoleLog('record not understood', { entity: ENTRY.entityName, key });
      return [];
    });
    return { events, cursor: results.length < limit ? null : (nextCursor ?? null) };
  },

  async forget(accountId) {
    const isTheirs = (_: string, { record }: z.infer<typeof ENTRY.schema>) => record.account === accountId;
    const limit = MOST_ENTRIES;
    const theirs = await keysOf(ENTRY, { index: 'by-time', partition: null, limit, passes: isTheirs });
    for (const { key, value } of theirs) {
      const { loggedAt, record } = value;
      await kvs.entity<object>(ENTRY.entityName).set(key, { loggedAt, record: { ...record, account: null } }, KEPT);
    }
  },
};
