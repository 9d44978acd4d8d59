import type { SyncError } from '../core/erasure/sync-result';

/** An erasure whose issue is still to be told something, and what stood in the way. */
export interface OutboxEntry {
  readonly erasureId: string;
  readonly dirtySince: number;
  readonly syncError: SyncError | null;
}
