/**
 * What people (and the end of a grace period) decide about an erasure that is stored.
 */
import { type Erasure, hasEnded } from '../core/erasure';
import type { News } from '../core/evidence';
import type { ApprovalReason } from '../core/policy';
import type { Ports, Whole } from '../core/ports';
import { RefusedError } from '../core/refusal';
import { isPassing } from '../core/report';
import { holdBack, open, wasCalled, withdraw } from '../core/step';
import { change, type Decision, mustBe } from './change';
import { mustBeReason } from './reason';
import { stillStands } from './still-stands';

const run = ({ erasure, steps }: Whole, now: number, news: News): Decision => ({
  erasure: { ...erasure, status: 'running' },
  steps: steps.map((step) => open(step, now)),
  news: [news],
});

const end = ({ erasure, steps }: Whole, status: 'cancelled' | 'rejected', news: News): Decision => ({
  // Where it had ended before, its issue is told of this end, too.
  erasure: { ...erasure, status, finishedAt: news.at, comment: 'due' },
  steps: steps.map((step) => withdraw(step, news.at)),
  news: [news],
});

/**
 * Starts a scheduled erasure whose grace period is over; leaves any other as it is. Where the issue names somebody else
 * by now, or a rule stands in the way, it is cancelled; where the rules want approval by now, it waits for it.
 */
export const start =
  (ports: Ports) =>
  async (id: string): Promise<void> => {
    const erasure = await ports.ledger.erasure(id);
    if (erasure?.status !== 'scheduled' || erasure.startsAt > ports.chance.now()) return;
    let because: readonly string[];
    try {
      ({ because } = await stillStands(ports, await ports.settings.read(), erasure, 'app'));
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      if (!isPassing(error.code))
        await change(ports, id, (read, now) =>
          read.erasure.status === 'scheduled'
            ? end(read, 'cancelled', { kind: 'cancelled', at: now, account: null })
            : null,
        );
      return;
    }
    await change(ports, id, (read, now) => {
      if (read.erasure.status !== 'scheduled') return null;
      if (because.length === 0 || read.erasure.approvedBy !== null) return run(read, now, { kind: 'started', at: now });
      return {
        erasure: { ...read.erasure, status: 'awaiting-approval', because: [...because] },
        steps: read.steps,
        news: [{ kind: 'held', at: now, because: [...because] }],
      };
    });
  };

/**
 * Keeps an erasure from being called for: one that is running waits for a second person, unless one approved it; what is
 * left open of one that has ended is withdrawn.
 */
export const hold = (ports: Ports, id: string, because: readonly ApprovalReason[]): Promise<void> =>
  change(ports, id, ({ erasure, steps }, at) => {
    const isHeld = erasure.status === 'awaiting-approval';
    const kept = steps.map((step) => (hasEnded(erasure) ? withdraw(step, at) : holdBack(step)));
    const isAsBefore = kept.every((step, index) => step === steps[index]);
    if (hasEnded(erasure) || isHeld) return isAsBefore ? null : { erasure, steps: kept, news: [] };
    if (erasure.status !== 'running' || erasure.approvedBy !== null) return null;
    const held: Erasure = { ...erasure, status: 'awaiting-approval', because: [...because] };
    return { erasure: held, steps: kept, news: [{ kind: 'held', at, because: [...because] }] };
  });

/** Whether the asking user may approve and reject at this issue, by what the rules ask for. */
export async function mayApprove({ settings, issues }: Ports, issueId: string): Promise<boolean> {
  const { approvers } = (await settings.read()).policy;
  return issues.may(approvers === 'project-admins' ? 'ADMINISTER_PROJECTS' : 'EDIT_ISSUES', issueId);
}

/**
 * Approves an erasure: it runs, at once or after what is left of its grace period.
 * @throws RefusedError `not-open`; `same-person` where the approver asked for it; `not-permitted`; `mismatch` where the issue names
 * somebody else by now; what the rules say by now
 */
export const approve =
  (ports: Ports) =>
  async (id: string, accountId: string): Promise<void> => {
    const erasure = await ports.ledger.erasure(id);
    if (erasure === null) throw new RefusedError('not-open');
    mustBe(erasure, 'awaiting-approval');
    if ([erasure.origin.accountId, erasure.retriedBy].includes(accountId)) throw new RefusedError('same-person');
    if (!(await mayApprove(ports, erasure.issueId))) throw new RefusedError('not-permitted');
    await stillStands(ports, await ports.settings.read(), erasure, 'user');
    await change(ports, id, (read, now) => {
      mustBe(read.erasure, 'awaiting-approval');
      const news: News = { kind: 'approved', at: now, account: accountId };
      const approved: Whole = { ...read, erasure: { ...read.erasure, approvedBy: accountId } };
      if (approved.erasure.startsAt <= now) return run(approved, now, news);
      return { erasure: { ...approved.erasure, status: 'scheduled' }, steps: approved.steps, news: [news] };
    });
  };

/**
 * Rejects an erasure that waits for approval. The reason goes into the evidence. One of which somebody was called before
 * it was held is cancelled: what was called stays told.
 * @throws RefusedError `not-open`, `not-permitted`, `reason-missing`, `address-in-reason`
 */
export const reject =
  (ports: Ports) =>
  async (id: string, accountId: string, reason: string): Promise<void> => {
    const erasure = await ports.ledger.erasure(id);
    if (erasure === null) throw new RefusedError('not-open');
    if (!(await mayApprove(ports, erasure.issueId))) throw new RefusedError('not-permitted');
    const person = await ports.vault.person(id);
    const why = mustBeReason(reason, person?.email ?? null);
    await change(ports, id, (read, now) => {
      mustBe(read.erasure, 'awaiting-approval');
      const status = read.steps.some(wasCalled) ? 'cancelled' : 'rejected';
      return end(read, status, { kind: 'rejected', at: now, account: accountId, reason: why });
    });
  };

/**
 * Cancels an erasure, also one that needs a person. Steps that were not called yet are not called any more, whatever key is
 * saved later; what was called, or is blocked, stays told. A call that is on its way at that moment is not called back: what
 * it became is told as well.
 * @throws RefusedError `not-open`
 */
export const cancel = (ports: Ports) => (id: string, accountId: string) =>
  change(ports, id, (read, now) => {
    mustBe(read.erasure, 'awaiting-approval', 'scheduled', 'running', 'partial', 'blocked');
    return end(read, 'cancelled', { kind: 'cancelled', at: now, account: accountId });
  });
