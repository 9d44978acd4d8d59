/**
 * What a reply's headers say of a rate limit, and of when to come back.
 */

/** A header of a reply by its lower-case name; null where it is missing. */
export type Header = (name: string) => string | null;

/** A time given as a date, as HTTP and mails write it, in seconds from now. */
function untilDate(text: string, now: number): number | undefined {
  const date = /^\s*[a-z]{3,9},? /i.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

/**
 * Retry-After as seconds from now: a number of seconds or an HTTP date. @see RFC 9110, section 10.2.3
 * @returns undefined where it is missing or unreadable.
 */
export function readRetryAfter(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  return /^\s*\d{1,9}\s*$/.test(header) ? Number(header) : untilDate(header, now);
}

/** A number of seconds is never as large as this; the seconds or milliseconds since the epoch always are. */
const LEAST_EPOCH_SECONDS = 1e9;
const LEAST_EPOCH_MILLISECONDS = 1e12;

/**
 * When a rate limit ends, as seconds from now. Vendors write seconds (SendGrid, the IETF draft), seconds since the epoch
 * (Okta, Braze, Intercom), milliseconds since it, or a date (Segment); no two of these can be mistaken for each other.
 */
function readReset(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  if (!/^\s*\d{1,14}(?:\.\d{1,9})?\s*$/.test(header)) return untilDate(header, now);
  const value = Number(header);
  if (value < LEAST_EPOCH_SECONDS) return Math.ceil(value);
  const at = value < LEAST_EPOCH_MILLISECONDS ? value * 1000 : value;
  return Math.max(0, Math.ceil((at - now) / 1000));
}

/** How vendors begin the names of their rate limit's headers. */
const LIMITS = [
  ...['ratelimit', 'x-ratelimit', 'x-rate-limit', 'x-hubspot-ratelimit'],
  ...['x-ratelimit-app-global-minute', 'x-ratelimit-app-global-day'],
];

/** What a reply says of a rate limit. */
export interface Limit {
  /** Whether it says that too many requests came. */
  readonly isReached: boolean;
  /** When to come back; undefined where it does not tell. */
  readonly afterSeconds: number | undefined;
}

interface Quota {
  readonly remaining: string | null;
  readonly reset: string | null;
}

/** The quotas of which the headers tell: each by headers of its own, or all in one as the IETF draft has it. */
function quotasIn(header: Header): Quota[] {
  const all = header('ratelimit') ?? '';
  const inOne = (name: RegExp) => name.exec(all)?.[1] ?? null;
  const drafted = {
    ...{ isThere: all !== '', remaining: inOne(/\b(?:r|remaining)=(\d+)/i), reset: inOne(/\b(?:t|reset)=(\d+)/i) },
  };
  const own = LIMITS.map((name) => {
    const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((part) => header(`${name}-${part}`));
    const isThere = [limit, remaining, reset].some((value) => value != null);
    return { isThere, remaining: remaining ?? null, reset: reset ?? null };
  });
  return [drafted, ...own].filter(({ isThere }) => isThere);
}

/** Reads Retry-After; where that is missing and a limit is reached, the header that tells when it ends. */
export function readLimit(status: number, header: Header, now: number): Limit {
  const requested = readRetryAfter(header('retry-after'), now);
  // Some vendors send these headers with every reply: who has requests left was refused for another reason.
  const usedUp = quotasIn(header).filter(({ remaining }) => remaining === null || Number(remaining) === 0);
  const isReached = status === 429 || (status === 403 && (requested !== undefined || usedUp.length > 0));
  const resets = usedUp.flatMap(({ reset }) => readReset(reset, now) ?? []);
  const ends = isReached && resets.length > 0 ? Math.max(...resets) : undefined;
  return { isReached, afterSeconds: requested ?? ends };
}
