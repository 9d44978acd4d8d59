import { MOST_ERASURE_IDS } from '../../core/drain/limits';
import type { Step } from '../../core/erasure/step';
import type { Ports } from '../../ports/ports';
import { portionsOf } from '../../lib/portions';

/**
 * Wakes the drain of a connection. A wake-up that fails is no loss: the sweep wakes what the queue forgot.
 * @param erasureIds ids of erasures
 * @param only for these alone, not for whatever else is due there
 */
export async function enqueueConnection(
  { queue, log }: Pick<Ports, 'queue' | 'log'>,
  connectionId: string,
  erasureIds: readonly string[] = [],
  only = false,
): Promise<void> {
  try {
    await queue.enqueueDrain(connectionId, erasureIds, { only });
  } catch (error) {
    log('wake-up failed', { connection: connectionId, error: error instanceof Error ? error.name : 'unknown' });
  }
}

/** Wakes the drain of every connection among the steps that may run; where a person waits for all of them, for them only. */
export async function enqueueSteps(
  ports: Pick<Ports, 'queue' | 'log'>,
  steps: readonly (Pick<Step, 'phase' | 'connectionId' | 'erasureId'> & { readonly priority?: Step['priority'] })[],
): Promise<void> {
  const open = steps.filter(({ phase }) => phase === 'ready');
  for (const connectionId of new Set(open.map((step) => step.connectionId))) {
    const due = open.filter((step) => step.connectionId === connectionId);
    const only = due.every(({ priority }) => priority === 'interactive');
    const ids = due.map(({ erasureId }) => erasureId);
    for (const some of portionsOf(ids, MOST_ERASURE_IDS)) await enqueueConnection(ports, connectionId, some, only);
  }
}
