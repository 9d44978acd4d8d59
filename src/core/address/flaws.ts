/**
 * What is wrong in a value that is no address, piece by piece: for a person who puts it right by hand. Nothing is decided
 * by it.
 */
import { asciiDomain, wholeAddress } from '../person/email';
import { UNREADABLE } from './structured';
import { isTopLevel } from '../person/top-level';

/** What stands for the address of an account that Jira does not tell: read as a value, it is no address. */
export const HIDDEN = '(hidden)';

/** A piece of a value, and what is wrong with it; null: nothing that is known. */
export interface Piece {
  readonly text: string;
  readonly wrong: string | null;
}

const NO_TEXT: Readonly<Record<string, string>> = {
  [UNREADABLE]: 'this is not text alone: a mention, a card, a list or a second paragraph',
  [HIDDEN]: 'Jira does not tell the address of this account',
};

const LOCAL = /^[\p{L}\p{M}\p{N}._+'&%=/~-]$/u;
const DOMAIN = /^[\p{L}\p{M}\p{N}.-]$/u;
const UNSEEN = /^[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]$/u;

/** `U+202E`, for what nobody could see otherwise. */
const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** What is wrong with one character, on its side of the at sign. */
function wrongWith(character: string, allowed: RegExp): string | null {
  if (allowed.test(character))
    return character.normalize('NFKC') === character.normalize('NFC') ? null : 'a styled form';
  if (character === '@') return 'a second @';
  if (/^\s$/u.test(character)) return 'a blank';
  return UNSEEN.test(character)
    ? `a character that nobody sees (${codeOf(character)})`
    : 'a character that no address has';
}

function byCharacter(text: string): Piece[] {
  const at = text.lastIndexOf('@');
  const characters = Array.from(text);
  let before = 0;
  return characters.map((character, index) => {
    const place = before;
    before += character.length;
    if (place === at) return { text: character, wrong: null };
    const [last, next] = [characters[index - 1], characters[index + 1]];
    const isStray = character === '.' && [last, next].some((one) => one === undefined || one === '.' || one === '@');
    const wrong = isStray ? 'a dot too many' : wrongWith(character, place < at ? LOCAL : DOMAIN);
    return { text: UNSEEN.test(character) ? codeOf(character) : character, wrong };
  });
}

/** What is wrong where every character may stand there: the domain, or what the local part looks like. */
function asAWhole(text: string): Piece[] {
  const at = text.lastIndexOf('@') + 1;
  const domain = text.slice(at);
  const dot = domain.lastIndexOf('.') + 1;
  const top = asciiDomain(`a.${domain.slice(dot)}`);
  if (dot === 0)
    return [
      { text: text.slice(0, at), wrong: null },
      { text: domain, wrong: 'a domain without a dot' },
    ];
  if (top === null || !isTopLevel(top.slice(2)))
    return [
      { text: text.slice(0, at + dot), wrong: null },
      { text: domain.slice(dot), wrong: 'no top-level domain there is' },
    ];
  const sign = text.search(/[=%]/u);
  if (sign > 0 && wholeAddress(text.slice(sign + 1)) !== null)
    return [
      { text: text.slice(0, sign + 1), wrong: 'a label, or what a mail server put before the address' },
      { text: text.slice(sign + 1), wrong: null },
    ];
  return [{ text, wrong: 'this cannot be read as one address' }];
}

/** Neighbours of which the same is to be said, as one. */
function joined(pieces: readonly Piece[]): Piece[] {
  const all: Piece[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (last?.wrong === piece.wrong) all[all.length - 1] = { ...piece, text: last.text + piece.text };
    else all.push(piece);
  }
  return all;
}

/** More than this of a value is not shown. */
const LONGEST = 300;

/** A name before an address in angle brackets is as it should be, or is not what is wrong. */
function unbracketed(shown: string): { inner: string; around: readonly [string, string] } {
  const [, name = '', inner = shown, end = ''] = /^([^<>@]*<)([^<>]*)(>)$/u.exec(shown) ?? [];
  return { inner, around: [name, end] };
}

/** A value in pieces. Together they say the whole value, cut where it is too long to be shown. */
export function piecesOf(value: string): Piece[] {
  const known = NO_TEXT[value];
  if (known !== undefined) return [{ text: value, wrong: known }];
  const text = value.trim();
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  if (!shown.includes('@')) return [{ text: shown, wrong: 'there is no @' }];
  const { inner, around } = unbracketed(shown);
  const isSound = wholeAddress(inner) !== null;
  const pieces = byCharacter(inner);
  const core = pieces.every(({ wrong }) => wrong === null) ? asAWhole(inner) : pieces;
  const wrong = isSound ? 'this stands beside the address' : null;
  const [before, behind] = around.map((text) => (text === '' ? [] : [{ text, wrong }]));
  return joined([...(before ?? []), ...(isSound ? [{ text: inner, wrong: null }] : core), ...(behind ?? [])]);
}
