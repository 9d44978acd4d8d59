/**
 * What admins did: who, when, and what stood there before and after. Never a secret, and never anybody's address.
 */
import * as z from 'zod/mini';
import { mask } from '../person/mask';
import { parseEmail } from '../person/email';

/** What an admin can do. */
export const AdminAction = z.enum([
  'connection-added',
  'connection-changed',
  'connection-switched-on',
  'connection-switched-off',
  'connection-removed',
  'connection-tested',
  'rules-changed',
  'settings-imported',
  'paused',
  'resumed',
  'uninstalled',
  'trigger-secret-made',
  'evidence-key-made',
]);
export type AdminAction = z.infer<typeof AdminAction>;

/** One thing that changed, in texts that may be shown; null: nothing stood, or stands, there. */
export const AdminChange = z.object({
  what: z.string(),
  before: z.nullable(z.string()),
  after: z.nullable(z.string()),
});
export type AdminChange = z.infer<typeof AdminChange>;

/** An entry of the admin log. `subject`: the connection. `more`: so many changes have no room here. */
export const AdminEvent = z.object({
  id: z.string(),
  at: z.number(),
  account: z.nullable(z.string()),
  action: AdminAction,
  subject: z.nullable(z.string()),
  changes: z.array(AdminChange),
  more: z.int(),
});
export type AdminEvent = z.infer<typeof AdminEvent>;

const MOST_CHANGES = 50;
const LONGEST = 200;
/** What stands behind is not read: an admin may paste a book. */
const READ = 2000;

/** As many changes as one entry has room for. */
export const withRoom = (changes: readonly AdminChange[]): Pick<AdminEvent, 'changes' | 'more'> => ({
  changes: changes.slice(0, MOST_CHANGES),
  more: Math.max(0, changes.length - MOST_CHANGES),
});

const ADDRESS = /[^\s"'`<>()[\]{},;:|\\]*@[^\s"'`<>()[\]{},;:|\\]+/g;
const URL_LIKE = /\bhttps?:\/\/([^\s/?#"'\\]*)[^\s"'\\]*/gi;

const masked = (text: string): string => {
  const email = parseEmail(text);
  return email === null ? '•••@•••' : mask(email);
};

function cut(text: string): string {
  const characters = Array.from(text);
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : text;
}

/** A text that may be shown: addresses masked, of URLs the host only, and not long. */
export function shown(text: string): string {
  const safe = text
    .slice(0, READ)
    .replace(URL_LIKE, (_, host: string) => `https://${host.slice(host.lastIndexOf('@') + 1)}/…`)
    .replace(ADDRESS, masked)
    .replace(/\s+/g, ' ');
  return cut(safe);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A value that may be shown; null where there is none. */
export const shownValue = (value: unknown): string | null => {
  if (value === undefined || value === null || value === '') return null;
  return shown(textOf(value));
};

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What of a list is not in another. */
function only(these: readonly unknown[], others: readonly unknown[]): string | null {
  const known = new Set(others.map((other) => JSON.stringify(other)));
  const texts = these.filter((one) => !known.has(JSON.stringify(one))).map((one) => shown(textOf(one)));
  return texts.length === 0 ? null : cut(texts.join(', '));
}

function changeOf(what: string, before: unknown, after: unknown): AdminChange {
  if (!Array.isArray(before) || !Array.isArray(after))
    return { what, before: shownValue(before), after: shownValue(after) };
  const change = { what, before: only(before, after), after: only(after, before) };
  // The same in another order: what is asked first matters.
  return change.before === null && change.after === null
    ? { what, before: only(before, []), after: only(after, []) }
    : change;
}

type Values = Readonly<Record<string, unknown>>;

/** What changed from one record to another, name by name. Of lists, what went and what came. */
export const changesBetween = (before: Values, after: Values, under = ''): AdminChange[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => !isSame(before[name], after[name]))
    .map((name) => changeOf(`${under}${name}`, before[name], after[name]));

/** What changed from some rules to others, section by section. */
export const changesOfRules = (before: Readonly<Record<string, Values>>, after: Readonly<Record<string, Values>>) =>
  Object.keys(after).flatMap((section) => changesBetween(before[section] ?? {}, after[section] ?? {}, `${section}.`));
