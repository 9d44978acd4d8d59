import { failure, type Outcome, readRetryAfter, type Reply } from '../../src/core/outcome';
import { NOW } from '../support/vendor';

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

const reply = (status: number, retryAfterSeconds?: number): Reply => ({
  kind: 'reply',
  status,
  text: '',
  json: undefined,
  isHtml: false,
  retryAfterSeconds,
});
const retry = (reason: string, httpStatus: number) => ({ kind: 'retry', reason, httpStatus });
const refused = (reason: string, httpStatus: number) => ({ kind: 'refused', reason, httpStatus });

it.each<[Reply, object]>([
  [reply(429), retry('rate-limited', 429)],
  [reply(429, 7), { ...retry('rate-limited', 429), afterSeconds: 7 }],
  [reply(408), retry('timeout', 408)],
  [reply(425), retry('timeout', 425)],
  [reply(499), refused('rejected', 499)],
  [reply(500), retry('server-error', 500)],
  [reply(503, 0), { ...retry('server-error', 503), afterSeconds: 0 }],
  [reply(401), refused('credentials', 401)],
  [reply(403), refused('credentials', 403)],
  [reply(404), refused('not-found', 404)],
  [reply(300), refused('redirected', 300)],
  [reply(399), refused('redirected', 399)],
  [reply(299), refused('unexpected-reply', 299)],
  [reply(200), refused('unexpected-reply', 200)],
  [reply(400), refused('rejected', 400)],
  [
    { kind: 'failed', reason: 'not-allowed' },
    { kind: 'refused', reason: 'not-allowed' },
  ],
  [
    { kind: 'failed', reason: 'too-large' },
    { kind: 'refused', reason: 'unexpected-reply' },
  ],
  [
    { kind: 'failed', reason: 'timeout' },
    { kind: 'retry', reason: 'timeout' },
  ],
  [
    { kind: 'failed', reason: 'unreachable' },
    { kind: 'retry', reason: 'unreachable' },
  ],
  [
    { kind: 'failed', reason: 'insecure' },
    { kind: 'retry', reason: 'insecure' },
  ],
  [
    { kind: 'failed', reason: 'paused' },
    { kind: 'retry', reason: 'paused' },
  ],
])('takes %j for %j', (given, outcome) => {
  expect(failure(given)).toEqual(outcome satisfies object as Outcome);
});
