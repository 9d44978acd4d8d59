/**
 * The one call of the panel on a request of the customer portal. The request is never in the payload: it comes from the
 * secure context.
 */
import * as z from 'zod/mini';
import { Progress } from '../core/status/progress';
import { type Contract, Nothing } from './call';

const Words = { progress: Progress, words: z.string() };

/** What became of a request. It holds no address, and nothing of why. Times in milliseconds since the epoch. */
export const RequesterView = z.object({
  ...Words,
  sentence: z.string(),
  begunAt: z.nullable(z.number()),
  endedAt: z.nullable(z.number()),
  /** The systems that take part, where an admin wants their names shown. */
  systems: z.array(z.object({ label: z.string(), ...Words })),
});
export type RequesterView = z.infer<typeof RequesterView>;

export const REQUESTER_CALLS = {
  /** `view` null: an admin does not want it shown. */
  status: { needs: 'requester', input: Nothing, output: z.object({ view: z.nullable(RequesterView) }) },
} satisfies Contract;
