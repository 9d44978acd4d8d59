import { RefusedError } from '../core/refusal';
import { scanText } from '../core/scan';

/**
 * A reason that somebody gives, for the evidence.
 * @throws RefusedError `reason-missing`; `address-in-reason`, because the evidence is kept for ever
 */
export function mustBeReason(text: string): string {
  const reason = text.trim();
  if (reason === '') throw new RefusedError('reason-missing');
  if (scanText(reason).length > 0) throw new RefusedError('address-in-reason');
  return reason;
}
