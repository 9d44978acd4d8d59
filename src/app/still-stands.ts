/**
 * Whether an erasure that is stored may go on: the issue and the rules are asked again.
 */
import type { Erasure } from '../core/erasure';
import { type As, WAYS } from '../core/origin';
import type { Person } from '../core/person';
import { type ApprovalReason, judge } from '../core/policy';
import type { Ports } from '../core/ports';
import { RefusedError } from '../core/refusal';
import type { Settings } from '../core/settings';
import { examine } from './examine';
import { mustBeFound, pickedBefore } from './locate';

/** The person, as the issue yields them now, and why the rules want a second person's approval by now. */
export interface Standing {
  readonly person: Person;
  readonly because: readonly ApprovalReason[];
}

/**
 * Reads the issue again and asks the rules. Whoever is protected by now needs a second person's approval, whichever way
 * the erasure came: it was begun before, so it is not refused.
 * @throws RefusedError `mismatch` where the issue names somebody else by now; what stands in the way by now
 */
export async function stillStands(ports: Ports, settings: Settings, erasure: Erasure, as: As): Promise<Standing> {
  const { attended, confirms } = WAYS[erasure.origin.via];
  const asking = { as, attended, confirmed: confirms, unattendedThisHour: 0, picking: pickedBefore(ports, erasure) };
  const { issue, facts, located } = await examine(ports, settings, erasure.issueId, asking);
  const verdict = judge({ ...facts, protected: false }, settings.policy);
  if (verdict.kind === 'refuse') throw new RefusedError(verdict.code);
  const { person } = mustBeFound(located, issue, settings);
  if ((await ports.vault.personId(person.email)) !== erasure.personId) throw new RefusedError('mismatch');
  const wanted = verdict.kind === 'approve' ? verdict.because : [];
  return { person, because: facts.protected ? [...wanted, 'protected'] : wanted };
}
