import type { RetryReason } from '../core/status/outcome';

/** The right to work at something alone, until it expires. */
export interface Lease {
  readonly key: string;
  readonly owner: string;
}
/** A lease that was taken; its owner calls nobody before `blockedUntil`. */
export interface AcquiredLease {
  readonly lease: Lease;
  /** When it was acquired; it expires a fixed time later, unless it is renewed. */
  readonly acquiredAt: number;
  readonly blockedUntil: number;
  /** When the queue was told to come back, by whoever had the lease before; 0: not at all. */
  readonly requeuedAt: number;
  /** When the settings were read by whoever had the lease before and came to an end; 0: nobody did. */
  readonly settingsReadAt: number;
}
/** Why a lease cannot be taken now. */
export interface LeaseUnavailable {
  readonly retryAfterSeconds: number;
  /** Nobody has it: it is left alone, as whoever had it before was asked, by the settings of this time. */
  readonly blockedBySettingsOf: number | null;
}
/** State that is handed to the next owner of a lease. */
export interface LeaseHandover extends Pick<AcquiredLease, 'blockedUntil' | 'requeuedAt' | 'settingsReadAt'> {
  /** Why a provider asked to be left alone until `blockedUntil`; missing: it did not ask. */
  readonly blockedBecause?: RetryReason;
}
/** That nobody calls before `until`, because a provider asked for it. */
export interface Backoff extends Pick<AcquiredLease, 'settingsReadAt'> {
  readonly until: number;
  readonly reason: RetryReason;
}
export interface Leases {
  /**
   * Takes a lease; or tells in how many seconds it can be tried again. One that would stand for longer than any does was
   * written by a clock that went wrong, and is free.
   * @param how `lasts`: how many milliseconds until it expires; missing: as long as a call takes with everything after
   * it. `isLifted`: also where it is to be left alone
   */
  acquire(
    key: string,
    now: number,
    how?: { readonly lasts?: number; readonly isLifted?: boolean },
  ): Promise<AcquiredLease | LeaseUnavailable>;
  /** Keeps it longer; false where somebody else has taken it over. */
  renew(lease: Lease, now: number): Promise<boolean>;
  /** Which of these leases nobody takes now because a provider asked for it, by their keys. */
  backoffs(keys: readonly string[], now: number): Promise<ReadonlyMap<string, Backoff>>;
  /** Gives it back. `blockedUntil`: nobody calls before then; the provider's rate, or a pause that it asked for. */
  release(lease: Lease, left: LeaseHandover | null): Promise<void>;
}
