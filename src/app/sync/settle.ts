/**
 * What the ledger has to do by itself before an issue is told. Nobody is called, and Jira is not asked.
 */
import { announcerFrom } from '../../core/erasure/announcer';
import { atItsEnd, learnedSince, withQuestions } from '../../core/erasure/after-end';
import { type Erasure, hasEnded, isCalledOff, resultOf } from '../../core/erasure/erasure';
import { isToBePlanned, withoutPlan } from '../../core/erasure/second-look';
import { cancelStep, isSettled, isVerifying, release, type Step } from '../../core/erasure/step';
import { stopWhatIsLate } from '../../core/erasure/verify';
import { AGAIN } from '../../lib/update-with-retry';
import type { ErasureSnapshot, ErasureUpdate } from '../../ports/erasure-store';
import type { Ports } from '../../ports/ports';
import { enqueueSteps } from '../background/enqueue';
import { appendEvents } from './append-events';

/** What an ended erasure still has to do: withdraw what is open, and end what is asked too late or for nobody. */
function closing({ erasure, steps }: Pick<ErasureSnapshot, 'erasure' | 'steps'>, now: number): Step[] | null {
  const isOff = isCalledOff(erasure);
  const isOpen = (step: Step) => !isSettled(step) || (isOff && isVerifying(step));
  const closed = steps.map((step) => (isOpen(step) ? cancelStep(step, now) : stopWhatIsLate(step, now)));
  return closed.every((step, index) => step === steps[index]) ? null : closed;
}

/** The next change of an erasure that has ended; null where nothing is left to do. */
function nextAfterEnd(ports: Ports, { erasure, steps }: ErasureSnapshot, by: string): ErasureUpdate | null {
  const now = ports.system.now();
  const closed = closing({ erasure, steps }, now);
  if (closed !== null) return { ...appendEvents(ports, erasure, closed, []), steps: closed };
  const announcer = announcerFrom(by, now);
  const learned = learnedSince({ erasure, steps }, now);
  if (learned !== null) {
    const next: Erasure = learned.isNews ? { ...learned.erasure, comment: 'posting', announcer } : learned.erasure;
    const isOther = next.status !== erasure.status;
    const newEvents = isOther ? [{ kind: 'concluded' as const, at: now, status: next.status }] : [];
    return { ...appendEvents(ports, next, learned.steps, newEvents), steps: learned.steps };
  }
  return erasure.comment === 'due' ? { erasure: atItsEnd(erasure, announcer) } : null;
}

/** What was read; without a second look that is still to be planned, where the address that it needs is gone already. */
async function withAddress({ addresses }: Ports, read: ErasureSnapshot): Promise<ErasureSnapshot> {
  const { erasure, steps } = read;
  const isPlannedNext =
    erasure.secondLookAt === undefined && resultOf(steps) === 'completed' && steps.some(isToBePlanned);
  if (!isPlannedNext || (await addresses.person(erasure.id)) !== null) return read;
  return { ...read, steps: steps.map(withoutPlan) };
}

/** The next change; null where nothing is left to do. */
function nextChange(ports: Ports, read: ErasureSnapshot, by: string): ErasureUpdate | null {
  const { erasure, steps } = read;
  const now = ports.system.now();
  if (hasEnded(erasure)) return nextAfterEnd(ports, read, by);
  if (erasure.status !== 'running') return null;
  if (steps.some(({ phase }) => phase === 'held')) return { erasure, steps: steps.map((step) => release(step, now)) };
  const status = resultOf(steps);
  if (status === null) return null;
  const end = withQuestions({ erasure: { ...erasure, status, finishedAt: now }, steps }, now);
  const ended = atItsEnd(end.erasure, announcerFrom(by, now));
  const newEvents = [{ kind: 'concluded' as const, at: now, status }];
  return { ...appendEvents(ports, ended, end.steps, newEvents), steps: end.steps };
}

/**
 * Makes the next change that is due in the ledger: opens what was held, withdraws what an end left open, ends an erasure
 * whose steps are all settled, and takes up what was learned of it since. Whoever ends it announces the end, and whoever takes
 * up later news announces them.
 * @param by the name of whoever does
 * @returns what stands there then, `read` itself where nothing is left to do
 */
export async function settle(ports: Ports, read: ErasureSnapshot, by: string): Promise<ErasureSnapshot | typeof AGAIN> {
  const change = nextChange(ports, await withAddress(ports, read), by);
  if (change === null) return read;
  const saved = await ports.erasureStore.save(read, change);
  if (saved === null) return AGAIN;
  if (change.steps !== undefined) await enqueueSteps(ports, change.steps);
  return saved;
}
