/**
 * Finds in free text what a careful reader would call an e-mail address somebody gave.
 *
 * Four findings: an address; something `unsure`, where careful readers could differ (several readings, characters that
 * hint at a form, a path or an encoding, words grown together); something `broken`, which was meant as an address and is
 * none; a `witness`, which is no address and may name the person all the same (a masked address, an address in a URL or
 * behind another scheme). Only what is clearly no address is no finding at all: git remotes, versions and inline images,
 * handles, names of messages. In doubt it is `unsure`: a finding that was passed over in silence would let another
 * address win.
 */
import { type Email, parseEmail, visible } from './person';
import { decodeText } from './text-encodings';

export type Finding =
  | { readonly kind: 'address'; readonly email: Email }
  | { readonly kind: 'unsure' }
  | { readonly kind: 'broken' }
  /** `email`: the address that is named, where it can be read. */
  | { readonly kind: 'witness'; readonly email: Email | null };

const UNSURE: Finding = { kind: 'unsure' };
const BROKEN: Finding = { kind: 'broken' };

// --- What is taken out of the text before it is read

/** Names of messages have the shape of an address. Mail programs fold them over several lines. */
const MESSAGE_IDS =
  /(?:\b(?:message|nachrichten|content)[- ]?id|\bin-reply-to|\breferences)\b[*_ :=]{0,6}\s{0,4}(?:<[^<>\s]{1,500}>\s{0,4})+/gi;
const PROMPTS = /\[?[\w-]{1,64}@[\w.-]{1,255}[: ][~/][^\s\]]{0,255}\]?[#$]/g;
// An option may be followed by its value: `ssh -p 22 …`.
const REMOTE_COMMANDS =
  /\b(?:ssh|scp|sftp|rsync|mosh|telnet|git clone)\s+(?:-\S+\s+(?:[^\s@-][^\s@]{0,100}\s+)?){0,5}\S+@\S+/gi;
const URLS = /(?<![\p{L}\p{N}@.+-])[a-z][a-z0-9+.-]{0,20}:\/\/(?:[=~]["'][^"'\s]*["']|[^\s<>"`|\]}])*/giu;
const OTHER_SCHEMES =
  /(?<![\p{L}\p{N}])(?:sips?|xmpp|im|acct|cid|mid|skype|msnim|tel|urn|news|irc|matrix): ?[^\s<>"';,|]*/giu;
/** A reversed text shows something else than it says. */
const REVERSED = /[\u202d\u202e]/;

/** The address in something that is passed over; null where none can be read. */
function witnessIn(passedOver: string): Finding[] {
  // Images and messages have names of the shape of an address.
  if (!/[@＠]|%40/iu.test(passedOver) || /^(?:cid|mid|urn):/i.test(passedOver)) return [];
  const named = /[\p{L}\p{N}._+-]{1,64}@[\p{L}\p{N}.-]{1,255}/u.exec(passedOver.replaceAll('%40', '@'))?.[0] ?? '';
  return [{ kind: 'witness', email: parseEmail(named.replace(TRAILING, '')) }];
}

/** Takes URLs out; one that an address may have grown onto, or that names somebody, is kept in mind. */
function withoutUrls(text: string): { rest: string; findings: Finding[] } {
  const findings: Finding[] = [];
  const rest = text.replace(URLS, (url) => {
    if (/[;,][^/?#@\s]+@/.test(url) || /^mailto:/i.test(url)) findings.push(UNSURE);
    else findings.push(...witnessIn(url));
    return ' ';
  });
  const bare = rest.replace(OTHER_SCHEMES, (other) => {
    findings.push(...witnessIn(other));
    return ' ';
  });
  return { rest: bare, findings };
}

// --- What people write where a machine wants an @

const SPELT_OUT =
  /[\p{L}\p{N}]\s?[([{]\s?(?:at|@|ät|arroba|chez)\s?[)\]}]\s?[\p{L}\p{N}]|[\p{L}\p{N}]%40[\p{L}\p{N}]/iu;
const AT_AND_DOT = /[\p{L}\p{N}] (?:at|ät) [\p{L}\p{N}-]{1,60} (?:dot|punkt|point) [\p{L}]{2,}/iu;
const QUOTED_LOCAL_PART = /[\p{L}\p{N}.][)\]}>"”“’']@[\p{L}\p{N}-]+\./u;
const TOP_LEVELS =
  '(?:[a-z]{2}|com|net|org|edu|gov|mil|int|info|biz|name|app|dev|cloud|online|shop|store|email|mail|tech|xyz|site|example|test|invalid)';
const SPACED = new RegExp(
  `[\\p{L}\\p{N}"”']\\s@ ?[\\p{L}\\p{N}-]{1,63}\\.(?:[\\p{L}\\p{N}-]{1,63}\\.){0,4}${TOP_LEVELS}\\b|[\\p{L}\\p{N}]@\\s[\\p{L}\\p{N}-]{1,63}\\.(?:[\\p{L}\\p{N}-]{1,63}\\.){0,4}${TOP_LEVELS}\\b`,
  'iu',
);

const misspelt = (text: string): Finding[] =>
  [SPELT_OUT, AT_AND_DOT, QUOTED_LOCAL_PART, SPACED].some((pattern) => pattern.test(text)) ? [BROKEN] : [];

// --- One word with an @ in it

// An address has 254 characters at most; a longer run without a blank is a list or data, and for a person to read.
const LONGEST_WORD = 600;
const SEPARATORS =
  /([<>()[\]{}"“”„‟«»‹›`,;|！（），：；？［］｛｝「」『』【】《》〈〉、。،؛؟।]|\p{Extended_Pictographic})/u;
const LABELS =
  /^(?:e-?mails?|e-?mail[- ]?(?:id|address|adresse)|mails?|address|adresse|to|from|cc|an|von|contact|kontakt|correo|courriel|e-?posta|почта|邮箱|メール):/iu;
const AT_ALIKE = /[＠﹫]/u;
const MASK = '[*•●▪█…∗＊]';
const MASKED_LOCAL = new RegExp(`^[\\p{L}\\p{N}]{0,3}${MASK}+[\\p{L}\\p{N}]{0,3}$`, 'u');
const MASKING = new RegExp(MASK, 'u');

/** Whether letters of an address are covered: a few are shown before and behind, or a dot stands behind the cover. */
function isMasked(local: string, rest: string): boolean {
  const covered = rest.search(MASKING);
  return MASKED_LOCAL.test(local) || (covered >= 0 && rest.includes('.', covered));
}
const FILE_ENDINGS =
  /\.(?:png|jpe?g|gif|svg|webp|bmp|ico|tiff?|heic|pdf|docx?|xlsx?|pptx?|odt|ods|txt|csv|tsv|json|xml|html?|css|jsx?|tsx?|log|msg|eml|ics|vcf|exe|dll|jar|tgz|gz|tar|rar|7z|zip|mp3|mp4|wav|avi|bak|tmp|cfg|ini|ya?ml|toml|md|ost|pst|mbox|asc|pem|ovpn|local|lan|internal|localdomain)$/i;
/** A file's whole name: one word, and an ending that is no top-level domain. */
const FILE_NAME =
  /^[\p{L}\p{N}-]+\.(?:png|jpe?g|gif|svg|webp|bmp|ico|tiff?|heic|pdf|docx?|xlsx?|pptx?|odt|ods|txt|csv|tsv|json|xml|html?|css|jsx?|tsx?|log|msg|eml|ics|vcf|exe|dll|tgz|gz|tar|rar|7z|mp3|mp4|wav|avi)$/iu;
const OUTER_MARKS = /^[*_~'‘’"^=.!?:¿¡•●▪·>→–—-]+|[*_~'‘’"^=.!?:…/–—-]+$/gu;
const EMPHASIS = /^([*_~'‘^=]{1,3})(.+?)([*_~'’^=]{1,3})[.,:;!?]*$/su;
const BULLET = /^(?:[-–—•●▪·>→](?=\p{L})|['‘!?¿¡#:]+|={1,2}(?=\p{L}(?![0-9A-F])))/u;
const TRAILING = /[.!?:'‘’…*_~/–—=-]+$/u;

/** A word without the marks that stand around it: emphasis on both sides, a bullet before, punctuation after. */
function undecorated(word: string): string {
  let bare = word;
  for (let turn = 0; turn < 3; turn += 1) {
    const [, opening, inner, closing] = EMPHASIS.exec(bare) ?? [];
    if (opening === undefined || inner === undefined || closing?.length !== opening.length) break;
    bare = inner;
  }
  return bare
    .replace(BULLET, '')
    .replace(/[’']s$/iu, '')
    .replace(TRAILING, '');
}

/** Letters of another alphabet beside Latin ones: neighbouring words, or a look-alike. */
const mixesAlphabets = (text: string): boolean => /[A-Za-z0-9]/.test(text) && /(?!\p{Script=Latin})\p{L}/u.test(text);

/** Words that have grown onto a domain: a sentence, a label, a file's ending. */
function isOvergrown(domain: string): boolean {
  return (
    FILE_ENDINGS.test(domain) ||
    /[a-z][A-Z][^.]*$/.test(domain.slice(domain.lastIndexOf('.'))) ||
    /(?:^|\.)\p{Ll}[^.]*\.\p{Lu}\p{Ll}+$/u.test(domain) ||
    /\.(?:com|net|org|edu|gov|info)\.[^.]{3,}$/i.test(domain) ||
    /\.[a-z]{2,}\.[^.a-z]+$/iu.test(domain) ||
    domain.split('.').some(mixesAlphabets) ||
    /^x{3,}\./i.test(domain)
  );
}

/** Marks at the edge of a local part, or inside it, that hint at something else than a plain address. */
const isOddLocal = (local: string): boolean =>
  /^[+~&'-]|['&-]$|^\d{1,2}\.\p{L}|x{3,}$|^[_].*_/iu.test(local) || mixesAlphabets(local);

/** Reads a word with exactly one @. null: clearly no address. */
function readOne(word: string): Finding | null {
  const at = word.indexOf('@');
  const [local, rest] = [word.slice(0, at), word.slice(at + 1)];
  if (local === '' || local.endsWith('/')) return null; // a handle
  if (isMasked(local, rest)) return { kind: 'witness', email: null };
  const domain = /^[\p{L}\p{N}\p{M}.-]*/u.exec(rest)?.[0] ?? '';
  const tail = rest.slice(domain.length);
  if (/^v?\d+\.\d/.test(domain) || /^\d+x\./.test(domain) || /^(?:latest|next|beta)$/.test(domain)) return null; // a version, an image size
  if (/\.(?:png|jpe?g|gif|bmp|svg)$/i.test(local)) return null; // an inline image of a mail
  if (tail.startsWith(':') && (local === 'git' || tail.endsWith('.git') || /^:[~/]/.test(tail))) return null; // a git or ssh remote
  if (domain === '') return tail === '' ? null : UNSURE;
  if (/^v?\d+$/.test(domain)) return null; // a version
  if (!domain.includes('.') && local.includes('/')) return null; // a package
  if (FILE_NAME.test(domain)) return null;
  if (tail !== '') return UNSURE;
  if (!domain.includes('.')) return BROKEN;
  if (isOvergrown(domain)) return UNSURE;
  // In free text these come from a form, a path or an encoding more often than from an address.
  if (!/^[\p{L}\p{N}\p{M}._+'&~-]+$/u.test(local)) return UNSURE;
  const email = parseEmail(`${local}@${domain}`);
  if (email === null) return BROKEN;
  return isOddLocal(local) ? UNSURE : { kind: 'address', email };
}

/** Reads a piece of a word between separators. */
function readPiece(raw: string): Finding[] {
  const bare = undecorated(raw);
  if (/^(?:href=['"]?)?mailto:/i.test(bare)) return readMailto(bare.replace(/^href=['"]?/i, ''));
  const word = undecorated(bare.replace(LABELS, ''));
  if (AT_ALIKE.test(word)) return [BROKEN];
  if (word.startsWith('@') || !word.includes('@')) return [];
  if (word.split('@').length === 2) {
    const found = readOne(word);
    return found === null ? [] : [found];
  }
  const parts = word
    .split(/\/|&|->|=>|:/u)
    .map((part) => (part.split('@').length === 2 ? readOne(undecorated(part)) : null));
  const addresses = parts.filter((part) => part?.kind === 'address');
  if (addresses.length === parts.length) return addresses;
  return parts.length === 1 || word.includes('@@') ? [BROKEN] : [UNSURE];
}

/** A neighbour within the same word, without an @ of its own, that may be a piece of the address. */
const isGlued = (separator: string | undefined, neighbour: string | undefined): boolean =>
  /^[,;]$/.test(separator ?? '') && /[\p{L}\p{N}]/u.test(neighbour ?? '') && neighbour?.includes('@') === false;

/** A line of a table as text: four columns or more. */
const isRow = (pieces: readonly string[]): boolean =>
  [',', ';'].some((separator) => pieces.filter((piece, index) => index % 2 === 1 && piece === separator).length >= 3);

/** Reads a run without blanks. */
function readWord(word: string): Finding[] {
  if (word.length > LONGEST_WORD) return [UNSURE];
  if (/\\|\ufffc/.test(word)) return [UNSURE];
  if (word.includes('://')) return [UNSURE];
  const pieces = word.split(SEPARATORS);
  return pieces.flatMap((piece, index) => {
    if (index % 2 === 1 || !/[@＠﹫]/u.test(piece)) return [];
    const row = isRow(pieces);
    const before = !row && isGlued(pieces[index - 1], pieces[index - 2]);
    const after =
      (!row && isGlued(pieces[index + 1], pieces[index + 2])) ||
      (pieces[index + 1] === '(' && /^\.|^dot$/i.test(pieces[index + 2] ?? ''));
    const findings = readPiece(piece);
    return (before || after) && findings.length > 0 ? [UNSURE] : findings;
  });
}

/** What every such line has, and few others: told much faster. */
const HINTS = /[@＠﹫%&([{]|dot|punkt|point/iu;
const MAY_HOLD_ONE = /[@＠﹫]|%40|&(?:#|commat)|\b(?:dot|punkt|point)\b|[([{]\s?(?:at|ät|arroba|chez)/iu;

/** The lines in which an address may stand, with their neighbours: headers are folded, and words are broken, over two. */
function telling(text: string): string {
  const lines = text.split('\n');
  const isTelling = lines.map((line) => HINTS.test(line) && MAY_HOLD_ONE.test(line));
  return lines.filter((_, index) => [index - 1, index, index + 1].some((near) => isTelling[near])).join('\n');
}

/** Every finding in a text, in reading order. Linear in the text. */
export function scanText(text: string): Finding[] {
  const reversed: Finding[] = REVERSED.test(text) && text.includes('@') ? [UNSURE] : [];
  const said = decodeText(visible(telling(text)))
    .replace(MESSAGE_IDS, ' ')
    .replace(REMOTE_COMMANDS, ' ')
    .replace(PROMPTS, ' ');
  const { rest, findings } = withoutUrls(said);
  const words = rest.split(/\s+/).filter((word) => /[@＠﹫]/u.test(word));
  const read = words.flatMap(readWord).map((finding) => (opensEmphasis(finding, rest) ? UNSURE : finding));
  return [...findings, ...read, ...misspelt(rest), ...reversed];
}

/** An underscore at the beginning of an address that does not stand alone may as well begin an emphasis. */
const opensEmphasis = (finding: Finding, text: string): boolean =>
  finding.kind === 'address' && finding.email.startsWith('_') && text.trim() !== finding.email;

/** The people a link leads to: those of a `mailto:`, none of any other link. @see RFC 6068 */
export function readMailto(link: string): Finding[] {
  const target = /^\s*mailto:(?:\/\/)?([^?#]*)(?:\?([^#]*))?/is.exec(visible(link));
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
