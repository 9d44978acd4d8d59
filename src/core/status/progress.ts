/**
 * How far a request is, for whoever made it: the least that can be said. It never depends on whether anybody was found
 * anywhere, since the request may be about somebody else.
 */
import * as z from 'zod/mini';
import type { ErasureStatus } from './erasure-status';
import type { StepStatus } from './step-status';

/**
 * `answered`: every system that takes part said what became of it there: that it was deleted, was taken on, was not there,
 * or may be kept. Which of these is never said. `partly`: some of it needs a person. `ended`: over, and not
 * all of it was carried out.
 */
export const Progress = z.enum(['not-begun', 'going-on', 'with-a-person', 'answered', 'partly', 'ended']);
export type Progress = z.infer<typeof Progress>;

const OF_STATUS: Record<ErasureStatus, Progress> = {
  'awaiting-approval': 'with-a-person',
  scheduled: 'going-on',
  running: 'going-on',
  completed: 'answered',
  'handed-over': 'answered',
  partial: 'partly',
  blocked: 'with-a-person',
  cancelled: 'ended',
  rejected: 'ended',
};

/** How far a request is whose issue has this status; null: no erasure was begun there. */
export const progressOf = (status: ErasureStatus | null): Progress =>
  status === null ? 'not-begun' : OF_STATUS[status];

const OF_STEP: Record<StepStatus, Progress> = {
  waiting: 'going-on',
  done: 'answered',
  'handed-over': 'answered',
  blocked: 'with-a-person',
  skipped: 'ended',
};

/** How far one system is. */
export const progressOfStep = (status: StepStatus): Progress => OF_STEP[status];

/** How far one system is with several people: as far as with the one who is furthest behind. */
export function furthestBehind(all: readonly Progress[]): Progress {
  const order: readonly Progress[] = ['with-a-person', 'going-on', 'ended', 'answered'];
  return order.find((one) => all.includes(one)) ?? 'not-begun';
}
