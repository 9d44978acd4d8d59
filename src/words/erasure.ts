import { dayOf } from './day';
import { type Erasure, statusTold } from '../core/erasure/erasure';
import type { ErasureStatus } from '../core/status/erasure-status';
import { type PeopleCount } from '../core/erasure/issue-people';
import type { ApprovalReason } from '../core/policy/rules';
export const ERASURE_WORDS: Record<ErasureStatus, string> = {
  'awaiting-approval': 'Waiting for approval',
  scheduled: 'Scheduled',
  running: 'Running',
  completed: 'Completed',
  'handed-over': 'Handed over',
  partial: 'Partly blocked',
  blocked: 'Blocked',
  cancelled: 'Cancelled',
  rejected: 'Rejected',
};
/** Where an erasure stands, in a word or two: never that it is over while a provider still finds somebody. */
export const standingWords = (erasure: Pick<Erasure, 'status' | 'isSeenStill'>): string =>
  statusTold(erasure) === erasure.status ? ERASURE_WORDS[erasure.status] : 'Still there';
/** What an end does not say by its name alone. */
export const HANDED_OVER_WORDS =
  'Every provider took the request; not every one confirms that the person is gone. That is not the same as deleted.';
export const ALL_KEPT_WORDS = 'Nobody was deleted: a person said of every provider that the data may be kept.';
export const SEEN_STILL_WORDS =
  'A provider was asked again and still, or again, finds somebody of this address, contrary to what it said. It is asked once more. Until it finds nobody, do not take the person for deleted, and do not close the issue.';
/** Until when the address outlives the end, and why. */
export const keptUntilSentence = (until: number): string =>
  `To ask the providers again whether the person is gone, the address is kept, encrypted, until ${dayOf(until)} (UTC) at the longest.`;
export const EARLIER_WORDS = 'There was an earlier erasure of this person.';
/** How many people of an issue are done with, and who is left. @param left masks */
export function peopleSentence({ total, finished, waived }: PeopleCount, left: readonly string[]): string {
  const waivedToo = waived === 0 ? '' : `, ${String(waived)} waived`;
  const leftToo = left.length === 0 ? '' : ` Left: ${left.join(', ')}.`;
  return `${String(finished)} of ${String(total)} people of this issue finished${waivedToo}.${leftToo}`;
}
export const APPROVAL_WORDS: Record<ApprovalReason, string> = {
  typed: 'The address was typed by hand and cannot be read for sure on the issue: a second person has to approve.',
  protected: 'The address is protected: a second person has to approve.',
  'approval-always': 'Every erasure needs a second person’s approval.',
  'approval-unattended': 'An erasure that no person started needs approval.',
  'hourly-cap': 'More erasures than allowed per hour were started without a person: this one waits for approval.',
};
