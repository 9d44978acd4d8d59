/**
 * What the use cases need from the world. The adapters in forge/ implement these for the platform.
 */
import type { Erasure } from './erasure';
import type { Event, PublicKey, Seal, Sha256 } from './evidence';
import type { MirrorResult, MirrorTrouble } from './mirror';
import type { Reply } from './outcome';
import type { Email, Person, PersonId } from './person';
import type { HourlyCount } from './policy';
import type { ErasureProperty } from './report';
import type { Settings } from './settings';
import type { Step } from './step';

export interface Chance {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A number from 0 to 1. */
  readonly random: () => number;
  /** A new id that nobody can guess: letters, digits and hyphens. */
  readonly newId: () => string;
  /** Waits. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** The right to work at something alone, until it expires. */
export interface Lease {
  readonly key: string;
  readonly owner: string;
}

/** A lease that was taken; its owner calls nobody before `quietUntil`. */
export interface Taken {
  readonly lease: Lease;
  /** When it was taken: it expires a while after that, however long anything else took since. */
  readonly at: number;
  readonly quietUntil: number;
  /** When the queue was told to come back, by whoever had the lease before; 0: not at all. */
  readonly wakeAt: number;
}

/** What who gives a lease back leaves to the next. */
export type Left = Pick<Taken, 'quietUntil' | 'wakeAt'>;

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

/** The truth about every erasure. Reads by key are strict; what `…Due` and lists answer may lag behind. */
export interface Ledger {
  /** The erasure id that (issue, person) was claimed for, if any. */
  claimed(issueId: string, personId: PersonId): Promise<string | null>;
  /** Takes (issue, person) for this erasure id, or tells which id took it before. */
  claim(issueId: string, personId: PersonId, erasureId: string, now: number): Promise<string>;
  /**
   * Stores an erasure with its steps, its first events and its count against the hourly cap in one transaction, and
   * notes that its person was erased.
   * @returns false where somebody else stored it (or changed the count) in the meantime: nothing was written.
   */
  store(
    erasure: Erasure,
    steps: readonly Step[],
    page: readonly Event[],
    count?: { read: HourlyCount & { stamp: string }; next: HourlyCount },
  ): Promise<boolean>;
  /** The count of unattended erasures, and which write of it was read. */
  hourlyCount(): Promise<HourlyCount & { stamp: string }>;
  /** Takes (issue, person) over from an erasure that was called off; tells which id has it afterwards. */
  claimAnew(issueId: string, personId: PersonId, before: string, erasureId: string, now: number): Promise<string>;
  /** Takes (issue, person, connection) for one invitation; false where it was taken before. */
  beginInvitation(issueId: string, personId: PersonId, connectionId: string, now: number): Promise<boolean>;
  /** Gives it free again: the provider did not take the invitation. */
  dropInvitation(issueId: string, personId: PersonId, connectionId: string): Promise<void>;
  /** The latest erasure of a person, whatever the issue: the re-import guard. */
  guard(personId: PersonId): Promise<{ erasureId: string; issueId: string } | null>;
  erasure(id: string): Promise<Erasure | null>;
  erasures(ids: readonly string[]): Promise<Erasure[]>;
  steps(keys: readonly string[]): Promise<Step[]>;
  /** An erasure with its steps. */
  whole(id: string): Promise<Whole | null>;
  /**
   * Saves a change of what was read.
   * @returns false where another change came first: nothing was written.
   */
  save(read: Whole, change: Change): Promise<boolean>;
  /** Notes why the issue of what was read cannot be told before `until`. Somebody else's note stays. */
  postpone(read: Whole, why: MirrorTrouble, until: number): Promise<void>;
  /** What still stands in the way of telling these erasures' issues. */
  untold(ids: readonly string[]): Promise<Untold[]>;
  /** The chain of events, in order. */
  events(erasure: Erasure): Promise<Event[]>;
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
  due(now: number, limit: number): Promise<{ connectionId: string; erasureId: string }[]>;
  /** Erasures that changed before `before` and are perhaps not yet published. */
  unpublished(before: number, limit: number): Promise<string[]>;
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
  scheduledUntil(now: number, limit: number): Promise<string[]>;
  ofIssue(issueId: string): Promise<Erasure[]>;
  /** So many erasures, going on where the last call stopped, round and round over all of them. */
  round(limit: number): Promise<Erasure[]>;
  recent(limit: number, cursor?: string): Promise<{ erasures: Erasure[]; cursor: string | null }>;
}

export interface Leases {
  /** Takes a lease; or tells in how many seconds it can be tried again. */
  take(key: string, now: number): Promise<Taken | { retryAfterSeconds: number }>;
  /** Keeps it longer; false where somebody else has taken it over. */
  renew(lease: Lease, now: number): Promise<boolean>;
  /** Gives it back. `quietUntil`: nobody calls before then; the provider's rate, or a pause that it asked for. */
  giveBack(lease: Lease, left: Left | null): Promise<void>;
}

/** Where addresses and keys live. Nothing in it can be listed. */
export interface Vault {
  personId(email: Email): Promise<PersonId>;
  keep(erasureId: string, person: Person, until: number): Promise<void>;
  person(erasureId: string): Promise<Person | null>;
  forget(erasureId: string): Promise<void>;
  secrets(connectionId: string): Promise<Record<string, string>>;
  setSecrets(connectionId: string, secrets: Record<string, string>): Promise<void>;
  dropSecrets(connectionId: string): Promise<void>;
  /** A provider's access token, kept for this installation only. */
  token(connectionId: string): Promise<{ value: string; expiresAt: number } | null>;
  setToken(connectionId: string, token: { value: string; expiresAt: number } | null): Promise<void>;
  triggerSecrets(): Promise<TriggerSecret[]>;
  setTriggerSecrets(secrets: TriggerSecret[]): Promise<void>;
}

/** A secret of the web trigger. One that was replaced stays valid until `validUntil`. */
export interface TriggerSecret {
  readonly secret: string;
  readonly createdAt: number;
  readonly validUntil: number | null;
}

export interface SettingsStore {
  read(): Promise<Settings>;
  /** Writes everything but whether deletions are paused: nobody who saves settings can resume them unawares. */
  write(settings: Settings): Promise<void>;
  setPaused(paused: boolean): Promise<void>;
  /** Whether deletions are paused at this moment. */
  isPaused(): Promise<boolean>;
  /** Notes that a provider refuses the key of this connection, as it was saved then; or, with null, that it may be tried. */
  setRefused(connectionId: string, savedAt: number | null): Promise<void>;
}

/** Signs evidence with the installation's own keys. */
export interface Notary {
  readonly sha256: Sha256;
  seal(head: { length: number; hash: string }, now: number): Promise<Seal>;
  /** Every key there was, the one that signs now first. */
  publicKeys(): Promise<PublicKey[]>;
  /** Signs with a new key from now on. What was signed stays verifiable by the old one. */
  rotate(now: number): Promise<void>;
}

/** Wakes the drain of a connection. The ids are a hint; the ledger says what is due. */
export interface Queue {
  wake(connectionId: string, erasureIds: readonly string[], delaySeconds?: number): Promise<void>;
}

/** An issue as the use cases read it: its raw fields, and what decides who may do what. */
export interface Issue {
  readonly id: string;
  readonly key: string;
  readonly projectKey: string;
  readonly isServiceDesk: boolean;
  readonly reporterAccountId: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
  /** What the fields are called on screen, by their id. */
  readonly fieldNames: Readonly<Record<string, string>>;
}

/** What reads an issue: the app itself, or the user who asks. */
export type As = 'app' | 'user';

export interface Issues {
  /** @throws RefusedError `no-such-issue`, `jira-unavailable` */
  read(idOrKey: string, fields: readonly string[], as: As): Promise<Issue>;
  /** The answers to a form's question, of submitted forms only. */
  formAnswers(issue: Issue, label: string, as: As): Promise<unknown[]>;
  requestFieldValues(issue: Issue, label: string, as: As): Promise<unknown[]>;
  /** An account's address, whatever its owner's visibility setting; null where Jira does not tell. */
  addressOf(accountId: string): Promise<string | null>;
  /** Whether the asking user may edit the issue. */
  mayEdit(issueId: string): Promise<boolean>;
  /** Whether the asking user administers Jira. */
  isAdmin(): Promise<boolean>;
  /** Those of the issues that the asking user may see. */
  visible(issueIds: readonly string[]): Promise<Set<string>>;
  /** What the issue says by now: its key, and its property as it stands there. null where there is no such issue. */
  mirror(issueId: string): Promise<{ key: string; projectKey: string; property: unknown } | null>;
  setProperty(issueId: string, property: ErasureProperty): Promise<MirrorResult>;
  /** Adds the final comment once; `look` first finds one that an earlier try may have left. */
  comment(issueId: string, comment: FinalComment, look: boolean): Promise<MirrorResult>;
  /** Adds the label and makes the transition that the settings ask for at the end. */
  finish(issueId: string, wishes: { label: string | null; transition: string | null }): Promise<MirrorResult>;
}

/** The comment at the end of an erasure. */
export interface FinalComment {
  readonly erasureId: string;
  /** Which end of the erasure it tells of: a retry ends it once more. */
  readonly finishedAt: number;
  readonly headline: string;
  readonly rows: readonly { connection: string; sentence: string }[];
  /** Said below the rows. */
  readonly notes: readonly string[];
  readonly isInternal: boolean;
}

/** One call to a provider. `op` names it in logs; URL and body never appear there. */
export interface Call {
  readonly op: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
}
export type Http = (call: Call) => Promise<Reply>;

/** Facts for the log: never an address, a secret, a URL or a body. */
export type Log = (event: string, facts?: Readonly<Record<string, string | number | boolean | null>>) => void;

/** Everything together, as the composition root hands it to the use cases. */
export interface Ports {
  readonly chance: Chance;
  readonly ledger: Ledger;
  readonly leases: Leases;
  readonly vault: Vault;
  readonly notary: Notary;
  readonly settings: SettingsStore;
  readonly queue: Queue;
  readonly issues: Issues;
  readonly http: Http;
  readonly log: Log;
}
