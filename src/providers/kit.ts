/**
 * What a provider declares. Everything else (the admin form, which values are secret, the manifest's egress, the docs
 * table) is derived from this declaration.
 */
import * as z from 'zod/mini';
import type { Outcome } from '../core/status/outcome';
import { type Answer, readReply, type Reply } from '../core/reply/reply';
import type { Checked } from '../core/erasure/step';
import type { Call, Http } from '../ports/http';
import type { Log } from '../ports/log';
import type { Person } from '../core/person/person';

interface Token {
  readonly value: string;
  readonly expiresAt: number;
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
}

/** What a provider's own file works with: replies come read, so that none can forget what is never a success. */
export interface Reach extends Omit<ProviderContext, 'http' | 'log'> {
  readonly http: (call: Call) => Promise<Reply>;
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
  readonly followUp: ((person: Person) => Promise<Checked>) | null;
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
  describe(settings: Readonly<Record<string, unknown>>): Words;
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
  open(settings: unknown, around: ProviderContext): OpenProvider;
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
  readonly test: (settings: Settings<Shape>, around: Reach) => Promise<TestResult>;
  readonly erase?: (settings: Settings<Shape>, around: Reach, people: readonly Subject[]) => Promise<Outcome[]>;
  readonly invite?: (settings: Settings<Shape>, around: Reach, person: Person) => Promise<Outcome>;
  readonly canCheck?: (settings: Settings<Shape>) => boolean;
  readonly check?: (settings: Settings<Shape>, around: Reach, person: Person) => Promise<Checked>;
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

/** The longest access token of any vendor is far shorter, and valid for a far shorter time. */
export const LONGEST_TOKEN = 8192;
const TOKEN_LASTS_AT_MOST = 30 * 86_400_000;

const UNEXPECTED: Outcome = { kind: 'refused', reason: 'unexpected-reply' };

/** Reads what comes back, and tells what of the app's own failed (storage, the lease) from what a provider's file did. */
function within({ http, token, lookUps, now }: ProviderContext, ours: WeakSet<object>): Reach {
  const own = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      if (typeof error === 'object' && error !== null) ours.add(error);
      throw error;
    }
  };
  return {
    now,
    http: async (call) => readReply(await own(http(call)), now(), call.documented),
    token: {
      get: () => own(token.get()),
      set: async (next) => {
        if (next === null) return own(token.set(null));
        const { value, expiresAt } = next;
        if (value.length > LONGEST_TOKEN) throw new RangeError('no token is so long');
        return own(token.set({ value, expiresAt: Math.min(expiresAt, now() + TOKEN_LASTS_AT_MOST) }));
      },
      once: (exchange) => token.once(exchange),
    },
    lookUps: {
      hasShown: (lookUp) => own(lookUps.hasShown(lookUp)),
      noteShown: (lookUp) => own(lookUps.noteShown(lookUp)),
    },
  };
}

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
    describe: (settings) => declared.inWords?.(settings) ?? { does, promise, calls: 1 },
    // Asked for by the admin page only: every other start of the app is spared it.
    schema: () => z.toJSONSchema(declared.settings, { io: 'input' }),
    problems: (settings) => z.safeParse(declared.settings, settings).error ?? null,
    open(raw, around) {
      const settings = z.parse(declared.settings, raw);
      const { test, check, erase, invite } = declared;
      const ours = new WeakSet<object>();
      const reach = within(around, ours);
      /** One reply that a provider's file stumbles over must not hold up everybody else: nothing is known then. */
      const orElse = async <T>(otherwise: T, work: () => Promise<T>): Promise<T> => {
        try {
          return await work();
        } catch (error) {
          if (typeof error === 'object' && error !== null && ours.has(error)) throw error;
          around.log('provider failed', { provider: id, error: error instanceof Error ? error.name : 'unknown' });
          return otherwise;
        }
      };
      return {
        test: () => orElse<TestResult>({ kind: 'failed', outcome: UNEXPECTED }, () => test(settings, reach)),
        erase:
          erase === undefined
            ? null
            : (people) =>
                orElse(
                  people.map(() => UNEXPECTED),
                  () => erase(settings, reach, people),
                ),
        invite: invite === undefined ? null : (person) => orElse(UNEXPECTED, () => invite(settings, reach, person)),
        followUp:
          check !== undefined && declared.canCheck?.(settings) === true
            ? (person) => orElse<Checked>('unknown', () => check(settings, reach, person))
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

/** Whether a reply has a status of success, and says nothing else. */
export const isSuccess = (reply: Reply): reply is Answer & { readonly isSuccess?: true } =>
  reply.kind === 'reply' && reply.status >= 200 && reply.status < 300;
