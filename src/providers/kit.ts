/**
 * What a provider declares. Everything else (the admin form, which values are secret, the manifest's egress, the docs
 * table) is derived from this declaration.
 */
import * as z from 'zod/mini';
import type { Outcome, Reply } from '../core/outcome';
import type { Person } from '../core/person';
import type { Http } from '../core/ports';
import type { Checked } from '../core/step';

/** What a provider works with besides its settings. */
export interface Surroundings {
  readonly http: Http;
  readonly now: () => number;
  /** A place for one access token of this connection, never shared with another installation. */
  readonly token: {
    get(): Promise<{ value: string; expiresAt: number } | null>;
    set(token: { value: string; expiresAt: number } | null): Promise<void>;
    /** Gets a new one, once for all calls that run side by side. */
    once<T>(exchange: () => Promise<T>): Promise<T>;
  };
}

/** Whom a provider is asked to erase, and because of which erasure. */
export interface Subject extends Person {
  readonly erasureId: string;
}

/** What a harmless try of the connection showed. */
export type TestResult =
  | { readonly kind: 'ok' }
  | { readonly kind: 'no-harmless-call' }
  | { readonly kind: 'failed'; readonly outcome: Outcome };

/** What a provider's call does, and what its success promises. */
export interface Words {
  readonly does: string;
  readonly promise: string;
  /** The least number of calls for one person, signing in not counted. */
  readonly calls: number;
}

/** A provider with settings filled in, ready to call. */
export interface OpenProvider {
  test(): Promise<TestResult>;
  /** One outcome per person, in order. At most `batchSize` people. null at a provider that only invites. */
  readonly erase: ((people: readonly Subject[]) => Promise<Outcome[]>) | null;
  /** Asks later what became of a person it took; null where this connection cannot tell. */
  readonly check: ((person: Person) => Promise<Checked>) | null;
  /** Invites a person, once. null at a provider that only erases. */
  readonly invite: ((person: Person) => Promise<Outcome>) | null;
}

/** A provider as the rest of the app sees it. */
export interface Provider {
  readonly id: string;
  readonly label: string;
  /** Whether it takes part in erasures. One that does not only invites. */
  readonly erases: boolean;
  /** Whether it invites people. */
  readonly invites: boolean;
  /** What its call does at this provider, for the plan: "Runs the macro …". */
  readonly does: string;
  /** What its success means, in words, for the admin page and beside every such outcome. */
  readonly promise: string;
  /** What its call does, and what that promises, with these settings: for the plan. */
  inWords(settings: Readonly<Record<string, unknown>>): Words;
  /** The vendor's own page. */
  readonly page: string;
  /** What the admin should know before the first use. */
  readonly notes: readonly string[];
  /** Hosts that the manifest names. */
  readonly egress: readonly string[];
  /** Hosts that these settings want and the manifest does not name: an admin is asked to allow them, site by site. */
  hosts(settings: Readonly<Record<string, unknown>>): readonly string[];
  readonly batchSize: number;
  readonly concurrency: number;
  readonly callsPerMinute: number;
  /** JSON Schema of the settings; secrets are `writeOnly`. */
  readonly schema: () => Readonly<Record<string, unknown>>;
  readonly secretFields: readonly string[];
  /** @throws z.core.$ZodError where the settings do not fit */
  open(settings: unknown, around: Surroundings): OpenProvider;
  /** What is wrong with these settings; null where nothing is. */
  problems(settings: unknown): z.core.$ZodError | null;
}

interface Declaration<Shape extends z.core.$ZodShape> {
  readonly id: string;
  readonly label: string;
  readonly does: string;
  readonly promise: string;
  readonly page: string;
  readonly notes: readonly string[];
  readonly egress: readonly string[];
  readonly hosts?: (settings: Readonly<Record<string, unknown>>) => readonly string[];
  readonly batchSize: number;
  readonly concurrency: number;
  readonly callsPerMinute: number;
  readonly settings: z.ZodMiniObject<Shape>;
  /** Where the words depend on the settings. */
  readonly inWords?: (settings: Readonly<Record<string, unknown>>) => Words;
  readonly test: (settings: Settings<Shape>, around: Surroundings) => Promise<TestResult>;
  readonly erase?: (settings: Settings<Shape>, around: Surroundings, people: readonly Subject[]) => Promise<Outcome[]>;
  readonly invite?: (settings: Settings<Shape>, around: Surroundings, person: Person) => Promise<Outcome>;
  readonly canCheck?: (settings: Settings<Shape>) => boolean;
  readonly check?: (settings: Settings<Shape>, around: Surroundings, person: Person) => Promise<Checked>;
}
type Settings<Shape extends z.core.$ZodShape> = z.infer<z.ZodMiniObject<Shape>>;

/** A text that is kept in the vault and never shown again. */
export const secret = (title: string, description: string) =>
  z
    .string()
    .check(z.trim(), z.minLength(1, 'is missing'), z.maxLength(2000), z.meta({ title, description, writeOnly: true }));

const isSecret = (field: z.core.$ZodType): boolean => {
  const inner = field._zod.def.type === 'optional' ? (field as z.ZodMiniOptional)._zod.def.innerType : field;
  return [field, inner].some((type) => z.globalRegistry.get(type as z.ZodMiniType)?.['writeOnly'] === true);
};

/** Closes a declaration over its settings, so that the registry holds one plain type. */
export function defineProvider<Shape extends z.core.$ZodShape>(declared: Declaration<Shape>): Provider {
  const { id, label, does, promise, page, notes, egress, batchSize, concurrency, callsPerMinute } = declared;
  const secretFields = Object.keys(declared.settings.shape).filter((name) => {
    const field = declared.settings.shape[name];
    return field !== undefined && isSecret(field);
  });
  return {
    ...{ id, label, does, promise, page, notes, egress, batchSize, concurrency, callsPerMinute, secretFields },
    hosts: (settings) => declared.hosts?.(settings) ?? [],
    erases: declared.erase !== undefined,
    invites: declared.invite !== undefined,
    inWords: (settings) => declared.inWords?.(settings) ?? { does, promise, calls: 1 },
    // Asked for by the admin page only: every other start of the app is spared it.
    schema: () => z.toJSONSchema(declared.settings, { io: 'input' }),
    problems: (settings) => z.safeParse(declared.settings, settings).error ?? null,
    open(raw, around) {
      const settings = z.parse(declared.settings, raw);
      const { check, erase, invite } = declared;
      return {
        test: () => declared.test(settings, around),
        erase: erase === undefined ? null : (people) => erase(settings, around, people),
        invite: invite === undefined ? null : (person) => invite(settings, around, person),
        check:
          check !== undefined && declared.canCheck?.(settings) === true
            ? (person) => check(settings, around, person)
            : null,
      };
    },
  };
}

/** A query string in which everything is percent-encoded, `+` and `'` too. */
export function query(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .join('&');
}

/** A text percent-encoded for a path segment or a query, also what `encodeURIComponent` leaves. */
export const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/** Whether a reply has a status of success. */
export const isSuccess = (reply: Reply): reply is Extract<Reply, { kind: 'reply' }> & { readonly isSuccess?: true } =>
  reply.kind === 'reply' && reply.status >= 200 && reply.status < 300;
