/**
 * What came of telling an issue something. The truth is in the ledger; what cannot be told now is told later.
 */
import * as z from 'zod/mini';

/** Why Jira did not take it. The limits are those of its header RateLimit-Reason. */
export const SyncError = z.enum(['unavailable', 'refused', 'limit-burst', 'limit-issue', 'limit-quota']);
export type SyncError = z.infer<typeof SyncError>;

/** Told; or the issue is gone and can never be told; or later, and not before so many seconds. */
export type SyncResult =
  | { readonly kind: 'written' | 'gone' }
  | { readonly kind: 'later'; readonly why: SyncError; readonly afterSeconds?: number };

export const WRITTEN: SyncResult = { kind: 'written' };

const LIMITS: Readonly<Record<string, SyncError>> = {
  'jira-burst-based': 'limit-burst',
  'jira-per-issue-on-write': 'limit-issue',
  'jira-quota-global-based': 'limit-quota',
  'jira-quota-tenant-based': 'limit-quota',
};

/** Which limit a 429 speaks of, by its header RateLimit-Reason; one that is not known is taken for a burst. */
export const limitOf = (reason: string | null): SyncError => LIMITS[reason ?? ''] ?? 'limit-burst';
