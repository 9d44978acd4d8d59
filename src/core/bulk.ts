/**
 * A bulk: many issues found by a query, previewed by a person and then run as previewed.
 */
import * as z from 'zod/mini';
import { ErasureStatus } from './status/erasure-status';
import { PersonId } from './person/person';
import { DAY, HOUR } from '../lib/time';

/** Most issues of one bulk. */
export const MOST_ISSUES = 10_000;
/** A preview is run within so long, by whoever saw it: permissions and issues change. */
export const PREVIEW_LASTS = HOUR;
/** What runs longer than that is stopped: what its account may do was asked when the preview was made. */
export const RUN_LASTS = DAY;

/**
 * One issue of a bulk. `verdict`: what the preview said; `refused` with a code of refusals, `begun` where the issue has
 * an erasure of this person already. `became`: what came of it when it was run.
 */
export const BulkRow = z.object({
  issueId: z.string(),
  issueKey: z.string(),
  verdict: z.enum(['run', 'approve', 'refused', 'begun']),
  code: z.nullable(z.string()),
  /** Why it is refused, in words that name the place; null: what the code says. They hold no value. */
  said: z._default(z.nullable(z.string()), null),
  person: z.nullable(PersonId),
  mask: z.nullable(z.string()),
  source: z.nullable(z.string()),
  /** How many connections are called. */
  calls: z.int(),
  /** How often it was tried, and something stood in the way that passes by itself. */
  tries: z.int(),
  became: z.nullable(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('begun'), erasureId: z.string(), status: ErasureStatus }),
      z.object({ kind: z.literal('refused'), code: z.string() }),
    ]),
  ),
});
export type BulkRow = z.infer<typeof BulkRow>;

/** A stored bulk. The query is not kept: addresses may stand in it. Times in milliseconds since the epoch. */
export const Bulk = z.object({
  id: z.string(),
  accountId: z.string(),
  status: z.enum(['previewing', 'ready', 'running', 'stopped', 'done']),
  at: z.number(),
  /** The keys of the pages that the preview showed, in their order. */
  pages: z.array(z.string()),
  issues: z.int(),
  /** Issues that would be run: each begins an erasure. */
  runnable: z.int(),
  /** How many people those are; null until the preview is complete. */
  people: z._default(z.nullable(z.int()), null),
  /** Issues that the preview refused, and issues with an erasure of their person before it. */
  refusedBefore: z._default(z.int(), 0),
  begunBefore: z._default(z.int(), 0),
  /** There are more issues than one bulk may have. */
  isCut: z.boolean(),
  /** Everything before this page was run. */
  page: z.int(),
  /** What came of those that were run: erasures that began, those among them that wait for approval, and refusals. */
  begun: z.int(),
  awaiting: z._default(z.int(), 0),
  refused: z.int(),
  /** Seconds between two slices: longer after every slice that met a used-up quota, shorter after every other. */
  pause: z._default(z.int(), 0),
  version: z.string(),
});
export type Bulk = z.infer<typeof Bulk>;

/** A pause as it begins, and at most, in seconds: the platform delays no event for longer. */
const FIRST_PAUSE = 15;
const LONGEST_PAUSE = 900;

/**
 * The pause after a slice: what is used up by all is given back slowly, so that whoever waits for one erasure is not kept
 * waiting by ten thousand.
 * @param before the pause before it @param asked for how long the platform asked to be left alone; null: it did not
 */
export function nextPause(before: number, asked: number | null): number {
  if (asked !== null) return Math.min(Math.max(Math.ceil(asked), before * 2, FIRST_PAUSE), LONGEST_PAUSE);
  return before < FIRST_PAUSE ? 0 : Math.floor(before / 2);
}

/** How many erasures a bulk would still begin. */
export const leftOf = ({ runnable, begun, refused }: Pick<Bulk, 'runnable' | 'begun' | 'refused'>): number =>
  runnable - begun - refused;

/** Whether a row is still to be run. */
export const isToRun = ({ verdict, became }: BulkRow): boolean =>
  (verdict === 'run' || verdict === 'approve') && became === null;
