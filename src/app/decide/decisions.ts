/**
 * What people (and the end of a grace period) decide about an erasure that is stored.
 */
import { AppError } from '../../core/app-error';
import { type Erasure, hasEnded } from '../../core/erasure/erasure';
import { cancelStep, holdForApproval, release, wasCalled } from '../../core/erasure/step';
import { isTransient } from '../../core/error-code';
import type { NewEvent } from '../../core/evidence/chain';
import type { ApprovalReason } from '../../core/policy/rules';
import type { ErasureSnapshot } from '../../ports/erasure-store';
import type { Ports } from '../../ports/ports';
import { type Decision, assertStatus, updateErasure } from '../sync/update';
import { mayApprove } from './may-decide';
import { parseReason } from './reason';
import { recheck } from './recheck';

const run = ({ erasure, steps }: ErasureSnapshot, now: number, event: NewEvent): Decision => ({
  erasure: { ...erasure, status: 'running' },
  steps: steps.map((step) => release(step, now)),
  newEvents: [event],
});

const end = ({ erasure, steps }: ErasureSnapshot, status: 'cancelled' | 'rejected', event: NewEvent): Decision => ({
  // Where it had ended before, its issue is told of this end, too.
  erasure: { ...erasure, status, finishedAt: event.at, comment: 'due' },
  steps: steps.map((step) => cancelStep(step, event.at)),
  newEvents: [event],
});

/**
 * Starts a scheduled erasure whose grace period is over; leaves any other as it is. Where the issue names somebody else
 * by now, or a rule stands in the way, it is cancelled; where the rules want approval by now, it waits for it.
 */
export async function start(ports: Ports, id: string): Promise<void> {
  const erasure = await ports.erasureStore.erasure(id);
  if (erasure?.status !== 'scheduled' || erasure.startsAt > ports.system.now()) return;
  let because: readonly string[];
  try {
    ({ because } = await recheck(ports, await ports.settings.read(), erasure, 'app'));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (!isTransient(error.code))
      await updateErasure(ports, id, (read, now) =>
        read.erasure.status === 'scheduled'
          ? end(read, 'cancelled', { kind: 'cancelled', at: now, account: null })
          : null,
      );
    return;
  }
  await updateErasure(ports, id, (read, now) => {
    if (read.erasure.status !== 'scheduled') return null;
    if (because.length === 0 || read.erasure.approvedBy !== null) return run(read, now, { kind: 'started', at: now });
    return {
      erasure: { ...read.erasure, status: 'awaiting-approval', approvalReasons: [...because] },
      steps: read.steps,
      newEvents: [{ kind: 'held', at: now, because: [...because] }],
    };
  });
}

/**
 * Keeps an erasure from being called for: one that is running waits for a second person, unless one approved it; what is
 * left open of one that has ended is withdrawn.
 */
export const hold = (ports: Ports, id: string, because: readonly ApprovalReason[]): Promise<void> =>
  updateErasure(ports, id, ({ erasure, steps }, at) => {
    const isHeld = erasure.status === 'awaiting-approval';
    const kept = steps.map((step) => (hasEnded(erasure) ? cancelStep(step, at) : holdForApproval(step)));
    const isAsBefore = kept.every((step, index) => step === steps[index]);
    if (hasEnded(erasure) || isHeld) return isAsBefore ? null : { erasure, steps: kept, newEvents: [] };
    if (erasure.status !== 'running' || erasure.approvedBy !== null) return null;
    const held: Erasure = { ...erasure, status: 'awaiting-approval', approvalReasons: [...because] };
    return { erasure: held, steps: kept, newEvents: [{ kind: 'held', at, because: [...because] }] };
  });

/**
 * Approves an erasure: it runs, at once or after what is left of its grace period.
 * @throws AppError `not-open`; `same-person` where the approver asked for it; `not-permitted`; `mismatch` where the issue names
 * somebody else by now; what the rules say by now
 */
export async function approve(ports: Ports, id: string, accountId: string): Promise<void> {
  const erasure = await ports.erasureStore.erasure(id);
  if (erasure === null) throw new AppError('not-open');
  assertStatus(erasure, 'awaiting-approval');
  if ([erasure.origin.accountId, erasure.retriedBy].includes(accountId)) throw new AppError('same-person');
  if (!(await mayApprove(ports, erasure))) throw new AppError('not-permitted');
  await recheck(ports, await ports.settings.read(), erasure, 'user');
  await updateErasure(ports, id, (read, now) => {
    assertStatus(read.erasure, 'awaiting-approval');
    const event: NewEvent = { kind: 'approved', at: now, account: accountId };
    const approved: ErasureSnapshot = { ...read, erasure: { ...read.erasure, approvedBy: accountId } };
    if (approved.erasure.startsAt <= now) return run(approved, now, event);
    return { erasure: { ...approved.erasure, status: 'scheduled' }, steps: approved.steps, newEvents: [event] };
  });
}

/**
 * Rejects an erasure that waits for approval. The reason goes into the evidence. One of which somebody was called before
 * it was held is cancelled: what was called stays told.
 * @throws AppError `not-open`, `not-permitted`, `reason-missing`, `address-in-reason`
 */
export async function reject(ports: Ports, id: string, accountId: string, reason: string): Promise<void> {
  const erasure = await ports.erasureStore.erasure(id);
  if (erasure === null) throw new AppError('not-open');
  if (!(await mayApprove(ports, erasure))) throw new AppError('not-permitted');
  const person = await ports.addresses.person(id);
  const why = parseReason(reason, person?.email ?? null);
  await updateErasure(ports, id, (read, now) => {
    assertStatus(read.erasure, 'awaiting-approval');
    const status = read.steps.some(wasCalled) ? 'cancelled' : 'rejected';
    return end(read, status, { kind: 'rejected', at: now, account: accountId, reason: why });
  });
}

/**
 * Cancels an erasure, also one that needs a person. Steps that were not called yet are not called any more, whatever key is
 * saved later; what was called, or is blocked, stays told. A call that is on its way at that moment is not called back: what
 * it became is told as well.
 * @throws AppError `not-open`
 */
export function cancel(ports: Ports, id: string, accountId: string) {
  return updateErasure(ports, id, (read, now) => {
    assertStatus(read.erasure, 'awaiting-approval', 'scheduled', 'running', 'partial', 'blocked');
    return end(read, 'cancelled', { kind: 'cancelled', at: now, account: accountId });
  });
}
