/**
 * The time in which a benchmark runs: the machine's own, or one that moves from one event to the next, so that an hour of
 * waiting for a provider's rate takes no hour.
 */
import timers from 'node:timers/promises';
import { VirtualClock } from '../../platform/virtual-clock';

export interface Time {
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<unknown>;
  /** Lets time go by until something is so. @throws where it never will be */
  readonly until: (isSo: () => boolean) => Promise<void>;
}

const realWait = timers.setTimeout;
const A_LONG_WHILE = 300_000;

export const REAL: Time = {
  now: () => performance.now(),
  wait: (milliseconds) => realWait(milliseconds),
  until: async (isSo) => {
    const giveUp = performance.now() + A_LONG_WHILE;
    while (!isSo()) {
      if (performance.now() > giveUp) throw new Error('The benchmark waited too long.');
      await realWait(1);
    }
  },
};

/** Has the app's own clock and waits follow this time, in this process, from now on. */
export function virtualTime(): Time {
  const clock = new VirtualClock(Date.now());
  Date.now = () => clock.now;
  // The app waits with this one.
  Object.assign(timers, { setTimeout: (milliseconds: number) => clock.after(milliseconds) });
  return {
    now: () => clock.now,
    wait: (milliseconds) => clock.after(milliseconds),
    until: async (isSo) => {
      // What was begun before runs as far as it can without waiting.
      await new Promise((settled) => setImmediate(settled));
      if (await clock.run(isSo)) throw new Error('Nothing is left to happen, and it did not.');
    },
  };
}

/**
 * Lets time go by until some work is done, and until something is so. @returns how long that took, in milliseconds
 * @throws what the work throws
 */
export async function taking(
  time: Time,
  work: () => Promise<unknown>,
  isSo: () => boolean = () => true,
): Promise<number> {
  const started = time.now();
  let failed: unknown = null;
  let isDone = false;
  work().then(
    () => {
      isDone = true;
    },
    (error: unknown) => {
      failed = error;
    },
  );
  await time.until(() => failed !== null || (isDone && isSo()));
  if (failed !== null) throw failed as Error;
  return time.now() - started;
}
