import type { StatEntry, Stats } from '../core/stats';

/** An erasure that ended at `at`, and what it adds to the figures; null where it is open again. */
export interface PendingStat {
  readonly erasureId: string;
  readonly at: number;
  readonly entry: StatEntry | null;
}
/** The daily figures. */
export interface StatsStore {
  /** Erasures that ended and are perhaps not in the figures yet, by the index. */
  uncounted(limit: number): Promise<Pick<PendingStat, 'erasureId' | 'at'>[]>;
  /** Counts each ending once, and takes back what the same erasure added before. */
  count(endings: readonly PendingStat[]): Promise<void>;
  /** The figures of these UTC days, in order. */
  of(days: readonly string[]): Promise<Stats[]>;
}
