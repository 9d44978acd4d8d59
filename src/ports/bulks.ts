/**
 * Bulks of accounts.
 */
import type { Bulk, BulkRow } from '../core/bulk';

/** Bulks: one of each account. What the preview showed stands in pages. */
export interface Bulks {
  of(accountId: string): Promise<Bulk | null>;
  /** @returns false where it was changed since it was read: nothing was written */
  save(bulk: Bulk): Promise<boolean>;
  page(key: string): Promise<BulkRow[]>;
  savePage(key: string, rows: readonly BulkRow[]): Promise<void>;
  /** Accounts whose bulk runs, by the index. */
  running(limit: number): Promise<string[]>;
  /** Lets go of an account's bulk. */
  drop(accountId: string): Promise<void>;
}
