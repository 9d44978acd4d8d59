/**
 * What becomes of an erasure that has ended, by what is learned of its steps since.
 */
import type { Announcer } from './announcer';
import { type Erasure, isCalledOff, resultOf } from './erasure';
import { countBack, withSecondLook } from './second-look';
import { awaitsSecondLook, isSeenStill, isVerifying, type Step } from './step';
import { addressKeptUntil } from './verify';

/** An erasure that has ended, and its steps. */
export interface Ended {
  readonly erasure: Erasure;
  readonly steps: readonly Step[];
}

/**
 * The erasure with what its steps say: whether its providers are asked again, until when its address is kept for that, and
 * whether somebody is still seen there. Where it is completed, a second look is planned.
 */
export function withQuestions(ended: Ended, now: number): Ended {
  const { erasure, steps } = withSecondLook(ended, now);
  const { isVerifying: _, addressKeptUntil: __, isSeenStill: ___, ...others } = erasure;
  const until = addressKeptUntil(steps, erasure.secondLookAt);
  const isAsked = steps.some((step) => isVerifying(step) && !awaitsSecondLook(step));
  const next: Erasure = {
    ...others,
    ...(isAsked ? { isVerifying: true } : {}),
    ...(until === null ? {} : { addressKeptUntil: until }),
    ...(steps.some(isSeenStill) ? { isSeenStill: true } : {}),
  };
  return { erasure: next, steps };
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

/** What an ended erasure becomes, and whether its issue is told. */
interface Learned extends Ended {
  readonly isNews: boolean;
}

/** Whether the issue is told what an erasure became. */
const isNews = (before: Erasure, next: Erasure): boolean =>
  next.status !== before.status ||
  next.isSeenStill !== before.isSeenStill ||
  next.back !== before.back ||
  (before.isVerifying === true && next.isVerifying === undefined);

/**
 * What the steps of an ended erasure make of it by now: its status, where another one is right; and whether that is news for
 * its issue, which is told of a status that changed, of somebody who is still seen and then is not any more, of somebody who
 * is back, and, once, when the last question was answered. Null: it is as it was.
 */
export function learnedSince({ erasure, steps }: Ended, now: number): Learned | null {
  const status = isCalledOff(erasure) ? erasure.status : (resultOf(steps) ?? erasure.status);
  const back = countBack(steps);
  const { back: _, ...others } = erasure;
  const next = withQuestions({ erasure: { ...others, status, ...(back === 0 ? {} : { back }) }, steps }, now);
  if (isNews(erasure, next.erasure))
    return { ...next, erasure: { ...next.erasure, laterNews: (erasure.laterNews ?? 0) + 1 }, isNews: true };
  const isSame =
    next.erasure.addressKeptUntil === erasure.addressKeptUntil && next.steps.every((one, n) => one === steps[n]);
  return isSame ? null : { ...next, isNews: false };
}
