/**
 * Makes the calls of one connection: whatever is due, batch by batch, each outcome recorded before the next call.
 * One drain per connection at a time, so that a provider's rate is kept in one place and its batches are full.
 * What is done next is decided by core/drain/next-turn; here it is done.
 */
import { type ComeBack, nextTurn, type Turn } from '../../core/drain/next-turn';
import { begunRun, withListed, withRead } from '../../core/drain/run';
import { stepKey } from '../../core/erasure/step';
import { type Connection, isKeyRejected } from '../../core/settings/schema';
import type { AcquiredLease, LeaseHandover, LeaseUnavailable } from '../../ports/leases';
import type { Ports } from '../../ports/ports';
import { providerOf } from '../../providers';
import { drainLeaseKey, isSavedSince } from '../background/backoff';
import { openConnection } from '../connections/open';
import { RulesAtCall } from './rules-at-call';
import { SyncQueue } from './sync-queue';
import { LeaseLostError, throttled } from './throttle';
import { takeTurn } from './turn';
import type { DrainResult, Rates, Work } from './work';

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

/** So old may an answer be that deletions are not paused. */
const FRESH_MS = 1000;

/** Has the queue come back. */
async function requeue({ queue }: Ports, work: Work, { requeuedAt, wakeUp }: ComeBack): Promise<void> {
  const { id } = work.connection;
  if (wakeUp !== null) await queue.enqueueDrain(id, wakeUp.erasureIds, { delaySeconds: wakeUp.delaySeconds });
  work.run = { ...work.run, requeuedAt };
}

/** Does what is next. @returns how the run ended; null where it goes on */
async function carryOut(ports: Ports, work: Work, turn: Turn): Promise<DrainResult | null> {
  const { connection } = work;
  switch (turn.do) {
    case 'ask-index': {
      const askedAt = ports.system.now();
      const listed = await ports.stepIndex.dueSteps(connection.id, turn.until, turn.limit, turn.isKnown);
      work.run = withListed(work.run, listed, askedAt);
      return null;
    }
    case 'read': {
      const found = await ports.stepStore.stepsWithErasures(turn.keys);
      const { run, settled } = withRead(work.run, turn, found, ports.system.now());
      work.run = run;
      work.syncs.add(settled);
      return null;
    }
    case 'call':
      return takeTurn(ports, work, turn);
    case 'hand-on':
      await ports.queue.enqueueDrain(connection.id, turn.erasureIds);
      return { kind: 'handed-on' };
    case 'end':
      if (turn.because === 'paused') return { kind: 'paused' };
      await requeue(ports, work, turn.comeBack);
      return turn.because === 'backoff' ? { kind: 'backoff', ...turn.backoff } : { kind: 'drained' };
  }
}

/** Takes turns until nothing is due or the budget is nearly spent. */
async function takeTurns(ports: Ports, work: Work): Promise<DrainResult> {
  const { pace, settings } = work;
  for (;;) {
    work.run = { ...work.run, calls: pace.calls(), isPaused: settings.paused || pace.isPaused() };
    const result = await carryOut(ports, work, nextTurn(work.run, ports.system.now()));
    if (result !== null) return result;
  }
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
/** Nobody is called at a connection that is no more: so many of its steps are blocked at once. */
const NO_PROVIDER: Rates = { batchSize: 20, concurrency: 1, callsPerMinute: 60 };

/** Takes a connection's lease; also where its provider asked to be left alone, if the connection was saved since. */
async function acquire(
  { leases, system, settings }: Ports,
  connectionId: string,
): Promise<AcquiredLease | LeaseUnavailable> {
  const key = drainLeaseKey(connectionId);
  const acquired = await leases.acquire(key, system.now());
  if (!('retryAfterSeconds' in acquired) || acquired.blockedBySettingsOf === null) return acquired;
  const connection = (await settings.read()).connections.find(({ id }) => id === connectionId);
  const isLifted = connection !== undefined && isSavedSince(connection, acquired.blockedBySettingsOf, system.now());
  return isLifted ? leases.acquire(key, system.now(), { isLifted }) : acquired;
}

/** What a run works with; null where the connection is switched off. */
async function prepare(
  ports: Ports,
  connectionId: string,
  acquired: AcquiredLease,
  { erasureIds, only, budget }: DrainRequest & { readonly budget: Budget },
): Promise<Work | null> {
  const { system, connectionSecrets } = ports;
  const readAt = system.now();
  const settings = await ports.settings.read();
  const connection = settings.connections.find(({ id }) => id === connectionId) ?? removed(connectionId);
  if (!connection.enabled) return null;
  const pauseKnownUntil = system.now() + FRESH_MS;
  const rates = providerOf(connection.provider) ?? NO_PROVIDER;
  const rules = new RulesAtCall(ports, connectionId, settings, readAt);
  const pace = throttled(ports, rates, acquired, rules);
  const secrets = await connectionSecrets.secrets(connection.keptAs);
  const isAnew = isSavedSince(connection, acquired.settingsReadAt, readAt);
  const isKeyRefused = isKeyRejected(settings, connection);
  return {
    ...{ lease: acquired.lease, settings, readAt, connection, rates, pace, rules },
    opened: openConnection(connection, secrets, { ...ports, http: pace.http, tasks: pace.tasks }),
    syncs: new SyncQueue(ports),
    run: begunRun({
      ...{ capacity: rates, connection, budget, pauseKnownUntil, isAnew, isKeyRefused },
      asksIndex: !only || isAnew || isKeyRefused,
      requeuedAt: acquired.requeuedAt,
      named: erasureIds.map((id) => stepKey(id, connectionId)),
    }),
  };
}

/** What the next run of this connection is told. Also where the run failed, its calls were made. */
function handoverOf(acquired: AcquiredLease, work: Work | null, result: DrainResult | null): LeaseHandover {
  if (work === null) return acquired;
  const backoff = result?.kind === 'backoff' ? result : null;
  const isThrough = backoff !== null || result?.kind === 'drained';
  return {
    blockedUntil: Math.max(work.pace.nextTurn(), backoff?.until ?? 0),
    requeuedAt: work.run.requeuedAt,
    settingsReadAt: isThrough ? work.readAt : acquired.settingsReadAt,
    ...(backoff === null ? {} : { blockedBecause: backoff.reason }),
  };
}

/**
 * Drains one connection. The wake-up names erasures that are probably due; what is due the ledger says.
 */
export async function drain(
  ports: Ports,
  connectionId: string,
  request: DrainRequest,
  budget: Budget,
): Promise<DrainResult> {
  const acquired = await acquire(ports, connectionId);
  if ('retryAfterSeconds' in acquired) return { kind: 'again', afterSeconds: acquired.retryAfterSeconds };
  let work: Work | null = null;
  let result: DrainResult | null = null;
  try {
    work = await prepare(ports, connectionId, acquired, { ...request, budget });
    // What waits there goes on waiting: nothing wakes it but an admin who switches the connection on again.
    if (work === null) return { kind: 'drained' };
    result = await takeTurns(ports, work);
    return result;
  } catch (error) {
    if (!(error instanceof LeaseLostError)) throw error;
    ports.log('drain overtaken', { connection: connectionId });
    return { kind: 'again', afterSeconds: 5 };
  } finally {
    await ports.leases.release(acquired.lease, handoverOf(acquired, work, result));
    await work?.syncs.done();
  }
}
