/**
 * Recovers what a lost event or a crash left undone: the schedule runs it every five minutes, and nothing depends on a queue event
 * having survived.
 */
import type { Ports } from '../../ports/ports';
import { tidyVault } from '../connections/keep-secrets';
import { start } from '../decide/decisions';
import { resumeAllAfterKeyChange } from '../decide/retry';
import { MOST_ERASURE_IDS } from '../../core/drain/limits';
import { enqueueSteps } from '../background/enqueue';
import { blockRemoved } from '../connections/removed';
import { retryFailedTrigger } from '../request/on-issue-event';
import { nextForDriftCheck, repairDrift } from '../sync/drift';
import { reconcile } from '../sync/reconcile';
import { countEnded, uncounted } from './count-ended';
import { forEachUntil, tryOrLog } from '../background/for-each-until';
import { cleanUp, goByDate, keepForLess, keptTooLong } from './addresses';
import { remind } from './remind';
import { reportAccounts } from './report-accounts';
import { readSettledTasks, readTask } from '../tasks/tasks';
import { once } from '../../lib/once';
import { HOUR, MINUTE } from '../../lib/time';

/** No request lives longer than its function may run. */
const LONGEST_REQUEST = MINUTE;
/** At most so many of each kind in one sweep; the next one takes up the rest. */
const AT_ONCE = 500;
/** The function's time-out in the manifest, less what belongs to reserves. */
const MAY_RUN = 240_000;

/** Wakes every connection at which something is due, also those that were removed; none that is switched off. */
export async function enqueueDue(ports: Ports): Promise<number> {
  const { stepIndex, questionIndex, settings, system } = ports;
  const { paused, connections } = await settings.read();
  if (paused) return 0;
  const now = system.now();
  const due = await stepIndex.dueAnywhere(now, AT_ONCE);
  due.push(...(await questionIndex.dueAnywhere(now, AT_ONCE)));
  // Only where there is more than fits may one connection's steps stand in front of all the others'.
  if (due.length >= AT_ONCE)
    for (const { id, enabled } of connections) {
      if (!enabled) continue;
      due.push(...(await stepIndex.dueSteps(id, now, MOST_ERASURE_IDS, () => false)));
      due.push(...(await questionIndex.dueAt(id, now, MOST_ERASURE_IDS)));
    }
  const off = connections.filter(({ enabled }) => !enabled).map(({ id }) => id);
  const awake = due.filter(({ connectionId }) => !off.includes(connectionId));
  const distinct = new Map(
    awake.map((step) => [`${step.erasureId}.${step.connectionId}`, { ...step, phase: 'ready' as const }]),
  );
  await enqueueSteps(ports, [...distinct.values()]);
  return distinct.size;
}

/**
 * Recovers everything that was left undone: due steps, ended grace periods, issues that were not told, renewed keys,
 * requests that died, addresses that somebody late kept again, events that were refused for the moment, bulks, tasks of
 * people, reminders, daily figures, issues whose property is not what was written, and what an admin's change left behind.
 */
export async function sweep(ports: Ports): Promise<void> {
  const { erasureIndex, outbox, claims, addresses, retention, reminders, failedTriggers, bulks, system, log } = ports;
  const now = system.now();
  const until = now + MAY_RUN;
  // What is to be done is asked side by side, so that an installation at which nothing is costs one round of questions.
  const sweepUp = <T>(what: string, list: () => Promise<readonly T[]>, work: (item: T) => Promise<unknown>) => {
    const listed = tryOrLog(ports, what, list, []);
    return () => forEachUntil(ports, { what, list: () => listed, until }, work);
  };
  // Nothing while deletions are paused.
  const paused = once(() => ports.settings.isPaused());
  const unlessPaused =
    <T>(list: () => Promise<readonly T[]>) =>
    async () =>
      (await paused()) ? [] : list();
  // Requests that died between their claim and the storing of their erasure: the issue is free again.
  const abandoned = () => claims.abandoned(now - LONGEST_REQUEST, AT_ONCE);
  const kinds = [
    sweepUp(
      'start',
      () => erasureIndex.scheduledBefore(now, AT_ONCE),
      (id) => start(ports, id),
    ),
    sweepUp(
      'publish',
      () => outbox.needingSync(now - MINUTE, AT_ONCE),
      (id) => reconcile(ports, id),
    ),
    sweepUp('release', abandoned, ({ key, erasureId }) =>
      claims.release(key, erasureId, () => addresses.forget(erasureId, [])),
    ),
    sweepUp(
      'clean',
      () => retention.endedBefore(now - HOUR, AT_ONCE),
      (id) => cleanUp(ports, id),
    ),
    sweepUp(
      'let go',
      () => retention.keptPast(now, AT_ONCE),
      (id) => goByDate(ports, id),
    ),
    sweepUp(
      'shorten',
      () => keptTooLong(ports, AT_ONCE),
      (id) => keepForLess(ports, id),
    ),
    sweepUp(
      'event',
      unlessPaused(() => failedTriggers.waiting(now - MINUTE, AT_ONCE)),
      (trigger) => retryFailedTrigger(ports, trigger),
    ),
    sweepUp(
      'bulk',
      unlessPaused(() => bulks.running(AT_ONCE)),
      (accountId) => ports.queue.enqueueBulk(accountId),
    ),
    sweepUp(
      'task',
      () => ports.stepIndex.tasksToRead(now, AT_ONCE),
      (owner) => readTask(ports, owner),
    ),
    sweepUp(
      'remind',
      () => reminders.due(now, AT_ONCE),
      (id) => remind(ports, id),
    ),
    sweepUp(
      'count',
      () => uncounted(ports, AT_ONCE),
      (some) => countEnded(ports, some),
    ),
  ];
  await Promise.all([
    tryOrLog(ports, 'wake', () => enqueueDue(ports), 0),
    tryOrLog(ports, 'unlock', () => resumeAllAfterKeyChange(ports, until), undefined),
    tryOrLog(ports, 'block', () => blockRemoved(ports, until), undefined),
    tryOrLog(ports, 'tidy', () => tidyVault(ports), undefined),
    tryOrLog(ports, 'accounts', () => reportAccounts(ports), undefined),
  ]);
  for (const sweepUpKind of kinds) await sweepUpKind();
  // This one moves on where it is asked: only once there is time for it.
  await forEachUntil(ports, { what: 'mirror', list: () => nextForDriftCheck(ports), until }, async (listed) => {
    await tryOrLog(ports, 'task', () => readSettledTasks(ports, listed), undefined);
    await repairDrift(ports, listed);
  });
  log('swept');
}
