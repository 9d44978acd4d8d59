/**
 * Signing in: a key is exchanged for an access token, which is kept until shortly before it expires and renewed once where
 * it is rejected.
 */
import { failure, type Outcome } from '../../core/status/outcome';
import type { Reply } from '../../core/reply/reply';
import type { Send } from './calls';
import type { Session } from './declare';
import { Ending, UNEXPECTED } from './ending';
import type { ProviderContext, TestResult } from './provider';
import { bearer } from './request';
import { grantedBy } from './try-out';
import { MINUTE } from '../../lib/time';

/** How long before its end a token is renewed; one that is given for minutes only, in the last tenth of them. */
const RENEWAL = 5 * MINUTE;

const CREDENTIALS = { kind: 'refused', reason: 'credentials' } as const satisfies Outcome;

type Around = Pick<ProviderContext, 'token' | 'now'>;

/** @throws Ending where the key is refused, or the reply holds no token */
async function exchange(
  session: Session,
  send: Send,
  { token, now }: Around,
): Promise<{ value: string; reply: Reply }> {
  const reply = await send('sign-in', session.request);
  if (reply.kind !== 'reply' || reply.status < 200 || reply.status >= 300) {
    // Whoever gives out tokens says so of a wrong key. @see RFC 6749, section 5.2
    const isRefused = reply.kind === 'reply' && reply.status === 400;
    throw new Ending(isRefused ? { ...CREDENTIALS, httpStatus: 400 } : failure(reply));
  }
  const found = session.token(reply);
  if (found === null) throw new Ending(UNEXPECTED);
  const { value, expiresAt, expiresIn = session.lifetime } = found;
  const until = expiresAt === undefined ? now() + expiresIn - Math.min(RENEWAL, expiresIn / 10) : expiresAt - RENEWAL;
  await token.set({ value, expiresAt: until });
  return { value, reply };
}

/** Signs in anew, and says what the vendor tells of what the token may do. @throws Ending where the key is refused */
export async function tryToSignIn(session: Session, send: Send, around: Around): Promise<TestResult> {
  const { reply } = await around.token.once(() => exchange(session, send, around));
  return grantedBy(session.grants, reply);
}

async function signIn(session: Session, send: Send, around: Around): Promise<string> {
  const kept = await around.token.get();
  if (kept !== null && kept.expiresAt > around.now()) return kept.value;
  const { value } = await around.token.once(() => exchange(session, send, around));
  return value;
}

const isRejected = ({ rejectedBy }: Session, reply: Reply): boolean =>
  (reply.kind !== 'failed' && reply.status === 401) ||
  (reply.kind === 'reply' && reply.status === rejectedBy?.status && rejectedBy.when.holds(reply));

/** Sends with a token. One that is rejected is exchanged for a new one, once. @throws Ending where the key is refused */
export function signedIn(session: Session, send: Send, around: Around): Send {
  return async (what, request, documented) => {
    for (let tries = 0; tries < 2; tries += 1) {
      const token = await signIn(session, send, around);
      const reply = await send(what, { ...request, headers: { ...request.headers, ...bearer(token) } }, documented);
      if (!isRejected(session, reply)) return reply;
      await around.token.set(null);
    }
    throw new Ending(CREDENTIALS);
  };
}
