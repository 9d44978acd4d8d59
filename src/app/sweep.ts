/**
 * Takes up whatever was left lying: the schedule runs it every five minutes, and nothing depends on a queue event
 * having survived.
 */
import { hasEnded } from '../core/erasure';
import type { Ports } from '../core/ports';
import { remind } from './deadline';
import { start } from './decisions';
import { attempt, each } from './each';
import { countEnded, uncounted } from './figures';
import { tryAgain } from './issue-event';
import { compare, nextToCompare } from './mirror';
import { blockGone } from './gone';
import { tidyVault } from './keep-secrets';
import { publish } from './publish';
import { unlockAll } from './take-up';
import { HINTS, wakeSteps } from './wake';

const A_MINUTE = 60_000;
const AN_HOUR = 60 * A_MINUTE;
/** No request lives longer than its function may run. */
const LONGEST_REQUEST = A_MINUTE;
/** At most so many of each kind in one sweep; the next one takes up the rest. */
const AT_ONCE = 500;
/** The function's time-out in the manifest, less what belongs to reserves. */
const MAY_RUN = 240_000;

/** Wakes every connection at which something is due, also those that were removed; none that is switched off. */
export const wakeDue = (ports: Ports) => async (): Promise<number> => {
  const { ledger, settings, chance } = ports;
  const { paused, connections } = await settings.read();
  if (paused) return 0;
  const now = chance.now();
  const due = await ledger.due(now, AT_ONCE);
  for (const { id, enabled } of connections) {
    if (enabled) due.push(...(await ledger.dueOf(id, now, HINTS, () => false)));
  }
  const off = connections.filter(({ enabled }) => !enabled).map(({ id }) => id);
  const awake = due.filter(({ connectionId }) => !off.includes(connectionId));
  const distinct = new Map(
    awake.map((step) => [`${step.erasureId}.${step.connectionId}`, { ...step, gate: 'open' as const }]),
  );
  await wakeSteps(ports, [...distinct.values()]);
  return distinct.size;
};

/** Lets go, once more, of the address of an erasure that ended a while ago: somebody late may have kept it again. */
const cleanUp =
  ({ ledger, vault }: Ports) =>
  async (id: string): Promise<void> => {
    const whole = await ledger.whole(id);
    if (whole === null || !hasEnded(whole.erasure) || whole.isUntold) return;
    await vault.forget(id);
    await ledger.cleaned(whole.erasure);
  };

/**
 * Takes up everything that was left lying: due steps, ended grace periods, issues that were not told, renewed keys,
 * requests that died, addresses that somebody late kept again, events that were refused for the moment, bulks, reminders,
 * daily figures, issues whose property is not what was written, and what an admin's change left behind.
 */
export const sweep = (ports: Ports) => async (): Promise<void> => {
  const { ledger, vault, reminders, refusedStarts, bulks, chance, log } = ports;
  const now = chance.now();
  const until = now + MAY_RUN;
  const sweepUp = <T>(what: string, list: () => Promise<readonly T[]>, work: (item: T) => Promise<unknown>) =>
    each(ports, until, what, list, work);
  // Nothing while deletions are paused.
  const unlessPaused =
    <T>(list: () => Promise<readonly T[]>) =>
    async () =>
      (await ports.settings.isPaused()) ? [] : list();
  await attempt(ports, 'wake', wakeDue(ports), 0);
  await sweepUp('start', () => ledger.scheduledUntil(now, AT_ONCE), start(ports));
  await attempt(ports, 'unlock', () => unlockAll(ports)(until), undefined);
  await attempt(ports, 'block', () => blockGone(ports)(until), undefined);
  await attempt(ports, 'tidy', tidyVault(ports), undefined);
  await sweepUp('publish', () => ledger.unpublished(now - A_MINUTE, AT_ONCE), publish(ports));
  // Requests that died between their claim and the storing of their erasure: the issue is free again.
  const abandoned = () => ledger.abandonedClaims(now - LONGEST_REQUEST, AT_ONCE);
  await sweepUp('release', abandoned, ({ key, erasureId }) =>
    ledger.release(key, erasureId, () => vault.forget(erasureId)),
  );
  await sweepUp('clean', () => ledger.endedBefore(now - AN_HOUR, AT_ONCE), cleanUp(ports));
  await sweepUp(
    'event',
    unlessPaused(() => refusedStarts.waiting(now - A_MINUTE, AT_ONCE)),
    tryAgain(ports),
  );
  await sweepUp(
    'bulk',
    unlessPaused(() => bulks.running(AT_ONCE)),
    (accountId) => ports.queue.goOn(accountId),
  );
  await sweepUp('remind', () => reminders.due(now, AT_ONCE), remind(ports));
  await sweepUp('count', () => uncounted(ports, AT_ONCE), countEnded(ports));
  await sweepUp('mirror', () => nextToCompare(ports), compare(ports));
  log('swept');
};
