import { createHmac } from 'node:crypto';
import { isAuthentic } from '../../src/entry/authentic';
import { NOW } from '../support/vendor';

const SECRET = `whsec_${Buffer.from('0123456789abcdef0123456789abcdef').toString('base64')}`;
const OTHER = `whsec_${Buffer.from('ffffffffffffffffffffffffffffffff').toString('base64')}`;
const BODY = '{"issueKey":"GDPR-1"}';

function signed(secret: string, at = NOW, body = BODY): Record<string, string[]> {
  const timestamp = String(Math.floor(at / 1000));
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signature = createHmac('sha256', key).update(`msg_1.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': ['msg_1'], 'webhook-timestamp': [timestamp], 'Webhook-Signature': [`v1,${signature}`] };
}

it('accepts the secret as a bearer, whatever the case of the header', () => {
  expect(isAuthentic({ authorization: [`Bearer ${SECRET}`] }, BODY, [SECRET], NOW)).toBe(true);
  expect(isAuthentic({ AUTHORIZATION: [`bearer ${SECRET}`] }, BODY, [OTHER, SECRET], NOW)).toBe(true);
});

it.each<[string, Record<string, string[]>]>([
  ['no header', {}],
  ['another secret', { authorization: [`Bearer ${OTHER}`] }],
  ['an empty bearer', { authorization: ['Bearer '] }],
  ['the secret without Bearer', { authorization: [SECRET] }],
  ['a part of the secret', { authorization: [`Bearer ${SECRET.slice(0, -1)}`] }],
])('refuses %s', (_, headers) => {
  expect(isAuthentic(headers, BODY, [SECRET], NOW)).toBe(false);
});

it('refuses everybody while there is no secret', () => {
  expect(isAuthentic({ authorization: ['Bearer undefined'] }, BODY, [], NOW)).toBe(false);
  expect(isAuthentic(signed(SECRET), BODY, [], NOW)).toBe(false);
});

it('accepts a Standard Webhooks signature, also as one of several', () => {
  expect(isAuthentic(signed(SECRET), BODY, [SECRET], NOW)).toBe(true);
  const headers = signed(SECRET);
  expect(
    isAuthentic(
      { ...headers, 'Webhook-Signature': [`v1,AAAA ${headers['Webhook-Signature']?.[0] ?? ''}`] },
      BODY,
      [SECRET],
      NOW,
    ),
  ).toBe(true);
});

it('refuses a signature of another body, another secret, or another time', () => {
  expect(isAuthentic(signed(SECRET), `${BODY} `, [SECRET], NOW)).toBe(false);
  expect(isAuthentic(signed(OTHER), BODY, [SECRET], NOW)).toBe(false);
  expect(isAuthentic(signed(SECRET, NOW - 301_000), BODY, [SECRET], NOW)).toBe(false);
  expect(isAuthentic(signed(SECRET, NOW + 301_000), BODY, [SECRET], NOW)).toBe(false);
  expect(isAuthentic(signed(SECRET, NOW - 299_000), BODY, [SECRET], NOW)).toBe(true);
});
