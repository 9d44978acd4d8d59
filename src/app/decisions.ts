/**
 * What people (and the end of a grace period) decide about an erasure that is stored.
 */
import { type Erasure, giveUpAt } from '../core/erasure';
import type { As, Ports, Whole } from '../core/ports';
import { RefusedError } from '../core/refusal';
import type { RefusalCode } from '../core/report';
import { open, type Step, takeUpAgain, withdraw } from '../core/step';
import { examine } from './examine';
import { fieldsOf, locate, mustBeFound } from './locate';
import { publish } from './publish';
import { wakeSteps } from './wake';

const ROUNDS = 5;
const DAY = 86_400_000;

type Change = { readonly erasure: Erasure; readonly steps: readonly Step[] };

/** Changes an erasure by what stands in the ledger; somebody else's change in between makes it look again. */
async function change(ports: Ports, id: string, decide: (read: Whole, now: number) => Change): Promise<void> {
  const { ledger, chance } = ports;
  for (let round = 0; round < ROUNDS; round += 1) {
    const read = await ledger.whole(id);
    if (read === null) throw new RefusedError('not-open');
    const next = decide(read, chance.now());
    const saved = await ledger.save(read, next.erasure, { steps: next.steps });
    if (!saved) continue;
    await wakeSteps(ports, next.steps);
    await publish(ports)(id);
    return;
  }
  throw new RefusedError('busy');
}

function mustBe(erasure: Erasure, ...statuses: Erasure['status'][]): void {
  if (!statuses.includes(erasure.status)) throw new RefusedError('not-open');
}

const run = ({ erasure, steps }: Whole, now: number): Change => ({
  erasure: { ...erasure, status: 'running' },
  steps: steps.map((step) => open(step, now)),
});

const end = ({ erasure, steps }: Whole, status: 'cancelled' | 'rejected', now: number): Change => ({
  erasure: { ...erasure, status, isOpen: 'no', finishedAt: now },
  steps: steps.map((step) => withdraw(step, now)),
});

/**
 * Whether the issue still yields the person whose erasure was asked for, and the rules still let them be erased.
 * @returns what the rules want a second person's approval for, by now
 * @throws RefusedError `mismatch`, or what stands in the way by now
 */
async function mustStillStand(ports: Ports, erasure: Erasure, as: As): Promise<readonly string[]> {
  const settings = await ports.settings.read();
  const attended = erasure.origin.via === 'issue-action';
  const asking = { as, attended, confirmed: attended, unattendedThisHour: 0 };
  const { verdict, located } = await examine(ports, settings, erasure.issueId, asking);
  if (verdict.kind === 'refuse') throw new RefusedError(verdict.code);
  const { person } = mustBeFound(located);
  if ((await ports.vault.personId(person.email)) !== erasure.personId) throw new RefusedError('mismatch');
  return verdict.kind === 'approve' ? verdict.because : [];
}

/** What passes by itself: the erasure waits for it. */
const PASSING: readonly RefusalCode[] = ['paused', 'jira-unavailable'];

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
      if (!PASSING.includes(error.code))
        await change(ports, id, (read, now) =>
          read.erasure.status === 'scheduled' ? end(read, 'cancelled', now) : read,
        );
      return;
    }
    await change(ports, id, (read, now) => {
      if (read.erasure.status !== 'scheduled') return read;
      if (because.length === 0 || read.erasure.approvedBy !== null) return run(read, now);
      return { ...read, erasure: { ...read.erasure, status: 'awaiting-approval', because: [...because] } };
    });
  };

/**
 * Approves an erasure: it runs, at once or after what is left of its grace period.
 * @throws RefusedError `not-open`; `same-person` where the approver asked for it; `mismatch` where the issue names
 * somebody else by now; what the rules say by now
 */
export const approve =
  (ports: Ports) =>
  async (id: string, accountId: string): Promise<void> => {
    const erasure = await ports.ledger.erasure(id);
    if (erasure === null) throw new RefusedError('not-open');
    mustBe(erasure, 'awaiting-approval');
    if (erasure.origin.accountId === accountId) throw new RefusedError('same-person');
    await mustStillStand(ports, erasure, 'user');
    await change(ports, id, (read, now) => {
      mustBe(read.erasure, 'awaiting-approval');
      const approved: Whole = { ...read, erasure: { ...read.erasure, approvedBy: accountId } };
      if (approved.erasure.startsAt <= now) return run(approved, now);
      return { erasure: { ...approved.erasure, status: 'scheduled' }, steps: approved.steps };
    });
  };

/** Rejects an erasure that waits for approval. Nobody was called. @throws RefusedError `not-open` */
export const reject = (ports: Ports) => (id: string) =>
  change(ports, id, (read, now) => {
    mustBe(read.erasure, 'awaiting-approval');
    return end(read, 'rejected', now);
  });

/** Cancels an erasure before its first call. @throws RefusedError `not-open` */
export const cancel = (ports: Ports) => (id: string) =>
  change(ports, id, (read, now) => {
    mustBe(read.erasure, 'awaiting-approval', 'scheduled');
    return end(read, 'cancelled', now);
  });

/** Keeps the address of an ended erasure anew, as the issue yields it today; it must still be the same person. */
async function keepAgain(ports: Ports, erasure: Erasure): Promise<void> {
  const settings = await ports.settings.read();
  const issue = await ports.issues.read(erasure.issueId, fieldsOf(settings), 'user');
  const { person } = mustBeFound(await locate(ports.issues, settings, issue, 'user'));
  if ((await ports.vault.personId(person.email)) !== erasure.personId) throw new RefusedError('mismatch');
  await ports.vault.keep(erasure.id, person, ports.chance.now() + 60 * DAY);
}

/**
 * Takes up the blocked steps of an erasure, and only those. Once an erasure ended its address is gone: it is read from
 * the issue again.
 * @throws RefusedError `not-open`; what stands in the way of finding the same person again
 */
export const retry =
  (ports: Ports) =>
  async (id: string): Promise<void> => {
    const erasure = await ports.ledger.erasure(id);
    if (erasure === null) throw new RefusedError('not-open');
    mustBe(erasure, 'running', 'partial', 'blocked');
    // While the end is being told, its address is being let go of.
    if (erasure.isOpen === 'no' && (await ports.ledger.whole(id))?.isUntold === true) throw new RefusedError('busy');
    if ((await ports.vault.person(id)) === null) await keepAgain(ports, erasure);
    try {
      await change(ports, id, (read, now) => {
        mustBe(read.erasure, 'running', 'partial', 'blocked');
        const giveUp = Math.max(giveUpAt(read.erasure.requestedAt, read.erasure.dueAt), now + DAY);
        return {
          erasure: { ...read.erasure, status: 'running', isOpen: 'yes', finishedAt: null, comment: 'due' },
          steps: read.steps.map((step) => takeUpAgain(step, now, giveUp)),
        };
      });
    } catch (error) {
      if ((await ports.ledger.erasure(id))?.isOpen === 'no') await ports.vault.forget(id);
      throw error;
    }
  };
