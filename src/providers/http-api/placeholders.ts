/**
 * Placeholders for what is known of a person, each encoded for the place where it stands, so that nothing a person is
 * called can break out of it.
 */
import { encoded, Ending, type Escaped, hashed, lower, type Subject } from '../kit';

/** What each placeholder stands for; undefined where the issue does not give it. Hashes are of the lower-cased address. */
const VALUES = {
  email: ({ email }: Subject): string => email,
  'email.lower': ({ email }: Subject): string => lower(email),
  'email.md5': ({ email }: Subject): string => hashed('md5', email),
  'email.sha256': ({ email }: Subject): string => hashed('sha256', email),
  firstname: ({ firstname }: Subject): string | undefined => firstname,
  lastname: ({ lastname }: Subject): string | undefined => lastname,
  erasureId: ({ erasureId }: Subject): string => erasureId,
} as const;
type Name = keyof typeof VALUES;

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;

const isName = (name: string): name is Name => Object.hasOwn(VALUES, name);

/** The names of the placeholders in a text. */
export const namesIn = (text: string): string[] => [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');

/** What is wrong with the placeholders of a text, in words; null where nothing is. */
export function unknownIn(text: string): string | null {
  const unknown = namesIn(text).filter((name) => !isName(name));
  return unknown.length === 0
    ? null
    : `there is no placeholder ${unknown.map((name) => `{{${name}}}`).join(', ')}; there are ${Object.keys(VALUES).join(', ')}`;
}

/** Whether a text tells one person from another: a call that does not would be the same for everybody. */
export const tellsWho = (text: string): boolean => namesIn(text).some((name) => name.startsWith('email'));

/** The issue does not give what a placeholder stands for. Nothing is called then: half a name may be somebody else's. */
const MISSING = { kind: 'refused', reason: 'name-missing' } as const;

type Place = (value: string) => string;

/** Line breaks and other control characters end a header: they are left out. */
// eslint-disable-next-line no-control-regex -- exactly these are meant
const CONTROL = /[\u0000-\u001f\u007f]/g;

const PLACES = {
  /** Path and query of a URL. */
  url: encoded,
  header: (value: string): string => value.replace(CONTROL, ''),
  /** Encoded by whoever writes the JSON or the form. */
  value: (value: string): string => value,
} satisfies Record<string, Place>;

/** The text with every placeholder filled in. @throws Ending where the issue does not give what one stands for */
export const fill = (text: string, subject: Subject, place: keyof typeof PLACES): string =>
  text.replace(PLACEHOLDER, (_, name: string) => {
    const value = isName(name) ? VALUES[name](subject) : undefined;
    if (value === undefined) throw new Ending(MISSING);
    return PLACES[place](value);
  });

/** A URL with every placeholder filled in. @throws Ending where the issue does not give what one stands for */
export const fillUrl = (url: string, subject: Subject): Escaped => fill(url, subject, 'url') as Escaped;

/** A JSON value with every placeholder in its texts filled in. @throws Ending where the issue does not give what one stands for */
export function fillJson(json: unknown, subject: Subject): unknown {
  if (typeof json === 'string') return fill(json, subject, 'value');
  if (Array.isArray(json)) return json.map((one) => fillJson(one, subject));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, fillJson(value, subject)]));
}
