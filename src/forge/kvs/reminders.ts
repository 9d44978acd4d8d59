/**
 * When erasures are due, and when somebody is to be reminded of them.
 */
import { kvs, WhereConditions } from '@forge/kvs';
import * as z from 'zod/mini';
import type { Due, Reminders } from '../../ports/reminders';
import { keysOf } from './records';

/** A record for every erasure that is not done. Written with the erasure, in one transaction. */
export const REMINDER = { entityName: 'reminder', schema: z.object({ remindAt: z.number(), dueAt: z.number() }) };
const PREFIX = 'reminder.';
export const reminderKey = (erasureId: string): string => `${PREFIX}${erasureId}`;
export const remindedOf = (key: string): string => key.slice(PREFIX.length);
export const reminderValue = ({ dueAt, remindAt }: Due): z.infer<typeof REMINDER.schema> => ({
  remindAt,
  dueAt,
});
/** Entries of an index that are asked for at once. */
const PAGE = 100;

/** The reminders of this installation. */
export const reminders: Reminders = {
  async due(now, limit) {
    const due = await keysOf(REMINDER, { index: 'by-remind-time', partition: null, range: now, limit });
    return due.map(({ key }) => remindedOf(key));
  },

  async set(erasureId, due) {
    const entity = kvs.entity<z.infer<typeof REMINDER.schema>>(REMINDER.entityName);
    if (due === null) await entity.delete(reminderKey(erasureId));
    else await entity.set(reminderKey(erasureId), reminderValue(due));
  },

  async countDue(from, until, limit) {
    let count = 0;
    let cursor: string | undefined;
    do {
      let query = kvs.entity<unknown>(REMINDER.entityName).query().index('by-due-date');
      query = query.where(WhereConditions.between(from, until)).limit(PAGE);
      if (cursor !== undefined) query = query.cursor(cursor);
      const { results, nextCursor } = await query.getMany();
      count += results.length;
      cursor = results.length > 0 ? nextCursor : undefined;
    } while (cursor !== undefined && count < limit);
    return Math.min(count, limit);
  },
};
