import type { FailedTrigger } from '../core/erasure/failed-trigger';

/** What nobody attended and a rule refused, by issue: the latest only. */
export interface FailedTriggers {
  of(issueId: string): Promise<FailedTrigger | null>;
  note(refused: FailedTrigger): Promise<void>;
  drop(issueId: string): Promise<void>;
  /** Those that wait for something that passes by itself, noted before `before`, by the index. */
  waiting(before: number, limit: number): Promise<FailedTrigger[]>;
}
