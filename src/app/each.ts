import type { Ports } from '../core/ports';

/**
 * Works at one item of a list after the other, until its time is up. One that fails holds up no other, and a list that
 * cannot be read no other list: the next sweep takes up what was left.
 */
export async function each<T>(
  { log, chance }: Ports,
  until: number,
  what: string,
  list: () => Promise<readonly T[]>,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const attempt = async <R>(one: () => Promise<R>, otherwise: R): Promise<R> => {
    try {
      return await one();
    } catch (error) {
      log('work failed', { what, error: error instanceof Error ? error.name : 'unknown' });
      return otherwise;
    }
  };
  // A list may move on when it is read: what there is no time for is not asked for.
  if (chance.now() > until) return;
  for (const item of await attempt(list, [])) {
    if (chance.now() > until) return;
    await attempt(() => work(item), undefined);
  }
}
