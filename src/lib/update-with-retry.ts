/**
 * The one optimistic loop: read, change, write; and again where somebody else's write came first.
 */

/** What an attempt comes to that was overtaken: what it read does not stand any more. */
export const AGAIN = Symbol('again');

/**
 * Repeats an attempt until one is not overtaken.
 * @param tries at most so many
 * @param attempt reads, changes and writes. `tried`: how many were overtaken before
 * @param giveUp what it comes to where all of them were overtaken; most callers throw
 */
export async function updateWithRetry<T>(
  tries: number,
  attempt: (tried: number) => Promise<T | typeof AGAIN>,
  giveUp: () => T,
): Promise<T> {
  for (let tried = 0; tried < tries; tried += 1) {
    const result = await attempt(tried);
    if (result !== AGAIN) return result;
  }
  return giveUp();
}
