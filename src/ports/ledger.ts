/**
 * The truth about every erasure, as the use cases read and change it.
 */
import type { Erasure } from '../core/erasure/erasure';
import type { ErasureStatus } from '../core/erasure/erasure-status';
import type { Event } from '../core/evidence/chain';
import type { SyncError } from '../core/erasure/sync-result';
import type { Step } from '../core/erasure/step';
import { type Claims } from './claims';
import { type StepLedger } from './steps';
import { type OutboxEntry } from './outbox';
import type { HourlyCounter } from '../core/policy/hourly-cap';
import type { PersonId } from '../core/person/person';

/** An erasure with all that belongs to it, as read at one moment. */
export interface ErasureSnapshot {
  readonly erasure: Erasure;
  readonly steps: readonly Step[];
  /** Whether its issue is still to be told something. */
  readonly needsSync: boolean;
  /** Whether Jira did not take it before: then the sweep comes back to it, and nobody else. */
  readonly hasSyncError: boolean;
  /** Whether it is the latest of its issue: the issue's property tells of the latest. */
  readonly isLatest: boolean;
  /** Whether (issue, person) is still claimed for this erasure, and not for one that was begun anew. */
  readonly isClaimed: boolean;
  /** Which write of the erasure, and of the note that it is untold, was read. */
  readonly versions: { readonly erasure: string; readonly outbox: string | null };
}

/** A change of what was read. */
export interface ErasureUpdate {
  readonly erasure: Erasure;
  readonly steps?: readonly Step[];
  /** The events that were added to the chain: a page of their own. */
  readonly page?: readonly Event[];
  /** The issue was told everything that was read. */
  readonly isSynced?: boolean;
}

/** Which erasures a list is of. `due` is the earliest due first; everything else is the latest first. */
export type ListFilter =
  | { readonly by: 'time' }
  | { readonly by: 'status'; readonly status: ErasureStatus }
  | { readonly by: 'person'; readonly personId: PersonId }
  /** Those that are due by `until`, in milliseconds since the epoch. */
  | { readonly by: 'due'; readonly until: number };

/** The truth about every erasure. Reads by key are strict; what `…Due` and lists answer may lag behind. */
export interface Ledger extends Claims, StepLedger {
  /**
   * Stores an erasure with its steps, its first events and its count against the hourly cap in one transaction, and
   * notes that its person was erased.
   * @returns it as it was stored; null where somebody else stored it (or changed the count) in the meantime: nothing
   * was written.
   */
  store(
    erasure: Erasure,
    steps: readonly Step[],
    page: readonly Event[],
    count?: { read: HourlyCounter & { version: string }; next: HourlyCounter },
  ): Promise<ErasureSnapshot | null>;
  /** The count of unattended erasures, and which write of it was read. */
  hourlyCounter(): Promise<HourlyCounter & { version: string }>;
  /** The latest erasure of a person, whatever the issue: the re-import guard. */
  lastErasureOf(personId: PersonId): Promise<{ erasureId: string; issueId: string } | null>;
  erasure(id: string): Promise<Erasure | null>;
  erasures(ids: readonly string[]): Promise<Erasure[]>;
  /** An erasure with its steps. The steps are read after the note that it is untold, never before. */
  snapshot(id: string): Promise<ErasureSnapshot | null>;
  /**
   * Saves a change of what was read.
   * @returns what stands there then; null where another change came first: nothing was written.
   */
  save(read: ErasureSnapshot, change: ErasureUpdate): Promise<ErasureSnapshot | null>;
  /** Notes why the issue of what was read cannot be told before `until`. Somebody else's note stays. */
  recordSyncError(read: ErasureSnapshot, why: SyncError, until: number): Promise<void>;
  /** What still stands in the way of telling these erasures' issues. */
  outboxEntries(ids: readonly string[]): Promise<OutboxEntry[]>;
  /** The chain of events, in order. */
  events(erasure: Erasure): Promise<Event[]>;
  /** Erasures that changed before `before` and are perhaps not yet published. */
  needingSync(before: number, limit: number): Promise<string[]>;
  scheduledBefore(now: number, limit: number): Promise<string[]>;
  erasuresOfIssue(issueId: string): Promise<Erasure[]>;
  /** So many erasures, going on where the last call stopped, round and round over all of them. */
  nextForDriftCheck(limit: number): Promise<Erasure[]>;
  /**
   * A page of a list, by the index; a record that cannot be read is left out, and logged.
   * @throws AppError `list-again` where the cursor is none
   */
  list(listed: ListFilter, limit: number, cursor?: string): Promise<{ erasures: Erasure[]; cursor: string | null }>;
}
