/**
 * Addresses of erasures that have ended: whatever failed or was late, none is kept for longer than its date.
 */
import { hasEnded } from '../../core/erasure/erasure';
import { LATE } from '../../core/erasure/questions';
import { withoutPlan } from '../../core/erasure/second-look';
import { awaitsSecondLook, type Step, stopFollowUps } from '../../core/erasure/step';
import { addressKeptUntil, askNoLater } from '../../core/erasure/verify';
import type { Policy } from '../../core/settings/schema';
import { DAY, HOUR } from '../../lib/time';
import type { ErasureSnapshot } from '../../ports/erasure-store';
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

/** Forgets the address of an ended erasure whose date has come, also where its providers were not asked again in time. */
async function forgetPast(ports: Ports, { erasure, steps }: ErasureSnapshot): Promise<void> {
  if ((addressKeptUntil(steps, erasure.secondLookAt) ?? 0) <= ports.system.now())
    await forget(ports, { erasure, steps });
}

/** Lets go of an address by its date. */
export async function goByDate(ports: Ports, id: string): Promise<void> {
  const snapshot = await ports.erasureStore.snapshot(id);
  if (snapshot === null || !hasEnded(snapshot.erasure)) return;
  // First of all: what else there is to do may fail.
  await forgetPast(ports, snapshot);
  if (!snapshot.needsSync) await updateErasure(ports, id, ({ erasure, steps }) => ({ erasure, steps, newEvents: [] }));
}

/**
 * Erasures whose address is kept for longer than an admin by now lets it be; for a second look that nobody wants any more, or
 * that was not taken by its date.
 */
export async function keptTooLong({ retention, settings, system }: Ports, limit: number): Promise<string[]> {
  const { verifyDays: days, secondLook } = (await settings.read()).policy;
  const now = system.now();
  const found = await Promise.all([
    retention.keptBeyond(now + (days === 0 ? 0 : days * DAY + LATE + HOUR), limit),
    retention.keptForSecondLook(secondLook === 'never' ? Number.MAX_SAFE_INTEGER : now, limit),
  ]);
  return found.flat();
}

/** The step without questions that an admin does not let be asked any more. */
function withinRules(step: Step, { verifyDays: days, secondLook }: Policy, now: number): Step {
  if (awaitsSecondLook(step)) return secondLook === 'never' ? stopFollowUps(step, now) : step;
  const asked = days === 0 ? stopFollowUps(step, now) : askNoLater(step, now + days * DAY);
  return secondLook === 'never' ? withoutPlan(asked) : asked;
}

/** Has nothing asked later than an admin lets it from now on, and the address go by then; at once where nobody is asked. */
export async function keepForLess(ports: Ports, id: string): Promise<void> {
  const snapshot = await ports.erasureStore.snapshot(id);
  if (snapshot === null || !hasEnded(snapshot.erasure)) return;
  await forgetPast(ports, snapshot);
  const { policy } = await ports.settings.read();
  await updateErasure(ports, id, ({ erasure: { secondLookAt: at, ...erasure }, steps }, now) => ({
    erasure: at === undefined || policy.secondLook === 'never' ? erasure : { ...erasure, secondLookAt: at },
    steps: steps.map((step) => withinRules(step, policy, now)),
    newEvents: [],
  }));
}
