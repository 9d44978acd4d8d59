/**
 * What may be shown, stored and logged in place of an address or a secret. Texts of providers are never shown, stored or
 * logged at all, so there is nothing to scrub from them.
 */
import type { Email } from './email';

const DOTS = '•••';

/** `j•••@e•••.com`: the first character of each side and the top-level domain, never more. */
export function mask(email: Email): string {
  const at = email.lastIndexOf('@');
  const domain = email.slice(at + 1);
  const first = (text: string) => Array.from(text)[0] ?? '';
  return `${first(email)}${DOTS}@${first(domain)}${DOTS}${domain.slice(domain.lastIndexOf('.'))}`;
}

/** The last four characters of a secret long enough that they give nothing away, else nothing. */
export function lastFour(secret: string): string {
  return secret.length >= 12 ? secret.slice(-4) : '';
}
