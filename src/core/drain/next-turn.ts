/**
 * Decides what a run of a connection's drain does next.
 */
import type { StepWithErasure } from '../erasure/erasure';
import { erasureOf } from '../erasure/step';
import { LONGEST_DELAY_SECONDS, MOST_ERASURE_IDS } from './limits';
import type { RequestedBackoff, Run } from './run';
import { keyOf } from './work-list';

/** The longest that a turn takes: its calls, what is recorded, and what the issues are told. */
const TURN_MS = 90_000;
/** More than any provider makes in one turn. */
const MOST_CALLS_A_TURN = 100;
/** How often the index is asked for what a person waits for, while there is other work at hand. */
const INDEX_INTERVAL_MS = 300;

/** When the queue comes back by itself (0: not at all), and what it has to be told for that; null: nothing. */
export interface ComeBack {
  readonly requeuedAt: number;
  readonly wakeUp: { readonly erasureIds: readonly string[]; readonly delaySeconds: number } | null;
}

export type Turn =
  /** Asks the index for steps that are due by `until`, without those that are known. */
  | {
      readonly do: 'ask-index';
      readonly until: number;
      readonly limit: number;
      readonly isKnown: (key: string) => boolean;
    }
  /** Reads the steps of the next turn. `isLast`: no others were named, and the index knows of no more. */
  | { readonly do: 'read'; readonly keys: readonly string[]; readonly isLast: boolean }
  /** Calls for what is due. `isPauseKnown`: it is known that deletions are not paused. */
  | { readonly do: 'call'; readonly due: readonly StepWithErasure[]; readonly isPauseKnown: boolean }
  /** Leaves the rest to another run: the budget is nearly spent. */
  | { readonly do: 'hand-on'; readonly erasureIds: readonly string[] }
  | { readonly do: 'end'; readonly because: 'paused' }
  | { readonly do: 'end'; readonly because: 'drained'; readonly comeBack: ComeBack }
  /** The provider asked to be left alone. */
  | {
      readonly do: 'end';
      readonly because: 'backoff';
      readonly backoff: RequestedBackoff;
      readonly comeBack: ComeBack;
    };

/** How many steps a turn has. Where nobody is called any more, many are locked at once. */
const roomOf = ({ isKeyRefused, capacity: { batchSize, concurrency } }: Run): number =>
  isKeyRefused ? MOST_ERASURE_IDS : batchSize * concurrency;

/** Keys of what is due again, or was named; the longest known first. */
const knownKeys = ({ workList, named }: Run, now: number): string[] => [
  ...new Set([...workList.dueAgain(now), ...named]),
];

/** The question to the index, where it is to be asked before the next turn. */
function askIndex(run: Run, known: readonly string[], now: number): Turn | null {
  const { isKeyRefused, workList } = run;
  const limit = roomOf(run);
  if (!run.asksIndex || (known.length >= limit && now - run.askedAt < INDEX_INTERVAL_MS)) return null;
  // A key that is refused is refused for whatever is due later, too.
  const until = isKeyRefused || run.isAnew ? Number.MAX_SAFE_INTEGER : now;
  const isKnown = (key: string) =>
    workList.has(key, isKeyRefused ? until : now) ||
    (isKeyRefused && workList.isNotWaiting(key)) ||
    known.includes(key);
  return { do: 'ask-index', until, limit, isKnown };
}

/** The steps of the next turn: what a person waits for, then what was named or is due again, then what else is listed. */
function read(run: Run, known: readonly string[]): Turn {
  const room = roomOf(run);
  const { stage } = run;
  if (stage.at !== 'listed')
    return { do: 'read', keys: known.slice(0, room), isLast: !run.asksIndex && known.length <= room };
  const awaited = stage.listed.filter(({ priority }) => priority === 'interactive').map(keyOf);
  const others = stage.listed.filter(({ priority }) => priority !== 'interactive').map(keyOf);
  // Alone: what a person waits for does not wait for the calls beside it.
  if (awaited.length > 0 && !run.isKeyRefused) return { do: 'read', keys: awaited.slice(0, room), isLast: false };
  const all = [...awaited, ...known, ...others];
  return { do: 'read', keys: all.slice(0, room), isLast: all.length <= room && stage.listed.length < room };
}

/**
 * Comes back to what was seen and is not settled, as far as the queue can be told to wait. Where it was told to come back
 * before that already, it is not told again: wake-ups that each leave one behind would never grow fewer.
 */
function comeBack({ workList, requeuedAt }: Run, earliest: number, now: number): ComeBack {
  const { erasureIds, at } = workList.nextLater();
  const due = Math.max(at, earliest, now + 1000);
  if (requeuedAt > now && requeuedAt <= due) return { requeuedAt, wakeUp: null };
  const delaySeconds = Math.ceil((due - now) / 1000);
  if (delaySeconds > LONGEST_DELAY_SECONDS) return { requeuedAt: 0, wakeUp: null };
  return { requeuedAt: due, wakeUp: { erasureIds, delaySeconds } };
}

/** How the run ends by what its last turn came to; null where it goes on. */
function endOf(run: Run, now: number): Turn | null {
  const { stage } = run;
  if (stage.at === 'called' && stage.backoff !== null) {
    const { backoff } = stage;
    return { do: 'end', because: 'backoff', backoff, comeBack: comeBack(run, backoff.until, now) };
  }
  const isOver = stage.at === 'called' ? stage.isOver : stage.at === 'read' && stage.isLast;
  return isOver ? { do: 'end', because: 'drained', comeBack: comeBack(run, 0, now) } : null;
}

const isSpent = ({ budget, calls }: Run, now: number): boolean =>
  now + TURN_MS > budget.until || calls + MOST_CALLS_A_TURN > budget.calls;

/** What a run does next. @param now milliseconds since the epoch */
export function nextTurn(run: Run, now: number): Turn {
  const { stage } = run;
  if (stage.at === 'read' && stage.due.length > 0)
    return { do: 'call', due: stage.due, isPauseKnown: now < run.pauseKnownUntil };
  const known = knownKeys(run, now);
  if (stage.at === 'listed') return read(run, known);
  const end = endOf(run, now);
  if (end !== null) return end;
  if (run.isPaused) return { do: 'end', because: 'paused' };
  if (isSpent(run, now)) return { do: 'hand-on', erasureIds: run.named.slice(0, MOST_ERASURE_IDS).map(erasureOf) };
  return askIndex(run, known, now) ?? read(run, known);
}
