/**
 * What the ledger has to do by itself before an issue is told. Nobody is called, and Jira is not asked.
 */
import { announcerFrom } from '../../core/erasure/announcer';
import { atItsEnd, learnedSince, withQuestions } from '../../core/erasure/after-end';
import { type Erasure, hasEnded, isCalledOff, resultOf } from '../../core/erasure/erasure';
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
  const learned = learnedSince(erasure, steps);
  if (learned !== null) {
    const next: Erasure = learned.isNews ? { ...learned.erasure, comment: 'posting', announcer } : learned.erasure;
    const isOther = next.status !== erasure.status;
    return appendEvents(ports, next, steps, isOther ? [{ kind: 'concluded', at: now, status: next.status }] : []);
  }
  return erasure.comment === 'due' ? { erasure: atItsEnd(erasure, announcer) } : null;
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
  const end = atItsEnd(withQuestions(erasure, steps), announcerFrom(by, now));
  const ended: Erasure = { ...end, status, finishedAt: now };
  return appendEvents(ports, ended, steps, [{ kind: 'concluded', at: now, status }]);
}

/**
 * Makes the next change that is due in the ledger: opens what was held, withdraws what an end left open, ends an erasure
 * whose steps are all settled, and takes up what was learned of it since. Whoever ends it announces the end, and whoever takes
 * up later news announces them.
 * @param by the name of whoever does
 * @returns what stands there then, `read` itself where nothing is left to do
 */
export async function settle(ports: Ports, read: ErasureSnapshot, by: string): Promise<ErasureSnapshot | typeof AGAIN> {
  const change = nextChange(ports, read, by);
  if (change === null) return read;
  const saved = await ports.erasureStore.save(read, change);
  if (saved === null) return AGAIN;
  if (change.steps !== undefined) await enqueueSteps(ports, change.steps);
  return saved;
}
