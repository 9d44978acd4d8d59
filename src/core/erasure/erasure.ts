/**
 * One erasure: one person to be erased because of one issue.
 */
import * as z from 'zod/mini';
import { ErasureStatus } from '../status/erasure-status';
import { type NewEvent } from '../evidence/chain';
import { Announcer } from './announcer';
import { endOfMonths } from './calendar';
import { Origin } from '../status/origin';
import { Statement } from '../status/statement';
import { isConfirmed, isSettled, type Step } from './step';
import { Seal } from '../evidence/receipt';
import { PersonId } from '../person/person';
import { DAY } from '../../lib/time';

/** Why a connection takes no part in an erasure: switched off, not for this project, or not among those asked for. */
export const WhySkipped = z.enum(['off', 'project', 'not-asked']);
export type WhySkipped = z.infer<typeof WhySkipped>;

/** A stored erasure. Times in milliseconds since the epoch. */
export const Erasure = z.object({
  id: z.string(),
  issueId: z.string(),
  issueKey: z.string(),
  projectKey: z.string(),
  isServiceDesk: z.boolean(),
  personId: PersonId,
  mask: z.string(),
  status: ErasureStatus,
  origin: Origin,
  source: z.string(),
  /**
   * How the person was picked: `alone` stood nobody else where the address was found; a person has `chosen` them among
   * several, or `typed` the address as it literally stands on the issue.
   */
  pick: z._default(z.enum(['alone', 'chosen', 'typed']), 'alone'),
  /** The issue names more people than this one, or did. */
  isOneOfSeveral: z._default(z.boolean(), false),
  approvalReasons: z.array(z.string()),
  approvedBy: z.nullable(z.string()),
  /** Who last had it taken up again: as little their own second person as whoever asked for it. */
  retriedBy: z._default(z.nullable(z.string()), null),
  requestedAt: z.number(),
  startsAt: z.number(),
  dueAt: z.number(),
  /** The month that the law gives, where no number of days is set: when it ends, and until when it may be extended, once. */
  month: z.optional(z.object({ zone: z.string(), endsAt: z.number(), extendsTo: z.number(), isExtended: z.boolean() })),
  finishedAt: z.nullable(z.number()),
  /** Connections that take no part: no step, but told. */
  skipped: z.array(z.object({ connectionId: z.string(), provider: z.string(), why: WhySkipped })),
  stepKeys: z.array(z.string()),
  /** What people said of its steps, the latest of each. */
  statements: z._default(z.array(Statement), []),
  /** Whether the property was ever written, and the state of the final comment. */
  isPropertyWritten: z.boolean(),
  comment: z.enum(['due', 'posting', 'posted']),
  /** Who is posting it. */
  announcer: z.optional(Announcer),
  /** A digest of what its last comment said: the same end is not told twice in the same words. */
  commentDigest: z.optional(z.string()),
  /** How often something that was learned after its end was to be told by another comment. */
  laterNews: z.optional(z.int()),
  /** It ended while questions were planned; what came of them is told once, when all of them are over. */
  isVerifying: z.optional(z.literal(true)),
  /** Until when the address is kept although it has ended, to ask the providers again; missing: it is not kept. */
  addressKeptUntil: z.optional(z.number()),
  /** When its providers are asked, or were, whether the person is back; missing: that is not planned. */
  secondLookAt: z.optional(z.number()),
  /** How many of its providers hold somebody of the address again, as far as the issue was told. */
  back: z.optional(z.int()),
  /** A provider that is asked again held somebody when it last said, contrary to its own word. */
  isSeenStill: z.optional(z.literal(true)),
  /** Whether the issue can still be told anything. */
  isIssueGone: z.boolean(),
  /** An earlier erasure of the same person, because of another issue. */
  earlier: z.nullable(z.string()),
  chain: z.object({
    length: z.int(),
    hash: z.string(),
    /** The events are kept in so many pages. */
    pages: z.int(),
    /** How many entries of each step's history are in the chain, by connection. */
    recorded: z.record(z.string(), z.int()),
  }),
  /** The signature over the chain, as of the last time the erasure finished. */
  seal: z.nullable(Seal),
  /** Whether that is of this end: what is learned from then on does not touch it. */
  isSealed: z.optional(z.literal(true)),
  /** The signature over the chain with what was learned since. */
  addendum: z.optional(Seal),
});
export type Erasure = z.infer<typeof Erasure>;

/** A step, and the erasure that it belongs to. */
export interface StepWithErasure {
  readonly step: Step;
  readonly erasure: Erasure;
}

/** Until when a step is tried again: three days before the due date, but never less than a day after the request. */
export const giveUpAt = (requestedAt: number, dueAt: number): number => Math.max(dueAt - 3 * DAY, requestedAt + DAY);

/**
 * The due date: so many days after the issue was created, or one calendar month. The person has waited since then, whenever
 * the app was asked.
 */
export function dueDateOf(
  createdAt: number,
  dueDays: number | undefined,
  zone: string,
): Pick<Erasure, 'dueAt' | 'month'> {
  if (dueDays !== undefined) return { dueAt: createdAt + dueDays * DAY };
  const endsAt = endOfMonths(createdAt, 1, zone);
  return { dueAt: endsAt, month: { zone, endsAt, extendsTo: endOfMonths(createdAt, 3, zone), isExtended: false } };
}

/** Until when an erasure may be extended now, as the law allows it: once, within the first month; null where it may not. */
export const mayExtendTo = ({ month }: Pick<Erasure, 'month'>, now: number): number | null =>
  month === undefined || month.isExtended || now > month.endsAt ? null : month.extendsTo;

/**
 * Whether it ended without erasing anybody any more: a person called it off, or everything may be kept. What was done
 * before stays done.
 */
export const isCalledOff = ({ status }: Pick<Erasure, 'status'>): boolean =>
  status === 'cancelled' || status === 'rejected';

/**
 * The status as the issue is told it: what is done goes on as long as a provider still holds somebody, contrary to its word.
 */
export const statusTold = ({ status, isSeenStill }: Pick<Erasure, 'status' | 'isSeenStill'>): ErasureStatus =>
  isSeenStill === true && (status === 'completed' || status === 'handed-over') ? 'running' : status;

/** Until when the address is kept at the longest, in case nothing lets go of it: a month after the last try. */
export const addressExpiresAt = ({ requestedAt, dueAt: due }: Pick<Erasure, 'requestedAt' | 'dueAt'>): number =>
  Math.max(due, giveUpAt(requestedAt, due)) + 30 * DAY;

/** Whether an erasure has ended: its address is let go of, and nothing is called unless a person takes it up again. */
export const hasEnded = ({ finishedAt }: Pick<Erasure, 'finishedAt'>): boolean => finishedAt !== null;

/** What became of the steps since the chain last heard of them. */
export function unrecordedEvents({ chain }: Pick<Erasure, 'chain'>, steps: readonly Step[]): NewEvent[] {
  return steps
    .flatMap(({ connectionId: connection, provider, history }) =>
      history.slice(chain.recorded[connection] ?? 0).map((entry): NewEvent => {
        const { at, called, attempts, checks, status, outcome, answer, before = null, found } = entry;
        const facts = { at, connection, provider, status, outcome };
        if (found !== undefined) return { kind: 'second-look', ...facts, found };
        if (answer === 'gone') return { kind: 'verified', ...facts, before };
        if (answer !== undefined) return { kind: 'asked-again', ...facts, answer };
        return called ? { kind: 'called', ...facts, attempts, checks } : { kind: 'settled', ...facts };
      }),
    )
    .sort((a, b) => a.at - b.at);
}

const isDone = ({ status }: Step): boolean => status === 'done';

/** Whether it ended because a person said of every planned step that the data may be kept. */
export const isAllKept = ({
  status,
  statements,
  stepKeys,
}: Pick<Erasure, 'status' | 'statements' | 'stepKeys'>): boolean =>
  status === 'cancelled' &&
  stepKeys.length > 0 &&
  statements.filter(({ said, isHeld }) => said === 'kept' && !isHeld).length === stepKeys.length;

/**
 * What the steps of a running erasure make of it; null while one of them is not settled. Nothing but steps that are all
 * done completes it: where all may be kept nobody was erased, and it ends cancelled.
 */
export function resultOf(
  steps: readonly Step[],
): 'completed' | 'handed-over' | 'partial' | 'blocked' | 'cancelled' | null {
  if (!steps.every(isSettled)) return null;
  const open = steps.filter(({ status }) => status !== 'done' && status !== 'handed-over').length;
  if (open > 0) return open === steps.length ? 'blocked' : 'partial';
  if (!steps.every(isDone)) return 'handed-over';
  return steps.some(isConfirmed) ? 'completed' : 'cancelled';
}

/** How many steps stand where. */
export function count(erasure: Erasure, steps: readonly Step[]) {
  const of = (status: Step['status']) => steps.filter((step) => step.status === status).length;
  return {
    total: steps.length + erasure.skipped.length,
    done: of('done'),
    handedOver: of('handed-over'),
    blocked: of('blocked'),
    waiting: of('waiting'),
    skipped: of('skipped') + erasure.skipped.length,
  };
}
