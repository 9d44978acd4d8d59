/**
 * A provider as the rest of the app sees it, and what the app gives it to work with.
 */
import type * as z from 'zod/mini';
import type { Outcome } from '../../core/status/outcome';
import type { Checked } from '../../core/erasure/questions';
import type { Task } from '../../core/status/task';
import type { Person } from '../../core/person/person';
import type { Http } from '../../ports/http';
import type { Log } from '../../ports/log';
import type { TaskIssue, Tasks } from '../../ports/tasks';
import type { TaskOwners } from '../../ports/task-owners';
import type { DocumentedCall } from './documented';

/** An access token. `expiresAt`: from when on it is not used any more, in milliseconds since the epoch. */
export interface Token {
  readonly value: string;
  readonly expiresAt: number;
}

/** What is remembered of one person at one connection, until their step is final. Null: nothing yet. */
export interface Memory {
  get(): Promise<Readonly<Record<string, unknown>> | null>;
  set(remembered: Readonly<Record<string, unknown>>): Promise<void>;
}

/** What the app gives a provider to work with, besides its settings. */
export interface ProviderContext {
  readonly http: Http;
  readonly now: () => number;
  readonly log: Log;
  /** A place for one access token of this connection, never shared with another installation. */
  readonly token: {
    get(): Promise<Token | null>;
    set(token: Token | null): Promise<void>;
    /** Gets a new one, once for all calls that run side by side. */
    once<T>(exchange: () => Promise<T>): Promise<T>;
  };
  /** Whether a look-up that an admin pasted has ever shown somebody; before that its silence proves nothing. */
  readonly lookUps: {
    hasShown(lookUp: string): Promise<boolean>;
    noteShown(lookUp: string): Promise<void>;
  };
  /** What this connection remembers of the person of an erasure. */
  readonly memory: (erasureId: string) => Memory;
  readonly connectionId: string;
  /** Tasks for people, where a system has no API. */
  readonly tasks: Tasks;
  readonly taskOwners: Pick<TaskOwners, 'note'>;
}

/** The erasure because of which somebody is called. It names nobody. */
export interface Cause {
  readonly issue: TaskIssue;
  readonly mask: string;
  /** When the erasure is due, in milliseconds since the epoch. */
  readonly dueAt: number;
}

/**
 * Whom a provider is asked to erase, and because of which erasure. `isBegun`: an earlier attempt made some of the calls,
 * so that nobody being there by now is no absence. `firstAskedAt`: when the first attempt began, in milliseconds since the
 * epoch; only where the declaration asks for it. `task`: the latest task that was made for it.
 */
export interface Subject extends Person {
  readonly erasureId: string;
  readonly cause?: Cause;
  readonly task?: Task;
  readonly isBegun?: boolean;
  readonly firstAskedAt?: number;
}

/**
 * What a harmless try of the connection showed. `mayDelete`: the vendor says that the key may do what the deletion needs;
 * `missing`: what the key may not, in the vendor's words.
 */
export type TestResult =
  | { readonly kind: 'ok'; readonly mayDelete?: true; readonly isByTask?: true }
  | { readonly kind: 'no-harmless-call' }
  | {
      readonly kind: 'failed';
      readonly outcome: Outcome;
      readonly missing?: readonly string[];
      readonly isByTask?: true;
    };

/** What a provider holds of a person. `records`: how many, at least one. */
export type Looked = { readonly kind: 'found'; readonly records: number } | { readonly kind: 'nobody' } | Unanswered;
/** It did not say. */
interface Unanswered {
  readonly kind: 'unanswered';
  readonly outcome: Outcome;
}

/** The kind of system that a provider is. */
export type Category = (typeof CATEGORIES)[number];
export const CATEGORIES = [
  'marketing',
  'crm',
  'support',
  'identity',
  'analytics',
  'surveys',
  'commerce',
  'community',
  'learning',
  'any',
  'people',
] as const;

/** What a deletion leaves there, in words. `days`: until so many days after it; missing: until somebody deletes it. */
export interface Kept {
  readonly what: string;
  readonly days?: number;
}

/** How sure the declaration is: from the vendor's own pages, from somebody's working code, or at second hand. */
export type Confidence = 'vendor' | 'connector' | 'secondary';

/** What a provider's call does, and what its success promises. */
export interface Words {
  readonly does: string;
  readonly promise: string;
  /** What is not deleted, or only later. */
  readonly keeps: readonly Kept[];
  /** The least number of calls for one person, signing in not counted. */
  readonly calls: number;
}

/** A provider with settings filled in, ready to call. */
export interface OpenProvider {
  test(): Promise<TestResult>;
  /** One outcome per person, in order. At most `batchSize` people. null at a provider that only invites. */
  readonly erase: ((people: readonly Subject[]) => Promise<Outcome[]>) | null;
  /** What it holds of a person, asked without changing anything there; null where it cannot be asked. */
  readonly look: ((person: Subject) => Promise<Looked>) | null;
  /** Asks later what became of a person it took; null where this connection cannot tell. */
  readonly followUp: ((person: Subject) => Promise<Checked>) | null;
  /** Whether `followUp` asks what became of the request itself, and not whom the provider holds. */
  readonly isPolled: boolean;
  /** Asks later whether a person it says it deleted is gone; null where no search of this connection sees everybody. */
  readonly verify: ((person: Subject) => Promise<Checked>) | null;
  /** How many records were found of the person of an erasure that was called for; null where nobody searched for them. */
  foundOf(erasureId: string): number | null;
  /** Invites a person, once. null at a provider that only erases. */
  readonly invite: ((person: Person) => Promise<Outcome>) | null;
  /** Whether something is remembered of the person of an erasure that was called for. */
  remembers(erasureId: string): boolean;
}

/** A provider as the rest of the app sees it. */
export interface Provider {
  readonly id: string;
  readonly label: string;
  /** Whether it takes part in erasures. One that does not only invites. */
  readonly erases: boolean;
  /** Whether a person does it, by a task in Jira, so that nobody is called. */
  readonly isByTask: boolean;
  /** Whether it invites people. */
  readonly invites: boolean;
  /** What its call does at this provider, for the plan: "Runs the macro …". */
  readonly does: string;
  /** What its success means, in words, for the admin page and beside every such outcome. */
  readonly promise: string;
  /** What its call does, and what that promises, with these settings: for the plan. */
  describe(settings: Readonly<Record<string, unknown>>): Words;
  /** The vendor's own page. */
  readonly page: string;
  readonly category: Category;
  /** What the admin should know before the first use. */
  readonly notes: readonly string[];
  /** What is not deleted, or only later. */
  readonly keeps: readonly Kept[];
  /** What it deletes of other people along with the person, so that an admin has to agree; null where it does not. */
  readonly alsoDeletes: string | null;
  /** What to do where the vendor lets in listed IP addresses only; null: its pages tell of no such list. */
  readonly shutsOut: string | null;
  /** What the vendor calls a record that is found by asking before a deletion: one, and many; null where it cannot be asked. */
  readonly holds: readonly [one: string, many: string] | null;
  /** Why it cannot be asked; or with which settings it cannot. Null where it always can. */
  readonly notAsked: string | null;
  /** How what it took is confirmed later; null where it cannot be. */
  readonly confirms: string | null;
  /** For how many days a key lasts at this vendor, and what to do then; null where it lasts. */
  readonly keyLasts: { readonly days: number; readonly says: string } | null;
  readonly confidence: Confidence;
  /** What the declaration takes for granted, although the vendor does not document it. */
  readonly assumed: readonly string[];
  /** Hosts that the manifest names. */
  readonly egress: readonly string[];
  /** Hosts that these settings want and the manifest does not name: an admin is asked to allow them, site by site. */
  hosts(settings: Readonly<Record<string, unknown>>): readonly string[];
  /** Hosts that these settings, secrets included, choose for what is sent; null where they do not fit. */
  sendsTo(settings: unknown): readonly string[] | null;
  readonly batchSize: number;
  readonly concurrency: number;
  readonly callsPerMinute: number;
  /** JSON Schema of the settings; secrets are `writeOnly`. */
  readonly schema: () => Readonly<Record<string, unknown>>;
  readonly secretFields: readonly string[];
  /** @throws z.core.$ZodError where the settings do not fit */
  open(settings: unknown, around: ProviderContext): OpenProvider;
  /** What is wrong with these settings; null where nothing is. */
  problems(settings: unknown): z.core.$ZodError | null;
  /**
   * Every call that it makes with these settings and every reply that its vendor documents, for tests and simulations.
   * @throws z.core.$ZodError where the settings do not fit
   */
  documented(settings: unknown): readonly DocumentedCall[];
}
