import type { Ports } from '../../ports/ports';

/** Works at something that may fail: what was left is taken up by the next sweep. */
export async function tryOrLog<R, O>(
  { log }: Ports,
  what: string,
  work: () => Promise<R>,
  otherwise: O,
): Promise<R | O> {
  try {
    return await work();
  } catch (error) {
    log('work failed', { what, error: error instanceof Error ? error.name : 'unknown' });
    return otherwise;
  }
}

/** A list that is worked at. */
interface Worklist<T> {
  /** What it is called in the log. */
  readonly what: string;
  readonly list: () => Promise<readonly T[]>;
  /** When its time is up, in milliseconds since the epoch. */
  readonly until: number;
}

/**
 * Works at one item of a list after the other, until its time is up. One that fails holds up no other, and a list that
 * cannot be read no other list.
 */
export async function forEachUntil<T>(
  ports: Ports,
  { what, list, until }: Worklist<T>,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const { system } = ports;
  // A list may move on when it is read: what there is no time for is not asked for.
  if (system.now() > until) return;
  for (const item of await tryOrLog(ports, what, list, [])) {
    if (system.now() > until) return;
    await tryOrLog(ports, what, () => work(item), undefined);
  }
}
