/**
 * What the ledger has to do by itself before an issue is told. Nobody is called, and Jira is not asked.
 */
import { announcerFrom } from '../../core/erasure/announcer';
import { type Erasure, hasEnded, resultOf } from '../../core/erasure/erasure';
import { cancelStep, isSettled, release } from '../../core/erasure/step';
import { AGAIN } from '../../lib/update-with-retry';
import type { ErasureSnapshot, ErasureUpdate } from '../../ports/erasure-store';
import type { Ports } from '../../ports/ports';
import { enqueueSteps } from '../background/enqueue';
import { appendEvents } from './append-events';

/** The next change; null where nothing is left to do. */
function nextChange(ports: Ports, { erasure, steps }: ErasureSnapshot, by: string): ErasureUpdate | null {
  const now = ports.system.now();
  if (erasure.status === 'running' && steps.some(({ phase }) => phase === 'held'))
    return { erasure, steps: steps.map((step) => release(step, now)) };
  if (hasEnded(erasure) && steps.some((step) => !isSettled(step))) {
    const withdrawn = steps.map((step) => cancelStep(step, now));
    return { ...appendEvents(ports, erasure, withdrawn, []), steps: withdrawn };
  }
  const posting = { comment: 'posting', announcer: announcerFrom(by, now) } as const;
  const end = erasure.status === 'running' ? resultOf(steps) : null;
  if (end !== null) {
    const ended: Erasure = { ...erasure, ...posting, status: end, finishedAt: now };
    return appendEvents(ports, ended, steps, [{ kind: 'concluded', at: now, status: end }]);
  }
  return hasEnded(erasure) && erasure.comment === 'due' ? { erasure: { ...erasure, ...posting } } : null;
}

/**
 * Makes the next change that is due in the ledger: opens what was held, withdraws what an end left open, ends an erasure
 * whose steps are all settled. Whoever ends it announces the end.
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
