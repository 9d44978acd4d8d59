/**
 * What the app does where a quota of the platform is used up: it waits a moment and asks again, and after some tries says
 * how long whoever asked should leave it.
 * @see https://developer.atlassian.com/platform/forge/storage-api-limit-handling/
 * @see https://developer.atlassian.com/cloud/jira/platform/rate-limiting/
 */
import { ForgeKvsAPIError } from '@forge/kvs';
import { AppError } from '../core/app-error';
import { ThrottledError } from '../core/throttled-error';
import type { System } from '../ports/system';

const MOST_TRIES = 4;
/** Tries of what cannot be done again as it was: they outlast the minute by which the storage counts. */
export const TENACIOUS = 6;
/** The first wait for the storage, in milliseconds; each further one is four times as long. */
const FIRST_WAIT = 250;
const TIMES = 4;
/** The storage counts by the minute. */
const STORAGE_SECONDS = 60;
/** What Jira asks for within a request that somebody waits for; longer waits are their caller's. */
const SHORT_SECONDS = 5;

/**
 * Whether the storage took no part of a request and would take it later: its rate is used up, or another write was at the
 * same record at that moment. A condition that does not hold is told by a result, and never comes as an error.
 */
const isThrottled = (error: unknown): boolean =>
  error instanceof ForgeKvsAPIError &&
  ([409, 429].includes(error.responseDetails.status) || error.code === 'TOO_MANY_REQUESTS');

/** The milliseconds until the next try; null where there is none. */
function nextWait(error: unknown, tried: number, most: number): number | null {
  if (tried >= most) return null;
  if (isThrottled(error)) return FIRST_WAIT * TIMES ** (tried - 1);
  const seconds = error instanceof AppError ? error.afterSeconds : undefined;
  return seconds !== undefined && seconds <= SHORT_SECONDS ? seconds * 1000 : null;
}

type Method = (...given: unknown[]) => unknown;

/**
 * The same port, whose methods ask again where a quota is used up. Each is safe to repeat: what a first try did, the
 * next one finds.
 * @throws ThrottledError from any method, where the storage is throttled for longer
 */
export function patiently<Port extends object>(
  port: Port,
  { random, sleep }: Pick<System, 'random' | 'sleep'>,
  most: number = MOST_TRIES,
): Port {
  const again = (method: Method): Method => {
    const attempt = (given: unknown[], tried: number): unknown => {
      const answer = method(...given);
      if (!(answer instanceof Promise)) return answer;
      return answer.catch(async (error: unknown) => {
        const wait = nextWait(error, tried, most);
        if (wait === null) throw isThrottled(error) ? new ThrottledError(STORAGE_SECONDS) : error;
        // Those who were refused together do not come back together.
        await sleep(wait * (0.5 + random()));
        return attempt(given, tried + 1);
      });
    };
    return (...given) => attempt(given, 1);
  };
  const methods = Object.entries(port).map(([name, method]) => [name, again(method as Method)] as const);
  return Object.fromEntries(methods) as Port;
}
