/**
 * Values escaped for the place where they stand. An {@link Escaped} text is made here only, so that no declaration can
 * put a value into an address as it is.
 */
import { createHash } from 'node:crypto';

declare const escaped: unique symbol;
/** A path or a URL in which every value is escaped. */
export type Escaped = string & { readonly [escaped]: true };

/** A text percent-encoded for a path segment or a query, also what `encodeURIComponent` leaves. */
export const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/** A query string in which everything is percent-encoded, `+` and `'` too. Missing values are left out. */
export const query = (values: Readonly<Record<string, string | undefined>>): string =>
  Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : `${encoded(name)}=${encoded(value)}`))
    .join('&');

/**
 * A path (or a URL) whose values are percent-encoded: path`/users/${id}`.
 * @throws RangeError for a value that leads to another path: `.`, `..` or an empty one
 */
export const path = (parts: TemplateStringsArray, ...values: readonly (string | number)[]): Escaped =>
  String.raw(
    { raw: parts },
    ...values.map((value) => {
      if (/^\.{0,2}$/.test(String(value))) throw new RangeError('a value that leads elsewhere');
      return encoded(String(value));
    }),
  ) as Escaped;

/** A URL that an admin pasted, with a value in place of a mark in it. */
export const filledIn = (pasted: string, mark: string, value: string): Escaped =>
  pasted.replaceAll(mark, () => encoded(value)) as Escaped;

/** A URL that an admin pasted, with one parameter set. */
export function withParameter(pasted: string, name: string, value: string): Escaped {
  const url = new URL(pasted);
  url.searchParams.set(name, value);
  return url.toString() as Escaped;
}

/** The address as vendors lower-case it: the domain stays as it is written, in letters or in its ASCII form. */
export const lower = (email: string): string => email.normalize('NFC').toLowerCase();

/** A hash of the lower-cased address, in hex. */
export const hashed = (algorithm: 'md5' | 'sha1' | 'sha256', email: string): string =>
  createHash(algorithm).update(lower(email)).digest('hex');

/** A text between the double quotes of a search language: Zendesk, Okta, Klaviyo, Help Scout. */
export const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** A text between the single quotes of a query of Salesforce's. */
export const soql = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`;

/** A text between the single quotes of an OData filter. */
export const odata = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The address as it is written and, where that is another one, lower-cased: for searches that tell them apart. */
export const spellings = (email: string): readonly string[] => [...new Set([email, lower(email)])];
