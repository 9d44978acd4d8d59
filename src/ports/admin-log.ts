/**
 * The admin log.
 */
import type { AdminEvent } from '../core/settings/admin-log';

/** What admins did, the latest first. Nothing in it is a secret, or anybody's address. It is kept for a year. */
export interface AdminLog {
  add(event: AdminEvent): Promise<void>;
  /** @throws AppError `list-again` where the cursor is none */
  page(limit: number, cursor: string | null): Promise<{ events: AdminEvent[]; cursor: string | null }>;
  /** Lets go of an account in every entry. */
  forget(accountId: string): Promise<void>;
}
