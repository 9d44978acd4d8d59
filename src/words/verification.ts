/**
 * What came of asking a provider again. Never more than it said: that nobody was found at that moment.
 */
import { awaitsSecondLook, type Step } from '../core/erasure/step';
import { dayOf, timeOf } from './day';

/** What is known of how many records there were: "3 before, 0 after", or that there is nothing to compare with. */
export const baselineWords = (before: number | null): string =>
  before === null
    ? 'no baseline: how many records there were before is not known'
    : `${String(before)} before, 0 after`;

/** What a provider said when it was asked again, as a sentence; null where there is nothing to say. */
export function verificationSentence(step: Step): string | null {
  const { verifiedAt, baseline, answered, status } = step;
  const verification = awaitsSecondLook(step) ? undefined : step.verification;
  if (verifiedAt !== undefined)
    return `Verified on ${timeOf(verifiedAt)}: asked again, the provider holds nobody (${baselineWords(baseline ?? null)}).`;
  if (status === 'blocked') return null;
  const until = verification === undefined ? '' : ` It is asked again until ${dayOf(verification.lastAt)} (UTC).`;
  switch (answered?.answer) {
    case 'still-there':
      return `Still there when it was last asked, on ${timeOf(answered.at)}.${until}`;
    case 'unknown':
      return `Asked again on ${timeOf(answered.at)}, and it did not say.${until}`;
    case 'not-asked':
      return 'Not verified: it could not be asked again.';
    default:
      return verification === undefined ? null : `Not verified yet.${until}`;
  }
}
