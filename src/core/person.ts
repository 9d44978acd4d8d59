/**
 * The person: an e-mail address while the erasure is open, a keyed hash for ever after.
 */
import * as z from 'zod/mini';

declare const emailBrand: unique symbol;
/** An address as somebody wrote it (trimmed, without invisible characters), known to be well formed. */
export type Email = string & { readonly [emailBrand]: true };

/** HMAC-SHA-256 of {@link normalForm} under the installation's own key, as `p` and 64 hex digits. */
export const PersonId = z.string().check(z.regex(/^p[0-9a-f]{64}$/));
export type PersonId = z.infer<typeof PersonId>;

/** What a provider is told of a person. The names only where the issue gives them and the settings map them. */
export const Person = z.object({
  email: z.pipe(
    z.string(),
    z.transform((text, context) => {
      const email = parseEmail(text);
      if (email === null) {
        context.issues.push({ code: 'custom', message: 'not an e-mail address', input: '' });
        return z.NEVER;
      }
      return email;
    }),
  ),
  firstname: z.optional(z.string()),
  suffix: z.optional(z.string()),
  lastname: z.optional(z.string()),
});
export type Person = z.infer<typeof Person>;

// Zero-width, directional and other format characters, soft hyphens and byte order marks: nobody sees them.
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|\p{Cf}/gu;

/** A text of these has nothing that is invisible, and no blank but the plain one: most texts, told much faster. */
const OTHER = /[^ -~\n\r]/;

/** The text without characters that nobody can see, with every kind of blank as one plain space or line break. */
export function visible(text: string): string {
  if (!OTHER.test(text)) return text;
  return text.replace(INVISIBLE, '').replace(/[^\S\n\r]/gu, ' ');
}

const LOCAL_PART = /^[\p{L}\p{Nd}\p{Mn}\p{Mc}_+'&~-]+(?:\.[\p{L}\p{Nd}\p{Mn}\p{Mc}_+'&~-]+)*$/u;
const DOMAIN = /^[\p{L}\p{N}\p{M}-]+(?:\.[\p{L}\p{N}\p{M}-]+)+$/u;
const ASCII_LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
const TOP_LEVEL = /^(?:[a-z]{2,63}|xn--[a-z0-9-]+)$/;

/**
 * The domain in its ASCII form (UTS 46, as browsers do it), lower-cased.
 * @returns null where it is no domain name of at least two labels with an alphabetic top level.
 */
export function asciiDomain(domain: string): string | null {
  if (domain.length > 253 || !DOMAIN.test(domain) || !URL.canParse(`http://${domain}`)) return null;
  const ascii = new URL(`http://${domain}`).hostname;
  const labels = ascii.split('.');
  const top = labels.at(-1) ?? '';
  return labels.length > 1 && ascii.length <= 253 && TOP_LEVEL.test(top) && labels.every((l) => ASCII_LABEL.test(l))
    ? ascii
    : null;
}

/**
 * Reads one whole text as one address.
 * Characters that RFC 5322 allows but that in practice come from something else (`=` of a form, `/` of a path, `%` of an
 * encoding, `*` of a mask) are refused: a person must look at them.
 * @returns null for anything that is not exactly one address.
 */
export function parseEmail(text: string): Email | null {
  const written = visible(text).trim();
  const at = written.lastIndexOf('@');
  if (at < 1 || written.length > 254) return null;
  const local = written.slice(0, at);
  if (!LOCAL_PART.test(local) || new TextEncoder().encode(local).length > 64) return null;
  return asciiDomain(written.slice(at + 1)) === null ? null : (written as Email);
}

/** How addresses are compared and hashed: NFC, lower case, the domain in ASCII. Plus-tags and dots stay. */
export function normalForm(email: Email): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, at).normalize('NFC').toLowerCase()}@${domainOf(email)}`;
}

/** Whether a text is this address, however it is spelled. */
export function isSameAddress(text: string, email: Email): boolean {
  const given = parseEmail(text);
  return given !== null && normalForm(given) === normalForm(email);
}

/** The domain of an address in its ASCII form. */
export function domainOf(email: Email): string {
  return asciiDomain(email.slice(email.lastIndexOf('@') + 1)) ?? '';
}

/** Whether the address stands under one of the domains (a domain covers its subdomains). */
export function isUnder(email: Email, domains: readonly string[]): boolean {
  const domain = domainOf(email);
  return domains.some((listed) => {
    const ascii = asciiDomain(listed.trim().replace(/^@|^\*\./u, '')) ?? listed.toLowerCase();
    return domain === ascii || domain.endsWith(`.${ascii}`);
  });
}

/** Keeps the first of every person: two spellings of one address are one person. */
export function distinct(emails: readonly Email[]): Email[] {
  const seen = new Set<string>();
  return emails.filter((email) => {
    const form = normalForm(email);
    return !seen.has(form) && seen.add(form);
  });
}
