/**
 * When a provider is asked again whether a person is gone: soon, a day later, and when its promise is due. Never for longer
 * than an admin lets the address be kept.
 */
import * as z from 'zod/mini';
import { DAY, HOUR, MINUTE } from '../../lib/time';
import type { Outcome } from '../status/outcome';

/**
 * `looked`: the provider is asked whom it holds. `polled`: it is asked what became of a job, or of a request, which costs it
 * less and says more, so that it is asked sooner and more often. `second-look`: it is asked once, long after the end, whether
 * the person is back.
 */
const Rhythm = z.enum(['looked', 'polled', 'second-look']);

/**
 * What a provider says later of what it deleted, or took: that it is deleted, that nobody is there, that somebody still is, or
 * nothing that can be relied on.
 */
export type Checked = 'deleted' | 'gone' | 'still-there' | 'unknown';

/** The questions that are still planned. `lastAt`: when the last of them is, in milliseconds since the epoch. */
export const Verification = z.object({ rhythm: Rhythm, lastAt: z.number() });
export type Verification = z.infer<typeof Verification>;

/** How a provider can be asked about what it answered, and for how many days the address may be kept for that. */
export interface CanBeAsked {
  readonly rhythm: Exclude<z.infer<typeof Rhythm>, 'second-look'>;
  readonly days: number;
}

const WEEK = 7 * DAY;
/** The pauses before each question; after them the polled is asked every few days, and the looked at the last time only. */
const PAUSES: Record<Verification['rhythm'], readonly number[]> = {
  looked: [10 * MINUTE, DAY],
  polled: [15_000, 2 * MINUTE, 15 * MINUTE, 2 * HOUR, 12 * HOUR, DAY],
  'second-look': [],
};
const POLLED_EVERY = 3 * DAY;
/**
 * So much later may the last question come: the provider asked to be left alone, deletions are paused, or it did not answer
 * and is asked once an hour.
 */
export const LATE = 6 * HOUR;

/** When the last question is wanted: a day after a deletion, when a promise is due, or a week after what has no date. */
function lastWanted(outcome: Outcome, now: number): number {
  if (outcome.kind === 'deleted') return now + DAY;
  const promised = outcome.kind === 'accepted' ? outcome.expectedBy : undefined;
  return Math.max(now + DAY, promised ?? now + WEEK);
}

/** The questions about what a provider has just answered, and when the first of them is due. */
export function questionsAbout(
  outcome: Outcome,
  { rhythm, days }: CanBeAsked,
  now: number,
): { readonly verification: Verification; readonly notBefore: number } {
  const verification = { rhythm, lastAt: Math.min(lastWanted(outcome, now), now + days * DAY) };
  return { verification, notBefore: nextQuestion(verification, 0, now) ?? verification.lastAt };
}

/** When the next question is due, after so many; null where the last one was asked. */
export function nextQuestion({ rhythm, lastAt }: Verification, asked: number, now: number): number | null {
  if (now >= lastAt) return null;
  const pause = PAUSES[rhythm][asked] ?? (rhythm === 'polled' ? POLLED_EVERY : Infinity);
  return Math.min(now + pause, lastAt);
}

/** When a last question that was not answered is asked once more; null where it is too late for that. */
export const lastQuestionAgain = ({ lastAt }: Verification, now: number): number | null =>
  now + HOUR < lastAt + LATE ? now + HOUR : null;

/** Until when the address is kept for these questions. */
export const keptFor = ({ lastAt }: Verification): number => lastAt + LATE;

/**
 * Whether somebody who is there contradicts what a provider said: at once where it has deleted, else from the day on that it
 * promised. What has no date is due with the last question.
 */
export const isContradicted = (outcome: Outcome | null, at: number): boolean =>
  outcome?.kind === 'deleted' ||
  (outcome?.kind === 'accepted' && outcome.expectedBy !== undefined && outcome.expectedBy <= at);

/** Whether what a provider promised is not due yet: that somebody is there is no contradiction. */
export const isPromiseRunning = (outcome: Outcome | null, now: number): boolean =>
  outcome?.kind === 'accepted' && outcome.expectedBy !== undefined && outcome.expectedBy > now;
