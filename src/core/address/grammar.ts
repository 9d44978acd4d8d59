/**
 * Reads the value of a field, an answer or an account: the whole of it, with nothing left over, is one address with at
 * most the decorations named here. Inside the address nothing is split, decoded or repaired. Whatever else stands in the
 * value refuses it: a grammar admits what it knows.
 */
import { isLabel, isSurelyALabel } from '../person/labels';
import { PAIRS } from './pairs';
import { asciiDomain, type Email, normalForm, wholeAddress } from '../person/email';
import { mayBeCutOff } from '../person/top-level';

/** What a value says. */
export type Value =
  | { readonly kind: 'empty' }
  | { readonly kind: 'address'; readonly email: Email }
  /** Several whole addresses, each read like a value of its own. */
  | { readonly kind: 'several'; readonly emails: readonly Email[] }
  | { readonly kind: 'invalid' };

const INVALID: Value = { kind: 'invalid' };

// --- Before reading

/** Nobody sees them, and they change nothing: soft hyphen, zero-width space, word joiner, byte order mark. */
const DROPPED = /[\u00ad\u200b\u2060\ufeff]/gu;
const DIRECTION_MARKS = String.raw`\u200e\u200f\u061c`;
const ENDS = new RegExp(`^[\\s${DIRECTION_MARKS}]+|[\\s${DIRECTION_MARKS}]+$`, 'gu');

/** A value without what nobody sees in it. What turns the direction of reading elsewhere is left, and refuses. */
const prepared = (value: string): string => value.replace(DROPPED, '').replace(ENDS, '');

// --- One address and what may stand around it

function withoutPair(text: string): string | null {
  const [first, last] = [text.slice(0, 1), text.slice(-1)];
  // `[~name]` is Jira's mention of a user.
  return text.length > 2 && PAIRS[first] === last && !text.startsWith('[~') ? text.slice(1, -1).trim() : null;
}

/** One mark behind the address, where it cannot be a letter that was missed: `.co;` may be `.com`. */
function withoutMark(text: string): string | null {
  if (!/[.,;:!?]$/.test(text)) return null;
  const bare = text.slice(0, -1).trimEnd();
  const top = /\.([\p{L}\p{M}\p{N}-]+)[^\p{L}\p{M}\p{N}]*$/u.exec(bare)?.[1] ?? '';
  const ascii = asciiDomain(`a.${top}`);
  return ascii === null || mayBeCutOff(ascii.slice(2)) ? null : bare;
}

/** A label, and its colon. Where an address could begin with the word, `mail:jane@…` may be a mistyped `mail.jane@…`. */
function withoutLabel(text: string): string | null {
  const colon = text.search(/[:：]/u);
  const [label, rest] = [text.slice(0, Math.max(colon, 0)), text.slice(colon + 1)];
  const isApart = /^[\s<([{"“„«]/u.test(rest) || text[colon] === '：' || isSurelyALabel(label);
  return isLabel(label) && isApart ? rest.trim() : null;
}

const SUBJECT = /^(?:subject|body)=[^&<>|"]*(?:&(?:amp;)?(?:subject|body)=[^&<>|"]*)*$/iu;

/** `mailto:` before an address. A subject and a text behind it say nothing of the person; anything else may name others. */
function withoutScheme(text: string): string | null {
  const [, target = null, query = null] = /^mailto:([^?]*)(?:\?(.*))?$/isu.exec(text) ?? [];
  if (target === null || target.startsWith('//')) return null;
  if (query !== null && (!SUBJECT.test(query) || /[@＠]|%(?:25)*40/iu.test(query))) return null;
  // In a link a percent sign encodes something: nothing is decoded here.
  return target.includes('%') ? null : target.trim();
}

/** The most decorations one within the other, such as a pair, a label, a pair, a scheme. */
const DEEPEST = 6;

/** Letters of another alphabet beside Latin ones, in one word: a look-alike, or a sentence that has grown onto it. */
const mixesAlphabets = (word: string): boolean => /[A-Za-z]/.test(word) && /(?!\p{Script=Latin})\p{L}/u.test(word);

/** An address without anything around it. One quotation mark before it is half of a pair. */
function address(text: string): Email | null {
  const email = wholeAddress(text);
  return email === null || email.startsWith("'") || email.split(/[.@]/).some(mixesAlphabets) ? null : email;
}

/** One address with pairs, labels and a scheme around it. */
function decorated(text: string, depth = 0): Email | null {
  const plain = address(text) ?? address(withoutScheme(text) ?? '');
  if (plain !== null || depth === DEEPEST) return plain;
  const inner = withoutPair(text) ?? withoutLabel(text);
  return inner === null ? null : decorated(inner, depth + 1);
}

const isSame = (a: Email | null, b: Email | null): a is Email =>
  a !== null && b !== null && normalForm(a) === normalForm(b);

// --- A name before it

const NAME = /^[\p{L}\p{M}\p{Nd}\s.,'-]*$/u;
/** Somebody who writes for others: the address behind is theirs, not the person's. */
const FOR_OTHERS =
  /(?:^|[\s,.'-])(?:via|on behalf of|im auftrag(?: von)?|im namen von|i\.\s?a\.|namens|au nom de|de la part de|en nombre de|por cuenta de|em nome de|per conto di)(?:$|[\s,.'-])/iu;

/** Whether a name says that somebody writes for others. */
export const actsForOthers = (name: string): boolean => FOR_OTHERS.test(name);

const QUOTES = /^["'“„‘‚«»‹›]/u;

/** A name without the one pair of quotation marks around it. */
function unquoted(name: string): string {
  const [first, last] = [name.slice(0, 1), name.slice(-1)];
  const inner = name.slice(1, -1);
  const isQuoted = name.length > 2 && QUOTES.test(first) && PAIRS[first] === last;
  return isQuoted && !inner.includes(first) && !inner.includes(last) ? inner.trim() : name;
}

/** `Jane Doe <jane@example.com>` */
function named(text: string): Email | null {
  const [, before, inner] = /^([^<>]+)<([^<>]+)>$/u.exec(text) ?? [];
  if (before === undefined || inner === undefined) return null;
  const email = decorated(inner.trim());
  const name = unquoted(before.trim());
  if (isSame(address(name), email)) return email;
  // A mark that has grown onto the bracket is a piece of an address; a word that is a domain is one written out.
  const isApart = /[\s"]$/u.test(before) && !/[-']$/u.test(name) && !/[\r\n]/u.test(before);
  const words = name.normalize('NFKC').split(/[\s,'-]+/u);
  const namesAnother = words.some(
    (word) => mixesAlphabets(word) || asciiDomain(word) !== null || /^(?:at|dot)$/iu.test(word),
  );
  return isApart && !namesAnother && NAME.test(name) && !actsForOthers(words.join(' ')) ? email : null;
}

// --- The same address twice

/** `[a|mailto:a]`, `<mailto:a|a>` */
function linked(text: string): Email | null {
  const inner = /^\[(.*)\]$/su.exec(text)?.[1] ?? /^<(.*)>$/su.exec(text)?.[1];
  const sides = inner?.split('|') ?? [];
  if (sides.length !== 2) return null;
  const [one, other] = sides.map((side) => decorated(side.trim()));
  return one !== undefined && other !== undefined && isSame(one, other) ? one : null;
}

/** The same once more: after a blank, a comma, a semicolon, a slash or a line break, or in brackets. */
function repeated(text: string): Email | null {
  const first = text.indexOf('@');
  const gap = text.slice(first + 1).search(/[\s,;/([<{]/u);
  if (first < 0 || gap < 0) return null;
  const end = first + 1 + gap;
  const [one, rest] = [text.slice(0, end), text.slice(end).trim()];
  const other = decorated(rest.replace(/^[,;/]\s*/u, ''));
  const email = decorated(one);
  return isSame(email, other) ? email : null;
}

const unmarked = (text: string): Email | null => decorated(text) ?? linked(text) ?? named(text) ?? repeated(text);

/** One address, in any of these forms, with one mark behind it or none. */
function single(text: string): Email | null {
  const bare = withoutMark(text);
  return unmarked(text) ?? (bare === null ? null : unmarked(bare));
}

// --- Several

const BETWEEN = [/[;\n]+/u, /[,;\n]+/u, /[\s,;]+/u, /\s*\/\s*/u];

/** Every part of a list is an address of its own. */
function listed(text: string): Email[] | null {
  for (const separator of BETWEEN) {
    const parts = text
      .split(separator)
      .map((part) => part.trim())
      .filter((part) => part !== '');
    const emails = parts.map(single).filter((email) => email !== null);
    if (parts.length > 1 && emails.length === parts.length) return emails;
  }
  return null;
}

/** No address is nearly so long, with everything that may stand around it twice. */
const LONGEST = 2000;

/** Reads one value. */
export function readAddress(written: string): Value {
  if (written.length > LONGEST) return written.trim() === '' ? { kind: 'empty' } : INVALID;
  const text = prepared(written);
  if (text === '') return { kind: 'empty' };
  if (!text.includes('@')) return INVALID;
  const email = single(text);
  if (email !== null) return { kind: 'address', email };
  const emails = listed(text);
  return emails === null ? INVALID : severalOf(emails);
}

function severalOf(emails: readonly Email[]): Value {
  const seen = new Set<string>();
  const people = emails.filter((email) => !seen.has(normalForm(email)) && seen.add(normalForm(email)));
  // A list that holds one person more than twice is no decoration that is named.
  return people.length > 1 ? { kind: 'several', emails: people } : INVALID;
}

/** No field holds nearly so many. */
const MOST_VALUES = 500;

/** Reads the values of a source together: those that hold nothing are passed over, each other one is an address, or none is. */
export function readAddresses(written: readonly string[]): Value {
  if (written.length > MOST_VALUES) return INVALID;
  const emails: Email[] = [];
  for (const one of written) {
    const value = readAddress(one);
    if (value.kind === 'invalid') return INVALID;
    if (value.kind === 'address') emails.push(value.email);
    if (value.kind === 'several') emails.push(...value.emails);
  }
  const [first, ...others] = emails;
  if (first === undefined) return { kind: 'empty' };
  if (others.every((other) => isSame(first, other))) return { kind: 'address', email: first };
  return severalOf(emails);
}
