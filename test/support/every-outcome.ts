import { type Outcome, FailureReason, RetryReason } from '../../src/core/status/outcome';

/** One outcome of each kind. */
export const OUTCOME_KINDS: readonly Outcome[] = [
  { kind: 'deleted' },
  { kind: 'absent' },
  { kind: 'accepted' },
  { kind: 'registered' },
  { kind: 'by-hand' },
  { kind: 'kept' },
  { kind: 'assigned', task: { id: '10012', key: 'GDPR-12', assignee: 'acc', dueAt: 0 } },
];
export const REFUSALS: readonly Outcome[] = FailureReason.options.map((reason) => ({ kind: 'refused', reason }));
export const RETRIES: readonly Outcome[] = RetryReason.options.map((reason) => ({ kind: 'retry', reason }));
