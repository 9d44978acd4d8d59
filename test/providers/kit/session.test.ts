/**
 * Tokens that a key is exchanged for: how long they are used, and how the client is told.
 */
import { path } from '../../../src/providers/kit';
import { declaring } from '../../support/attempts';
import { person } from '../../support/people';
import { around, NOW, type Scripted, vendor } from '../../support/vendor';

const MINUTE = 60_000;
const ANYWHERE = path`https://x.example/`;

/** Two attempts, the second so much later, by a token that is given for so long. @returns how often it was exchanged */
async function exchanges(token: { expiresIn?: number; expiresAt?: number }, later: number): Promise<number> {
  const provider = declaring({
    session: () => ({
      request: { method: 'POST', url: path`https://x.example/token` },
      token: () => ({ value: 't', ...token }),
      lifetime: 60 * MINUTE,
      example: {},
    }),
    erase: { request: () => ({ method: 'POST', url: ANYWHERE }), replies: { 204: 'deleted' } },
  });
  const reply: Scripted = ({ url }) => (url.pathname === '/token' ? { status: 200, body: {} } : { status: 204 });
  const api = vendor(reply, reply, reply, reply);
  const context = around(api);
  for (const now of [NOW, NOW + later])
    expect(await provider.open({}, { ...context, now: () => now }).erase?.([person('jane@example.com')])).toEqual([
      { kind: 'deleted' },
    ]);
  return api.asked.filter(({ url }) => url.pathname === '/token').length;
}

it.each([
  ['given for minutes only: for nine tenths of them', { expiresIn: MINUTE }, 53_000, 1],
  ['given for minutes only: renewed in the last tenth', { expiresIn: MINUTE }, 55_000, 2],
  ['given for long: until five minutes before its end', { expiresIn: 100 * MINUTE }, 94 * MINUTE, 1],
  ['given for long: renewed five minutes before its end', { expiresIn: 100 * MINUTE }, 96 * MINUTE, 2],
  ['with an end: renewed five minutes before it', { expiresAt: NOW + 6 * MINUTE }, 2 * MINUTE, 2],
  ['without a time: as long as the vendor says', {}, 54 * MINUTE, 1],
  ['without a time: no longer', {}, 56 * MINUTE, 2],
])('uses a token %s', async (_, token, later, times) => {
  expect(await exchanges(token, later)).toBe(times);
});
