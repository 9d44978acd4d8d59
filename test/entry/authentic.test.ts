import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { proofIn } from '../../src/entry/authentic';
import { NOW } from '../support/vendor';

const isAuthentic = (...asked: Parameters<typeof proofIn>): boolean => proofIn(...asked) !== null;

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

it('accepts what the public package of Standard Webhooks signs', () => {
  const at = new Date(NOW);
  const signature = new Webhook(SECRET.replace('whsec_', '')).sign('msg_2', at, BODY);
  const timestamp = String(Math.floor(NOW / 1000));
  const headers = { 'webhook-id': ['msg_2'], 'webhook-timestamp': [timestamp], 'webhook-signature': [signature] };
  expect(proofIn(headers, BODY, [SECRET], NOW)).toMatchObject({ by: 'signature' });
  expect(proofIn(headers, `${BODY} `, [SECRET], NOW)).toBeNull();
});

it('names a delivery by its id, its time and its body', () => {
  const deliveryOf = (at: number, body = BODY) => {
    const signature = new Webhook(SECRET.replace('whsec_', '')).sign('msg_3', new Date(at), body);
    const timestamp = String(Math.floor(at / 1000));
    const headers = { 'webhook-id': ['msg_3'], 'webhook-timestamp': [timestamp], 'webhook-signature': [signature] };
    const proof = proofIn(headers, body, [SECRET], NOW);
    return proof?.by === 'signature' ? proof.delivery : null;
  };
  expect(deliveryOf(NOW)).toMatch(/^[0-9a-f]{64}$/);
  expect(deliveryOf(NOW)).toBe(deliveryOf(NOW));
  expect(deliveryOf(NOW + 2000)).not.toBe(deliveryOf(NOW));
  expect(deliveryOf(NOW, `${BODY} `)).not.toBe(deliveryOf(NOW));
});
