/**
 * The pace of one connection's calls.
 */
import type { Http, Lease, Ports } from '../core/ports';

const RENEW_EVERY = 10_000;

/** Another drain has taken the connection over. Nothing may be recorded any more. */
export class OvertakenError extends Error {
  override name = 'OvertakenError' as const;
}

export interface Pace {
  readonly http: Http;
  calls(): number;
}

/** Counts calls, spreads them over the minute as the provider wishes, and keeps the lease alive between them. */
export function paced({ http, chance, leases }: Ports, callsPerMinute: number, lease: Lease): Pace {
  let calls = 0;
  let nextTurn = 0;
  let renewedAt = chance.now();
  let isLost = false;
  return {
    calls: () => calls,
    http: async (call) => {
      calls += 1;
      const turn = Math.max(chance.now(), nextTurn);
      nextTurn = turn + 60_000 / callsPerMinute;
      if (turn > chance.now()) await chance.sleep(turn - chance.now());
      if (chance.now() - renewedAt > RENEW_EVERY) {
        renewedAt = chance.now();
        isLost ||= !(await leases.renew(lease, renewedAt));
      }
      if (isLost) throw new OvertakenError();
      return http(call);
    },
  };
}
