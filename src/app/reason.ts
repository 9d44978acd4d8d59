import type { Email } from '../core/person';
import { toReason } from '../core/reason';
import { RefusedError } from '../core/refusal';

/**
 * A reason that somebody gives, for the evidence.
 * @param person whose erasure it is about; null where that is not known any more
 * @returns the reason as it is kept: URLs without their queries
 * @throws RefusedError `reason-missing`; `address-in-reason`, because the evidence is kept for ever
 */
export function mustBeReason(text: string, person: Email | null): string {
  if (text.trim() === '') throw new RefusedError('reason-missing');
  const reason = toReason(text, person);
  if (reason === null) throw new RefusedError('address-in-reason');
  return reason;
}
