/**
 * The steps of every erasure.
 */
import type { Erasure } from '../core/erasure/erasure';
import type { Step } from '../core/erasure/step';
import type { Lease } from './leases';

/** A step, and the erasure that it belongs to. */
export interface StepWithErasure {
  readonly step: Step;
  readonly erasure: Erasure;
}
/** The steps of every erasure. */
export interface StepLedger {
  steps(keys: readonly string[]): Promise<Step[]>;
  /** As {@link steps}, each with its erasure as it stands at the same moment; those that have one. */
  stepsWithErasures(keys: readonly string[]): Promise<StepWithErasure[]>;
  /**
   * Records what became of steps since they were read, as long as the lease is held, and notes the erasures in `tell`
   * for publishing. What a person decided about a step meanwhile stays in its history.
   * @returns false where the lease was lost: nothing, or not everything, was written.
   */
  commit(
    learned: readonly { readonly read: Step; readonly next: Step }[],
    tell: ReadonlySet<string>,
    lease: Lease,
    now: number,
  ): Promise<boolean>;
  /** Steps of a connection that are due by the index, those that a person waits for first, without those `known`. */
  dueSteps(
    connectionId: string,
    now: number,
    limit: number,
    known: (key: string) => boolean,
  ): Promise<Pick<Step, 'erasureId' | 'connectionId' | 'priority'>[]>;
  /** Erasures with a step at this connection that waits for another key, by the index. */
  awaitingKey(connectionId: string, limit: number): Promise<string[]>;
  /** Steps at a connection that are not done, whatever they wait for, by the index. */
  unfinishedSteps(
    connectionId: string,
    limit: number,
  ): Promise<Pick<Step, 'erasureId' | 'connectionId' | 'provider'>[]>;
  /** How many steps wait at a connection, at most `limit`, by the index, and when the first of them is due. */
  backlog(connectionId: string, limit: number): Promise<{ waiting: number; nextAt: number | null }>;
  /** Steps that are due by the index, and those that a wrong clock put off for longer than any is. */
  dueAnywhere(now: number, limit: number): Promise<{ connectionId: string; erasureId: string }[]>;
}
