/**
 * Makes the calls of one connection: whatever is due, batch by batch, each outcome recorded before the next call.
 * One drain per connection at a time, so that a provider's rate is kept in one place and its batches are full.
 */
import {
  block,
  erasureOf,
  holdForKey,
  isDue,
  isSettled,
  type Step,
  stepKey,
  stopFollowUps,
  waitsSince,
} from '../../core/erasure/step';
import { type Connection, isKeyRejected, type Settings } from '../../core/settings/schema';
import type { RetryReason } from '../../core/status/outcome';
import type { AcquiredLease, LeaseHandover, LeaseUnavailable } from '../../ports/leases';
import type { Ports } from '../../ports/ports';
import type { StepWithErasure } from '../../ports/step-store';
import { providerOf } from '../../providers';
import type { OpenProvider, Provider } from '../../providers/kit';
import { openConnection } from '../connections/open';
import { hold } from '../decide/decisions';
import { reconcile } from '../sync/reconcile';
import { callFor, peopleOf } from './call';
import { drainLeaseKey, isSavedSince } from '../background/backoff';
import { LONGEST_DELAY_SECONDS, MOST_ERASURE_IDS } from '../background/enqueue';
import { blockedAsRemoved } from '../connections/removed';
import { partByRules, RulesAtCall } from './rules-at-call';
import { LeaseLostError, type Throttle, throttled } from './throttle';
import { keyOf, WorkList } from './work-list';

/** What one run may use up. */
export interface Budget {
  /** When the run must be over, in milliseconds since the epoch. */
  readonly until: number;
  /** Calls to providers. */
  readonly calls: number;
}

/** What a wake-up asks for. */
export interface DrainRequest {
  /** Ids of erasures that are probably due. */
  readonly erasureIds: readonly string[];
  /** They alone: a person waits for them, and whatever else is due has wake-ups of its own. */
  readonly only: boolean;
}

/** Until when a provider asked to be left alone, and why. */
interface RequestedBackoff {
  readonly until: number;
  readonly reason: RetryReason;
}

/** How a run ended. `again`: the queue should deliver the same wake-up again after so many seconds. */
export type DrainResult =
  | { readonly kind: 'drained' | 'handed-on' | 'paused' }
  /** The provider asked for a pause: nobody calls it before. */
  | ({ readonly kind: 'backoff' } & RequestedBackoff)
  | { readonly kind: 'again'; readonly afterSeconds: number };

/** The longest that a turn takes: its calls, what is recorded, and what the issues are told. */
const TURN_MS = 90_000;
/** More than any provider makes in one turn. */
const MOST_CALLS_A_TURN = 100;
const TELL_AT_ONCE = 10;
/** So old may an answer be that deletions are not paused. */
const FRESH_MS = 1000;
/** How often the index is asked for what a person waits for, while there is other work at hand. */
const INDEX_INTERVAL_MS = 300;
/** How long a step of a bulk waits for others to be called with, at a provider that takes many people in one call. */
const BATCH_LINGER_MS = 15_000;

const hasNews = (before: Step, after: Step): boolean =>
  before.phase !== after.phase || before.history.length !== after.history.length;

/** Tells one issue. Where that fails, its erasure stays noted for the sweep, and the calls go on. */
async function sync(ports: Ports, id: string): Promise<void> {
  try {
    await reconcile(ports, id);
  } catch (error) {
    ports.log('work failed', { what: 'publish', error: error instanceof Error ? error.name : 'unknown' });
  }
}

async function syncAll(ports: Ports, ids: readonly string[]): Promise<void> {
  for (let first = 0; first < ids.length; first += TELL_AT_ONCE)
    await Promise.all(ids.slice(first, first + TELL_AT_ONCE).map((id) => sync(ports, id)));
}

/** How long a provider asked to be left alone, by Retry-After; null where it did not. */
function requestedBackoff(steps: readonly Step[]): RequestedBackoff | null {
  const requested = steps.flatMap(({ phase, outcome, notBefore }): RequestedBackoff[] =>
    phase === 'ready' && outcome?.kind === 'retry' && outcome.afterSeconds !== undefined
      ? [{ until: notBefore, reason: outcome.reason }]
      : [],
  );
  return requested.sort((a, b) => b.until - a.until)[0] ?? null;
}

/**
 * Comes back to what was seen and is not settled, as far as the queue can be told to wait. Where it was told to come
 * back before that already, it is not told again: wake-ups that each leave one behind would never grow fewer.
 * @returns when the queue comes back
 */
async function requeue(ports: Ports, { connection, acquired, workList }: Work, earliest: number): Promise<number> {
  const now = ports.system.now();
  const { ids, at } = workList.nextLater();
  const due = Math.max(at, earliest, now + 1000);
  if (acquired.requeuedAt > now && acquired.requeuedAt <= due) return acquired.requeuedAt;
  const delay = Math.ceil((due - now) / 1000);
  if (delay > LONGEST_DELAY_SECONDS) return 0;
  await ports.queue.enqueueDrain(connection.id, ids, { delaySeconds: delay });
  return due;
}

interface Work {
  /** The settings as they were read when the run began. */
  readonly settings: Settings;
  readonly connection: Connection;
  readonly provider: Provider;
  readonly acquired: AcquiredLease;
  readonly pace: Throttle;
  readonly rules: RulesAtCall;
  /** Keys of steps that were named by the wake-up and are not read yet. */
  readonly named: string[];
  readonly workList: WorkList;
  /** Whether the index is asked for more than the wake-up named. */
  asksIndex: boolean;
  /** The provider refuses the connection's key: nobody is called. */
  isKeyRefused: boolean;
  /** The connection was saved since the last run came to its end: what its provider asked for before does not hold. */
  readonly isAnew: boolean;
  /** The issues that are being told of the last turn. Never fails. */
  pendingSync: Promise<void>;
  /** When the index was last asked. */
  askedAt: number;
  /** When the queue comes back by itself; 0: not at all. */
  requeuedAt: number;
}

/**
 * Keys of the next turn's steps: what a person waits for, then what was hinted at or is due again, then what else the
 * index names. `isLast`: there are no hints left, and the index knows of no more.
 */
async function nextKeys(ports: Ports, work: Work): Promise<{ keys: string[]; isLast: boolean }> {
  const { stepIndex, system } = ports;
  const { connection, provider, named, workList } = work;
  const now = system.now();
  const room = work.isKeyRefused ? MOST_ERASURE_IDS : provider.batchSize * provider.concurrency;
  const known = [...new Set([...workList.dueAgain(now), ...named])];
  if (!work.asksIndex || (known.length >= room && now - work.askedAt < INDEX_INTERVAL_MS)) {
    const keys = known.slice(0, room);
    forget(named, keys);
    return { keys, isLast: !work.asksIndex && known.length <= room };
  }
  work.askedAt = now;
  // A key that is refused is refused for whatever is due later, too.
  const horizon = work.isKeyRefused || work.isAnew ? Number.MAX_SAFE_INTEGER : now;
  const isKnown = (key: string) =>
    workList.has(key, work.isKeyRefused ? horizon : now) ||
    (work.isKeyRefused && workList.isNotWaiting(key)) ||
    known.includes(key);
  const listed = await stepIndex.dueSteps(connection.id, horizon, room, isKnown);
  const [single, others] = [
    listed.filter(({ priority }) => priority === 'interactive'),
    listed.filter(({ priority }) => priority !== 'interactive'),
  ];
  // Alone: what a person waits for does not wait for the calls beside it.
  if (single.length > 0 && !work.isKeyRefused) return { keys: single.slice(0, room).map(keyOf), isLast: false };
  const all = [...single.map(keyOf), ...known, ...others.map(keyOf)];
  const keys = all.slice(0, room);
  forget(named, keys);
  return { keys, isLast: all.length <= room && listed.length < room };
}

function forget(hinted: string[], keys: readonly string[]): void {
  const left = hinted.filter((key) => !keys.includes(key));
  hinted.splice(0, hinted.length, ...left);
}

/** Tells issues beside the next turn, so that a provider's rate is used while Jira answers. */
function syncInBackground(ports: Ports, work: Work, ids: readonly string[]): void {
  const before = work.pendingSync;
  work.pendingSync = before.then(() => syncAll(ports, ids));
}

/**
 * Puts off what would leave a batch half empty, where nobody waits for it: more of a bulk may come, and the provider is
 * called as seldom as it allows.
 */
function inFullBatches({ provider: { batchSize }, workList }: Work, due: readonly Step[], now: number): Step[] {
  const tooMany = due.filter(({ status }) => status === 'waiting').length % batchSize;
  const patient = due.filter(
    ({ priority, status, notBefore }) =>
      priority === 'bulk' && status === 'waiting' && notBefore <= now && now - notBefore < BATCH_LINGER_MS,
  );
  if (tooMany === 0 || patient.length < tooMany) return [...due];
  const later = patient.slice(-tooMany);
  for (const step of later) workList.defer(step, step.notBefore + BATCH_LINGER_MS);
  return due.filter((step) => !later.includes(step));
}

/** Whether a step's call is due, or was put off by what its provider said before the connection was saved anew. */
const isCallable = ({ isAnew, connection }: Work, step: Step, now: number): boolean =>
  isDue(step, now) || (isAnew && waitsSince(step, connection.savedAt));

/** The steps of the next turn, each read strictly. */
async function readDue(ports: Ports, work: Work): Promise<{ due: StepWithErasure[]; isLast: boolean }> {
  const { workList, isKeyRefused } = work;
  const { keys, isLast } = await nextKeys(ports, work);
  const found = await ports.stepStore.stepsWithErasures(keys);
  const read = found.map(({ step }) => step);
  workList.note(read);
  // What is not there any more is not asked for again.
  workList.drop(keys.filter((key) => !read.some((step) => keyOf(step) === key)));
  // Settled already: whoever did it may have died before the issue was told.
  syncInBackground(
    ports,
    work,
    read.filter(isSettled).map(({ erasureId }) => erasureId),
  );
  const now = ports.system.now();
  const due = read.filter(
    (step) => isCallable(work, step, now) || (isKeyRefused && step.phase === 'ready' && step.status === 'waiting'),
  );
  const ready = isKeyRefused ? due : inFullBatches(work, due, now);
  return { due: found.filter(({ step }) => ready.includes(step)), isLast };
}

/** Records what became of the steps, and tells their issues. @throws OvertakenError */
async function settle(ports: Ports, work: Work, before: readonly Step[], after: readonly Step[]): Promise<void> {
  const { acquired, workList } = work;
  const news = after.filter((step, index) => hasNews(before[index] ?? step, step)).map(({ erasureId }) => erasureId);
  const learned = after.flatMap((next, index) => {
    const read = before[index];
    return read === undefined || read === next ? [] : [{ read, next }];
  });
  if (!(await ports.stepStore.commit(learned, new Set(news), acquired.lease, ports.system.now())))
    throw new LeaseLostError();
  workList.note(after);
  // Never more than one turn behind.
  await work.pendingSync;
  syncInBackground(ports, work, news);
}

const stepsIn = (some: readonly StepWithErasure[]): Step[] => some.map(({ step }) => step);
const isRefusal = ({ phase }: Step): boolean => phase === 'key-rejected';

/** Erasures for which nobody may be called now are not come back to by this run. */
async function holdBack(ports: Ports, { connection, workList }: Work, ids: readonly string[]): Promise<void> {
  for (const id of ids) await hold(ports, id, ['protected']);
  workList.drop(ids.map((id) => stepKey(id, connection.id)));
}

/** Whatever is due: called, or not, as connection, key and rules are by now. @returns until when the provider asked for a pause */
async function takeTurn(ports: Ports, work: Work, opened: OpenProvider | null, due: readonly StepWithErasure[]) {
  const { connection, provider, pace, rules, settings } = work;
  const now = ports.system.now();
  // A connection that was removed, or set up anew for another provider, is not what was planned.
  const isPlanned = ({ step }: StepWithErasure) => step.provider === connection.provider;
  const unplanned = stepsIn(due.filter((one) => !isPlanned(one)));
  const planned = due.filter(isPlanned);
  const unkeyed = work.isKeyRefused ? stepsIn(planned.filter(({ step }) => step.status === 'waiting')) : [];
  // Where nobody is called any more there may be many to lock; those that are asked about are no more than ever.
  const callable = planned
    .filter(({ step }) => !unkeyed.includes(step) && isCallable(work, step, now))
    .slice(0, provider.batchSize * provider.concurrency);
  const isWaiting = ({ step }: StepWithErasure) => step.status === 'waiting';
  const people = await peopleOf(ports, stepsIn(callable));
  const current = await rules.forTurn();
  const { called, held, notAllowed } = partByRules(callable.filter(isWaiting), people, current);
  await holdBack(ports, work, held);
  // Whoever may not be called for is not asked about either: what was handed over stays so.
  const handedOver = callable.filter((one) => !isWaiting(one));
  const checked = partByRules(handedOver, people, current).called;
  const unasked = stepsIn(handedOver.filter((one) => !checked.includes(one)));
  const asked = stepsIn(callable.filter((one) => called.includes(one) || checked.includes(one)));
  const answered = asked.length === 0 ? [] : await callFor(ports, provider, opened, pace.isPaused, asked, people);
  const blocked = stepsIn(notAllowed);
  const after = [
    ...answered,
    ...unkeyed.map((step) => holdForKey(step, now)),
    ...unplanned.map((step) => blockedAsRemoved(step, settings, now)),
    ...blocked.map((step) => block(step, 'project-not-allowed', now)),
    ...unasked.map(stopFollowUps),
  ];
  await settle(ports, work, [...asked, ...unkeyed, ...unplanned, ...blocked, ...unasked], after);
  if (!work.isKeyRefused && answered.some(isRefusal)) {
    work.isKeyRefused = true;
    work.asksIndex = true;
    await ports.settings.setKeyRejected(connection.id, connection.savedAt);
  }
  return requestedBackoff(after);
}

/** Takes turns until nothing is due or the budget is nearly spent. */
async function takeTurns(ports: Ports, work: Work, budget: Budget): Promise<DrainResult> {
  const { system, connectionSecrets, queue } = ports;
  const { connection, pace, named, rules, settings } = work;
  const readAt = system.now();
  const opened = openConnection(connection, await connectionSecrets.secrets(connection.keptAs), {
    ...ports,
    http: pace.http,
  });
  let isFirst = true;
  for (;;) {
    if (settings.paused || pace.isPaused()) return { kind: 'paused' };
    if (system.now() + TURN_MS > budget.until || pace.calls() + MOST_CALLS_A_TURN > budget.calls) {
      await queue.enqueueDrain(connection.id, named.slice(0, MOST_ERASURE_IDS).map(erasureOf));
      return { kind: 'handed-on' };
    }
    const { due, isLast } = await readDue(ports, work);
    // The settings were read a moment before the first turn; but not where much was looked at since.
    const isFresh = isFirst && system.now() - readAt < FRESH_MS;
    if (due.length > 0 && !isFresh && (await ports.settings.isPaused())) return { kind: 'paused' };
    isFirst &&= due.length === 0;
    if (due.length > 0 && (await rules.isOtherConnection())) {
      await queue.enqueueDrain(
        connection.id,
        due.slice(0, MOST_ERASURE_IDS).map(({ erasure }) => erasure.id),
      );
      return { kind: 'handed-on' };
    }
    pace.notPaused();
    const backoff = due.length === 0 ? null : await takeTurn(ports, work, opened, due);
    if (backoff !== null) {
      work.requeuedAt = await requeue(ports, work, backoff.until);
      return { kind: 'backoff', ...backoff };
    }
    // A key that was just found to be refused is refused for everybody else here, too.
    if (isLast && !(work.isKeyRefused && due.length > 0)) break;
  }
  work.requeuedAt = await requeue(ports, work, 0);
  return { kind: 'drained' };
}

/** A connection that was removed: its open steps are blocked. */
const removed = (id: string): Connection => ({
  id,
  provider: '',
  label: id,
  enabled: true,
  settings: {},
  savedAt: 0,
  keptAs: '',
});
const NO_PROVIDER = { batchSize: 20, concurrency: 1, callsPerMinute: 60 } as Provider;

/** Takes a connection's lease; also where its provider asked to be left alone, if the connection was saved since. */
async function takeOver(
  { leases, system, settings }: Ports,
  connectionId: string,
): Promise<AcquiredLease | LeaseUnavailable> {
  const key = drainLeaseKey(connectionId);
  const taken = await leases.acquire(key, system.now());
  if (!('retryAfterSeconds' in taken) || taken.blockedBySettingsOf === null) return taken;
  const connection = (await settings.read()).connections.find(({ id }) => id === connectionId);
  const isLifted = connection !== undefined && isSavedSince(connection, taken.blockedBySettingsOf, system.now());
  return isLifted ? leases.acquire(key, system.now(), { isLifted }) : taken;
}

/**
 * Drains one connection. The wake-up names erasures that are probably due; what is due the ledger says.
 */
export async function drain(
  ports: Ports,
  connectionId: string,
  { erasureIds, only }: DrainRequest,
  budget: Budget,
): Promise<DrainResult> {
  const { leases, system, log } = ports;
  const taken = await takeOver(ports, connectionId);
  if ('retryAfterSeconds' in taken) return { kind: 'again', afterSeconds: taken.retryAfterSeconds };
  // Also where the run fails, its calls were made.
  let left = (): LeaseHandover => taken;
  let told = (): Promise<void> => Promise.resolve();
  try {
    const readAt = system.now();
    const settings = await ports.settings.read();
    const connection = settings.connections.find(({ id }) => id === connectionId) ?? removed(connectionId);
    // What waits there goes on waiting: nothing wakes it but an admin who switches the connection on again.
    if (!connection.enabled) return { kind: 'drained' };
    const provider = providerOf(connection.provider) ?? NO_PROVIDER;
    const isAnew = isSavedSince(connection, taken.settingsReadAt, readAt);
    const rules = new RulesAtCall(ports, connectionId, settings, readAt);
    const pace = throttled(ports, provider, taken, rules);
    const work: Work = {
      ...{ settings, connection, provider, acquired: taken, pace, rules },
      named: erasureIds.map((id) => stepKey(id, connectionId)),
      workList: new WorkList(),
      pendingSync: Promise.resolve(),
      isAnew,
      asksIndex: !only || isAnew || isKeyRejected(settings, connection),
      isKeyRefused: isKeyRejected(settings, connection),
      askedAt: 0,
      requeuedAt: taken.requeuedAt,
    };
    left = () => ({ blockedUntil: pace.nextTurn(), requeuedAt: work.requeuedAt, settingsReadAt: taken.settingsReadAt });
    told = () => work.pendingSync;
    const drained = await takeTurns(ports, work, budget);
    const backoff = drained.kind === 'backoff' ? drained : null;
    const since = backoff !== null || drained.kind === 'drained' ? readAt : taken.settingsReadAt;
    left = () => ({
      blockedUntil: Math.max(pace.nextTurn(), backoff?.until ?? 0),
      requeuedAt: work.requeuedAt,
      settingsReadAt: since,
      ...(backoff === null ? {} : { blockedBecause: backoff.reason }),
    });
    return drained;
  } catch (error) {
    if (!(error instanceof LeaseLostError)) throw error;
    log('drain overtaken', { connection: connectionId });
    return { kind: 'again', afterSeconds: 5 };
  } finally {
    await leases.release(taken.lease, left());
    await told();
  }
}
