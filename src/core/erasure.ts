/**
 * One erasure: one person to be erased because of one issue.
 */
import * as z from 'zod/mini';
import { PersonId } from './person';
import type { Step } from './step';

export const ErasureStatus = z.enum([
  'awaiting-approval',
  'scheduled',
  'running',
  'completed',
  'partial',
  'blocked',
  'cancelled',
  'rejected',
]);
export type ErasureStatus = z.infer<typeof ErasureStatus>;

/** Which way in an erasure came, and as whom. A web trigger has no account. */
export const Origin = z.object({
  via: z.enum(['issue-action', 'web-trigger']),
  accountId: z.nullable(z.string()),
});
export type Origin = z.infer<typeof Origin>;

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
  isOpen: z.enum(['yes', 'no']),
  origin: Origin,
  source: z.string(),
  because: z.array(z.string()),
  approvedBy: z.nullable(z.string()),
  requestedAt: z.number(),
  startsAt: z.number(),
  dueAt: z.number(),
  finishedAt: z.nullable(z.number()),
  /** Connections that were off or not for this project when the erasure was asked for: no step, but told. */
  skipped: z.array(z.object({ connectionId: z.string(), provider: z.string() })),
  stepKeys: z.array(z.string()),
  /** Whether the issue was told that there is an erasure, and how far its final comment is. */
  told: z.boolean(),
  comment: z.enum(['due', 'posting', 'posted']),
});
export type Erasure = z.infer<typeof Erasure>;

const DAY = 86_400_000;

/** Until when a step is tried again: three days before the due date, but never less than a day after the request. */
export const giveUpAt = (requestedAt: number, dueAt: number): number => Math.max(dueAt - 3 * DAY, requestedAt + DAY);

/** The due date: so many days after the request. */
export const dueAt = (requestedAt: number, dueDays: number): number => requestedAt + dueDays * DAY;

/** What the steps of a running erasure make of it; null while one of them is not settled. */
export function concluded(steps: readonly Step[]): 'completed' | 'partial' | 'blocked' | null {
  if (steps.some(({ gate }) => gate !== 'closed')) return null;
  const blocked = steps.filter(({ status }) => status === 'blocked').length;
  if (blocked === 0) return 'completed';
  return blocked === steps.filter(({ status }) => status !== 'skipped').length ? 'blocked' : 'partial';
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
