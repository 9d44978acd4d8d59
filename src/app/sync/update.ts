/**
 * Changes an erasure that is stored, by what stands in the ledger.
 */
import { AppError, busy } from '../../core/app-error';
import { unsealed } from '../../core/erasure/after-end';
import type { Erasure } from '../../core/erasure/erasure';
import type { Step } from '../../core/erasure/step';
import type { NewEvent } from '../../core/evidence/chain';
import { AGAIN, updateWithRetry } from '../../lib/update-with-retry';
import type { ErasureSnapshot } from '../../ports/erasure-store';
import type { Ports } from '../../ports/ports';
import { enqueueSteps } from '../background/enqueue';
import { appendEvents } from './append-events';
import { reconcile } from './reconcile';

const TRIES = 5;

/** What is to become of an erasure, and what its chain is told of it. */
export interface Decision {
  readonly erasure: Erasure;
  readonly steps: readonly Step[];
  readonly newEvents: readonly NewEvent[];
}

/**
 * Changes an erasure by what stands in the ledger; somebody else's change in between makes it look again.
 * @param decide what is to become of it; null leaves it as it is
 */
export async function updateErasure(
  ports: Ports,
  id: string,
  decide: (read: ErasureSnapshot, now: number) => Decision | null,
): Promise<void> {
  const { erasureStore, system } = ports;
  const saved = await updateWithRetry<ErasureSnapshot | null>(
    TRIES,
    async () => {
      const read = await erasureStore.snapshot(id);
      if (read === null) throw new AppError('not-open');
      const next = decide(read, system.now());
      if (next === null) return null;
      const after = next.newEvents.length === 0 ? next.erasure : unsealed(next.erasure);
      const written = appendEvents(ports, after, next.steps, next.newEvents);
      return (await erasureStore.save(read, { ...written, steps: next.steps })) ?? AGAIN;
    },
    busy,
  );
  if (saved === null) return;
  await enqueueSteps(ports, saved.steps);
  await reconcile(ports, id, saved);
}

/** @throws AppError `not-open` where the erasure is in none of these statuses */
export function assertStatus(erasure: Erasure, ...statuses: Erasure['status'][]): void {
  if (!statuses.includes(erasure.status)) throw new AppError('not-open');
}
