/**
 * Verification: what a step becomes when its provider is asked again whether the person is gone, after its erasure may have
 * ended long ago.
 */
import type { Outcome } from '../status/outcome';
import {
  type Checked,
  isPromiseRunning,
  keptFor,
  LATE,
  lastQuestionAgain,
  nextQuestion,
  questionsAbout,
  type Verification,
} from './questions';
import { applySecondLook, isToBePlanned } from './second-look';
import {
  awaitsSecondLook,
  blockAsStillThere,
  closed,
  finalise,
  isSeenStill,
  isVerifying,
  type Step,
  stopFollowUps,
  withAnswer,
} from './step';

/** What a step becomes whose provider holds nobody any more. */
function verified(step: Step, checked: 'deleted' | 'gone', now: number): Step {
  const outcome: Outcome = { kind: checked === 'deleted' ? 'deleted' : 'absent' };
  const done = step.status === 'done' ? closed(step) : finalise(step, { status: 'done', outcome }, now);
  return withAnswer({ ...done, verifiedAt: now }, 'gone', now);
}

/** The questions of a step that was handed over before they were planned. */
const plannedBefore = ({ phase, status }: Step, now: number): Verification | undefined =>
  phase === 'ready' && status === 'handed-over'
    ? questionsAbout({ kind: 'registered' }, { rhythm: 'polled', days: 7 }, now).verification
    : undefined;

/** When the provider is asked the next time after this answer; null where it was the last. */
function nextAfter(verification: Verification, { checks }: Step, checked: Checked, now: number): number | null {
  const planned = nextQuestion(verification, checks, now);
  return planned ?? (checked === 'unknown' ? lastQuestionAgain(verification, now) : null);
}

/**
 * What a step becomes when its provider was asked again. Gone is verified: what was only taken is done by it, `deleted` where
 * the provider says so or had been seen to hold somebody, else `absent`. Still there at the last question needs a person,
 * once what was promised is due; so does whoever was still there, contrary to the provider's word, and is never said to be
 * gone. Nothing learned leaves the step as it is.
 */
export function applyFollowUp(step: Step, checked: Checked, now: number): Step {
  if (awaitsSecondLook(step)) return applySecondLook(step, checked, now);
  const verification = step.verification ?? plannedBefore(step, now);
  if (verification === undefined) return step;
  const counted: Step = { ...step, checks: step.checks + 1 };
  if (checked === 'deleted' || checked === 'gone') return verified(counted, checked, now);
  const next = nextAfter(verification, counted, checked, now);
  if (next !== null) {
    const later: Step = { ...counted, verification, phase: 'verifying', notBefore: next };
    const isNews = checked === 'still-there' && step.answered?.answer !== checked;
    return isNews ? withAnswer(later, checked, now) : { ...later, answered: { at: now, answer: checked } };
  }
  const isContrary = checked === 'still-there' ? !isPromiseRunning(step.outcome, now) : isSeenStill(step);
  return withAnswer(isContrary ? blockAsStillThere(counted, now) : closed(counted), checked, now);
}

/** A step whose questions are not put off any longer: nobody could be called for them in time. */
export const stopWhatIsLate = (step: Step, now: number): Step =>
  step.verification !== undefined && keptFor(step.verification) <= now ? stopFollowUps(step, now) : step;

/** A step of which nothing is asked later than this: what was planned for later is asked then. */
export function askNoLater(step: Step, limit: number): Step {
  const { verification, notBefore } = step;
  if (verification === undefined || awaitsSecondLook(step) || verification.lastAt <= limit) return step;
  return { ...step, verification: { ...verification, lastAt: limit }, notBefore: Math.min(notBefore, limit) };
}

/**
 * Until when the address of an erasure that has ended is kept, to ask its providers again; null: it is let go of.
 * @param secondLookAt when it is asked whether the person is back; undefined: not at all
 */
export function addressKeptUntil(steps: readonly Step[], secondLookAt: number | undefined): number | null {
  const planned = steps.flatMap((step) => [
    ...(isVerifying(step) && step.verification !== undefined ? [keptFor(step.verification)] : []),
    ...(secondLookAt !== undefined && isToBePlanned(step) ? [secondLookAt + LATE] : []),
  ]);
  return planned.length === 0 ? null : Math.max(...planned);
}
