import type { StepWithErasure } from '../core/erasure/erasure';
import type { Step, Transition } from '../core/erasure/step';
import type { Lease } from './leases';

/** The steps of every erasure. Reads are by key, and strict. */
export interface StepStore {
  steps(keys: readonly string[]): Promise<Step[]>;
  /** As {@link steps}, each with its erasure as it stands at the same moment; those that have one. */
  stepsWithErasures(keys: readonly string[]): Promise<StepWithErasure[]>;
  /**
   * Records what became of steps since they were read, as long as the lease is held, and notes the erasures in `tell`
   * for publishing. What a person decided about a step meanwhile stays in its history.
   * @returns false where the lease was lost: nothing, or not everything, was written.
   */
  commit(learned: readonly Transition[], tell: ReadonlySet<string>, lease: Lease, now: number): Promise<boolean>;
}
