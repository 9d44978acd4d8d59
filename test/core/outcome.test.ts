import { readRetryAfter } from '../../src/core/outcome';
import { NOW } from '../support/vendor';

it.each<[string | null, number | undefined]>([
  ['0', 0],
  [' 17 ', 17],
  ['Sun, 22 Nov 2026 10:01:00 GMT', 60],
  ['Sun, 22 Nov 2026 09:00:00 GMT', 0],
  ['soon', undefined],
  ['', undefined],
  ['-5', undefined],
  [null, undefined],
])('reads Retry-After %j as %j seconds', (header, seconds) => {
  expect(readRetryAfter(header, NOW)).toBe(seconds);
});
