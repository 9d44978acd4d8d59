/**
 * What the web trigger's door remembers: signed deliveries that were carried out, and how many requests came in this
 * minute.
 */
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import { MINUTE } from '../../lib/time';

/** More than any automation needs; a bulk belongs on the erasures page. */
export const MOST_A_MINUTE = 300;
/** Longer than a signature is valid, to either side. */
const REMEMBERED = { unit: 'MINUTES', value: 15 } as const;

const Count = z._default(z.number(), 0);

const deliveryKey = (delivery: string) => `delivery.${delivery}`;

export const webhookGuard = {
  /** The erasure that a signed delivery began or found; null where it was not carried out. @param delivery letters and digits */
  erasureOfDelivery: async (delivery: string): Promise<string | null> =>
    z.parse(z._default(z.nullable(z.string()), null), await kvs.get(deliveryKey(delivery))),

  /** Notes that a signed delivery was carried out. */
  rememberDelivery: async (delivery: string, erasureId: string): Promise<void> => {
    await kvs.set(deliveryKey(delivery), erasureId, { ttl: REMEMBERED });
  },

  /**
   * Counts a request. Requests at the same instant may be counted as one: the limit keeps floods away, it is no meter.
   * @returns the seconds to wait where there were too many in this minute; 0 where there were not.
   */
  secondsToWait: async (now: number): Promise<number> => {
    const key = `requests.${String(Math.floor(now / MINUTE))}`;
    const count = z.parse(Count, await kvs.get(key));
    if (count >= MOST_A_MINUTE) return Math.ceil((MINUTE - (now % MINUTE)) / 1000);
    await kvs.set(key, count + 1, { ttl: REMEMBERED });
    return 0;
  },
};
