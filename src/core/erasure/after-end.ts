/**
 * What becomes of an erasure that has ended, by what is learned of its steps since.
 */
import type { Announcer } from './announcer';
import { type Erasure, isCalledOff, resultOf } from './erasure';
import { isSeenStill, type Step } from './step';
import { addressKeptUntil } from './verify';

/**
 * The erasure, as its steps say whether its providers are asked again, until when its address is kept for that, and whether
 * somebody is still seen there.
 */
export function withQuestions(erasure: Erasure, steps: readonly Step[]): Erasure {
  const { isVerifying: _, addressKeptUntil: __, isSeenStill: ___, ...others } = erasure;
  const until = addressKeptUntil(steps);
  if (until === null) return others;
  const seen = steps.some(isSeenStill) ? ({ isSeenStill: true } as const) : {};
  return { ...others, isVerifying: true, addressKeptUntil: until, ...seen };
}

/** The erasure after something that its receipt has to hold: a person decided, or it ended anew. */
export function unsealed({ isSealed: _, ...erasure }: Erasure): Erasure {
  return erasure;
}

/** The erasure at an end of its own, which no receipt is of yet. */
export const atItsEnd = (erasure: Erasure, announcer: Announcer): Erasure => ({
  ...unsealed(erasure),
  comment: 'posting',
  announcer,
});

/**
 * What the steps of an ended erasure make of it by now: its status, where another one is right; and whether that is news for
 * its issue, which is told of a status that changed, of somebody who is still seen and then is not any more, and, once, when
 * the last question was answered. Null: it is as it was.
 */
export function learnedSince(
  erasure: Erasure,
  steps: readonly Step[],
): { readonly erasure: Erasure; readonly isNews: boolean } | null {
  const next = withQuestions(erasure, steps);
  const status = isCalledOff(erasure) ? erasure.status : (resultOf(steps) ?? erasure.status);
  const isOver = erasure.isVerifying === true && next.isVerifying === undefined;
  if (status !== erasure.status || isOver || next.isSeenStill !== erasure.isSeenStill)
    return { erasure: { ...next, status, laterNews: (erasure.laterNews ?? 0) + 1 }, isNews: true };
  return next.addressKeptUntil === erasure.addressKeptUntil ? null : { erasure: next, isNews: false };
}
