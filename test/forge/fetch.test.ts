/**
 * What Forge's proxy says against a call comes as a response, and is never taken for the provider's own.
 */
import { readReply } from '../../src/core/reply/reply';
import { failure } from '../../src/core/status/outcome';
import { httpOver } from '../../src/forge/fetch';
import { outcomeSentence } from '../../src/words/outcomes';

const NOW = Date.UTC(2026, 10, 26);

const outcomeOf = async (status: number, headers: Record<string, string>, body: string | null = null) => {
  const fetch = () => Promise.resolve(new Response(body, { status, headers }));
  const http = httpOver(fetch, { now: () => NOW }, () => undefined);
  return failure(readReply(await http({ op: 'erase', method: 'DELETE', url: 'https://forum.example.com/' }), NOW));
};

const blocked = { kind: 'refused', reason: 'not-allowed' };
const unreachable = { kind: 'retry', reason: 'unreachable' };

it.each([
  ['a host that nobody allowed', 403, { 'forge-proxy-error': 'BLOCKED_EGRESS' }, null, blocked],
  ['the same, by its older name', 403, { 'forge-proxy-error': 'REQUEST_EGRESS_ALLOWLIST_ERR' }, null, blocked],
  ['the same, in the body only', 403, {}, '{"code":"BLOCKED_EGRESS"}', blocked],
  ['any other word of the proxy', 403, { 'forge-proxy-error': 'UPSTREAM_ERR' }, null, unreachable],
  ['a host that is not there', 503, { 'x-squid-error': 'ERR_DNS_FAIL 0' }, null, unreachable],
  [
    'a certificate that nobody vouches for',
    503,
    { 'x-squid-error': 'ERR_SECURE_CONNECT_FAIL 71' },
    null,
    { kind: 'retry', reason: 'insecure' },
  ],
])('%s', async (_, status, headers, body, outcome) => {
  expect(await outcomeOf(status, headers, body)).toEqual(outcome);
});

it('a 403 of the provider itself is about the key', async () => {
  expect(await outcomeOf(403, {}, '{"error":"forbidden"}')).toMatchObject({ reason: 'credentials' });
});

it('a provider that sends the proxy’s headers with a success deletes nobody by it', async () => {
  expect(await outcomeOf(200, { 'forge-proxy-error': 'BLOCKED_EGRESS' }, '{"status":"deleted"}')).toEqual(blocked);
});

it('a blocked host is told with the way out, and not as a wrong key', () => {
  const words = outcomeSentence({ kind: 'refused', reason: 'not-allowed' }, '');
  expect(words).toContain('A Jira admin has to allow this host');
  expect(words).not.toMatch(/\bkey\b/);
});
