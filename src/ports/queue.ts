export interface Queue {
  /**
   * Wakes the drain of a connection. The ids are a hint; the ledger says what is due.
   * @param how after so many seconds; for these `only`, not for whatever else is due
   */
  enqueueDrain(
    connectionId: string,
    erasureIds: readonly string[],
    how?: { readonly delaySeconds?: number; readonly only?: boolean },
  ): Promise<void>;
  /** Has somebody's bulk gone on with. */
  enqueueBulk(accountId: string, delaySeconds?: number): Promise<void>;
}
