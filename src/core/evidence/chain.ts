/**
 * The evidence of an erasure: a chain of events, each with the hash of the one before, and the receipt that is signed
 * over its end. It holds no address and nothing a provider wrote, so it can be kept when the person is gone.
 */
import * as z from 'zod/mini';
import { ErasureStatus } from '../status/erasure-status';
import { Origin } from '../status/origin';
import { Outcome } from '../status/outcome';
import { Said } from '../status/statement';
import { StepStatus } from '../status/step-status';
import { PersonId } from '../person/person';

const Account = z.nullable(z.string());
const Called = z.object({ connection: z.string(), provider: z.string() });

/** What happened, by kind. `at` is an ISO time; an account of `null` means that no person did it. */
const FACTS = {
  requested: {
    erasureId: z.string(),
    via: Origin.shape.via,
    account: Account,
    issueId: z.string(),
    issueKey: z.string(),
    person: PersonId,
    /** Where the address was found. */
    source: z.string(),
    /** What the rules said: run, or approval wanted and why. */
    rules: z.object({ verdict: z.enum(['run', 'approve']), because: z.array(z.string()) }),
    plan: z.array(Called),
    skipped: z.array(Called),
    /** An earlier erasure of the same person. */
    earlier: z.nullable(z.string()),
    dueAt: z.string(),
  },
  approved: { account: Account },
  rejected: { account: Account, reason: z.string() },
  cancelled: { account: Account },
  /** The grace period is over. */
  started: {},
  /** The rules want a second person by now. */
  held: { because: z.array(z.string()) },
  /** Blocked steps were taken up again; by no person where a new key was saved. */
  retried: { account: Account, connections: z.array(z.string()) },
  /**
   * A person said what became of a step, with a reason, and where it can be looked up. `isHeld`: the rules ask for a second
   * person, and until then the step stays as it is.
   */
  'by-hand': {
    account: Account,
    ...Called.shape,
    said: Said,
    reason: z.string(),
    reference: z.string(),
    isHeld: z.boolean(),
  },
  /** A second person confirmed what the first had said. */
  'by-hand-confirmed': { account: Account, connection: z.string() },
  /** What was said was taken back before anybody confirmed it. */
  'by-hand-withdrawn': { account: Account, connection: z.string() },
  /** A provider was called, or asked later what became of it. */
  called: {
    ...Called.shape,
    attempts: z.int(),
    checks: z.int(),
    status: StepStatus,
    outcome: z.nullable(Outcome),
  },
  /** A provider was asked again, and holds nobody. `before`: how many records its deletion had found; null: not known. */
  verified: {
    ...Called.shape,
    before: z.nullable(z.int()),
    status: StepStatus,
    outcome: z.nullable(Outcome),
  },
  /** A provider was asked again and still holds somebody, or did not say; `not-asked`: it is not asked any more. */
  'asked-again': {
    ...Called.shape,
    answer: z.enum(['still-there', 'unknown', 'not-asked']),
    status: StepStatus,
    outcome: z.nullable(Outcome),
  },
  /** Long after the end a provider was asked whether the person is back. */
  'second-look': {
    ...Called.shape,
    found: z.enum(['nobody', 'back', 'unknown', 'not-asked']),
    status: StepStatus,
    outcome: z.nullable(Outcome),
  },
  /** A step ended without a call. */
  settled: { ...Called.shape, status: StepStatus, outcome: z.nullable(Outcome) },
  /** Another due date. */
  'due-changed': { account: Account, dueAt: z.string(), reason: z.string() },
  /** Somebody else whom the issue names is not erased because of it; and why. */
  waived: { account: Account, person: PersonId, reason: z.string() },
  /**
   * The person was invited again, after their erasure, and why; or, without a reason, before it was begun or at the same
   * moment. `at`: when that was asked for.
   */
  invited: { account: Account, connection: z.string(), reason: z.nullable(z.string()) },
  concluded: { status: ErasureStatus },
  /** The issue was told; or it is gone and can never be. */
  published: { issue: z.enum(['told', 'gone']), comment: z.boolean() },
  /** `left`: what the providers leave although they deleted, in words. */
  finished: {
    status: ErasureStatus,
    left: z.optional(z.array(z.strictObject({ ...Called.shape, words: z.array(z.string()) }))),
  },
  /** The end of what was learned since it finished, as far as it is signed; and how it stands by that. */
  addendum: { status: ErasureStatus },
};

type Kind = keyof typeof FACTS;
const LINK = { n: z.int(), at: z.string(), prev: z.string(), hash: z.string() };

const event = <K extends Kind>(kind: K) => z.strictObject({ ...LINK, kind: z.literal(kind), ...FACTS[kind] });

export const Event = z.discriminatedUnion('kind', [
  event('requested'),
  event('approved'),
  event('rejected'),
  event('cancelled'),
  event('started'),
  event('held'),
  event('retried'),
  event('by-hand'),
  event('by-hand-confirmed'),
  event('by-hand-withdrawn'),
  event('called'),
  event('verified'),
  event('asked-again'),
  event('second-look'),
  event('settled'),
  event('due-changed'),
  event('waived'),
  event('invited'),
  event('concluded'),
  event('published'),
  event('finished'),
  event('addendum'),
]);
export type Event = z.infer<typeof Event>;

type Unlinked<E> = E extends Event ? Omit<E, keyof typeof LINK> & { readonly at: number } : never;
/** Something that happened and is not yet in the chain. `at` in milliseconds since the epoch. */
export type NewEvent = Unlinked<Event>;

/** How long a chain is, and the hash of its last event. */
export interface Head {
  readonly length: number;
  readonly hash: string;
}
export const EMPTY_CHAIN: Head = { length: 0, hash: '' };

export type Sha256 = (text: string) => string;

/** One text for one value, whatever the order of its keys. @see RFC 8785, which this follows for what is used here */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** The chain's next events, linked to its head. */
export function chainEvents(
  head: Head,
  newEvents: readonly NewEvent[],
  sha256: Sha256,
): { events: Event[]; head: Head } {
  const events: Event[] = [];
  let { length, hash } = head;
  for (const { at, ...facts } of newEvents) {
    const link = { ...facts, n: length + 1, at: new Date(at).toISOString(), prev: hash };
    hash = sha256(canonical(link));
    length += 1;
    events.push({ ...link, hash });
  }
  return { events, head: { length, hash } };
}

const named = ({ n, kind }: Event): string => `event ${String(n)} (${kind})`;

/**
 * What is wrong with a chain, event by event, in words; empty where every event follows from the one before.
 * @param before the events that these follow; missing: they are the first
 */
export function verifyChain(events: readonly Event[], sha256: Sha256, before: readonly Event[] = []): string[] {
  return events.flatMap((one, index) => {
    const { hash, ...link } = one;
    const previous = events[index - 1] ?? before.at(-1);
    if (one.n !== before.length + index + 1 || one.prev !== (previous?.hash ?? ''))
      return [`${named(one)} does not follow ${previous === undefined ? 'from the beginning' : named(previous)}`];
    return sha256(canonical(link)) === hash ? [] : [`${named(one)} was altered`];
  });
}
