/**
 * Whether an erasure that is stored may go on: the issue and the rules are asked again.
 */
import { AppError } from '../../core/app-error';
import type { Erasure } from '../../core/erasure/erasure';
import { type As, WAYS } from '../../core/status/origin';
import type { Person } from '../../core/person/person';
import { type ApprovalReason, judge } from '../../core/policy/rules';
import type { Settings } from '../../core/settings/schema';
import type { Ports } from '../../ports/ports';
import { assess } from '../locate/assess';
import { assertFound, pickedBefore } from '../locate/locate';

/** The person, as the issue yields them now, and why the rules want a second person's approval by now. */
export interface RecheckResult {
  readonly person: Person;
  readonly because: readonly ApprovalReason[];
}

/**
 * Reads the issue again and asks the rules. Whoever is protected by now needs a second person's approval, whichever way
 * the erasure came: it was begun before, so it is not refused.
 * @throws AppError `mismatch` where the issue names somebody else by now; what stands in the way by now
 */
export async function recheck(ports: Ports, settings: Settings, erasure: Erasure, as: As): Promise<RecheckResult> {
  const { attended, confirms } = WAYS[erasure.origin.via];
  const asking = { as, attended, confirmed: confirms, unattendedThisHour: 0, picking: pickedBefore(ports, erasure) };
  const { issue, facts, located } = await assess(ports, settings, erasure.issueId, asking);
  const verdict = judge({ ...facts, protected: false }, settings.policy);
  if (verdict.kind === 'refuse') throw new AppError(verdict.code);
  const { person } = assertFound(located, issue, settings);
  if ((await ports.addresses.personId(person.email)) !== erasure.personId) throw new AppError('mismatch');
  const wanted = verdict.kind === 'approve' ? verdict.because : [];
  return { person, because: facts.protected ? [...wanted, 'protected'] : wanted };
}
