/**
 * A reason that a person gives: it goes into the signed evidence, which is kept for ever, and so it may name nobody.
 */
import { normalForm, type Email, visible } from '../person/email';

/** An at sign, however it is written: full-width, encoded for a URL, a page, a mail, a program, or in brackets. */
const AT_SIGN =
  /[@＠﹫]|%(?:25)*40|=40|\\(?:u00|x)40|&(?:amp;)*(?:#0*64(?!\d)|#x0*40(?![0-9a-f])|commat);?|[([{<]\s{0,3}(?:at|ät|arroba|arobase|chez|kukac|snabel-?a|chiocciola|apestaart|собака)\s{0,3}[)\]}>]|(?<=[\p{L}\p{N}])[([{]a[)\]}](?=[\p{L}\p{N}])|\b(?:arobase|arroba|chiocciola|apestaartje|snabel-a)\b/iu;
/** What a URL asks for, or where it points within a page: searches for people stand there. */
const ASKING = /[?#](?=.)/su;
/** What a page's address asks for, also where it is written without a scheme. */
const FIELDS = /\?(?=[\w.[\]-]{1,60}=)/u;

/** One word: a URL without what it asks for. */
function withoutAsking(word: string): string {
  const url = word.search(/:\/\/|\bwww\./iu);
  const asking = url >= 0 ? word.slice(url).search(ASKING) : -1;
  const end = asking >= 0 ? url + asking : word.search(FIELDS);
  return end >= 0 ? `${word.slice(0, end)}?…` : word;
}

const base64 = (text: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text))).replace(/=+$/, '');
/** What base64 of a longer text holds of a text, wherever that begins in it. */
const withinBase64 = (text: string): string[] =>
  ['', ' ', '  '].map((before) => base64(before + text).slice(before === '' ? 0 : 4, -4));
const hex = (text: string): string =>
  Array.from(new TextEncoder().encode(text), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** The text with what a URL encodes, piece by piece: a percent sign of the author's own stops nothing. */
const decoded = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/giu, (piece) => {
    try {
      return decodeURIComponent(piece);
    } catch {
      return piece;
    }
  });

/** Whether a text names an address without an at sign: both of its halves, or an encoding of the whole. */
function names(text: string, email: Email): boolean {
  const form = normalForm(email);
  const [local = '', ascii = ''] = form.split('@');
  const written = email
    .slice(email.lastIndexOf('@') + 1)
    .normalize('NFC')
    .toLowerCase();
  const said = decoded(text).normalize('NFKC').replaceAll('’', "'").toLowerCase();
  const encodings = [email, form].flatMap(withinBase64);
  const plain = text.replaceAll('-', '+').replaceAll('_', '/');
  return (
    (said.includes(local) && [ascii, written].some((domain) => said.includes(domain))) ||
    said.includes(hex(form)) ||
    encodings.some((encoding) => plain.includes(encoding))
  );
}

/**
 * The reason as it may be kept: trimmed, and URLs without what they ask for (`https://crm.example/people?…`).
 * @param person whose erasure it is about, while that is known
 * @returns null where an address stands in it, in any spelling
 */
export function toReason(text: string, person: Email | null): string | null {
  const reason = visible(text).replace(/\S+/gu, withoutAsking).trim();
  return AT_SIGN.test(reason) || (person !== null && names(reason, person)) ? null : reason;
}
