/**
 * What a named person says of one step, where no provider says it: that it is done, that nobody is there, or that the data
 * may be kept.
 */
import * as z from 'zod/mini';
import { ConnectionId } from '../ids';
import type { Outcome } from './outcome';

/** `done`: done there by hand. `absent`: nobody was found there. `kept`: the law lets the data be kept. */
export const Said = z.enum(['done', 'absent', 'kept']);
export type Said = z.infer<typeof Said>;

/** A statement as it is kept, the latest of each connection. `at` in milliseconds since the epoch. */
export const Statement = z.object({
  connectionId: ConnectionId,
  account: z.string(),
  said: Said,
  /** Why; of data that may be kept, the legal reason. */
  reason: z.string(),
  /** Where it can be looked up: a ticket there, a page, a paragraph. */
  reference: z.string(),
  at: z.number(),
  /** The rules ask for a second person, and none has confirmed it yet: the step stays as it is. */
  isHeld: z.boolean(),
  confirmedBy: z.nullable(z.string()),
  /** The id of the task by whose resolution it was said; missing: it was said on the erasure's own issue. */
  task: z.optional(z.string()),
});
export type Statement = z.infer<typeof Statement>;

/** What a step becomes by a statement that holds. */
export const outcomeOf = ({ said }: Pick<Statement, 'said'>): Outcome => ({
  kind: said === 'kept' ? 'kept' : 'by-hand',
});
