import type { VerificationView } from '../../contract/erasure-view';
import { isVerifying, type Step } from '../../core/erasure/step';

/** Outcomes that a provider is asked again about, where it can be. */
const ASKED_ABOUT = ['deleted', 'accepted', 'registered'];

function stateOf({ phase, outcome, answered, verifiedAt }: Step): VerificationView['state'] | null {
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
    nextAt: isVerifying(step) ? step.notBefore : null,
  };
}
