/**
 * An erasure as screens show it. Times in milliseconds since the epoch.
 */
import * as z from 'zod/mini';
import { ErasureStatus } from '../core/status/erasure-status';
import { Statement } from '../core/status/statement';
import { ConnectionId, ErasureId } from '../core/ids';
import { StepStatus } from '../core/status/step-status';
import { Task } from '../core/status/task';

/**
 * What came of asking a provider again: `planned`: it was not asked yet; `before`: how many records its deletion had found;
 * `nextAt`: when it is asked the next time.
 */
const VerificationView = z.object({
  state: z.enum(['planned', 'verified', 'still-there', 'unknown', 'not-asked']),
  at: z.nullable(z.number()),
  before: z.nullable(z.int()),
  nextAt: z.nullable(z.number()),
});
export type VerificationView = z.infer<typeof VerificationView>;

/**
 * What came of asking a provider, long after the end, whether the person is back; `planned`: that is to come, at `at`;
 * `not-askable`: it cannot be asked that.
 */
const SecondLookView = z.object({
  state: z.enum(['planned', 'nobody', 'back', 'unknown', 'not-asked', 'not-askable']),
  at: z.nullable(z.number()),
});
export type SecondLookView = z.infer<typeof SecondLookView>;

export const StepView = z.object({
  connectionId: z.string(),
  label: z.string(),
  providerLabel: z.string(),
  status: StepStatus,
  words: z.string(),
  sentence: z.nullable(z.string()),
  /** The account of whoever took its connection away. */
  takenAwayBy: z.nullable(z.string()),
  outcome: z.nullable(z.string()),
  attempts: z.int(),
  at: z.nullable(z.number()),
  nextTryAt: z.nullable(z.number()),
  /** Until when its provider asked us to call nobody; null where it did not, or nobody waits for that. */
  blockedUntil: z.nullable(z.number()),
  /** Null where its provider answered nothing that is asked about. */
  verification: z.nullable(VerificationView),
  /** Null where nobody is looked for once more. */
  secondLook: z.nullable(SecondLookView),
  /** The task that a person has, or had, for it. */
  task: z.nullable(Task),
  /** What a person says of it; `isHeld`: it waits for a second one. */
  statement: z.nullable(Statement),
  mayBeRetried: z.boolean(),
  mayBeMarked: z.boolean(),
});
export type StepView = z.infer<typeof StepView>;

export const ErasureView = z.object({
  id: z.string(),
  issueKey: z.string(),
  status: ErasureStatus,
  words: z.string(),
  isOpen: z.boolean(),
  mask: z.string(),
  /** Which way it came in, in words. */
  via: z.string(),
  requestedBy: z.nullable(z.string()),
  approvedBy: z.nullable(z.string()),
  /** Who last had it taken up again: as little their own second person as whoever asked for it. */
  retriedBy: z.nullable(z.string()),
  because: z.array(z.string()),
  requestedAt: z.number(),
  startsAt: z.number(),
  dueAt: z.number(),
  /** Until when the legal month may be extended now; null where it may not. */
  extendsTo: z.nullable(z.number()),
  /** What its status is not to be taken for. */
  note: z.nullable(z.string()),
  /** Somebody still has to see to it: less is done than closing the issue asks for, and nobody called it off. */
  isUnfinished: z.boolean(),
  isOverdue: z.boolean(),
  /** It has ended, and a provider that is asked again still finds somebody. */
  isSeenStill: z.boolean(),
  finishedAt: z.nullable(z.number()),
  /** Until when the address is kept although it has ended, to ask the providers again; null: it is not kept. */
  addressKeptUntil: z.nullable(z.number()),
  /** When the providers are asked whether the person is back, while the address is kept for that; else null. */
  secondLookAt: z.nullable(z.number()),
  /** An earlier erasure of the same person. `issueKey` only where the asker may see that issue. */
  earlier: z.nullable(z.object({ issueKey: z.nullable(z.string()), words: z.string(), at: z.number() })),
  /** Why the issue is not up to date yet, or never will be. */
  mirror: z.nullable(z.string()),
  hasReceipt: z.boolean(),
  mayBeCancelled: z.boolean(),
  /** How many people the issue has, and the masks of those who are left; null: this one only. */
  people: z.nullable(
    z.object({ total: z.int(), finished: z.int(), waived: z.int(), left: z.array(z.string()), words: z.string() }),
  ),
  settled: z.int(),
  total: z.int(),
  steps: z.array(StepView),
});
export type ErasureView = z.infer<typeof ErasureView>;

/** What keeps every erasure from going on: all deletions are paused, or nothing is set up yet. */
export const Notice = z.enum(['paused', 'not-configured']);
export type Notice = z.infer<typeof Notice>;

/** What a person decides about an erasure. */
export const Decide = z.strictObject({
  erasureId: ErasureId,
  decision: z.enum(['approve', 'reject', 'cancel', 'retry']),
  /** Why it is rejected; it goes into the evidence. */
  reason: z.optional(z.string().check(z.maxLength(500))),
  /** What is retried; missing: all that is blocked. */
  connectionId: z.optional(ConnectionId),
});
export type Decide = z.infer<typeof Decide>;
