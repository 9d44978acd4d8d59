/**
 * What the web trigger's door remembers: signed messages it has seen, and how many requests came in this minute.
 */
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';

const MINUTE = 60_000;
/** More than any automation needs; a bulk belongs on the erasures page. */
export const MOST_A_MINUTE = 300;
/** Longer than a signature is valid, to either side. */
const REMEMBERED = { unit: 'MINUTES', value: 15 } as const;

const Count = z._default(z.number(), 0);

/**
 * Whether a signed message comes for the first time.
 * @param message letters and digits
 */
export async function isFirst(message: string): Promise<boolean> {
  const key = `message.${message}`;
  try {
    await kvs.set(key, true, { keyPolicy: 'FAIL_IF_EXISTS', ttl: REMEMBERED });
    return true;
  } catch (error) {
    if ((await kvs.get(key)) === undefined) throw error;
    return false;
  }
}

/**
 * Counts a request. Requests at the same instant may be counted as one: the limit keeps floods away, it is no meter.
 * @returns the seconds to wait where there were too many in this minute; 0 where there were not.
 */
export async function tooMany(now: number): Promise<number> {
  const key = `requests.${String(Math.floor(now / MINUTE))}`;
  const count = z.parse(Count, await kvs.get(key));
  if (count >= MOST_A_MINUTE) return Math.ceil((MINUTE - (now % MINUTE)) / 1000);
  await kvs.set(key, count + 1, { ttl: REMEMBERED });
  return 0;
}
