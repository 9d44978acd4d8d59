/**
 * The pace of one connection's calls.
 */
import type { Http } from '../../ports/http';
import type { AcquiredLease } from '../../ports/leases';
import type { Ports } from '../../ports/ports';
import type { Tasks } from '../../ports/tasks';
import type { RulesAtCall } from './rules-at-call';
import { MINUTE } from '../../lib/time';

const RENEW_EVERY = 10_000;
const PAUSED = { kind: 'retry', reason: 'paused' } as const;

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
  /** Makes a task, once it is prepared, when its turn comes, as a call is made. */
  readonly tasks: Tasks;
  readonly calls: () => number;
  readonly isPaused: () => boolean;
  /** Skips the pause check for the next calls, as many as run side by side: it was made a moment ago. */
  readonly notPaused: () => void;
  /** When the provider's rate lets the next call be made. */
  readonly nextTurn: () => number;
}

/** Counts calls, spreads them over the minute as the provider wishes, and keeps the lease alive between them. */
export function throttled(
  { http, tasks, system, leases, settings }: Ports,
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
  /** Makes a call in its turn. @param isNotMade what is said where it may not be made now */
  const inTurn = async <T, P>(call: () => Promise<T>, isNotMade: P): Promise<T | P> => {
    const turn = Math.max(system.now(), nextTurn);
    nextTurn = turn + spacing;
    if (turn > system.now()) await system.sleep(turn - system.now());
    await stayAlone();
    if (!(await mayCall()) || !(await rules.stand())) return isNotMade;
    // Asking may have taken a while.
    await stayAlone();
    nextTurn = Math.max(nextTurn, system.now() + spacing);
    calls += 1;
    return call();
  };
  return {
    calls: () => calls,
    isPaused: () => paused,
    notPaused: () => {
      unasked = concurrency;
    },
    nextTurn: () => nextTurn,
    http: (call) => inTurn(() => http(call), { kind: 'failed', reason: 'paused' }),
    tasks: {
      ...tasks,
      prepare: (wanted) => {
        // It takes a while: that deletions are not paused is asked again.
        unasked = 0;
        return tasks.prepare(wanted);
      },
      find: (wanted, except) => inTurn(() => tasks.find(wanted, except), PAUSED),
      make: (prepared) => inTurn(() => tasks.make(prepared), PAUSED),
    },
  };
}
