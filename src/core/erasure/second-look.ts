/**
 * The second look: thirty days after an erasure was completed, its providers are asked once more whether the person is back.
 * What is found is a finding of its own: what was done then stays done.
 */
import { DAY } from '../../lib/time';
import { type Erasure, hasEnded } from './erasure';
import { type Checked, lastQuestionAgain } from './questions';
import { closed, type Found, isByPeople, type Step, withFound } from './step';

const AFTER = 30 * DAY;

/** An erasure and its steps. */
interface Planned {
  readonly erasure: Erasure;
  readonly steps: readonly Step[];
}

/** Whether a second look at the step's provider is still to be planned. */
export const isToBePlanned = (step: Step): boolean =>
  step.looksTwice === true && step.status === 'done' && !isByPeople(step);

/** The step without a second look that nobody has planned yet. */
export function withoutPlan({ looksTwice: _, ...step }: Step): Step {
  return step;
}

/** The step with its second look planned; it is none any more where its provider was asked until then. */
function planned(step: Step, at: number, now: number): Step {
  const without = withoutPlan(step);
  return at <= now
    ? without
    : { ...without, phase: 'verifying', notBefore: at, verification: { rhythm: 'second-look', lastAt: at } };
}

/**
 * An ended erasure with its second look planned, where it is completed: at each step once nobody is asked any more whether
 * the person is gone.
 */
export function withSecondLook({ erasure, steps }: Planned, now: number): Planned {
  if (!hasEnded(erasure)) return { erasure, steps };
  if (erasure.status !== 'completed') {
    const { secondLookAt: _, ...others } = erasure;
    return { erasure: others, steps };
  }
  if (!steps.some(isToBePlanned)) return { erasure, steps };
  const at = erasure.secondLookAt ?? now + AFTER;
  const isNext = (step: Step) => step.phase === 'final' && isToBePlanned(step);
  return {
    erasure: { ...erasure, secondLookAt: at },
    steps: steps.map((step) => (isNext(step) ? planned(step, at, now) : step)),
  };
}

const FOUND: Record<Checked, Found> = { deleted: 'nobody', gone: 'nobody', 'still-there': 'back', unknown: 'unknown' };

/** What a step becomes by its second look. One that is not answered is taken again once an hour, for a while. */
export function applySecondLook(step: Step, checked: Checked, now: number): Step {
  const { verification } = step;
  const counted: Step = { ...step, checks: step.checks + 1 };
  const again = checked === 'unknown' && verification !== undefined ? lastQuestionAgain(verification, now) : null;
  return again === null ? withFound(closed(counted), FOUND[checked], now) : { ...counted, notBefore: again };
}

/** How many providers hold somebody of the address again. */
export const countBack = (steps: readonly Step[]): number =>
  steps.filter(({ secondLook }) => secondLook?.found === 'back').length;
