/**
 * What nobody attended and a rule refused: the issue's panel says so, because nobody else is told.
 */
import * as z from 'zod/mini';
import { EventKind } from './event-rules';
import { Origin } from './origin';

export const RefusedStart = z.object({
  issueId: z.string(),
  origin: Origin,
  /** A code of refusals. */
  code: z.string(),
  at: z.number(),
  /** The event of the issue that is tried again, because what stands in its way passes by itself; else null. */
  again: z.nullable(EventKind),
});
export type RefusedStart = z.infer<typeof RefusedStart>;
