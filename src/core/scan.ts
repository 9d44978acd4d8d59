/**
 * Finds in free text what a careful reader would call an e-mail address somebody gave.
 *
 * Three findings: an address; something `unsure`, where careful readers could differ (several readings, characters that
 * hint at a form, a path or an encoding); something `broken`, which was meant as an address and is none.
 * Parts of URLs, git remotes, sip and xmpp addresses, file names, handles and masked addresses are no finding at all.
 */
import { type Email, parseEmail, visible } from './person';

export type Finding =
  { readonly kind: 'address'; readonly email: Email } | { readonly kind: 'unsure' } | { readonly kind: 'broken' };

const UNSURE: Finding = { kind: 'unsure' };
const BROKEN: Finding = { kind: 'broken' };

const HTML_ENTITIES = /&(?:lt|gt|quot|apos|nbsp|#39|#34|#x27);/gi;
// Mail headers whose values have the shape of an address and name a message, not a person.
const MESSAGE_IDS = /^[ >]{0,20}(?:message-id|in-reply-to|references|content-id|x-[\w-]{1,40}-id) ?:.*$/gim;
const SCHEME_WITH_SLASHES = /[a-z][a-z0-9+.-]{0,20}:\/\/\S*/gi;
const OTHER_SCHEMES = /\b(?:sips?|xmpp|im|acct|cid|mid|skype|msnim|tel|urn|news|irc|matrix):[^\s<>"]*/gi;
// Where a URL in running text ends although no blank follows: wiki and Markdown links, quotes, tags.
const URL_END = /[<>"'`|\])}]/;

const BETWEEN_WORDS = /[\s<>()[\]{}"“”„‟«»‹›‘’‚`,;|\\\u3000-\u3003]+/u;
const FILE_ENDINGS =
  /\.(?:png|jpe?g|gif|svg|webp|bmp|ico|tiff?|heic|pdf|docx?|xlsx?|pptx?|odt|ods|txt|csv|tsv|json|xml|html?|css|jsx?|tsx?|log|msg|eml|ics|vcf|exe|dll|jar|tgz|gz|tar|rar|7z|mp3|mp4|wav|avi|bak|tmp|cfg|ini|ya?ml|toml|local|lan|internal|localdomain)$/i;
const MASKED = /[*•●▪█…∗＊]|\.{3}[^@]*@/u;
const PERHAPS_MASKED = /^\*[^*@]{3,}@|x{3,}@/iu;
// An address has 254 characters at most; a longer run without a blank is a list or data, and for a person to read.
const LONGEST_WORD = 2000;
const AT_ALIKE = /[＠﹫]/u;

/** Takes URLs out, but leaves what stands before and after them in the same word. */
function withoutUrls(text: string): string {
  return text
    .replace(SCHEME_WITH_SLASHES, (url) => {
      const end = url.search(URL_END);
      const closesItself = url[end] === ')' && url.slice(0, end).includes('(');
      return end < 0 || closesItself ? ' ' : ` ${url.slice(end)}`;
    })
    .replace(OTHER_SCHEMES, ' ');
}

// Emphasis in plain text stands on both sides; at the end of an address other marks are punctuation.
const PAIRED = /^([*_~'+^=-]{1,3})(.*[^*_~'+^=-])\1[.,:;!?]*$/su;
const BEFORE = /^(?:[-–—•·>=→]+(?=[\p{L}\p{N}_])|['!?¿¡#:]+)/u;
const AFTER = /[.!?:'’…*_~/–—=-]+$/u;

function undecorated(word: string): string {
  const inner = PAIRED.exec(word)?.[2] ?? word;
  return inner
    .replace(BEFORE, '')
    .replace(/[’']s$/iu, '')
    .replace(AFTER, '');
}

function readOne(word: string): Finding | null {
  const at = word.indexOf('@');
  const local = word.slice(0, at);
  const rest = word.slice(at + 1);
  if (local === '') return null; // a handle
  if (PERHAPS_MASKED.test(word)) return UNSURE;
  if (MASKED.test(word)) return null;
  const domain = /^[\p{L}\p{N}\p{M}.-]*/u.exec(rest)?.[0] ?? '';
  const tail = rest.slice(domain.length);
  if (!/[^.]\.[^.]/u.test(domain)) return null; // a host, a handle, an expression
  if (/\.\d+$/u.test(domain) || FILE_ENDINGS.test(domain)) return null; // a version, an inline image, a file
  if (/^:(?:\d+$|\d+\/|[~/]|[^\s:]*(?:\/|\.git$))/u.test(tail)) return null; // a git or ssh remote
  if (tail !== '') return UNSURE;
  const email = parseEmail(`${local}@${domain}`);
  if (email === null) return /[=/%?!#$^{|}]/u.test(local) ? UNSURE : BROKEN;
  // "…@example.com.Please": a sentence that began without a blank
  return /\.[a-z0-9-]+\.\p{Lu}\p{Ll}+$/u.test(`.${domain}`) ? UNSURE : { kind: 'address', email };
}

function readWord(raw: string): Finding[] {
  if (raw.length > LONGEST_WORD) return [UNSURE];
  const word = undecorated(raw);
  if (/^mailto:/i.test(word)) return readMailto(word);
  if (word.startsWith('@')) return [];
  if (AT_ALIKE.test(word)) return [BROKEN];
  if (word.split('@').length === 2) {
    // "E-mail:jane@…": a label without a blank after it
    const found = readOne(word.slice(word.lastIndexOf(':', word.indexOf('@')) + 1));
    return found === null ? [] : [found];
  }
  const parts = word
    .split(/\/|&|->|=>|:/u)
    .map((part) => (part.split('@').length === 2 ? readOne(undecorated(part)) : null));
  const addresses = parts.filter((part) => part?.kind === 'address');
  if (addresses.length === parts.length) return addresses;
  return /[^@]@[^@.]+\.[^@]/u.test(word) && !MASKED.test(word) ? [UNSURE] : [];
}

/** Every finding in a text, in reading order. Linear in the text. */
export function scanText(text: string): Finding[] {
  const said = visible(text).replace(MESSAGE_IDS, ' ').replace(HTML_ENTITIES, ' ').replace(/&amp;/gi, '&');
  // A quoted local part ("j doe"@example.com) falls apart into words: what is left of it must not look like a handle.
  const quoted = /["”]@[\p{L}\p{N}-]+\./u.test(said) ? [BROKEN] : [];
  const words = withoutUrls(said)
    .split(BETWEEN_WORDS)
    .filter((word) => /[@＠﹫]/u.test(word));
  return [...words.flatMap(readWord), ...quoted];
}

/** The people a link leads to: those of a `mailto:`, none of any other link. @see RFC 6068 */
export function readMailto(link: string): Finding[] {
  const target = /^\s*mailto:([^?#]*)(?:\?([^#]*))?/is.exec(visible(link));
  if (target === null) return [];
  const fields = new URLSearchParams(target[2] ?? '');
  const others = ['to', 'cc', 'bcc'].flatMap((name) => fields.getAll(name));
  const given = [...(target[1] ?? '').split(',').map(percentDecoded), ...others.flatMap((list) => list.split(','))];
  return given
    .filter((address) => address.trim() !== '')
    .map((address) => {
      const email = parseEmail(address);
      return email === null ? BROKEN : { kind: 'address', email };
    });
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
