/**
 * What the use cases need from the world. The adapters in forge/ implement these for the platform.
 */
import type { AdminEvent } from './admin-log';
import type { Bulk, BulkRow } from './bulk';
import type { Contribution, Figures } from './figures';
import type { OnIssue } from './people';
import type { PublicKey, Seal, Sha256 } from './evidence';
import type { Issues } from './issues';
import type { Ledger } from './ledger';

import type { Email, Person, PersonId } from './person';
import type { RefusedStart } from './refused-start';
import type { Documented, Received } from './reply';
import type { Settings } from './settings';

export type * from './issues';
export type * from './ledger';

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
  /** When the settings were read by whoever had the lease before and came to an end; 0: nobody did. */
  readonly since: number;
}

/** Why a lease cannot be taken now. */
export interface NotTaken {
  readonly retryAfterSeconds: number;
  /** Nobody has it: it is left alone, as whoever had it before was asked, by the settings of this time. */
  readonly quietSince: number | null;
}

/** What who gives a lease back leaves to the next. */
export type Left = Pick<Taken, 'quietUntil' | 'wakeAt' | 'since'>;

export interface Leases {
  /**
   * Takes a lease; or tells in how many seconds it can be tried again. One that would stand for longer than any does was
   * written by a clock that went wrong, and is free.
   * @param how `lasts`: how many milliseconds until it expires; missing: as long as a call takes with everything after
   * it. `isLifted`: also where it is to be left alone
   */
  take(
    key: string,
    now: number,
    how?: { readonly lasts?: number; readonly isLifted?: boolean },
  ): Promise<Taken | NotTaken>;
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
  /** The secrets of a connection, by the name that it says they are kept as. */
  secrets(keptAs: string): Promise<Record<string, string>>;
  setSecrets(keptAs: string, secrets: Record<string, string>): Promise<void>;
  /** Forgets them, and the access token that was got with them. */
  dropSecrets(keptAs: string): Promise<void>;
  /** A provider's access token, kept for this installation only. */
  token(keptAs: string): Promise<{ value: string; expiresAt: number } | null>;
  setToken(keptAs: string, token: { value: string; expiresAt: number } | null): Promise<void>;
  /**
   * Whether a look-up, as an admin pasted it, has ever shown somebody; forgotten with the connection's secrets: another key
   * may see less.
   */
  hasShown(keptAs: string, lookUp: string): Promise<boolean>;
  noteShown(keptAs: string, lookUp: string): Promise<void>;
  triggerSecrets(): Promise<TriggerSecret[]>;
  setTriggerSecrets(secrets: TriggerSecret[]): Promise<void>;
}

/** A secret of the web trigger. One that was replaced stays valid until `validUntil`. */
export interface TriggerSecret {
  readonly secret: string;
  readonly createdAt: number;
  readonly validUntil: number | null;
}

/** The site itself. */
export interface Site {
  /** Its time zone by its IANA name; UTC where Jira does not tell. */
  timeZone(): Promise<string>;
}

export interface SettingsStore {
  read(): Promise<Settings>;
  /**
   * Writes settings as long as they are as they were read, and the event of the admin log in the same instant. Whether
   * deletions are paused is not written: nobody who saves settings can resume them unawares.
   * @returns false where somebody else wrote them since: nothing was written
   */
  write(settings: Settings, event: AdminEvent | null): Promise<boolean>;
  setPaused(paused: boolean, event?: AdminEvent): Promise<void>;
  /** Whether deletions are paused at this moment. */
  isPaused(): Promise<boolean>;
  /** Notes that a provider refuses the key of this connection, as it was saved then; or, with null, that it may be tried. */
  setRefused(connectionId: string, savedAt: number | null): Promise<void>;
}

/** What admins did, the latest first. Nothing in it is a secret, or anybody's address. It is kept for a year. */
export interface AdminLog {
  add(event: AdminEvent): Promise<void>;
  /** @throws RefusedError `list-again` where the cursor is none */
  page(limit: number, cursor: string | null): Promise<{ events: AdminEvent[]; cursor: string | null }>;
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

export interface Queue {
  /**
   * Wakes the drain of a connection. The ids are a hint; the ledger says what is due.
   * @param how after so many seconds; for these `only`, not for whatever else is due
   */
  wake(
    connectionId: string,
    erasureIds: readonly string[],
    how?: { readonly delaySeconds?: number; readonly only?: boolean },
  ): Promise<void>;
  /** Has somebody's bulk gone on with. */
  goOn(accountId: string, delaySeconds?: number): Promise<void>;
}

/** Invitations: each is sent once. */
export interface Invitations {
  /** Takes (issue, person, connection) for one invitation; false where it was taken before. */
  begin(issueId: string, personId: PersonId, connectionId: string, now: number): Promise<boolean>;
  /** Gives it free again: the provider did not take the invitation. */
  drop(issueId: string, personId: PersonId, connectionId: string): Promise<void>;
}

/** When an erasure is due, and when somebody is to be reminded of it. */
export interface Due {
  readonly dueAt: number;
  /** {@link NEVER}: not any more. */
  readonly remindAt: number;
}

/** When somebody is to be reminded of an erasure. */
export interface Reminders {
  /** Ids of erasures of which somebody is to be reminded by now, by the index. */
  due(now: number, limit: number): Promise<string[]>;
  /** @param due null: nothing is due any more */
  set(erasureId: string, due: Due | null): Promise<void>;
  /** How many erasures are due from `from` until `until`, both included, by the index; at most `limit`. */
  countDue(from: number, until: number, limit: number): Promise<number>;
}

/** An erasure that ended at `at`, and what it adds to the figures; null where it is open again. */
export interface Ending {
  readonly erasureId: string;
  readonly at: number;
  readonly contribution: Contribution | null;
}

/** The daily figures. */
export interface FiguresStore {
  /** Erasures that ended and are perhaps not in the figures yet, by the index. */
  uncounted(limit: number): Promise<Pick<Ending, 'erasureId' | 'at'>[]>;
  /** Counts each ending once, and takes back what the same erasure added before. */
  count(endings: readonly Ending[]): Promise<void>;
  /** The figures of these UTC days, in order. */
  of(days: readonly string[]): Promise<Figures[]>;
}

/** The people of an issue, as they were read, and which of its erasures is the newest. */
export interface ReadPeople {
  /** None where the issue had one person at most so far. */
  readonly people: readonly OnIssue[];
  /** Which write of them was read; null: none. */
  readonly stamp: string | null;
  readonly newest: string | null;
}

/** Who is on an issue that has, or had, more people than one. */
export interface PeopleStore {
  of(issueId: string): Promise<ReadPeople>;
  /** @returns false where they were changed since they were read: nothing was written */
  save(issueId: string, read: ReadPeople, people: readonly OnIssue[]): Promise<boolean>;
}

/** What nobody attended and a rule refused, by issue: the latest only. */
export interface RefusedStarts {
  of(issueId: string): Promise<RefusedStart | null>;
  note(refused: RefusedStart): Promise<void>;
  drop(issueId: string): Promise<void>;
  /** Those that wait for something that passes by itself, noted before `before`, by the index. */
  waiting(before: number, limit: number): Promise<RefusedStart[]>;
}

/** Bulks: one of each account. What the preview showed stands in pages. */
export interface Bulks {
  of(accountId: string): Promise<Bulk | null>;
  /** @returns false where it was changed since it was read: nothing was written */
  save(bulk: Bulk): Promise<boolean>;
  page(key: string): Promise<BulkRow[]>;
  savePage(key: string, rows: readonly BulkRow[]): Promise<void>;
  /** Accounts whose bulk runs, by the index. */
  running(limit: number): Promise<string[]>;
}

/** One call to a provider. `op` names it in logs; URL and body never appear there. */
export interface Call {
  readonly op: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** A call that takes longer is given up; missing: 20 s. */
  readonly timeoutMs?: number;
  /** What is no error in a reply to this call, though it reads like one. */
  readonly documented?: Documented;
}
export type Http = (call: Call) => Promise<Received>;

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
  readonly adminLog: AdminLog;
  readonly queue: Queue;
  readonly issues: Issues;
  readonly site: Site;
  readonly invitations: Invitations;
  readonly reminders: Reminders;
  readonly figures: FiguresStore;
  readonly people: PeopleStore;
  readonly refusedStarts: RefusedStarts;
  readonly bulks: Bulks;
  readonly http: Http;
  readonly log: Log;
}
