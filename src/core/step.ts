/**
 * One step: one person at one connection. The state machine of what becomes of it.
 */
import * as z from 'zod/mini';
import { Outcome } from './outcome';

export const StepStatus = z.enum(['waiting', 'done', 'handed-over', 'blocked', 'skipped']);
export type StepStatus = z.infer<typeof StepStatus>;

/**
 * A stored step. Times in milliseconds since the epoch.
 *
 * `gate` is what the index is asked by: `held` until the erasure may run, `open` while a call is due at `notBefore`,
 * `closed` when no call will ever be made (again) without a person.
 */
export const Step = z.object({
  erasureId: z.string(),
  connectionId: z.string(),
  provider: z.string(),
  status: StepStatus,
  gate: z.enum(['held', 'open', 'closed']),
  notBefore: z.number(),
  giveUpAt: z.number(),
  attempts: z.int(),
  checks: z.int(),
  outcome: z.nullable(Outcome),
  at: z.nullable(z.number()),
});
export type Step = z.infer<typeof Step>;

/** The key under which a step is stored. */
export const stepKey = (erasureId: string, connectionId: string): string => `${erasureId}.${connectionId}`;

/** Whether nothing more will be called for this step unless a person asks for it. */
export const isSettled = (step: Step): boolean => step.gate === 'closed';

const FIRST_PAUSE_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 6 * 3600;
const DAY = 86_400_000;
// After these pauses the provider is asked what became of what it took; then the step ends as it is.
const CHECK_PAUSES_SECONDS = [15, 120, 900, 7200, 43_200, 86_400];

/** Seconds until the next try: doubled each time from 5 s to 6 h, scattered by a quarter to either side. */
export function pauseSeconds(attempts: number, askedFor: number | undefined, chance: number): number {
  const doubled = FIRST_PAUSE_SECONDS * 2 ** Math.min(attempts - 1, 20);
  const scattered = Math.min(doubled, LONGEST_PAUSE_SECONDS) * (0.75 + chance / 2);
  return Math.min(Math.max(scattered, askedFor ?? 0), LONGEST_PAUSE_SECONDS);
}

const closed = (step: Step, status: StepStatus, outcome: Outcome, now: number): Step => ({
  ...step,
  status,
  outcome,
  gate: 'closed',
  at: now,
});

const never = (outcome: never): never => {
  throw new Error(`no such outcome: ${JSON.stringify(outcome)}`);
};

/**
 * What a step becomes by the outcome of a deletion call. A settled step stays what it is.
 * @param canCheck whether the provider can be asked later what became of it.
 * @param chance a number from 0 to 1 that scatters the next try.
 */
export function advance(step: Step, outcome: Outcome, now: number, canCheck: boolean, chance: number): Step {
  if (isSettled(step)) return step;
  const tried = { ...step, attempts: step.attempts + 1 };
  switch (outcome.kind) {
    case 'deleted':
    case 'absent':
      return closed(tried, 'done', outcome, now);
    case 'accepted':
    case 'registered':
      return canCheck
        ? { ...tried, status: 'handed-over', outcome, at: now, notBefore: now + (CHECK_PAUSES_SECONDS[0] ?? 0) * 1000 }
        : closed(tried, 'handed-over', outcome, now);
    case 'refused':
      return closed(tried, 'blocked', outcome, now);
    case 'retry': {
      const next = now + pauseSeconds(tried.attempts, outcome.afterSeconds, chance) * 1000;
      return next > step.giveUpAt
        ? closed(tried, 'blocked', { kind: 'refused', reason: 'retries-exhausted' }, now)
        : { ...tried, outcome, at: now, notBefore: next };
    }
    default:
      return never(outcome);
  }
}

/** What a provider says later of something it took: gone, still there, or nothing that can be relied on. */
export type Checked = 'gone' | 'still-there' | 'unknown';

/**
 * What a handed-over step becomes when its provider was asked again. Gone is `absent`: the provider says it holds nobody.
 * Still there after the last time of asking needs a person; nothing learned leaves the step as it was handed over.
 */
export function advanceChecked(step: Step, checked: Checked, now: number): Step {
  if (isSettled(step)) return step;
  if (checked === 'gone') return closed(step, 'done', { kind: 'absent' }, now);
  const checks = step.checks + 1;
  const pause = CHECK_PAUSES_SECONDS[checks];
  if (pause !== undefined) return { ...step, checks, notBefore: now + pause * 1000 };
  return checked === 'still-there'
    ? closed({ ...step, checks }, 'blocked', { kind: 'refused', reason: 'still-there' }, now)
    : { ...step, checks, gate: 'closed' };
}

/** A step whose connection is switched off or gone: nothing is called, and it says so. What was handed over stays so. */
export function skip(step: Step, now: number): Step {
  if (isSettled(step)) return step;
  return step.status === 'handed-over'
    ? { ...step, gate: 'closed' }
    : { ...step, status: 'skipped', gate: 'closed', outcome: null, at: now };
}

/** A step that is allowed to run. */
export const open = (step: Step, now: number): Step =>
  step.gate === 'held' ? { ...step, gate: 'open', notBefore: now, giveUpAt: Math.max(step.giveUpAt, now + DAY) } : step;

/** A step that will never run, because its erasure was rejected or cancelled. */
export const withdraw = (step: Step, now: number): Step =>
  step.gate === 'held' ? { ...step, status: 'skipped', gate: 'closed', outcome: null, at: now } : step;

/** A blocked step taken up again because a person asked for it; any other stays what it is. */
export function takeUpAgain(step: Step, now: number, giveUpAt: number): Step {
  return step.status === 'blocked'
    ? { ...step, status: 'waiting', gate: 'open', notBefore: now, attempts: 0, checks: 0, outcome: null, giveUpAt }
    : step;
}
