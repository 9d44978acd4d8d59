/**
 * What a provider declares: its vendor's page, as data. Everything else is derived from it: the admin form, which values
 * are secret, the manifest's egress, the docs table, the conformance tests.
 */
import type { Answer } from '../../core/reply/reply';
import type { Erase } from './erase/kinds';
import type { Fields, SettingsOf } from './fields';
import type { Grants } from './grants';
import type { Look } from './look';
import type { LookUp } from './look-up';
import type { Person } from '../../core/person/person';
import type { Category, Confidence, Kept, Words } from './provider';
import type { Condition, Replies } from './replies';
import type { Api, Request } from './request';
import type { Rule } from './settings';

/** A token as its vendor gives it out. Without either time it lasts as long as its session says. */
export interface IssuedToken {
  readonly value: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt?: number | undefined;
  /** Milliseconds from now. */
  readonly expiresIn?: number | undefined;
}

/** A key that is exchanged for an access token. The token goes as a bearer, and is renewed once where it is rejected. */
export interface Session {
  readonly request: Request;
  /** The token in the reply; null where there is none. */
  readonly token: (answer: Answer) => IssuedToken | null;
  /** How long a token lasts that does not tell, in milliseconds. */
  readonly lifetime: number;
  /** Where the reply tells what the token may do. */
  readonly grants?: Grants;
  /** What says that the token is rejected, besides a 401. */
  readonly rejectedBy?: { readonly status: number; readonly when: Condition };
  /** A reply as the vendor documents it. */
  readonly example: unknown;
}

/** A call that harms nobody. Answered 200, with `shows` where that is given, the key is taken. */
export type Test = Request & {
  readonly shows?: Condition;
  /** Where the reply tells what the key may do. */
  readonly grants?: Grants;
  /** Where the reply lists what the settings name, such as audiences: those that it does not list are missing. */
  readonly places?: Grants;
  /** Another call, where the vendor declines this one: it may be for another kind of key. */
  readonly orElse?: Test;
};

/** An invitation, sent once. */
export interface Invite {
  readonly request: (person: Person) => Request;
  readonly replies: Replies;
}

type OfSettings<F extends Fields, T> = T | ((settings: SettingsOf<F>) => T);

export interface Declaration<F extends Fields> {
  readonly id: string;
  readonly label: string;
  /** The vendor's own page. */
  readonly page: string;
  readonly category: Category;
  /** Where the declaration is from. */
  readonly confidence: Confidence;
  /** Facts that the vendor does not document. No success may hang on them; docs/providers.md shows them. */
  readonly assumed?: readonly string[];
  /** What the admin should know before the first use. */
  readonly notes?: readonly string[];
  /** What its call does, as the plan says it. */
  readonly does: string;
  /** What its success promises. */
  readonly promise: string;
  /** What is not deleted, or only later: back-ups, bins, other records. */
  readonly keeps?: readonly Kept[];
  /** What it deletes of other people along with the person. An admin has to agree to it. */
  readonly alsoDeletes?: string;
  /** The least number of calls for one person, signing in not counted; missing: one. */
  readonly calls?: number;
  /** A key that expires by itself: after how many days, and what to do then. */
  readonly keyLasts?: { readonly days: number; readonly says: string };
  /** Where the words depend on settings, which may be incomplete and hold no secret. */
  readonly describe?: (settings: Partial<SettingsOf<F>>) => Partial<Words>;
  /** Hosts that the manifest names. */
  readonly hosts: readonly string[];
  /** Hosts of these settings that an admin has to allow. */
  readonly hostsOf?: (settings: Partial<SettingsOf<F>>) => readonly string[];
  /** How many calls side by side; missing: one. */
  readonly parallel?: number;
  readonly callsPerMinute: number;
  /** The header that says, in seconds or as a date, when to come back, besides those that are read anyway. */
  readonly comeBackHeader?: string;
  /**
   * Replies by which the vendor declines whatever is asked, where that is not what the status says: a 404 that is a bad key,
   * a 200 that asks to come back later. They go before everything else.
   */
  readonly declines?: Replies;
  readonly settings: F;
  readonly rules?: readonly Rule<F>[];
  /** Base URL and key of every request. */
  readonly api?: OfSettings<F, Api>;
  /** Undefined where these settings need none. */
  readonly session?: (settings: SettingsOf<F>) => Session | undefined;
  /** Missing: the vendor documents no harmless call. */
  readonly test?: OfSettings<F, Test>;
  /** At most so many people in one request; missing: one. Only where `erase` is a batch. */
  readonly batchSize?: number;
  readonly erase?: OfSettings<F, Erase>;
  /** Whether the requests hold the time of the first attempt: remembered, so that another attempt sends the same. */
  readonly holdsTime?: (settings: SettingsOf<F>) => boolean;
  /** How it is asked what it holds; missing: by the searches of `erase`, where it has any. Null: it cannot be asked. */
  readonly look?: OfSettings<F, Look> | null;
  /** What it took is confirmed where a look shows nobody any more. Never where a look does not see what is in a bin. */
  readonly confirmedByLook?: boolean;
  /** What shuts Jira out at this vendor, whose IP addresses change, and what to do about it. */
  readonly shutsOut?: string;
  /** How what it took is confirmed later, in words; `confirmedByLook` says it by itself. Missing: it cannot be. */
  readonly confirms?: string;
  /** What the vendor calls a record that a look finds: one, and many. Missing: it cannot be asked. */
  readonly holds?: readonly [one: string, many: string];
  /** Why it cannot be asked before a deletion; or with which settings it cannot. */
  readonly notAsked?: string;
  /** How it is asked later whether the person is gone; null where these settings do not say. */
  readonly followUp?: (settings: SettingsOf<F>) => LookUp | null;
  readonly invite?: OfSettings<F, Invite>;
}

/** A part of a declaration with settings filled in. */
export const withSettings = <F extends Fields, T extends object>(
  part: OfSettings<F, T> | undefined,
  settings: SettingsOf<F>,
): T | undefined => (typeof part === 'function' ? part(settings) : part);
