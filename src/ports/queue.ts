/** What wakes the drain of a connection. */
export interface WakeUp {
  readonly connectionId: string;
  /** Erasures that are probably due. A hint; the ledger says what is due. */
  readonly erasureIds: readonly string[];
  /** For these only, not for whatever else is due. */
  readonly only: boolean;
}

export interface Queue {
  /** Wakes drains, with as few requests as the platform allows. */
  enqueueDrains(wakeUps: readonly WakeUp[]): Promise<void>;
  /** Wakes the drain of a connection after so many seconds, for these and whatever else is due. */
  enqueueDrain(
    connectionId: string,
    erasureIds: readonly string[],
    how?: { readonly delaySeconds?: number },
  ): Promise<void>;
  /** Enqueues the next slice of an account's bulk. */
  enqueueBulk(accountId: string, delaySeconds?: number): Promise<void>;
}
