/**
 * Whether a web trigger's request comes from somebody who knows the secret. The platform does not authenticate web
 * triggers: this is all there is.
 * @see https://www.standardwebhooks.com (signature), https://developer.atlassian.com/platform/forge/events-reference/web-trigger/
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

type Headers = Readonly<Record<string, readonly string[]>>;

const TOLERANCE_SECONDS = 300;

/** A header's first value. The platform hands names on in the case they were sent in. */
const header = (headers: Headers, name: string): string | undefined =>
  Object.entries(headers).find(([sent]) => sent.toLowerCase() === name)?.[1][0];

/** Compares in constant time, also where the lengths differ. */
function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** Every secret is compared, so that the time taken does not tell which one fits. */
const any = <T>(items: readonly T[], fits: (item: T) => boolean): boolean => items.map(fits).some((fit) => fit);

/** How a request showed that its sender knows the secret. */
export type Proof =
  | { readonly by: 'bearer' }
  /** `delivery` names what was signed: id, time and body. Sent once more, it is the same delivery. */
  | { readonly by: 'signature'; readonly delivery: string };

function signedBy(headers: Headers, body: string, secrets: readonly string[], now: number): Proof | null {
  const id = header(headers, 'webhook-id') ?? '';
  const timestamp = header(headers, 'webhook-timestamp') ?? '';
  const given = (header(headers, 'webhook-signature') ?? '').split(' ').filter((part) => part.startsWith('v1,'));
  if (id === '' || given.length === 0 || !/^\d{1,12}$/.test(timestamp)) return null;
  if (Math.abs(now / 1000 - Number(timestamp)) > TOLERANCE_SECONDS) return null;
  const isSigned = any(secrets, (secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    const expected = `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
    return any(given, (signature) => same(signature, expected));
  });
  const delivery = createHash('sha256').update(`${id}.${timestamp}.${body}`).digest('hex');
  return isSigned ? { by: 'signature', delivery } : null;
}

/**
 * A valid secret as a bearer token, or a valid Standard Webhooks signature; null where the request carries neither.
 * @param now milliseconds since the epoch.
 */
export function proofIn(headers: Headers, body: string, secrets: readonly string[], now: number): Proof | null {
  const bearer = /^Bearer +(\S+)$/i.exec(header(headers, 'authorization') ?? '')?.[1];
  if (bearer === undefined) return signedBy(headers, body, secrets, now);
  return any(secrets, (secret) => same(bearer, secret)) ? { by: 'bearer' } : null;
}
