import type { SyncError } from '../core/status/sync-result';
import type { ErasureSnapshot } from './erasure-store';

/** Outbox entry: an erasure whose issue is out of date, and the last sync error. */
export interface OutboxEntry {
  readonly erasureId: string;
  readonly dirtySince: number;
  readonly syncError: SyncError | null;
}

/** Erasures whose issue is out of date, and why it could not be brought up to date yet. */
export interface Outbox {
  /** Notes why the issue of what was read cannot be told before `until`. Somebody else's note stays. */
  recordSyncError(read: ErasureSnapshot, why: SyncError, until: number): Promise<void>;
  /** What still stands in the way of telling these erasures' issues. */
  entries(ids: readonly string[]): Promise<OutboxEntry[]>;
  /** Erasures that changed before `before` and are perhaps not yet published. */
  needingSync(before: number, limit: number): Promise<string[]>;
}
