/**
 * The person: an e-mail address while the erasure is open, a keyed hash for ever after.
 */
import { isLabel } from './labels';
import { isTopLevel } from './top-level';

declare const emailBrand: unique symbol;
/** An address as somebody wrote it (trimmed, without invisible characters), known to be well formed. */
export type Email = string & { readonly [emailBrand]: true };
// Zero-width, directional and other format characters, soft hyphens and byte order marks: nobody sees them.
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|\p{Cf}/gu;

/** A text of these has nothing that is invisible, and no blank but the plain one: most texts, told much faster. */
const OTHER = /[^ -~\n\r]/;

/** The text without characters that nobody can see, with every kind of blank as one plain space or line break. */
export function visible(text: string): string {
  if (!OTHER.test(text)) return text;
  return text.replace(INVISIBLE, '').replace(/[^\S\n\r]/gu, ' ');
}

// A mark belongs to the letter before it; what nobody sees (a filler, a variation selector) is no letter.
const LOCAL_CHARACTER = String.raw`(?:(?!\p{Default_Ignorable_Code_Point})(?:[\p{L}\p{Nd}][\p{Mn}\p{Mc}]*|[_+'&%=/~-]))`;
const LOCAL_PART = new RegExp(`^${LOCAL_CHARACTER}+(?:\\.${LOCAL_CHARACTER}+)*$`, 'u');
const DOMAIN = /^[\p{L}\p{N}\p{M}-]+(?:\.[\p{L}\p{N}\p{M}-]+)+$/u;
const ASCII_LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/** Whether letters are themselves, and not a wide, small, raised or styled form of others. */
const isPlain = (written: string): boolean => {
  // Thai, Lao and Armenian have letters that are written in one way only, and counted among the styled forms.
  const text = written.replace(/[\u0e33\u0eb3\u0587]/gu, '');
  const isAscii = !/[^ -~]/.test(text);
  return (
    isAscii || (text.normalize('NFKC') === text.normalize('NFC') && !/\p{Default_Ignorable_Code_Point}/u.test(text))
  );
};

/** Letters and digits that stand for nothing but themselves: most domains, told much faster. */
const PLAIN_DOMAIN = /^(?!.*xn--)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]+$/i;

function inAscii(domain: string): string | null {
  if (domain.length > 253) return null;
  if (PLAIN_DOMAIN.test(domain)) return domain.toLowerCase();
  if (!DOMAIN.test(domain) || !isPlain(domain) || !URL.canParse(`http://${domain}`)) return null;
  return new URL(`http://${domain}`).hostname;
}

/**
 * The domain in its ASCII form (UTS 46, as browsers do it), lower-cased.
 * @returns null where it is no domain name of at least two labels under a real top-level domain.
 */
export function asciiDomain(domain: string): string | null {
  const ascii = inAscii(domain);
  if (ascii === null) return null;
  const labels = ascii.split('.');
  return labels.length > 1 &&
    ascii.length <= 253 &&
    isTopLevel(labels.at(-1) ?? '') &&
    labels.every((l) => ASCII_LABEL.test(l))
    ? ascii
    : null;
}

/** Mail servers that rewrite senders put one of these before the address of a person. */
const REWRITTEN = /(?:^|[^\p{L}\p{N}])(?:ms)?(?:prvs|srs|btv)\d?(?:$|[^\p{L}\p{N}])/iu;
/** What forms and links put before an address besides the labels. */
const FORM_FIELD = /^(?:mailto|to|cc|bcc|from|recipient|user|username|login|contact)$/iu;
/** A blank, a mark or a letter of another script, as URLs and mails encode them; and a page's entities. */
const ENCODED =
  /%[0-9a-f]{2}|=(?:0[9ad]|2[0-9a-f]|3[a-f]|40|5[b-f]|7[b-f])|&(?:nbsp|amp|lt|gt|quot|apos)(?:$|[^\p{L}])/iu;

/** Whether a word before a `=` or `%` is a label: as a whole (`user_email`), or what stands last in it. */
function endsInLabel(text: string): boolean {
  const word = /[\p{L}\d_-]*$/u.exec(text)?.[0].replace(/[\d_-]+$/u, '') ?? '';
  const last = word.split(/[_-]/u).at(-1) ?? '';
  return [word, word.replace(/[_-]/gu, ' '), last].some((one) => isLabel(one) || FORM_FIELD.test(one));
}

/** Whether a text, or what stands before a separator in it, is a domain. */
const beginsWithDomain = (text: string): boolean =>
  [...text.matchAll(/[+_&/-]|$/gu)].some(({ index }) => asciiDomain(text.slice(0, index)) !== null);

/**
 * Whether a `=` or `%` says that the local part is none: it stands after a label (`email=…`), after what mail servers put
 * before an address they rewrite (`prvs=…`, `SRS0=…`), or before something that is itself a domain.
 */
function isRewritten(local: string): boolean {
  const parts = local.split(/[=%]/u);
  if (parts.length === 1) return false;
  return REWRITTEN.test(local) || parts.slice(0, -1).some(endsInLabel) || parts.slice(1).some(beginsWithDomain);
}

/**
 * Reads a whole text as one address, without changing anything in it.
 *
 * The local part is made of letters, marks and digits of any script and `. _ - + ' & % = / ~`, without a dot at an edge
 * or doubled; the domain is what IDNA takes, under a real top-level domain. RFC 5322 allows more; what it allows beyond
 * comes in practice from something else (a mask, a quotation, a path) and is for a person to look at.
 * @returns null for anything that is not exactly one address.
 */
export function wholeAddress(text: string): Email | null {
  const at = text.lastIndexOf('@');
  if (at < 1 || text.length > 254) return null;
  const local = text.slice(0, at);
  if (!LOCAL_PART.test(local) || !isPlain(local) || new TextEncoder().encode(local).length > 64) return null;
  if (ENCODED.test(local) || isRewritten(local)) return null;
  return asciiDomain(text.slice(at + 1)) === null ? null : (text as Email);
}

/** Reads one whole text as one address, with blanks around it and characters that nobody sees left out. */
export const parseEmail = (text: string): Email | null => wholeAddress(visible(text).trim());

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

/** Whether an address stands under one of the domains (a domain covers its subdomains). */
export function under(domains: readonly string[]): (email: Email) => boolean {
  const listed = new Set(
    domains.map((domain) => asciiDomain(domain.trim().replace(/^@|^\*\./u, '')) ?? domain.toLowerCase()),
  );
  return (email) => {
    const labels = domainOf(email).split('.');
    return labels.some((_, from) => listed.has(labels.slice(from).join('.')));
  };
}

export const isUnder = (email: Email, domains: readonly string[]): boolean => under(domains)(email);

/** Keeps the first of every person: two spellings of one address are one person. */
export function distinct(emails: readonly Email[]): Email[] {
  const seen = new Set<string>();
  return emails.filter((email) => {
    const form = normalForm(email);
    return !seen.has(form) && seen.add(form);
  });
}
