import { failure, type Outcome } from '../../../src/core/status/outcome';
import type { Reply } from '../../../src/core/reply/reply';

const reply = (status: number, afterSeconds?: number, isReached = status === 429): Reply => ({
  kind: 'reply',
  status,
  text: '',
  json: undefined,
  limit: { isReached, afterSeconds },
});
const page = (status: number): Reply => ({
  kind: 'unexpected',
  status,
  limit: { isReached: false, afterSeconds: undefined },
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
  [reply(403, 60, true), { ...retry('rate-limited', 403), afterSeconds: 60 }],
  [page(200), refused('unexpected-reply', 200)],
  [page(401), refused('credentials', 401)],
  [page(404), refused('not-found', 404)],
  [page(502), retry('server-error', 502)],
  [reply(404), refused('not-found', 404)],
  [reply(300), refused('redirected', 300)],
  [reply(399), refused('redirected', 399)],
  [reply(299), refused('unexpected-reply', 299)],
  [reply(200), refused('unexpected-reply', 200)],
  [reply(400), refused('rejected', 400)],
  [reply(422), refused('rejected-address', 422)],
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
