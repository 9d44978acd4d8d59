import type { Step } from '../core/erasure/step';

/** Finds steps by the platform’s index, which may lag behind. */
export interface StepIndex {
  /** Steps of a connection that are due by the index, those that a person waits for first, without those `known`. */
  dueSteps(
    connectionId: string,
    now: number,
    limit: number,
    known: (key: string) => boolean,
  ): Promise<Pick<Step, 'erasureId' | 'connectionId' | 'priority'>[]>;
  /** Whether a step waits for another key at any connection, by the index. */
  isAnyAwaitingKey(): Promise<boolean>;
  /** Erasures with a step at this connection that waits for another key, by the index. */
  awaitingKey(connectionId: string, limit: number): Promise<string[]>;
  /** Steps at a connection that are not done, whatever they wait for, by the index. */
  unfinishedSteps(
    connectionId: string,
    limit: number,
  ): Promise<Pick<Step, 'erasureId' | 'connectionId' | 'provider'>[]>;
  /** How many steps wait at a connection, at most `limit`, by the index, and when the first of them is due. */
  backlog(connectionId: string, limit: number): Promise<{ waiting: number; nextAt: number | null }>;
  /** Steps whose open task is to be read again by now, by the index. */
  tasksToRead(now: number, limit: number): Promise<{ connectionId: string; erasureId: string }[]>;
  /** Steps that are due by the index, and those that a wrong clock put off for longer than any is. */
  dueAnywhere(now: number, limit: number): Promise<{ connectionId: string; erasureId: string }[]>;
}
