/**
 * What people (and the end of a grace period) decide about an erasure that is stored.
 */
import type { Erasure } from '../core/erasure';
import type { News } from '../core/evidence';
import { type As, WAYS } from '../core/origin';
import type { Ports, Whole } from '../core/ports';
import { RefusedError } from '../core/refusal';
import { isPassing } from '../core/report';
import { open, withdraw } from '../core/step';
import { change, type Decision, mustBe } from './change';
import { examine } from './examine';
import { mustBeReason } from './reason';
import { chosenBefore, mustBeFound } from './locate';

const run = ({ erasure, steps }: Whole, now: number, news: News): Decision => ({
  erasure: { ...erasure, status: 'running' },
  steps: steps.map((step) => open(step, now)),
  news: [news],
});

const end = ({ erasure, steps }: Whole, status: 'cancelled' | 'rejected', news: News): Decision => ({
  erasure: { ...erasure, status, finishedAt: news.at },
  steps: steps.map((step) => withdraw(step, news.at)),
  news: [news],
});

/**
 * Whether the issue still yields the person whose erasure was asked for, and the rules still let them be erased.
 * @returns what the rules want a second person's approval for, by now
 * @throws RefusedError `mismatch`, or what stands in the way by now
 */
async function mustStillStand(ports: Ports, erasure: Erasure, as: As): Promise<readonly string[]> {
  const settings = await ports.settings.read();
  const { attended, confirms } = WAYS[erasure.origin.via];
  const choose = chosenBefore(ports, erasure);
  const asking = { as, attended, confirmed: confirms, unattendedThisHour: 0, choose };
  const { verdict, located } = await examine(ports, settings, erasure.issueId, asking);
  if (verdict.kind === 'refuse') throw new RefusedError(verdict.code);
  const { person } = mustBeFound(located);
  if ((await ports.vault.personId(person.email)) !== erasure.personId) throw new RefusedError('mismatch');
  return verdict.kind === 'approve' ? verdict.because : [];
}

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
      because = await mustStillStand(ports, erasure, 'app');
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
    if (erasure.origin.accountId === accountId) throw new RefusedError('same-person');
    if (!(await mayApprove(ports, erasure.issueId))) throw new RefusedError('not-permitted');
    await mustStillStand(ports, erasure, 'user');
    await change(ports, id, (read, now) => {
      mustBe(read.erasure, 'awaiting-approval');
      const news: News = { kind: 'approved', at: now, account: accountId };
      const approved: Whole = { ...read, erasure: { ...read.erasure, approvedBy: accountId } };
      if (approved.erasure.startsAt <= now) return run(approved, now, news);
      return { erasure: { ...approved.erasure, status: 'scheduled' }, steps: approved.steps, news: [news] };
    });
  };

/**
 * Rejects an erasure that waits for approval. Nobody was called. The reason goes into the evidence.
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
      return end(read, 'rejected', { kind: 'rejected', at: now, account: accountId, reason: why });
    });
  };

/**
 * Cancels an erasure. Steps that were not called yet are not called any more; what was called stays told. A call that is
 * on its way at that moment is not called back: what it became is told as well.
 * @throws RefusedError `not-open`
 */
export const cancel = (ports: Ports) => (id: string, accountId: string) =>
  change(ports, id, (read, now) => {
    mustBe(read.erasure, 'awaiting-approval', 'scheduled', 'running');
    return end(read, 'cancelled', { kind: 'cancelled', at: now, account: accountId });
  });
