/** An account whose id the app keeps, and when it was last told that it may. */
export interface KeptAccount {
  readonly accountId: string;
  readonly updatedAt: number;
}

/** What became of an account since it was reported: whoever had it is gone, or their data changed. */
export interface AccountUpdate {
  readonly accountId: string;
  readonly status: 'closed' | 'updated';
}

/**
 * The ids of accounts that the app keeps: of people who asked, approved, decided, or administered. Apps report them to
 * Atlassian, which tells whose account was closed.
 */
export interface Accounts {
  /** Notes that these ids are kept from now on; those that are noted stay as they are. */
  note(accountIds: readonly string[], at: number): Promise<void>;
  kept(): Promise<KeptAccount[]>;
  /** @returns those of which anything became */
  report(accounts: readonly KeptAccount[]): Promise<AccountUpdate[]>;
  renew(accountId: string, at: number): Promise<void>;
  forget(accountId: string): Promise<void>;
  /** When all of them are to be reported again; 0 where they never were. */
  nextReport(): Promise<number>;
  setNextReport(at: number): Promise<void>;
}
