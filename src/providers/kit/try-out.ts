/**
 * Trying the key by a call that harms nobody.
 */
import { failure } from '../../core/status/outcome';
import type { Reply } from '../../core/reply/reply';
import type { Send } from './calls';
import type { Test } from './declare';
import { UNEXPECTED } from './ending';
import { type Grants, missingIn } from './grants';
import type { TestResult } from './provider';

/** What a reply that is taken says of what the key may do, or of what it sees. */
export function grantedBy(
  grants: Grants | undefined,
  reply: Reply,
  ok: TestResult = { kind: 'ok', mayDelete: true },
): TestResult {
  if (grants === undefined || reply.kind !== 'reply') return { kind: 'ok' };
  const missing = missingIn(grants, reply);
  if (missing === null) return { kind: 'failed', outcome: UNEXPECTED };
  return missing.length === 0 ? ok : { kind: 'failed', outcome: { kind: 'refused', reason: 'credentials' }, missing };
}

/** Tries the key; by another call where this one is for another kind of key. */
export async function tryOut(send: Send, { shows, grants, places, orElse, ...request }: Test): Promise<TestResult> {
  const reply = await send('test', request, {
    source: 'the declared test',
    // One that shows nothing may list nobody.
    allows: (doubt) => (shows === undefined ? doubt.kind === 'nobody' : shows.despite?.(doubt) === true),
  });
  const isOk = reply.kind === 'reply' && reply.status === 200 && shows?.holds(reply) !== false;
  if (isOk) return grants === undefined ? grantedBy(places, reply, { kind: 'ok' }) : grantedBy(grants, reply);
  if (orElse !== undefined && reply.kind === 'reply' && reply.status >= 400 && reply.status < 500)
    return tryOut((_, ...rest) => send('test-2', ...rest), orElse);
  return { kind: 'failed', outcome: failure(reply) };
}
