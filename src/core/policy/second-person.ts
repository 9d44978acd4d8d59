/**
 * Whether a second person has to confirm what somebody says of a step.
 */
import type { Policy } from '../settings/schema';

/** Whether a second person has to confirm what is said of an erasure: where one has to approve every one, or had to this. */
export const wantsSecondPerson = (
  { approvalReasons }: { readonly approvalReasons: readonly string[] },
  { approval }: Pick<Policy, 'approval'>,
): boolean => approval === 'always' || approvalReasons.includes('protected');
