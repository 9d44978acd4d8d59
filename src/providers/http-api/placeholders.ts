/**
 * Placeholders for what is known of a person, and for what a call needs besides.
 */
import { createHash } from 'node:crypto';
import { asciiDomain } from '../../core/person/email';
import { hashed, lower, type Subject } from '../kit';

/** What placeholders are filled in from. */
export interface Known {
  readonly person: Subject;
  /** Whether the address is written with its domain in ASCII. */
  readonly isAscii: boolean;
  /** The second key of the connection. */
  readonly secret2: string | undefined;
  /** The id of the record that a look-up found. */
  readonly id?: string | number;
  /** Which call for this person it is. */
  readonly page?: number;
}

/** The address as it is sent: as it was written, or with its domain in ASCII. */
function addressOf({ person: { email }, isAscii }: Known): string {
  const at = email.lastIndexOf('@');
  const domain = isAscii ? asciiDomain(email.slice(at + 1)) : null;
  return domain === null ? email : `${email.slice(0, at)}@${domain}`;
}

/** The time as APIs write it, in UTC and to the second. */
const timeOf = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');

/** An id that looks like any other (version 4), and is the same whenever the same erasure is tried again. */
function idOf(erasureId: string): string {
  const hex = createHash('sha256').update(`uuid ${erasureId}`).digest('hex');
  const variant = ((parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-');
}

/** What each placeholder stands for; undefined where that is not known. Hashes are of the lower-cased address. */
const VALUES = {
  email: addressOf,
  'email.lower': (known: Known) => lower(addressOf(known)),
  'email.md5': (known: Known) => hashed('md5', addressOf(known)),
  'email.sha1': (known: Known) => hashed('sha1', addressOf(known)),
  'email.sha256': (known: Known) => hashed('sha256', addressOf(known)),
  'email.base64': (known: Known) => Buffer.from(lower(addressOf(known)), 'utf8').toString('base64'),
  firstname: ({ person }: Known) => person.firstname,
  lastname: ({ person }: Known) => person.lastname,
  erasureId: ({ person }: Known) => person.erasureId,
  uuid: ({ person }: Known) => idOf(person.erasureId),
  now: ({ person: { firstAskedAt } }: Known) => (firstAskedAt === undefined ? undefined : timeOf(firstAskedAt)),
  secret2: ({ secret2 }: Known) => secret2,
  id: ({ id }: Known) => id?.toString(),
  page: ({ page }: Known) => page?.toString(),
} satisfies Record<string, (known: Known) => string | undefined>;
type Name = keyof typeof VALUES;

/** Finds a placeholder, and captures its name. */
export const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

const isName = (name: string): name is Name => Object.hasOwn(VALUES, name);

/** What a placeholder stands for; undefined where that is not known. */
export const valueOf = (name: string, known: Known): string | undefined =>
  isName(name) ? VALUES[name](known) : undefined;

/** The names of the placeholders in a text. */
export const namesIn = (text: string): string[] => [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');

/** Whether there is every placeholder of a text. */
export const isKnown = (text: string): boolean => namesIn(text).every(isName);

/** What is said of a placeholder that there is not. */
export const UNKNOWN = `holds a placeholder that there is not; there are ${Object.keys(VALUES).join(', ')}`;

/** Whether a text tells one person from another: a call that does not would be the same for everybody. */
export const tellsWho = (text: string): boolean => namesIn(text).some((name) => name.startsWith('email'));
