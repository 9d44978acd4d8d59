/**
 * JSON Web Tokens in replies: found, not verified. They are shown to whoever made them, and to nobody else.
 */
import * as z from 'zod/mini';
import type { Answer } from '../../core/reply/reply';

const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
/** The longest access token of any vendor is far shorter. */
export const LONGEST_TOKEN = 8192;

/** What a token claims of itself; undefined where it cannot be read. */
export function claimsOf(jwt: string): unknown {
  try {
    return JSON.parse(atob((jwt.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/')));
  } catch {
    return undefined;
  }
}

const Expiry = z.object({ exp: z.number() });

/** When a token says that it expires, in milliseconds since the epoch; undefined where it does not tell. */
function expiryOf(jwt: string): number | undefined {
  const { exp } = z.safeParse(Expiry, claimsOf(jwt)).data ?? {};
  return exp === undefined ? undefined : exp * 1000;
}

/** The JWT in a reply: as plain text, as a JSON string, or as the only such value of a JSON object; null otherwise. */
export function jwtIn({
  json,
  text,
}: Answer): { readonly value: string; readonly expiresAt?: number | undefined } | null {
  const values =
    typeof json === 'object' && json !== null ? Object.values(json) : [typeof json === 'string' ? json : text];
  const tokens = values.filter((value) => typeof value === 'string').map((value) => value.trim());
  const [found, ...others] = tokens.filter((token) => token.length <= LONGEST_TOKEN && JWT.test(token));
  return found === undefined || others.length > 0 ? null : { value: found, expiresAt: expiryOf(found) };
}
