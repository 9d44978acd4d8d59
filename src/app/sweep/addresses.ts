/**
 * Addresses of erasures that have ended: whatever failed or was late, none is kept for longer than its date.
 */
import { hasEnded } from '../../core/erasure/erasure';
import { LATE } from '../../core/erasure/questions';
import { stopFollowUps } from '../../core/erasure/step';
import { addressKeptUntil, askNoLater } from '../../core/erasure/verify';
import { DAY, HOUR } from '../../lib/time';
import type { Ports } from '../../ports/ports';
import { forget } from '../sync/let-go';
import { updateErasure } from '../sync/update';

/** Deletes the address of an erasure that ended a while ago once more: a late request may have stored it again. */
export async function cleanUp(ports: Ports, id: string): Promise<void> {
  const snapshot = await ports.erasureStore.snapshot(id);
  if (snapshot === null || !hasEnded(snapshot.erasure) || snapshot.needsSync) return;
  await forget(ports, snapshot);
  await ports.retention.markClean(snapshot.erasure);
}

/** Lets go of an address by its date, also where its providers were not asked again in time. */
export async function goByDate(ports: Ports, id: string): Promise<void> {
  const snapshot = await ports.erasureStore.snapshot(id);
  if (snapshot === null || !hasEnded(snapshot.erasure)) return;
  // First of all: what else there is to do may fail.
  if ((addressKeptUntil(snapshot.steps) ?? 0) <= ports.system.now()) await forget(ports, snapshot);
  if (!snapshot.needsSync) await updateErasure(ports, id, ({ erasure, steps }) => ({ erasure, steps, newEvents: [] }));
}

/** Erasures whose address is kept for longer than an admin by now lets it be. */
export async function keptTooLong({ retention, settings, system }: Ports, limit: number): Promise<string[]> {
  const { verifyDays: days } = (await settings.read()).policy;
  return retention.keptBeyond(system.now() + (days === 0 ? 0 : days * DAY + LATE + HOUR), limit);
}

/** Has nothing asked later than an admin lets it from now on, and the address go by then; at once where nobody is asked. */
export async function keepForLess(ports: Ports, id: string): Promise<void> {
  const { verifyDays: days } = (await ports.settings.read()).policy;
  await updateErasure(ports, id, ({ erasure, steps }, now) => ({
    erasure,
    steps: steps.map((step) => (days === 0 ? stopFollowUps(step, now) : askNoLater(step, now + days * DAY))),
    newEvents: [],
  }));
}
