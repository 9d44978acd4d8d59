/**
 * What nobody attended and a rule refused, by issue.
 */
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import type { RefusedStarts } from '../core/ports';
import { RefusedStart } from '../core/refused-start';
import { readOne } from './kvs-entities';
import { keysOf } from './ledger-records';

const REFUSED = {
  entityName: 'refused-start',
  schema: z.object({ state: z.enum(['waiting', 'told']), at: z.number(), record: RefusedStart }),
};

/** The refused starts of this installation. */
export const refusedStarts: RefusedStarts = {
  async of(issueId) {
    return (await readOne(REFUSED, issueId))?.record ?? null;
  },

  async note(record) {
    const state = record.again === null ? ('told' as const) : ('waiting' as const);
    await kvs.entity<object>(REFUSED.entityName).set(record.issueId, { state, at: record.at, record });
  },

  async drop(issueId) {
    await kvs.entity(REFUSED.entityName).delete(issueId);
  },

  async waiting(before, limit) {
    const waiting = await keysOf(REFUSED, 'by-state', ['waiting'], before, limit);
    return waiting.map(({ value }) => value.record);
  },
};
