import { MOST_ERASURE_IDS } from '../../core/drain/limits';
import type { Step } from '../../core/erasure/step';
import type { Ports } from '../../ports/ports';
import { portionsOf } from '../../lib/portions';
import type { WakeUp } from '../../ports/queue';

type Waking = Pick<Ports, 'queue' | 'log'>;

/** Wakes drains. Wake-ups that fail are no loss: the sweep wakes what the queue forgot. */
async function wake({ queue, log }: Waking, wakeUps: readonly WakeUp[]): Promise<void> {
  if (wakeUps.length === 0) return;
  try {
    await queue.enqueueDrains(wakeUps);
  } catch (error) {
    const [first] = wakeUps;
    const facts = { connection: first?.connectionId ?? null, wakeUps: wakeUps.length };
    log('wake-up failed', { ...facts, error: error instanceof Error ? error.name : 'unknown' });
  }
}

/** Wakes the drains of connections, for whatever is due there. */
export const enqueueConnections = (ports: Waking, connectionIds: readonly string[]): Promise<void> =>
  wake(
    ports,
    connectionIds.map((connectionId) => ({ connectionId, erasureIds: [], only: false })),
  );

/** Wakes the drain of a connection, for whatever is due there. */
export const enqueueConnection = (ports: Waking, connectionId: string): Promise<void> =>
  enqueueConnections(ports, [connectionId]);

/** Wakes the drain of every connection among the steps that may run; where a person waits for all of them, for them only. */
export function enqueueSteps(
  ports: Waking,
  steps: readonly (Pick<Step, 'phase' | 'connectionId' | 'erasureId'> & { readonly priority?: Step['priority'] })[],
): Promise<void> {
  const open = steps.filter(({ phase }) => phase === 'ready');
  const wakeUps = [...new Set(open.map((step) => step.connectionId))].flatMap((connectionId): WakeUp[] => {
    const due = open.filter((step) => step.connectionId === connectionId);
    const only = due.every(({ priority }) => priority === 'interactive');
    const ids = due.map(({ erasureId }) => erasureId);
    return portionsOf(ids, MOST_ERASURE_IDS).map((erasureIds) => ({ connectionId, erasureIds, only }));
  });
  return wake(ports, wakeUps);
}
