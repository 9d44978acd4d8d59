import type { Ports } from '../core/ports';
import type { Step } from '../core/step';

/** At most so many ids ride on one wake-up. */
export const HINTS = 100;

/**
 * Wakes the drain of every connection among the steps that may run. A wake-up that fails is no loss: the sweep wakes
 * what the queue forgot.
 */
export async function wakeSteps(
  { queue, log }: Ports,
  steps: readonly Pick<Step, 'gate' | 'connectionId' | 'erasureId'>[],
): Promise<void> {
  const open = steps.filter(({ gate }) => gate === 'open');
  for (const connectionId of new Set(open.map((step) => step.connectionId))) {
    const due = open.filter((step) => step.connectionId === connectionId).map(({ erasureId }) => erasureId);
    for (let first = 0; first < due.length; first += HINTS) {
      const ids = due.slice(first, first + HINTS);
      try {
        await queue.wake(connectionId, ids);
      } catch (error) {
        log('wake-up failed', { connection: connectionId, error: error instanceof Error ? error.name : 'unknown' });
      }
    }
  }
}
