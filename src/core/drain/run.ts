/**
 * What one run of a connection's drain knows, and how it learns. Nothing in it is changed: each function answers the run as
 * it goes on.
 */
import type { StepWithErasure } from '../erasure/erasure';
import { isDue, isSettled, type Step, type Transition, waitsSince } from '../erasure/step';
import type { RetryReason } from '../status/outcome';
import { keyOf, WorkList } from './work-list';

/** How long a step of a bulk lingers to fill a batch, at a provider that takes many people in one call. */
const BATCH_LINGER_MS = 15_000;

/** A step that the index names. */
export type Listed = Pick<Step, 'erasureId' | 'connectionId' | 'priority'>;

/** Until when a provider asked to be left alone, and why. */
export interface RequestedBackoff {
  readonly until: number;
  readonly reason: RetryReason;
}

/** How far the run is with its turn. */
type Stage =
  /** Nothing is known of the next turn. */
  | { readonly at: 'begin' }
  /** The index was asked for the next turn, and named these. */
  | { readonly at: 'listed'; readonly listed: readonly Listed[] }
  /** The steps of the turn were read, and these are to be called. `isLast`: nothing else is known to be due. */
  | { readonly at: 'read'; readonly due: readonly StepWithErasure[]; readonly isLast: boolean }
  /** What became of the turn's steps is stored. `isOver`: nothing else is known to be due. */
  | { readonly at: 'called'; readonly backoff: RequestedBackoff | null; readonly isOver: boolean };

export interface Run {
  /** Of the provider: so many people in one call, and so many calls side by side. */
  readonly capacity: { readonly batchSize: number; readonly concurrency: number };
  readonly connection: { readonly id: string; readonly savedAt: number };
  /** What may be used up: until when the run must be over, and how many calls to providers it may make. */
  readonly budget: { readonly until: number; readonly calls: number };
  /** Calls that were made so far. */
  readonly calls: number;
  readonly isPaused: boolean;
  /** Until when it is known, without asking again, that deletions are not paused. */
  readonly pauseKnownUntil: number;
  /** The connection was saved since the last run came to its end: what its provider asked for before does not hold. */
  readonly isAnew: boolean;
  /** The provider refuses the connection's key: nobody is called. */
  readonly isKeyRefused: boolean;
  /** Whether the index is asked for more than the wake-up named. */
  readonly asksIndex: boolean;
  /** When the index was last asked. */
  readonly askedAt: number;
  /** When the queue comes back by itself; 0: not at all. */
  readonly requeuedAt: number;
  /** Keys of steps that were named by the wake-up and are not read yet. */
  readonly named: readonly string[];
  readonly workList: WorkList;
  readonly stage: Stage;
}

/** A run that has not done anything yet. */
export const begunRun = (given: Omit<Run, 'calls' | 'isPaused' | 'askedAt' | 'workList' | 'stage'>): Run => ({
  ...given,
  calls: 0,
  isPaused: false,
  askedAt: 0,
  workList: WorkList.EMPTY,
  stage: { at: 'begin' },
});

/** The run once the index was asked. */
export const withListed = (run: Run, listed: readonly Listed[], now: number): Run => ({
  ...run,
  askedAt: now,
  stage: { at: 'listed', listed },
});

/** Whether a step's call is due, or was put off by what its provider said before the connection was saved anew. */
export const isCallable = ({ isAnew, connection }: Run, step: Step, now: number): boolean =>
  isDue(step, now) || (isAnew && waitsSince(step, connection.savedAt));

/**
 * What would leave a batch half empty, where nobody waits for it: more of a bulk may come, and the provider is called as
 * seldom as it allows.
 */
function tooFewForABatch({ capacity: { batchSize } }: Run, due: readonly Step[], now: number): Step[] {
  const tooMany = due.filter(({ status }) => status === 'waiting').length % batchSize;
  const patient = due.filter(
    ({ priority, status, notBefore }) =>
      priority === 'bulk' && status === 'waiting' && notBefore <= now && now - notBefore < BATCH_LINGER_MS,
  );
  return tooMany === 0 || patient.length < tooMany ? [] : patient.slice(-tooMany);
}

/**
 * The run once the steps of a turn were read.
 * @param keys those that were asked for; what is not there any more is not asked for again
 * @returns `settled`: ids of erasures whose step is settled already. Whoever settled it may have died before the issue was told
 */
export function withRead(
  run: Run,
  { keys, isLast }: { readonly keys: readonly string[]; readonly isLast: boolean },
  found: readonly StepWithErasure[],
  now: number,
): { readonly run: Run; readonly settled: string[] } {
  const steps = found.map(({ step }) => step);
  const known = new Set(steps.map(keyOf));
  const { isKeyRefused } = run;
  const due = steps.filter(
    (step) => isCallable(run, step, now) || (isKeyRefused && step.phase === 'ready' && step.status === 'waiting'),
  );
  const later = isKeyRefused ? [] : tooFewForABatch(run, due, now);
  const workList = run.workList
    .noted(steps)
    .dropped(keys.filter((key) => !known.has(key)))
    .deferred(later, ({ notBefore }) => notBefore + BATCH_LINGER_MS);
  const ready = found.filter(({ step }) => due.includes(step) && !later.includes(step));
  return {
    run: {
      ...run,
      workList,
      named: run.named.filter((key) => !keys.includes(key)),
      stage: { at: 'read', due: ready, isLast },
    },
    settled: steps.filter((step) => isSettled(step) && !due.includes(step)).map(({ erasureId }) => erasureId),
  };
}

/** The run without these erasures: nobody may be called for them now. */
export const withoutErasures = (run: Run, erasureIds: readonly string[]): Run => ({
  ...run,
  workList: run.workList.dropped(erasureIds.map((erasureId) => keyOf({ erasureId, connectionId: run.connection.id }))),
});

/** How long a provider asked to be left alone, by Retry-After; null where it did not. */
function requestedBackoff(transitions: readonly Transition[]): RequestedBackoff | null {
  const requested = transitions.flatMap(({ after: { phase, outcome, notBefore } }): RequestedBackoff[] =>
    phase === 'ready' && outcome?.kind === 'retry' && outcome.afterSeconds !== undefined
      ? [{ until: notBefore, reason: outcome.reason }]
      : [],
  );
  return requested.sort((a, b) => b.until - a.until)[0] ?? null;
}

/** The run once it is stored what became of the turn's steps. A key that was refused for one is refused for everybody here. */
export function withCalled(run: Run, transitions: readonly Transition[]): Run {
  const { stage } = run;
  const isKeyRefused = run.isKeyRefused || transitions.some(({ after }) => after.phase === 'key-rejected');
  return {
    ...run,
    workList: run.workList.noted(transitions.map(({ after }) => after)),
    isKeyRefused,
    asksIndex: run.asksIndex || isKeyRefused,
    pauseKnownUntil: 0,
    stage: {
      at: 'called',
      backoff: requestedBackoff(transitions),
      isOver: stage.at === 'read' && stage.isLast && !isKeyRefused,
    },
  };
}
