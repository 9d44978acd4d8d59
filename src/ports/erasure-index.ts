import type { Erasure } from '../core/erasure/erasure';
import type { ErasureStatus } from '../core/status/erasure-status';
import type { PersonId } from '../core/person/person';

/** Which erasures a list is of. `due` is the earliest due first; everything else is the latest first. */
export type ListFilter =
  | { readonly by: 'time' }
  | { readonly by: 'status'; readonly status: ErasureStatus }
  | { readonly by: 'person'; readonly personId: PersonId }
  /** Those that are due by `until`, in milliseconds since the epoch. */
  | { readonly by: 'due'; readonly until: number };

/** When erasures are checked for drift, in milliseconds: `every` so often, those that were requested `since`. */
export interface DriftCheckTimes {
  readonly now: number;
  readonly every: number;
  readonly since: number;
}

/** Finds erasures: by the platform’s index, which may lag behind, or by a key where that matters. */
export interface ErasureIndex {
  /** The latest erasure of a person, whatever the issue: the re-import guard. */
  lastErasureOf(personId: PersonId): Promise<{ erasureId: string; issueId: string } | null>;
  scheduledBefore(now: number, limit: number): Promise<string[]>;
  erasuresOfIssue(issueId: string): Promise<Erasure[]>;
  /** So many erasures, going on where the last call stopped, round and round; none where it is not time yet. */
  nextForDriftCheck(limit: number, times: DriftCheckTimes): Promise<Erasure[]>;
  /**
   * A page of a list, by the index; a record that cannot be read is left out, and logged.
   * @throws AppError `list-again` where the cursor is none
   */
  list(listed: ListFilter, limit: number, cursor?: string): Promise<{ erasures: Erasure[]; cursor: string | null }>;
}
