/**
 * What the storage refuses for how much is asked of it: its rates, and transactions that meet other writes.
 */
import { FixedWindow } from '../fixed-window';
import type { Random } from '../random';
import { chanceOf, type StorageStrictness, type Strictness } from '../strictness';

/** What counts as one request against the rates of a minute. */
const PORTION = 10 * 1024;
const MINUTE = 60_000;
const SECOND = 1000;
/** A record that was written so lately may be written by somebody else at this moment, in milliseconds. */
const HOT = 1000;

export class KvsRates {
  private readonly reads: FixedWindow;
  private readonly writes: FixedWindow;
  private readonly requests: FixedWindow;
  private readonly isLimited: boolean;

  constructor({ readsPerMinute, writesPerMinute, requestsPerSecond }: StorageStrictness) {
    this.reads = new FixedWindow(MINUTE, readsPerMinute);
    this.writes = new FixedWindow(MINUTE, writesPerMinute);
    this.requests = new FixedWindow(SECOND, requestsPerSecond);
    this.isLimited = [readsPerMinute, writesPerMinute, requestsPerSecond].some(Number.isFinite);
  }

  /** Whether the installation has to wait before another request is taken. */
  areUsedUp(isRead: boolean, now: number): boolean {
    return this.isLimited && (this.requests.wait(now) > 0 || (isRead ? this.reads : this.writes).wait(now) > 0);
  }

  /** Counts a request that was taken. @param size says how many bytes it was of */
  use(isRead: boolean, size: () => number, now: number): void {
    if (!this.isLimited) return;
    this.requests.use(now);
    (isRead ? this.reads : this.writes).use(now, Math.max(1, Math.ceil(size() / PORTION)));
  }
}

export class HotRecords {
  private readonly written = new Map<string, number>();
  private readonly chance: Random;
  private readonly conflicts: number;

  constructor(strictness: Strictness) {
    this.chance = chanceOf(strictness, 'storage');
    this.conflicts = strictness.storage.conflicts;
  }

  /** Notes that a record was written. */
  note(record: string, now: number): void {
    if (this.conflicts === 0) return;
    // In the order of their last writes: what is cold stands in front.
    this.written.delete(record);
    this.written.set(record, now);
    for (const [one, at] of this.written) {
      if (at > now - HOT) break;
      this.written.delete(one);
    }
  }

  /** Whether a transaction meets another write at one of these records. */
  meets(records: readonly string[], now: number): boolean {
    if (this.conflicts === 0) return false;
    const isHot = records.some((record) => (this.written.get(record) ?? -Infinity) > now - HOT);
    return isHot && this.chance.is(this.conflicts);
  }
}
