/**
 * Whether an address in a text ends where it seems to end: marks within a word, and blanks next to some marks, may stand in
 * the middle of a longer one.
 */
import { PAIRS } from '../pairs';
import { asciiDomain, type Email } from '../../person/email';
import { isTopLevel } from '../../person/top-level';

export const SEPARATORS =
  /([<>()[\]{}"“”„‟«»‹›`,;|！（），：；？［］｛｝「」『』【】《》〈〉、。،؛؟।]|\p{Extended_Pictographic})/u;
/** Marks of scripts that need no blank behind a mark. */
const WIDE = /[！（），：；？［］｛｝「」『』【】《》〈〉、。،؛؟।]/u;
const CLOSING: Readonly<Record<string, string>> = {
  ...PAIRS,
  ...{ '|': '|', '［': '］', '｛': '｝', '【': '】', '《': '》', '〈': '〉', '‟': '”' },
};
const LETTER = /[\p{L}\p{N}]/u;

/** Letters of another alphabet beside Latin ones: neighbouring words, or a look-alike. */
export const mixesAlphabets = (text: string): boolean =>
  /[A-Za-z0-9]/.test(text) && /(?!\p{Script=Latin})\p{L}/u.test(text);

/** A run without blanks, parted at marks that no address has: every second piece is such a mark. */
export interface Word {
  readonly pieces: readonly string[];
  /** What parts the columns, where it is a line of a table as text: of four columns or more. */
  readonly rowMark: string | null;
  /** The neighbours within the line; empty at its ends. */
  readonly before: string;
  readonly beforeThat: string;
  readonly behind: string;
  readonly behindThat: string;
  /** How many words of the line stand before it. */
  readonly at: number;
  /** What the line says behind each piece, as far as anybody would look. */
  readonly restAfter: (piece: number) => string;
}

const COLUMNS = 4;
/** How far behind an opening mark the closing one is looked for. */
const NEAR = 300;

/** @param words the words of a line, and which of them */
export function wordOf(line: string, words: readonly RegExpExecArray[], at: number): Word {
  const wordAt = (place: number): string => words[place]?.[0] ?? '';
  const pieces = wordAt(at).split(SEPARATORS);
  const ends: number[] = [];
  let end = words[at]?.index ?? 0;
  for (const piece of pieces) ends.push((end += piece.length));
  return {
    ...{ pieces, at },
    before: wordAt(at - 1),
    beforeThat: wordAt(at - 2),
    behind: wordAt(at + 1),
    behindThat: wordAt(at + 2),
    rowMark: [',', ';', '|'].find((mark) => pieces.filter((piece) => piece === mark).length >= COLUMNS - 1) ?? null,
    restAfter: (piece) => line.slice(ends[piece], (ends[piece] ?? 0) + NEAR),
  };
}

const BLOCK = /^(?:br|p|div|t[drh]|t(?:able|head|body)|li|[uo]l|d[dt]|pre|h[1-6]|blockquote)$/i;

/** Whether a mark closes a tag: of a block (`<td>`), or one that ends behind (`<email>`). */
function closesTag({ pieces, restAfter }: Word, index: number): boolean {
  if (pieces[index - 1] !== '>') return false;
  if (pieces[index - 2] === '') return /=["'][^"']*["']$/.test(pieces.slice(0, index - 1).join(''));
  const name = /^\/?([a-z][\w-]*)\/?$/i.exec(pieces[index - 2] ?? '')?.[1];
  if (pieces[index - 3] !== '<' || name === undefined || pieces[index + 1] === '>') return false;
  return BLOCK.test(name) || (!LETTER.test(lastOf(pieces[index - 4] ?? '')) && restAfter(index).includes(`</${name}>`));
}
const opensTag = ({ pieces }: Word, mark: number): boolean =>
  pieces[mark] === '<' && BLOCK.test(pieces[mark + 1]?.replace(/\/$/, '') ?? '') && pieces[mark + 2] === '>';

const lastOf = (text: string): string => Array.from(text.slice(-2)).at(-1) ?? '';
const firstOf = (text: string): string => String.fromCodePoint(text.codePointAt(0) ?? 0x20);

/** Whether the mark in front of a piece opens nothing, or nothing closes it: it may have taken a letter's place. */
function isLoneMark({ pieces, restAfter }: Word, index: number): boolean {
  const mark = pieces[index - 1] ?? '';
  const closing = CLOSING[mark];
  if (closing === undefined) return true;
  if (mark === '<' && pieces[index + 1] !== '>') return true;
  let opened = 0;
  for (let at = index - 1; at > 0 && pieces[at] === mark && (opened === 0 || pieces[at + 1] === ''); at -= 2)
    opened += 1;
  return restAfter(index).split(closing).length - 1 < opened;
}

/** What ends in a letter, and in marks that may stand within an address. */
const ENDS_LIKE_LOCAL = /[\p{L}\p{N}][._+'&%~-]{0,9}$/u;
const BEGINS_LIKE_DOMAIN = /^[._-]{0,9}[\p{L}\p{N}]/u;

/** Somebody who writes out an address may write this in the middle of it. */
const IS_AT = /^(?:at|ät)$/iu;

/** Before it stands a word that ends in a dot or a dash, which is not only that, and no number of a list. */
function followsMark({ before, beforeThat, at }: Word, piece: string): boolean {
  const isListed = at === 1 && /^\d{1,3}\.$/.test(before) && /^\p{L}/u.test(piece);
  if (IS_AT.test(before)) return /[._-]$/.test(beforeThat);
  return /[._]$|[^-]-$/u.test(before) && !isListed && LETTER.test(firstOf(piece));
}

function isTornBefore(word: Word, index: number, piece: string): boolean {
  const { pieces, rowMark } = word;
  const [outer, mark] = [pieces[index - 2], pieces[index - 1]];
  if (outer === undefined || mark === undefined) return followsMark(word, piece);
  // A neighbour with an @ is an address of its own, and so is what `mailto:` begins.
  const isApart = mark === rowMark || outer.includes('@') || /^mailto:/i.test(piece) || closesTag(word, index);
  if (isApart) return false;
  if (WIDE.test(mark) && LETTER.test(lastOf(outer))) return !mixesAlphabets(lastOf(outer) + firstOf(piece));
  return ENDS_LIKE_LOCAL.test(outer) || isLoneMark(word, index);
}

const topOf = (email: Email): string => email.slice(email.lastIndexOf('.') + 1).toLowerCase();

/** Whether the next word may be the rest of a domain that a blank cut off. */
function goesOn(piece: string, email: Email, { behind: next, behindThat }: Word): boolean {
  if (/^[._-]+[\p{L}\p{N}]/u.test(IS_AT.test(next) ? behindThat : next)) return true;
  const word = /^[\p{L}\p{N}.-]*/u.exec(next)?.[0] ?? '';
  const bare = word.replace(/[.-]+$/u, '');
  if (bare === '') return false;
  if (piece.endsWith('.')) return isTopLevel(bare) || asciiDomain(bare.toLowerCase()) !== null;
  if (!LETTER.test(lastOf(piece))) return false;
  const top = topOf(email);
  const isShort = /^[a-z]{1,4}$/.test(bare);
  return isShort && (isTopLevel(top + bare) || (top === 'co' && isTopLevel(bare)));
}

function isTornBehind(word: Word, index: number, piece: string, email: Email): boolean {
  const { pieces, rowMark } = word;
  const [mark, outer] = [pieces[index + 1], pieces[index + 2]];
  if (mark === undefined || outer === undefined) return goesOn(piece, email, word);
  if (mark === '(' && /^\.|^dot$/i.test(outer)) return true;
  if (mark === rowMark || outer.includes('@') || opensTag(word, index + 1)) return false;
  if (WIDE.test(mark) && mixesAlphabets(firstOf(outer) + lastOf(piece))) return false;
  return BEGINS_LIKE_DOMAIN.test(outer);
}

const COMMON = ['com', 'net', 'org', 'edu', 'gov', 'biz', 'info'];

/** Whether a mark behind an address may have taken the last letter's place: `.co!` may be `.com`. */
function isCutOff({ pieces }: Word, index: number, piece: string, email: Email): boolean {
  const top = topOf(email);
  if (!COMMON.some((common) => common.slice(0, -1) === top)) return false;
  const [front, mark] = [pieces[index - 1], pieces[index + 1]];
  if (!piece.endsWith(email)) return true;
  const isClosed = front !== undefined && mark === CLOSING[front] && pieces[index + 3] !== mark;
  return mark !== undefined && !isClosed;
}

/** Whether an address that was read in a piece may be a part of a longer one. */
export const isTorn = (word: Word, index: number, piece: string, email: Email): boolean =>
  isCutOff(word, index, piece, email) || isTornBefore(word, index, piece) || isTornBehind(word, index, piece, email);
