/**
 * Retries blocked steps: because a person asked for it, or because a key was renewed.
 */
import { AppError } from '../../core/app-error';
import { type Erasure, giveUpAt, hasEnded } from '../../core/erasure/erasure';
import type { As } from '../../core/status/origin';
import { block, holdForApproval, reset, type Step } from '../../core/erasure/step';
import { isTransient } from '../../core/error-code';
import type { NewEvent } from '../../core/evidence/chain';
import type { Person } from '../../core/person/person';
import { isKeyRejected } from '../../core/settings/schema';
import type { ErasureSnapshot } from '../../ports/erasure-store';
import type { Ports } from '../../ports/ports';
import { forEachUntil } from '../background/for-each-until';
import { assertStatus, updateErasure } from '../sync/update';
import { recheck } from './recheck';
import { DAY } from '../../lib/time';

/** The end of an erasure is told within seconds. */
const LOOKS = 10;
const A_LOOK = 500;

/** Keeps the address of an ended erasure anew, as the issue yields it today. */
async function keepAgain(ports: Ports, read: ErasureSnapshot, person: Person): Promise<void> {
  const { erasure } = read;
  // Noted before: whoever dies after keeping the address leaves an erasure that is looked at again, and cleaned up.
  if ((await ports.erasureStore.save(read, { erasure })) === null) throw new AppError('busy');
  await ports.addresses.keep(erasure.id, person, ports.system.now() + 60 * DAY);
}

/** Whether the person is still there although the provider said otherwise: what it said of each record is not gone on with. */
const isStillThere = ({ status, outcome }: Step): boolean =>
  status === 'blocked' && outcome?.kind === 'refused' && outcome.reason === 'still-there';

/** Nothing came of keeping it anew: the address is kept for the questions that are planned, or for nothing. */
async function keepForQuestions({ addresses }: Ports, { erasure }: ErasureSnapshot, person: Person): Promise<void> {
  const { id, addressKeptUntil: until } = erasure;
  if (until === undefined) await addresses.forget(id, []);
  else await addresses.keep(id, person, until);
}

/** While an erasure's end is being told its address is being let go of; what Jira does not take now is no reason to wait. */
async function onceTold({ erasureStore, outbox, system }: Ports, id: string): Promise<ErasureSnapshot> {
  for (let look = 0; look < LOOKS; look += 1) {
    const read = await erasureStore.snapshot(id);
    if (read === null) throw new AppError('not-open');
    if (!hasEnded(read.erasure) || !read.needsSync) return read;
    const [note] = await outbox.entries([id]);
    if (note !== undefined && note.syncError !== null) return read;
    await system.sleep(A_LOOK);
  }
  throw new AppError('busy');
}

/** Who takes up blocked steps again, and which of them. */
interface RetryRequest {
  readonly as: As;
  readonly accountId: string | null;
  readonly which: (step: Step) => boolean;
}

/**
 * Retries blocked steps. The issue and the rules are asked again: it has to be the same person, and where a second person
 * has to approve by now, nobody is called before. Once an erasure ended its address is gone: the is kept anew.
 */
async function retryBlocked(ports: Ports, id: string, { as, accountId, which }: RetryRequest): Promise<void> {
  const { erasureStore, addresses } = ports;
  const statuses = ['running', 'partial', 'blocked'] as const;
  const read = await onceTold(ports, id);
  assertStatus(read.erasure, ...statuses);
  // A pause stands in nobody's way: what is taken up waits for its end.
  const settings = { ...(await ports.settings.read()), paused: false };
  const { person, because } = await recheck(ports, settings, read.erasure, as);
  // Where it has ended, the address is gone, or kept for questions only.
  const isKeptAnew = hasEnded(read.erasure) || (await addresses.person(id)) === null;
  if (isKeptAnew) await keepAgain(ports, read, person);
  for (const { connectionId } of read.steps.filter((step) => which(step) && isStillThere(step)))
    await addresses.remember(id, connectionId, {});
  try {
    await updateErasure(ports, id, ({ erasure, steps }, now) => {
      assertStatus(erasure, ...statuses);
      const giveUp = Math.max(giveUpAt(erasure.requestedAt, erasure.dueAt), now + DAY);
      const connections = steps
        .filter((step) => step.status === 'blocked' && which(step))
        .map((step) => step.connectionId);
      if (connections.length === 0) return null;
      const isHeld = because.length > 0 && erasure.approvedBy === null;
      const taken = steps.map((step) => (which(step) ? reset(step, now, giveUp) : step));
      const again: Erasure = {
        ...erasure,
        finishedAt: null,
        comment: 'due',
        retriedBy: accountId ?? erasure.retriedBy,
      };
      const retried: NewEvent = { kind: 'retried', at: now, account: accountId, connections };
      if (!isHeld) return { erasure: { ...again, status: 'running' }, steps: taken, newEvents: [retried] };
      return {
        erasure: { ...again, status: 'awaiting-approval', approvalReasons: [...because] },
        steps: taken.map(holdForApproval),
        newEvents: [retried, { kind: 'held', at: now, because: [...because] }],
      };
    });
  } finally {
    const after = isKeptAnew ? await erasureStore.snapshot(id) : null;
    if (after !== null && hasEnded(after.erasure)) await keepForQuestions(ports, after, person);
  }
}

/**
 * Retries the blocked steps of an erasure, and only those, because a person asked for it.
 * @param connectionId that of one connection only; missing: all of them
 * @throws AppError `not-open`; `mismatch` where the issue names somebody else by now; what the rules say by now
 */
export async function retry(ports: Ports, id: string, accountId: string, connectionId?: string): Promise<void> {
  const which = (step: Step) => connectionId === undefined || step.connectionId === connectionId;
  const steps = ((await ports.erasureStore.snapshot(id))?.steps ?? []).filter(which);
  // Whoever asks for it sees the key tried once more.
  for (const locked of steps.filter(({ phase }) => phase === 'key-rejected'))
    await ports.settings.setKeyRejected(locked.connectionId, null);
  await retryBlocked(ports, id, { as: 'user', accountId, which });
}

/**
 * Resumes a step that waited for another key of its connection. Where the issue does not yield the same person any
 * more, or its project is not allowed any more, the step needs a person.
 */
export async function resumeAfterKeyChange(ports: Ports, id: string, connectionId: string): Promise<void> {
  const isWaiting = (step: Step) => step.connectionId === connectionId && step.phase === 'key-rejected';
  try {
    await retryBlocked(ports, id, { as: 'app', accountId: null, which: isWaiting });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // One that waits for a second person takes its key when they approve.
    if (isTransient(error.code) || error.code === 'not-open') return;
    const why = error.code === 'project-not-allowed' ? error.code : 'address-missing';
    await updateErasure(ports, id, ({ erasure, steps }, now) => {
      if (!steps.some(isWaiting)) return null;
      return { erasure, steps: steps.map((step) => (isWaiting(step) ? block(step, why, now) : step)), newEvents: [] };
    });
  }
}

const AT_ONCE = 500;

/** Resumes whatever waits for another key, at connections whose key is another by now. */
export async function resumeAllAfterKeyChange(ports: Ports, until: number): Promise<void> {
  const settings = await ports.settings.read();
  if (settings.paused || !(await ports.stepIndex.isAnyAwaitingKey())) return;
  const renewed = settings.connections.filter((one) => one.enabled && !isKeyRejected(settings, one));
  for (const { id } of renewed) {
    const list = () => ports.stepIndex.awaitingKey(id, AT_ONCE);
    await forEachUntil(ports, { what: 'unlock', list, until }, (erasureId) =>
      resumeAfterKeyChange(ports, erasureId, id),
    );
  }
}
