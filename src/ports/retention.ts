import type { Erasure } from '../core/erasure/erasure';

/** Which erasures that have ended have an address that is to be let go of. By the index, their ids. */
export interface Retention {
  /** Those that ended before `before` and whose address was not let go of a second time. */
  endedBefore(before: number, limit: number): Promise<string[]>;
  /** Those whose address was kept until `now` at the longest, to ask their providers again. */
  keptPast(now: number, limit: number): Promise<string[]>;
  /** Those whose address is kept for longer than until `time`. */
  keptBeyond(time: number, limit: number): Promise<string[]>;
  /** Those whose address is kept until `time` at the longest to ask, long after the end, whether the person is back. */
  keptForSecondLook(time: number, limit: number): Promise<string[]>;
  /** Notes that the address of an ended erasure was let go of a second time. */
  markClean(erasure: Erasure): Promise<void>;
}
