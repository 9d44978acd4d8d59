/**
 * Takes up whatever was left lying: the schedule runs it every five minutes, and nothing depends on a queue event
 * having survived.
 */
import type { Ports } from '../core/ports';
import { start } from './decisions';
import { publish } from './publish';
import { idOf } from './seen';
import { HINTS, wakeSteps } from './wake';

const A_MINUTE = 60_000;
/** At most so many of each kind in one sweep; the next one takes up the rest. */
const AT_ONCE = 500;
/** The function's time-out in the manifest, less what belongs to reserves. */
const MAY_RUN = 240_000;

/** Wakes every connection at which something is due, also those that were removed. */
export const wakeDue =
  ({ ledger, settings, chance, ...ports }: Ports) =>
  async (): Promise<number> => {
    const { paused, connections } = await settings.read();
    if (paused) return 0;
    const now = chance.now();
    const due = await ledger.due(now, AT_ONCE);
    for (const { id } of connections) {
      const keys = await ledger.dueOf(id, now, HINTS, () => false);
      due.push(...keys.map((key) => ({ connectionId: id, erasureId: idOf(key) })));
    }
    const distinct = new Map(
      due.map((step) => [`${step.erasureId}.${step.connectionId}`, { ...step, gate: 'open' as const }]),
    );
    await wakeSteps({ ledger, settings, chance, ...ports }, [...distinct.values()]);
    return distinct.size;
  };

/** One that fails holds up no other: it is taken up by the next sweep. */
async function each<T>(
  { log, chance }: Ports,
  until: number,
  what: string,
  items: readonly T[],
  work: (item: T) => Promise<void>,
) {
  for (const item of items) {
    if (chance.now() > until) return;
    try {
      await work(item);
    } catch (error) {
      log('sweep failed', { what, error: error instanceof Error ? error.name : 'unknown' });
    }
  }
}

export const sweep = (ports: Ports) => async (): Promise<void> => {
  const { ledger, vault, chance, log } = ports;
  const now = chance.now();
  const until = now + MAY_RUN;
  const woken = await wakeDue(ports)();
  await each(ports, until, 'start', await ledger.scheduledUntil(now, AT_ONCE), start(ports));
  await each(ports, until, 'publish', await ledger.unpublished(now - A_MINUTE, AT_ONCE), publish(ports));
  // Requests that died between their claim and the storing of their erasure: the issue is free again.
  await each(
    ports,
    until,
    'release',
    await ledger.abandonedClaims(now - A_MINUTE, AT_ONCE),
    async ({ key, erasureId }) => {
      if (await ledger.release(key, erasureId)) await vault.forget(erasureId);
    },
  );
  log('swept', { woken });
};
