/**
 * One step: one person at one connection. The state machine of what becomes of it.
 */
import * as z from 'zod/mini';
import { Priority } from '../status/origin';
import { Outcome, type FailureReason } from '../status/outcome';
import { StepStatus } from '../status/step-status';
import { Task } from '../status/task';
import { DAY, HOUR } from '../../lib/time';
import { type CanBeAsked, isContradicted, questionsAbout, Verification } from './questions';

/** What a provider said when it was asked again; `not-asked`: it could not be, and is not any more. */
const Answer = z.enum(['gone', 'still-there', 'unknown', 'not-asked']);
type Answer = z.infer<typeof Answer>;

/** What a second look found, long after the end: nobody, somebody who is back, or nothing that was said; or it was not taken. */
const Found = z.enum(['nobody', 'back', 'unknown', 'not-asked']);
export type Found = z.infer<typeof Found>;

/** What a step became at one moment. */
const HistoryEntry = z.object({
  at: z.number(),
  /** By a call; otherwise without one. */
  called: z.boolean(),
  attempts: z.int(),
  checks: z.int(),
  status: StepStatus,
  outcome: z.nullable(Outcome),
  /** Where the provider was asked again: what it said. */
  answer: z.optional(Answer),
  /** How many records had been found before the deletion, where that is known. */
  before: z.optional(z.int()),
  /** Where the provider was asked long after the end whether the person is back: what was found. */
  found: z.optional(Found),
});

/**
 * A stored step. Times in milliseconds since the epoch.
 *
 * `phase` is what the index is asked by: `held` until the erasure may run, `ready` while a call is due at `notBefore`,
 * `key-rejected` while the provider refuses the connection's key, `assigned` while a person has a task that is read again at
 * `notBefore`, `verifying` while the provider has answered and is asked again at `notBefore`, `final` when no call will ever
 * be made (again) without a person. `priority`: whether somebody waits for it.
 */
export const Step = z.object({
  erasureId: z.string(),
  connectionId: z.string(),
  provider: z.string(),
  status: StepStatus,
  phase: z.enum(['held', 'ready', 'key-rejected', 'assigned', 'verifying', 'final']),
  priority: Priority,
  notBefore: z.number(),
  giveUpAt: z.number(),
  attempts: z.int(),
  checks: z.int(),
  outcome: z.nullable(Outcome),
  at: z.nullable(z.number()),
  /** Its connection remembers something of the person: an earlier call did a part of what is to be done. */
  isBegun: z.optional(z.literal(true)),
  /** The latest task that a person has, or had, for it. */
  task: z.optional(Task),
  /** That task was told that it is not needed any more. */
  isTaskCalledOff: z.optional(z.literal(true)),
  /** The questions that are planned, while it is `verifying`. */
  verification: z.optional(Verification),
  /** How many records the deletion had found, where it searched for them. */
  baseline: z.optional(z.int()),
  /** What the provider said last when it was asked again, and when. */
  answered: z.optional(z.object({ at: z.number(), answer: Answer })),
  /** When it was asked again and held nobody. */
  verifiedAt: z.optional(z.number()),
  /** Its provider is asked long after the end whether the person is back; that is not planned yet. */
  looksTwice: z.optional(z.literal(true)),
  /** What came of that, and when. */
  secondLook: z.optional(z.object({ at: z.number(), found: Found })),
  /** What became of it so far, for the evidence; a failure that repeats itself stands there once. */
  history: z.array(HistoryEntry),
});
export type Step = z.infer<typeof Step>;

/** A step as it was read, and what it becomes. */
export interface Transition {
  readonly before: Step;
  readonly after: Step;
}

/** The key under which a step is stored. */
export const stepKey = (erasureId: string, connectionId: string): string => `${erasureId}.${connectionId}`;
/** The erasure of a step's key. */
export const erasureOf = (key: string): string => key.slice(0, key.indexOf('.'));

const SAID_BY_PEOPLE: readonly (Outcome['kind'] | undefined)[] = ['by-hand', 'kept'];

/** Whether a person said what became of it: then it is final, whatever a provider may say later. */
export const isByPeople = ({ outcome }: Pick<Step, 'outcome'>): boolean => SAID_BY_PEOPLE.includes(outcome?.kind);

/** Whether somebody says that the person is not there any more: the provider, or a named person. */
export const isConfirmed = ({ status, outcome }: Pick<Step, 'status' | 'outcome'>): boolean =>
  status === 'done' && outcome?.kind !== 'kept';

/** Whether its provider answered, and is asked again: whether the person is gone, or, long after the end, whether they are back. */
export const isVerifying = ({ phase }: Pick<Step, 'phase'>): boolean => phase === 'verifying';

/** Whether all that is still asked of its provider is whether the person is back. */
export const awaitsSecondLook = ({ phase, verification }: Pick<Step, 'phase' | 'verification'>): boolean =>
  phase === 'verifying' && verification?.rhythm === 'second-look';

/**
 * Whether its provider, which is asked again, held somebody when it last said, contrary to its own word. No answer since
 * changes that.
 */
export function isSeenStill({ phase, history, outcome }: Pick<Step, 'phase' | 'history' | 'outcome'>): boolean {
  const last = history.at(-1);
  return phase === 'verifying' && last?.answer === 'still-there' && isContradicted(outcome, last.at);
}

/**
 * Whether its erasure waits for it no more: no deletion will be called for unless a person asks for it, or renews the key.
 * That its provider is asked again, nobody waits for.
 */
export const isSettled = ({ phase }: Pick<Step, 'phase'>): boolean =>
  phase === 'final' || phase === 'key-rejected' || phase === 'verifying';

const FIRST_PAUSE_SECONDS = 5;
const LONGEST_PAUSE_SECONDS = 6 * 3600;
/** Nothing that is to be called waits for longer at once. */
export const LONGEST_PAUSE = LONGEST_PAUSE_SECONDS * 1000;

/** Whether a step is put off for longer than any is: a clock went wrong when it was. */
export const isPutOffTooLong = ({ status, notBefore }: Pick<Step, 'status' | 'notBefore'>, now: number): boolean =>
  notBefore > now + (status === 'handed-over' ? DAY : LONGEST_PAUSE);

/** Whether its provider is called for it at `notBefore`: to delete, or to say whether the person is gone. */
export const isCalledLater = ({ phase }: Pick<Step, 'phase'>): boolean => phase === 'ready' || phase === 'verifying';

/** Whether a step's next call is due. */
export const isDue = (step: Step, now: number): boolean =>
  isCalledLater(step) && (step.notBefore <= now || (step.phase === 'ready' && isPutOffTooLong(step, now)));

/** Whether a step waits because of what its provider said before its connection was saved anew. */
export const waitsSince = ({ phase, status, outcome, at }: Step, savedAt: number): boolean =>
  phase === 'ready' && status === 'waiting' && outcome?.kind === 'retry' && (at ?? 0) < savedAt;

/** Seconds until the next try: doubled each time from 5 s to 6 h, scattered by a quarter to either side. */
export function pauseSeconds(attempts: number, askedFor: number | undefined, chance: number): number {
  const doubled = FIRST_PAUSE_SECONDS * 2 ** Math.min(attempts - 1, 20);
  const scattered = Math.min(doubled, LONGEST_PAUSE_SECONDS) * (0.75 + chance / 2);
  return Math.min(Math.max(scattered, askedFor ?? 0), LONGEST_PAUSE_SECONDS);
}

/** After so many entries only what settles a step is noted: a provider that flaps for weeks fills no record. */
const LONGEST_HISTORY = 40;

const reasonOf = (outcome: Outcome | null): string =>
  outcome === null ? '' : `${outcome.kind} ${'reason' in outcome ? outcome.reason : ''}`;

/** The step with an entry in its history, where it became something else than it was. */
export function withHistory(before: Step, after: Step, at: number): Step {
  const last = before.history.at(-1);
  const isNew = before.status !== after.status || reasonOf(last?.outcome ?? null) !== reasonOf(after.outcome);
  const hasRoom = before.history.length < LONGEST_HISTORY;
  if (!isSettled(after) && !(isNew && hasRoom)) return after;
  const { attempts, checks, status, outcome } = after;
  const called = attempts !== before.attempts || checks !== before.checks;
  return { ...after, history: [...before.history, { at, called, attempts, checks, status, outcome }] };
}

type Settling = { readonly status: StepStatus; readonly outcome: Outcome | null };

/** A step of which nothing more is asked. */
export function closed({ verification: _, ...step }: Step): Step {
  return { ...step, phase: 'final' };
}

/** A step that becomes this, for good. */
export const finalise = (step: Step, settling: Settling, now: number): Step => ({
  ...closed(step),
  ...settling,
  at: now,
});

const CREDENTIALS: Outcome = { kind: 'refused', reason: 'credentials' };

const never = (outcome: never): never => {
  throw new Error(`no such outcome: ${JSON.stringify(outcome)}`);
};

/** When a call was answered, and a number from 0 to 1 that scatters the next try. */
interface Moment {
  readonly now: number;
  readonly chance: number;
}

/** A step that the provider did, or took; it is asked again, where it can be. */
function thenAsked(
  step: Step,
  status: 'done' | 'handed-over',
  outcome: Outcome,
  { asks, now }: { readonly asks: CanBeAsked | null; readonly now: number },
): Step {
  const settled = finalise(step, { status, outcome }, now);
  return asks === null ? settled : { ...settled, ...questionsAbout(outcome, asks, now), phase: 'verifying' };
}

/** How often a task is read without an event of Jira's: events may be lost. */
const TASK_IS_READ_EVERY = HOUR;

/** A step for which a person has an open task. It is not called, and at the latest it is looked at when it would be given up. */
export const assign = (step: Step, task: Task, now: number): Step => ({
  ...step,
  ...{ status: 'waiting', phase: 'assigned', outcome: { kind: 'assigned', task }, task, at: now },
  notBefore: Math.max(Math.min(now + TASK_IS_READ_EVERY, step.giveUpAt + 1), now + 1),
});

/** A step that is tried again, unless it is too late for that. */
function postponed(step: Step, outcome: Extract<Outcome, { kind: 'retry' }>, { now, chance }: Moment): Step {
  const next = now + pauseSeconds(step.attempts, outcome.afterSeconds, chance) * 1000;
  return next > step.giveUpAt
    ? finalise(step, { status: 'blocked', outcome: { kind: 'refused', reason: 'retries-exhausted' } }, now)
    : { ...step, outcome, at: now, notBefore: next };
}

function after(step: Step, outcome: Outcome, asks: CanBeAsked | null, moment: Moment): Step {
  const { now } = moment;
  const tried = { ...step, attempts: step.attempts + 1 };
  switch (outcome.kind) {
    case 'by-hand':
    case 'kept':
      // No provider says that.
      return finalise(tried, { status: 'blocked', outcome: { kind: 'refused', reason: 'unexpected-reply' } }, now);
    case 'absent':
      return finalise(tried, { status: 'done', outcome }, now);
    case 'deleted':
      return thenAsked(tried, 'done', outcome, { asks, now });
    case 'accepted':
    case 'registered':
      return thenAsked(tried, 'handed-over', outcome, { asks, now });
    case 'refused':
      return {
        ...finalise(tried, { status: 'blocked', outcome }, now),
        phase: outcome.reason === 'credentials' ? 'key-rejected' : 'final',
      };
    case 'assigned':
      return assign(tried, outcome.task, now);
    case 'retry':
      return postponed(tried, outcome, moment);
    default:
      return never(outcome);
  }
}

/**
 * What a step becomes by the outcome of a deletion call. A settled step stays what it is, and so does one that was not
 * called because deletions are paused.
 * @param asks how the provider can be asked again about this outcome; null: not at all
 */
export function advance(step: Step, outcome: Outcome, asks: CanBeAsked | null, moment: Moment): Step {
  if (isSettled(step) || (outcome.kind === 'retry' && outcome.reason === 'paused')) return step;
  return withHistory(step, after(step, outcome, asks, moment), moment.now);
}

/** The step with an entry of its history for an answer, or for the end of asking. */
export function withAnswer(step: Step, answer: Answer, now: number): Step {
  const { attempts, checks, status, outcome, baseline } = step;
  const before = answer === 'gone' && baseline !== undefined ? { before: baseline } : {};
  const entry = { at: now, called: answer !== 'not-asked', attempts, checks, status, outcome, answer, ...before };
  return { ...step, answered: { at: now, answer }, history: [...step.history, entry] };
}

/** The step with what its second look found, or that it was not taken. */
export function withFound(step: Step, found: Found, now: number): Step {
  const { attempts, checks, status, outcome } = step;
  const entry = { at: now, called: found !== 'not-asked', attempts, checks, status, outcome, found };
  return { ...step, secondLook: { at: now, found }, history: [...step.history, entry] };
}

/** A step whose provider held somebody, contrary to its word, and is asked no more: it needs a person. */
export const blockAsStillThere = (step: Step, now: number): Step =>
  finalise(step, { status: 'blocked', outcome: { kind: 'refused', reason: 'still-there' } }, now);

/**
 * A step whose provider is not asked again any more: what it said before stands, also what it said last. Where that was that
 * somebody is still there, a person has to look: nothing says that they are gone.
 */
export function stopFollowUps(step: Step, now: number): Step {
  if (awaitsSecondLook(step)) return withFound(closed(step), 'not-asked', now);
  if (isVerifying(step)) {
    const end = isSeenStill(step) ? blockAsStillThere(step, now) : closed(step);
    const stopped = withAnswer(end, 'not-asked', now);
    return step.answered === undefined ? stopped : { ...stopped, answered: step.answered };
  }
  return step.status === 'handed-over' && step.phase !== 'final' ? closed(step) : step;
}

/**
 * A step whose connection was removed, or is another provider's by now: nobody is called before a person has looked. What
 * was handed over stays so.
 * @param by the account of whoever took the connection away, where that is known
 */
export function blockAsRemoved(
  step: Step,
  reason: 'connection-removed' | 'connection-changed',
  by: string | undefined,
  now: number,
): Step {
  if (step.phase === 'final') return step;
  if (isVerifying(step) || step.status === 'handed-over') {
    const { looksTwice: _, ...stopped } = stopFollowUps(step, now);
    return stopped;
  }
  const outcome: Outcome = { kind: 'refused', reason, ...(by === undefined ? {} : { by }) };
  return withHistory(step, finalise(step, { status: 'blocked', outcome }, now), now);
}

/** A step whose connection's key the provider refuses: not called before the key is renewed. Asking later goes on. */
export function holdForKey(step: Step, now: number): Step {
  if (step.phase !== 'ready' || step.status !== 'waiting') return step;
  const locked: Step = { ...finalise(step, { status: 'blocked', outcome: CREDENTIALS }, now), phase: 'key-rejected' };
  return withHistory(step, locked, now);
}

/** A step that is not called, for a reason that needs a person. One that is not open stays what it is. */
export const block = (step: Step, reason: FailureReason, now: number): Step =>
  step.phase === 'ready' || step.phase === 'key-rejected'
    ? withHistory(step, finalise(step, { status: 'blocked', outcome: { kind: 'refused', reason } }, now), now)
    : step;

/** A step that waits for a second person from now on. What is done, handed over or blocked stays what it is. */
export const holdForApproval = (step: Step): Step =>
  step.phase === 'ready' && step.status === 'waiting' ? { ...step, phase: 'held' } : step;

/** A step that is allowed to run. */
export const release = (step: Step, now: number): Step =>
  step.phase === 'held'
    ? { ...step, phase: 'ready', notBefore: now, giveUpAt: Math.max(step.giveUpAt, now + DAY) }
    : step;

/** The connections that remember something of the person. */
export const rememberingOf = (steps: readonly Step[]): string[] =>
  steps.filter(({ isBegun }) => isBegun === true).map(({ connectionId }) => connectionId);

/** Whether its provider was ever called for it. */
export const wasCalled = ({ attempts, history }: Step): boolean => attempts > 0 || history.some(({ called }) => called);

/**
 * A step of an erasure that was rejected or cancelled. One that was never called will not be; one that was tried and
 * perhaps carried out says so; what was handed over, or blocked, stays so, and no new key takes it up.
 */
export function cancelStep(step: Step, now: number): Step {
  if (step.phase === 'final') return step;
  if (isSettled(step) || step.status === 'handed-over') return closed(step);
  const settling: Settling = wasCalled(step)
    ? { status: 'blocked', outcome: { kind: 'refused', reason: 'cancelled' } }
    : { status: 'skipped', outcome: null };
  return withHistory(step, finalise(step, settling, now), now);
}

/** A step of which a person says what became of it: nobody is called for it any more. A done or skipped one stays what it is. */
export const finishByHand = (step: Step, outcome: Outcome, now: number): Step =>
  step.status === 'done' || step.status === 'skipped'
    ? step
    : withHistory(step, finalise(step, { status: 'done', outcome }, now), now);

/**
 * What a call became, on top of what a person decided about the step while it was on its way. It stands in the step's
 * history, whatever it was. It opens nothing that was closed or held, and changes nothing of what a person said.
 */
export function rebase(current: Step, read: Step, learned: Step): Step {
  const history = [...current.history, ...learned.history.slice(read.history.length)];
  const begun = {
    ...(learned.isBegun === true ? { isBegun: true as const } : {}),
    ...(learned.task === undefined ? {} : { task: learned.task }),
  };
  if (isByPeople(current)) return { ...current, ...begun, attempts: learned.attempts, checks: learned.checks, history };
  const next = { ...learned, history };
  if (current.phase === 'held') return holdForApproval(next);
  return current.phase === 'final' ? cancelStep(next, learned.at ?? current.at ?? 0) : next;
}

/** A blocked step taken up again because a person asked for it; any other stays what it is. */
export function reset(step: Step, now: number, giveUpAt: number): Step {
  if (step.status !== 'blocked') return step;
  const { verification: _, baseline: __, answered: ___, verifiedAt: ____, looksTwice: _____, ...again } = step;
  const fresh = { attempts: 0, checks: 0, outcome: null } as const;
  return { ...again, ...fresh, status: 'waiting', phase: 'ready', notBefore: now, giveUpAt };
}
