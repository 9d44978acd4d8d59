import type { Email } from '../core/person';
import { toReason } from '../core/reason';
import { RefusedError } from '../core/refusal';
import type { RefusalCode } from '../core/report';

/**
 * A reason that somebody gives, for the evidence.
 * @param person whose erasure it is about; null where that is not known any more
 * @returns the reason as it is kept: URLs without their queries
 * @throws RefusedError `reason-missing`; `address-in-reason`, because the evidence is kept for ever
 */
export const mustBeReason = (text: string, person: Email | null): string =>
  mustBeKeepable(text, person, 'reason-missing');

/** Where something can be looked up, for the evidence. @throws RefusedError `reference-missing`, `address-in-reason` */
export const mustBeReference = (text: string, person: Email | null): string =>
  mustBeKeepable(text, person, 'reference-missing');

function mustBeKeepable(text: string, person: Email | null, missing: RefusalCode): string {
  const kept = toReason(text, person);
  if (kept === null) throw new RefusedError('address-in-reason');
  if (kept === '') throw new RefusedError(missing);
  return kept;
}
