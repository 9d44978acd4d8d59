/** When an erasure is due, and when somebody is to be reminded of it. */
export interface Due {
  readonly dueAt: number;
  /** {@link NEVER}: not any more. */
  readonly remindAt: number;
}
/** When somebody is to be reminded of an erasure. */
export interface Reminders {
  /** Ids of erasures of which somebody is to be reminded by now, by the index. */
  due(now: number, limit: number): Promise<string[]>;
  /** @param due null: nothing is due any more */
  set(erasureId: string, due: Due | null): Promise<void>;
  /** How many erasures are due from `from` until `until`, both included, by the index; at most `limit`. */
  countDue(from: number, until: number, limit: number): Promise<number>;
}
