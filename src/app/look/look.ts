/**
 * Looks before anything is deleted: what every connection of a plan holds of a person, asked side by side. Nothing is
 * changed there, and nothing is stored of the person here.
 */
import type { Held } from '../../core/status/held';
import type { Ports } from '../../ports/ports';
import { backoffsOf } from '../background/backoff';
import type { Planned } from '../locate/assess';
import { askOne, type Looking } from './ask';

/** A connection of the plan, and what it holds. */
export interface HeldThere {
  readonly planned: Planned;
  readonly held: Held;
}

/** What every connection of a plan holds, in its order. One that asked to be left alone is not asked. */
export async function lookAtAll(ports: Ports, plan: readonly Planned[], looking: Looking): Promise<HeldThere[]> {
  const backoffs = await backoffsOf(
    ports,
    plan.map(({ connection }) => connection),
  );
  return Promise.all(
    plan.map(async (planned): Promise<HeldThere> => {
      const backoff = backoffs.get(planned.connection.id);
      const held: Held =
        backoff === undefined ? await askOne(ports, planned, looking) : { kind: 'left-alone', reason: backoff.reason };
      return { planned, held };
    }),
  );
}
