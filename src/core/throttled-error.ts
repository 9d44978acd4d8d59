import { AppError } from './app-error';

/**
 * A quota of the platform is used up, and patience did not help: nothing was done, and the same may be asked again after
 * so many seconds. Any port may throw it.
 */
export class ThrottledError extends Error {
  override name = 'ThrottledError' as const;

  constructor(readonly afterSeconds: number) {
    super('throttled');
  }
}

/** How many seconds the platform asked to be left alone; null where an error says nothing of a quota. */
export function secondsAskedFor(error: unknown): number | null {
  if (error instanceof ThrottledError) return error.afterSeconds;
  return error instanceof AppError ? (error.afterSeconds ?? null) : null;
}
