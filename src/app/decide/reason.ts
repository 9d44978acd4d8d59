import { AppError } from '../../core/app-error';
import { toReason } from '../../core/erasure/reason';
import type { ErrorCode } from '../../core/error-code';
import type { Email } from '../../core/person/email';

/**
 * A reason that somebody gives, for the evidence.
 * @param person whose erasure it is about; null where that is not known any more
 * @returns the reason as it is kept: URLs without their queries
 * @throws AppError `reason-missing`; `address-in-reason`, because the evidence is kept for ever
 */
export const parseReason = (text: string, person: Email | null): string =>
  mustBeKeepable(text, person, 'reason-missing');

/** Where something can be looked up, for the evidence. @throws AppError `reference-missing`, `address-in-reason` */
export const parseReference = (text: string, person: Email | null): string =>
  mustBeKeepable(text, person, 'reference-missing');

function mustBeKeepable(text: string, person: Email | null, missing: ErrorCode): string {
  const kept = toReason(text, person);
  if (kept === null) throw new AppError('address-in-reason');
  if (kept === '') throw new AppError(missing);
  return kept;
}
