/**
 * Changes an erasure that is stored, by what stands in the ledger.
 */
import type { Erasure } from '../core/erasure';
import type { News } from '../core/evidence';
import type { Ports, Whole } from '../core/ports';
import { RefusedError } from '../core/refusal';
import type { Step } from '../core/step';
import { chained } from './evidence';
import { publish } from './publish';
import { wakeSteps } from './wake';

const ROUNDS = 5;

/** What is to become of an erasure, and what its chain is told of it. */
export interface Decision {
  readonly erasure: Erasure;
  readonly steps: readonly Step[];
  readonly news: readonly News[];
}

/**
 * Changes an erasure by what stands in the ledger; somebody else's change in between makes it look again.
 * @param decide what is to become of it; null leaves it as it is
 */
export async function change(
  ports: Ports,
  id: string,
  decide: (read: Whole, now: number) => Decision | null,
): Promise<void> {
  const { ledger, chance } = ports;
  for (let round = 0; round < ROUNDS; round += 1) {
    const read = await ledger.whole(id);
    if (read === null) throw new RefusedError('not-open');
    const next = decide(read, chance.now());
    if (next === null) return;
    const written = chained(ports, next.erasure, next.steps, next.news);
    const saved = await ledger.save(read, { ...written, steps: next.steps });
    if (saved === null) continue;
    await wakeSteps(ports, next.steps);
    await publish(ports)(id, saved);
    return;
  }
  throw new RefusedError('busy');
}

/** @throws RefusedError `not-open` where the erasure is in none of these statuses */
export function mustBe(erasure: Erasure, ...statuses: Erasure['status'][]): void {
  if (!statuses.includes(erasure.status)) throw new RefusedError('not-open');
}
