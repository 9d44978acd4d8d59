/**
 * What nobody attended and a rule refused, by issue.
 */
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import { FailedTrigger } from '../../core/erasure/failed-trigger';
import type { FailedTriggers } from '../../ports/failed-triggers';
import { readOne } from './conditional';
import { keysOf } from './records';

const TRIGGER = {
  entityName: 'failed-trigger',
  schema: z.object({ state: z.enum(['waiting', 'told']), failedAt: z.number(), record: FailedTrigger }),
};

/** The refused starts of this installation. */
export const failedTriggers: FailedTriggers = {
  async of(issueId) {
    return (await readOne(TRIGGER, issueId))?.record ?? null;
  },

  async note(record) {
    const state = record.retryAs === null ? ('told' as const) : ('waiting' as const);
    await kvs.entity<object>(TRIGGER.entityName).set(record.issueId, { state, failedAt: record.at, record });
  },

  async drop(issueId) {
    await kvs.entity(TRIGGER.entityName).delete(issueId);
  },

  async waiting(before, limit) {
    const waiting = await keysOf(TRIGGER, { index: 'by-state', partition: ['waiting'], range: before, limit });
    return waiting.map(({ value }) => value.record);
  },
};
