import type { Erasure } from '../core/erasure/erasure';
import type { Step } from '../core/erasure/step';
import type { Event } from '../core/evidence/chain';
import type { HourlyCounter } from '../core/policy/hourly-cap';

/** An erasure with all that belongs to it, as read at one moment. */
export interface ErasureSnapshot {
  readonly erasure: Erasure;
  readonly steps: readonly Step[];
  /** Whether its issue is out of date. */
  readonly needsSync: boolean;
  /** Whether Jira did not take it before: then the sweep comes back to it, and nobody else. */
  readonly hasSyncError: boolean;
  /** Whether it is the latest of its issue: the property tells of the latest. */
  readonly isLatest: boolean;
  /** Whether (issue, person) is still claimed for this erasure, and not for one that was begun anew. */
  readonly isClaimed: boolean;
  /** Which write of the erasure, and of its outbox entry, was read. */
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

/** The ledger of erasures. Reads are by key, and strict. */
export interface ErasureStore {
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
  erasure(id: string): Promise<Erasure | null>;
  erasures(ids: readonly string[]): Promise<Erasure[]>;
  /** An erasure with its steps. The steps are read after its outbox entry, never before. */
  snapshot(id: string): Promise<ErasureSnapshot | null>;
  /**
   * Saves a change of what was read.
   * @returns what stands there then; null where another change came first: nothing was written.
   */
  save(read: ErasureSnapshot, change: ErasureUpdate): Promise<ErasureSnapshot | null>;
  /** The chain of events, in order. */
  events(erasure: Erasure): Promise<Event[]>;
}
