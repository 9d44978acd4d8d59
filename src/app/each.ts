import type { Ports } from '../core/ports';

/**
 * Works at one item after the other, until its time is up. One that fails holds up no other: the next sweep takes up
 * what was left.
 */
export async function each<T>(
  { log, chance }: Ports,
  until: number,
  what: string,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  for (const item of items) {
    if (chance.now() > until) return;
    try {
      await work(item);
    } catch (error) {
      log('work failed', { what, error: error instanceof Error ? error.name : 'unknown' });
    }
  }
}
