import type { ExtractionRefusal } from './address/extract';
import type { RefusalReason } from './policy/rules';
/** Everything an erasure can be refused for before it begins. */
export type ErrorCode =
  | ExtractionRefusal
  | RefusalReason
  | 'mismatch'
  | 'not-literal'
  | 'bad-number'
  | 'no-such-issue'
  | 'not-permitted'
  | 'same-person'
  | 'not-open'
  | 'nobody-begun'
  | 'unknown-connection'
  | 'bad-settings'
  | 'stale'
  | 'work-waits'
  | 'settings-busy'
  | 'limited-before'
  | 'bad-jql'
  | 'bad-search'
  | 'list-again'
  | 'bulk-running'
  | 'preview-again'
  | 'wrong-number'
  | 'bad-due-date'
  | 'extended-before'
  | 'extended-too-late'
  | 'reason-missing'
  | 'reference-missing'
  | 'erased-before'
  | 'erasure-open'
  | 'address-in-reason'
  | 'invited-before'
  | 'jira-unavailable'
  | 'busy';
/** Whether what stands in the way passes by itself: whatever waits for it is tried again later. */
export const isTransient = (code: ErrorCode): boolean =>
  code === 'paused' || code === 'jira-unavailable' || code === 'busy';
