/**
 * When somebody is to be reminded of an erasure.
 */
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import type { Reminders } from '../core/ports';
import { keysOf } from './ledger-records';

/** A record for every erasure of which somebody is to be reminded. Written with the erasure, in one transaction. */
export const REMINDER = { entityName: 'reminder', schema: z.object({ at: z.number() }) };
const PREFIX = 'reminder.';
export const reminderKey = (erasureId: string): string => `${PREFIX}${erasureId}`;

/** The reminders of this installation. */
export const reminders: Reminders = {
  async due(now, limit) {
    const due = await keysOf(REMINDER, 'at', null, now, limit);
    return due.map(({ key }) => key.slice(PREFIX.length));
  },

  async set(erasureId, at) {
    const entity = kvs.entity<z.infer<typeof REMINDER.schema>>(REMINDER.entityName);
    if (at === null) await entity.delete(reminderKey(erasureId));
    else await entity.set(reminderKey(erasureId), { at });
  },
};
