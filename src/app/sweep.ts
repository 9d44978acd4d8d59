/**
 * Takes up whatever was left lying: the schedule runs it every five minutes, and nothing depends on a queue event
 * having survived.
 */
import type { Ports } from '../core/ports';
import { start } from './decisions';
import { publish } from './publish';
import { wakeSteps } from './wake';

const A_MINUTE = 60_000;
/** At most so many of each kind in one sweep; the next one takes up the rest. */
const AT_ONCE = 500;

export const sweep = (ports: Ports) => async (): Promise<void> => {
  const { ledger, vault, chance, log, settings } = ports;
  const now = chance.now();

  // Requests that died between their claim and the storing of their erasure: the issue is free again.
  for (const { key, erasureId } of await ledger.abandonedClaims(now - A_MINUTE, AT_ONCE))
    if (await ledger.release(key)) await vault.forget(erasureId);

  for (const id of await ledger.scheduledUntil(now, AT_ONCE)) await start(ports)(id);
  for (const id of await ledger.unpublished(now - A_MINUTE, AT_ONCE)) await publish(ports)(id);

  const { paused } = await settings.read();
  const due = paused ? [] : await ledger.due(now, AT_ONCE);
  await wakeSteps(
    ports,
    due.map((step) => ({ ...step, gate: 'open' as const })),
  );
  log('swept', { woken: due.length, paused });
};
