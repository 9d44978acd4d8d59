export interface System {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A number from 0 to 1. */
  readonly random: () => number;
  /** A new id that nobody can guess: letters, digits and hyphens. */
  readonly newId: () => string;
  /** Waits. */
  readonly sleep: (milliseconds: number) => Promise<void>;
}
