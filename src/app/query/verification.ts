import type { SecondLookView, VerificationView } from '../../contract/erasure-view';
import type { Erasure } from '../../core/erasure/erasure';
import { isToBePlanned } from '../../core/erasure/second-look';
import { awaitsSecondLook, isVerifying, type Step } from '../../core/erasure/step';

/** Outcomes that a provider is asked again about, where it can be. */
const ASKED_ABOUT = ['deleted', 'accepted', 'registered'];

function stateOf(step: Step): VerificationView['state'] | null {
  const { outcome, answered, verifiedAt } = step;
  const phase = awaitsSecondLook(step) ? 'final' : step.phase;
  if (verifiedAt !== undefined) return 'verified';
  if (phase !== 'final' && phase !== 'verifying') return null;
  if (answered !== undefined && answered.answer !== 'gone') return answered.answer;
  if (phase === 'verifying') return 'planned';
  return ASKED_ABOUT.includes(outcome?.kind ?? '') ? 'not-asked' : null;
}

/** What came of asking a step's provider again; null where there is nothing that it could be asked about. */
export function viewVerification(step: Step): VerificationView | null {
  const state = step.status === 'done' || step.status === 'handed-over' ? stateOf(step) : null;
  if (state === null) return null;
  return {
    state,
    at: step.verifiedAt ?? step.answered?.at ?? null,
    before: step.baseline ?? null,
    nextAt: isVerifying(step) && !awaitsSecondLook(step) ? step.notBefore : null,
  };
}

/** What came, or is to come, of a second look at a step's provider; null where none was planned. */
export function viewSecondLook({ secondLookAt: at }: Pick<Erasure, 'secondLookAt'>, step: Step): SecondLookView | null {
  if (step.secondLook !== undefined) return { state: step.secondLook.found, at: step.secondLook.at };
  if (at === undefined || step.status !== 'done') return null;
  return awaitsSecondLook(step) || isToBePlanned(step)
    ? { state: 'planned', at: Math.max(at, awaitsSecondLook(step) ? step.notBefore : 0) }
    : { state: 'not-askable', at: null };
}
