/**
 * What nobody attended and a rule refused: the issue's panel says so, because nobody else is told.
 */
import * as z from 'zod/mini';
import { EventKind } from '../settings/event-rules';
import { Origin } from '../status/origin';

export const FailedTrigger = z.object({
  issueId: z.string(),
  origin: Origin,
  /** A code of refusals. */
  code: z.string(),
  at: z.number(),
  /** The event of the issue that is tried again, because what stands in its way passes by itself; else null. */
  retryAs: z.nullable(EventKind),
});
export type FailedTrigger = z.infer<typeof FailedTrigger>;
