/**
 * Finds in free text what a careful reader would call an e-mail address somebody gave.
 *
 * Four findings: an address; something `unsure`, where careful readers could differ (several readings, a border within a
 * word, words grown together, characters that hint at a form, a path or an encoding); something `broken`, which was meant as
 * an address and is none; a `witness`, which is no address and may name the person all the same. In doubt it is `unsure`: a
 * finding that was passed over in silence would let another address win.
 */
import { isTorn, type Word, wordOf } from './borders';
import { BROKEN, type Finding, UNSURE, witness } from './finding';
import { actsForOthers } from '../grammar';
import { isGreeting } from './greeting';
import { isSurelyALabel } from '../../person/labels';
import { leftAside, misspelt, witnessesIn } from './left-aside';
import { isOddLocal, readOne } from './one-address';
import { type Email, parseEmail } from '../../person/email';
import { decodeText, UNKNOWN } from '../decode';

// --- One piece of a word

// An address has 254 characters at most; a longer run without a blank is a list or data, and for a person to read.
const LONGEST_WORD = 600;
const LABELS =
  /^(e-?mails?|e-?mail[- ]?(?:id|address|adresse)|mails?|address|adresse|to|from|cc|an|von|contact|kontakt|correo|courriel|e-?posta|почта|邮箱|メール):/iu;
const AT_SIGN = /[@＠﹫]/u;
const AT_ALIKE = /[＠﹫]/u;
const OUTER_MARKS = /^[*_~'‘’"^=.!?:¿¡•●▪·>→–—-]+|[*_~'‘’"^=.!?:…/–—-]+$/gu;
const EMPHASIS = /^([*_~'‘^=]{1,3}|[¿¡])(.+?)([*_~'’^=]{1,3}|[?!])[.:!?]*$/su;
const BULLET = /^(?:[-–—•●▪·>→](?=\p{L})|['‘!?¿¡#:]+|={1,2}(?=\p{L}(?![0-9A-F])))/u;
const TRAILING = /[.!?:'‘’…*_~/–—=-]+$/u;

/** A piece without the marks that stand around it, and whether one of them may be a part of it. */
interface Bare {
  readonly text: string;
  readonly isMarked: boolean;
}

const mirrored = (marks: string): string =>
  Array.from(marks, (mark) => MIRRORED[mark] ?? mark)
    .reverse()
    .join('');
const MIRRORED: Readonly<Record<string, string>> = { '‘': '’', '¿': '?', '¡': '!' };

/** Emphasis on both sides is taken off, and punctuation behind; a bullet before it, or a dash behind it, leaves a doubt. */
function undecorated(piece: string): Bare {
  let bare = piece;
  for (let turn = 0; turn < 3; turn += 1) {
    const [, opening, inner, closing] = EMPHASIS.exec(bare) ?? [];
    if (opening === undefined || inner === undefined || closing !== mirrored(opening)) break;
    bare = inner;
  }
  const behind = bare.replace(BULLET, '');
  const isMarked = behind !== bare || /[\p{L}\p{N}][-_]+$/u.test(bare);
  return { text: behind.replace(/[’']s$/iu, '').replace(TRAILING, ''), isMarked };
}

const HANDLE = /^@([\p{L}_][\p{L}\p{N}._-]{0,63})$/u;

/** What begins with an @: somebody's handle, alone or at a server; a package. */
function readHandle(word: string): Finding[] {
  const name = HANDLE.exec(word)?.[1];
  if (name !== undefined) return [witness(null, name)];
  const isPackage = /^@[\w.-]+\/[\w.-]+(?:@|$)/.test(word);
  return word.split('@').length > 2 && !isPackage ? witnessesIn(word.slice(1)) : [];
}

/** A label, where an address could begin with it, leaves a doubt: `to:jane@…` may be `to.jane@…`. */
function withoutLabel({ text, isMarked }: Bare): Bare {
  const [label, name = ''] = LABELS.exec(text) ?? [];
  if (label === undefined) return { text, isMarked };
  const inner = undecorated(text.slice(label.length));
  const isSure = isSurelyALabel(name) || /[^ -~]/.test(name);
  return { text: inner.text, isMarked: isMarked || inner.isMarked || !isSure };
}

/** Reads a piece of a word between separators. */
function readPiece(raw: string): Finding[] {
  const bare = undecorated(raw);
  if (/^(?:href=['"]?)?mailto:/i.test(bare.text)) return readMailto(bare.text.replace(/^href=['"]?/i, ''));
  const { text: word, isMarked } = withoutLabel(bare);
  if (AT_ALIKE.test(word)) return [BROKEN];
  if (word.startsWith('@')) return readHandle(word);
  if (!word.includes('@')) return [];
  const findings = word.split('@').length === 2 ? [readOne(word)].filter((found) => found !== null) : readSeveral(word);
  return isMarked ? findings.map((finding) => (finding.kind === 'address' ? UNSURE : finding)) : findings;
}

function readSeveral(word: string): Finding[] {
  const parts = word
    .split(/\/|&|->|=>|:/u)
    .map((part) => (part.split('@').length === 2 ? readOne(undecorated(part).text) : null));
  const addresses = parts.filter((part) => part?.kind === 'address');
  if (addresses.length === parts.length) return addresses;
  return parts.length === 1 || word.includes('@@') ? [BROKEN] : [UNSURE];
}

// --- Words and lines

/** Reads a run without blanks. */
function readWord(written: string, word: () => Word): Finding[] {
  if (written.length > LONGEST_WORD) return [UNSURE];
  if (/\\|\ufffc/.test(written) || written.includes('://')) return [UNSURE];
  const read = word();
  return read.pieces.flatMap((piece, index) => {
    if (index % 2 === 1 || !AT_SIGN.test(piece)) return [];
    return readPiece(piece).map((finding) => {
      if (finding.kind !== 'address') return finding;
      return isTorn(read, index, piece, finding.email) ? UNSURE : finding;
    });
  });
}

/** Somebody who writes for others, named before an address in angle brackets. */
const isRelayed = (line: string, at: number, word: string): boolean =>
  /^["']?</.test(word) && actsForOthers(line.slice(Math.max(0, at - 200), at));

/** Reads one line. Whoever is addressed at its beginning (`Hi @max, …`) is to read it, and is nobody it speaks of. */
function readLine(line: string): Finding[] {
  if (!AT_SIGN.test(line)) return [];
  const words = [...line.matchAll(/\S+/gu)];
  let isOpening = true;
  return words.flatMap(({ 0: written, index }, at) => {
    if (!AT_SIGN.test(written) || written === '@') {
      isOpening &&= isGreeting(written);
      return [];
    }
    const findings = readWord(written, () => wordOf(line, words, at));
    const isHandle = findings.every((finding) => finding.kind === 'witness' && finding.handle !== null);
    if (isOpening && isHandle) return [];
    isOpening = false;
    const isDoubtful = isRelayed(line, index, written);
    return findings.map((finding) =>
      finding.kind === 'address' && (isDoubtful || opensEmphasis(finding.email, line)) ? UNSURE : finding,
    );
  });
}

/** An underscore at the beginning of an address that does not stand alone may as well begin an emphasis. */
const opensEmphasis = (email: Email, line: string): boolean => email.startsWith('_') && line.trim() !== email;

/** One word that ends in a mark, and the line with it: the next line may go on with the address. */
const ENDS_IN_MARK = /(?:^\s*\S*[\p{L}\p{N}][._]|\S*[\p{L}\p{N}][-_])$/u;

/** Reads the lines; where a word is broken over two of them, its end is no address of its own. */
function readLines(lines: readonly string[]): Finding[] {
  return lines.flatMap((line, at) => {
    const findings = readLine(line);
    const [first] = findings;
    const isBroken =
      first?.kind === 'address' && line.trimStart().startsWith(first.email) && ENDS_IN_MARK.test(lines[at - 1] ?? '');
    return isBroken ? [UNSURE, ...findings.slice(1)] : findings;
  });
}

// --- The text

/** What every line has in which an address may be named, and few others: told much faster. */
const HINTS = /[@＠﹫%&([{<=\\$#_]|dot|punkt|point|punto| (?:at|ät) /iu;
const MAY_HOLD_ONE =
  /[@＠﹫]|%(?:25)*40|&(?:amp;)*(?:#|commat)|=40|\\(?:u00|x)40|=\?|\[~|\{\{|\$\{|email-protection|[<[{(%#_][^<>[\]{}()\n]{0,40}(?:mail|адрес|address|correo|courriel|почт|メール|邮箱|redacted|protected|hidden|removed|withheld)|\b(?:dot|punkt|point|punto)\b|[([{<]\s{0,3}(?:a|at|ät|arroba|arobase|chez|kukac|snabel-?a|chiocciola|apestaart|собака)\s{0,3}[)\]}>]| (?:at|ät) [\p{L}\p{N}-]{1,63}\./iu;

/** The lines in which an address may stand, with their neighbours: headers are folded, and words are broken, over two. */
function telling(text: string): string {
  const lines = text.split('\n');
  const isTelling = lines.map((line) => HINTS.test(line) && MAY_HOLD_ONE.test(line));
  return lines.filter((_, index) => [index - 1, index, index + 1].some((near) => isTelling[near])).join('\n');
}

/** A text of these has nothing that is invisible, and no blank but the plain one: most texts, told much faster. */
const OTHER = /[^ -~\n\r]/;
/** Nobody sees them, and they change nothing. */
const DROPPED = /[\u00ad\u200b\u2060\ufeff]|(?<=\p{Extended_Pictographic})\ufe0f/gu;
const DIRECTION_AT_ENDS = /(?<=^|\s)[\u200e\u200f\u061c]{1,4}|[\u200e\u200f\u061c]{1,4}(?=\s|$)/gu;
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|\p{Cf}/gu;

/** The text as it is seen. What else nobody sees may hide a letter: no word is read across it. */
function seen(text: string): string {
  if (!OTHER.test(text)) return text;
  return text
    .replace(DROPPED, '')
    .replace(DIRECTION_AT_ENDS, '')
    .replace(INVISIBLE, UNKNOWN)
    .replace(/[^\S\n\r]/gu, ' ');
}

/** A reversed text shows something else than it says. */
const REVERSED = /[\u202d\u202e]/;

/** A text with more of them is no request but a list, and for a person to read. */
const MOST_AT_SIGNS = 500;

/** Every finding in a text, in reading order. Linear in the text. */
export function scanText(text: string): Finding[] {
  const reversed: Finding[] = REVERSED.test(text) && text.includes('@') ? [UNSURE] : [];
  const { rest, findings } = leftAside(decodeText(seen(telling(text))));
  if (rest.split('@').length > MOST_AT_SIGNS) return [...findings, UNSURE];
  return [...findings, ...readLines(rest.split(/\r?\n|\r/)), ...misspelt(rest), ...reversed];
}

/** The people a link names: those of a `mailto:`, and whoever may be named in another one. @see RFC 6068 */
export const readLink = (link: string): Finding[] =>
  /^\s*mailto:/i.test(link) ? readMailto(link) : scanText(link.slice(0, LONGEST_LINK));

/** Whoever a mention or a placeholder stands for. */
export function readAside(said: string): Finding[] {
  const named = witnessesIn(said.replace(/^@/, ''));
  return named.length > 0 ? named : [witness(null, said.replace(/^@/, ''))];
}

/** A browser takes no longer ones; who is named behind that is not named for people. */
const LONGEST_LINK = 8000;

/** The people a `mailto:` leads to; none of any other link. */
export function readMailto(link: string): Finding[] {
  const target = /^\s*mailto:(?:\/\/)?([^?#]*)(?:\?([^#]*))?/is.exec(seen(link));
  if (target === null) return [];
  const fields = new URLSearchParams(target[2] ?? '');
  const others = ['to', 'cc', 'bcc'].flatMap((name) => fields.getAll(name));
  const given = [...(target[1] ?? '').split(',').map(percentDecoded), ...others.flatMap((list) => list.split(','))];
  return given
    .filter((address) => address.trim() !== '')
    .map((address) => {
      // No address is nearly so long.
      const email = address.length > LONGEST_WORD ? null : parseEmail(address.replace(OUTER_MARKS, ''));
      if (email === null) return BROKEN;
      const local = email.slice(0, email.lastIndexOf('@'));
      // What is still encoded here was encoded twice, or wrongly.
      if (local.includes('%')) return BROKEN;
      return isOddLocal(local) || /[=/]/.test(local) ? UNSURE : { kind: 'address', email };
    });
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
