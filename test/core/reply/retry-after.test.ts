import { readLimit, readRetryAfter } from '../../../src/core/reply/retry-after';
import { NOW } from '../../support/vendor';

it.each<[string | null, number | undefined]>([
  ['0', 0],
  [' 17 ', 17],
  ['Sun, 22 Nov 2026 10:01:00 GMT', 60],
  ['Sun, 22 Nov 2026 09:00:00 GMT', 0],
  ['soon', undefined],
  ['', undefined],
  ['17 apples', undefined],
  ['1234567890', undefined],
  ['x Sun, 22 Nov 2026 10:01:00 GMT', undefined],
  ['  Sunday, 22 Nov 2026 10:01:00 GMT', 60],
  ['Sun 22 Nov 2026 10:01:00 GMT', 60],
  ['2026-11-22T10:01:00Z', undefined],
  ['-5', undefined],
  [null, undefined],
])('reads Retry-After %j as %j seconds', (header, seconds) => {
  expect(readRetryAfter(header, NOW)).toBe(seconds);
});

const limit = (status: number, headers: Record<string, string>) =>
  readLimit(status, (name) => headers[name] ?? null, NOW);
const EPOCH = NOW / 1000;

it.each<[Record<string, string>, number | undefined]>([
  // SendGrid, SurveyMonkey and the IETF draft: seconds.
  [{ 'x-ratelimit-reset': '42' }, 42],
  [{ 'ratelimit-reset': '42', 'ratelimit-remaining': '0' }, 42],
  [{ ratelimit: 'limit=100, remaining=0, reset=50' }, 50],
  [{ ratelimit: '"default";r=0;t=30' }, 30],
  [{ 'x-ratelimit-app-global-minute-remaining': '0', 'x-ratelimit-app-global-minute-reset': '12' }, 12],
  // Okta, Braze, Intercom: seconds since the epoch; others: milliseconds since it; Segment: a date.
  [{ 'x-rate-limit-reset': String(EPOCH + 90) }, 90],
  [{ 'x-ratelimit-reset': String(EPOCH + 90) }, 90],
  [{ 'x-ratelimit-reset': String(NOW + 90_000) }, 90],
  [{ 'x-ratelimit-reset': 'Sun, 22 Nov 2026 10:01:00 GMT' }, 60],
  [{ 'x-ratelimit-reset': String(EPOCH - 90) }, 0],
  // What the provider asks for outright comes first.
  [{ 'retry-after': '7', 'x-ratelimit-reset': '42' }, 7],
  // Only the limit that is used up tells when to come back.
  [{ 'x-ratelimit-remaining': '5', 'x-ratelimit-reset': '1', 'ratelimit-remaining': '0', 'ratelimit-reset': '9' }, 9],
  [{ 'x-ratelimit-reset': 'soon' }, undefined],
  [{}, undefined],
])('reads of a 429 with %j to come back in %j seconds', (headers, afterSeconds) => {
  expect(limit(429, headers)).toEqual({ isReached: true, afterSeconds });
});

it.each<[Record<string, string>, boolean]>([
  [{ 'retry-after': '2' }, true],
  [{ 'x-ratelimit-remaining': '0' }, true],
  [{ 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(EPOCH + 60) }, true],
  [{ 'x-rate-limit-reset': String(EPOCH + 60) }, true],
  [{ ratelimit: '"default";r=0;t=30' }, true],
  // Sent with every reply: there are requests left, so it is the key.
  [{ 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '57', 'x-ratelimit-reset': '30' }, false],
  [{}, false],
])('tells a 403 of a rate limit from a refused key by %j', (headers, isReached) => {
  expect(limit(403, headers).isReached).toBe(isReached);
});

it.each([401, 404, 500])('takes no %i for a rate limit, and no end of one for a pause', (status) => {
  expect(limit(status, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '42' })).toEqual({
    isReached: false,
    afterSeconds: undefined,
  });
});
