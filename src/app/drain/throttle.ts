/**
 * The pace of one connection's calls.
 */
import type { Http } from '../../ports/http';
import type { AcquiredLease } from '../../ports/leases';
import type { Ports } from '../../ports/ports';
import type { RulesAtCall } from './rules-at-call';
import { MINUTE } from '../../lib/time';

const RENEW_EVERY = 10_000;

/** Another drain has taken the connection over. Nothing may be recorded any more. */
export class LeaseLostError extends Error {
  override name = 'OvertakenError' as const;
}

export interface Throttle {
  /**
   * Makes a call when its turn comes. While deletions are paused, or where the rules or the connection changed since the
   * turn was judged, it makes none, and says so in its reply.
   */
  readonly http: Http;
  readonly calls: () => number;
  readonly isPaused: () => boolean;
  /** Skips the pause check for the next calls, as many as run side by side: it was made a moment ago. */
  readonly notPaused: () => void;
  /** When the provider's rate lets the next call be made. */
  readonly nextTurn: () => number;
}

/** Counts calls, spreads them over the minute as the provider wishes, and keeps the lease alive between them. */
export function throttled(
  { http, system, leases, settings }: Ports,
  { callsPerMinute, concurrency }: { readonly callsPerMinute: number; readonly concurrency: number },
  { lease, acquiredAt: takenAt, blockedUntil }: AcquiredLease,
  rules: Pick<RulesAtCall, 'stand'>,
): Throttle {
  let calls = 0;
  let nextTurn = blockedUntil;
  let renewedAt = takenAt;
  let isLost = false;
  let paused = false;
  let unasked = 0;
  const spacing = MINUTE / callsPerMinute;
  const mayCall = async (): Promise<boolean> => {
    if (unasked > 0) unasked -= 1;
    else paused ||= await settings.isPaused();
    return !paused;
  };
  /** Renews the lease until it is sure to outlast a call. @throws OvertakenError */
  const stayAlone = async (): Promise<void> => {
    while (!isLost && system.now() - renewedAt > RENEW_EVERY) {
      const at = system.now();
      isLost = !(await leases.renew(lease, at));
      renewedAt = at;
    }
    if (isLost) throw new LeaseLostError();
  };
  return {
    calls: () => calls,
    isPaused: () => paused,
    notPaused: () => {
      unasked = concurrency;
    },
    nextTurn: () => nextTurn,
    http: async (call) => {
      const turn = Math.max(system.now(), nextTurn);
      nextTurn = turn + spacing;
      if (turn > system.now()) await system.sleep(turn - system.now());
      await stayAlone();
      if (!(await mayCall()) || !(await rules.stand())) return { kind: 'failed', reason: 'paused' };
      // Asking may have taken a while.
      await stayAlone();
      nextTurn = Math.max(nextTurn, system.now() + spacing);
      calls += 1;
      return http(call);
    },
  };
}
