/**
 * The truth about every erasure, as the use cases read and change it.
 */
import type { Erasure } from './erasure';
import type { ErasureStatus } from './erasure-status';
import type { Event } from './evidence';
import type { MirrorTrouble } from './mirror';
import type { PersonId } from './person';
import type { HourlyCount } from './policy';
import type { Lease } from './ports';
import type { Step } from './step';

/** An erasure with all that belongs to it, as read at one moment. */
export interface Whole {
  readonly erasure: Erasure;
  readonly steps: readonly Step[];
  /** Whether its issue is still to be told something. */
  readonly isUntold: boolean;
  /** Whether Jira did not take it before: then the sweep comes back to it, and nobody else. */
  readonly isPostponed: boolean;
  /** Whether it is the latest of its issue: the issue's property tells of the latest. */
  readonly isLatest: boolean;
  /** Whether (issue, person) is still claimed for this erasure, and not for one that was begun anew. */
  readonly isClaimed: boolean;
  /** Which write of the erasure, and of the note that it is untold, was read. */
  readonly stamps: { readonly erasure: string; readonly untold: string | null };
}

/** A change of what was read. */
export interface Change {
  readonly erasure: Erasure;
  readonly steps?: readonly Step[];
  /** The events that were added to the chain: a page of their own. */
  readonly page?: readonly Event[];
  /** The issue was told everything that was read. */
  readonly told?: boolean;
}

/** An erasure whose issue is still to be told something, and what stood in the way. */
export interface Untold {
  readonly erasureId: string;
  readonly since: number;
  readonly why: MirrorTrouble | null;
}

/** Which erasure (issue, person) belongs to. */
export interface Claims {
  /** The erasure id that (issue, person) was claimed for, if any. */
  claimed(issueId: string, personId: PersonId): Promise<string | null>;
  /** Takes (issue, person) for this erasure id, or tells which id took it before. */
  claim(issueId: string, personId: PersonId, erasureId: string, now: number): Promise<string>;
  /** Takes (issue, person) over from an erasure that was called off; tells which id has it afterwards. */
  claimAnew(issueId: string, personId: PersonId, before: string, erasureId: string, now: number): Promise<string>;
  /** Claims made before `before` whose erasure was perhaps never stored. */
  abandonedClaims(before: number, limit: number): Promise<{ key: string; erasureId: string }[]>;
  /**
   * Gives an abandoned claim free, once the address kept for it is gone; false where its erasure was stored in the
   * meantime: then the address stays.
   */
  release(claimKey: string, erasureId: string, forget: () => Promise<void>): Promise<boolean>;
  /** Erasures that ended before `before` and whose address was not let go of a second time. */
  endedBefore(before: number, limit: number): Promise<string[]>;
  /** Notes that the address of an ended erasure was let go of a second time. */
  cleaned(erasure: Erasure): Promise<void>;
}

/** A step, and the erasure that it belongs to. */
export interface StepOfErasure {
  readonly step: Step;
  readonly erasure: Erasure;
}

/** The steps of every erasure. */
export interface StepLedger {
  steps(keys: readonly string[]): Promise<Step[]>;
  /** As {@link steps}, each with its erasure as it stands at the same moment; those that have one. */
  stepsWithErasures(keys: readonly string[]): Promise<StepOfErasure[]>;
  /**
   * Records what became of steps since they were read, as long as the lease is held, and notes the erasures in `tell`
   * for publishing. What a person decided about a step meanwhile stays in its history.
   * @returns false where the lease was lost: nothing, or not everything, was written.
   */
  record(
    learned: readonly { readonly read: Step; readonly next: Step }[],
    tell: ReadonlySet<string>,
    lease: Lease,
    now: number,
  ): Promise<boolean>;
  /** Steps of a connection that are due by the index, those that a person waits for first, without those `known`. */
  dueOf(
    connectionId: string,
    now: number,
    limit: number,
    known: (key: string) => boolean,
  ): Promise<Pick<Step, 'erasureId' | 'connectionId' | 'lane'>[]>;
  /** Erasures with a step at this connection that waits for another key, by the index. */
  lockedAt(connectionId: string, limit: number): Promise<string[]>;
  /** Steps at a connection that are not done, whatever they wait for, by the index. */
  unfinishedAt(connectionId: string, limit: number): Promise<Pick<Step, 'erasureId' | 'connectionId' | 'provider'>[]>;
  /** How many steps wait at a connection, at most `limit`, by the index, and when the first of them is due. */
  queueOf(connectionId: string, limit: number): Promise<{ waiting: number; nextAt: number | null }>;
  /** Steps that are due by the index, and those that a wrong clock put off for longer than any is. */
  due(now: number, limit: number): Promise<{ connectionId: string; erasureId: string }[]>;
}

/** Which erasures a list is of. `due` is the earliest due first; everything else is the latest first. */
export type Listed =
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
    count?: { read: HourlyCount & { stamp: string }; next: HourlyCount },
  ): Promise<Whole | null>;
  /** The count of unattended erasures, and which write of it was read. */
  hourlyCount(): Promise<HourlyCount & { stamp: string }>;
  /** The latest erasure of a person, whatever the issue: the re-import guard. */
  guard(personId: PersonId): Promise<{ erasureId: string; issueId: string } | null>;
  erasure(id: string): Promise<Erasure | null>;
  erasures(ids: readonly string[]): Promise<Erasure[]>;
  /** An erasure with its steps. The steps are read after the note that it is untold, never before. */
  whole(id: string): Promise<Whole | null>;
  /**
   * Saves a change of what was read.
   * @returns what stands there then; null where another change came first: nothing was written.
   */
  save(read: Whole, change: Change): Promise<Whole | null>;
  /** Notes why the issue of what was read cannot be told before `until`. Somebody else's note stays. */
  postpone(read: Whole, why: MirrorTrouble, until: number): Promise<void>;
  /** What still stands in the way of telling these erasures' issues. */
  untold(ids: readonly string[]): Promise<Untold[]>;
  /** The chain of events, in order. */
  events(erasure: Erasure): Promise<Event[]>;
  /** Erasures that changed before `before` and are perhaps not yet published. */
  unpublished(before: number, limit: number): Promise<string[]>;
  scheduledUntil(now: number, limit: number): Promise<string[]>;
  ofIssue(issueId: string): Promise<Erasure[]>;
  /** So many erasures, going on where the last call stopped, round and round over all of them. */
  round(limit: number): Promise<Erasure[]>;
  /**
   * A page of a list, by the index; a record that cannot be read is left out, and logged.
   * @throws RefusedError `list-again` where the cursor is none
   */
  list(listed: Listed, limit: number, cursor?: string): Promise<{ erasures: Erasure[]; cursor: string | null }>;
}
