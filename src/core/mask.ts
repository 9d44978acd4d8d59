/**
 * What may be shown, stored and logged in place of an address or a secret.
 */
import type { Email } from './person';

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

const escapeForPattern = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const spellings = (text: string): string[] => {
  const encoded = encodeURIComponent(text);
  return [text, encoded, encoded.replace(/%20/g, '+'), btoa(String.fromCharCode(...new TextEncoder().encode(text)))];
};

/**
 * A function that takes every known secret out of a text, in any case, raw, percent-encoded or base64.
 * @param known what must not be seen, with what stands in its place.
 */
export function scrubber(known: readonly { text: string; instead: string }[]): (text: string) => string {
  const patterns = known
    .filter(({ text }) => text.length > 2)
    .flatMap(({ text, instead }) => [...new Set(spellings(text))].map((spelling) => ({ spelling, instead })))
    .sort((a, b) => b.spelling.length - a.spelling.length)
    .map(({ spelling, instead }) => ({ pattern: new RegExp(escapeForPattern(spelling), 'giu'), instead }));
  return (text) => patterns.reduce((left, { pattern, instead }) => left.replace(pattern, () => instead), text);
}
