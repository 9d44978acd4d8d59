/**
 * Reads a word of free text with exactly one @ in it.
 */
import { mixesAlphabets } from './borders';
import { BROKEN, type Finding, UNSURE, witness } from './finding';
import { parseEmail } from '../../person/email';

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
export const isOddLocal = (local: string): boolean =>
  /^[+~&'-]|['&-]$|^\d{1,2}\.\p{L}|x{3,}$|^[_].*_/iu.test(local) || mixesAlphabets(local);

/** Whether it is a version, an image, a remote of a version control, a package: nobody is named so. */
function isNobody(local: string, domain: string, tail: string): boolean {
  return (
    /^v?\d+(?:\.\d|$)/.test(domain) ||
    /^\d+x\./.test(domain) ||
    /^(?:latest|next|beta)$/.test(domain) ||
    /\.(?:png|jpe?g|gif|bmp|svg)$/i.test(local) ||
    FILE_NAME.test(domain) ||
    (local === 'git' && tail.startsWith(':')) ||
    (!domain.includes('.') && domain !== '' && local.includes('/'))
  );
}

/** Reads what stands on both sides of the @, where nothing follows. */
function readSides(local: string, domain: string): Finding {
  if (!domain.includes('.')) return BROKEN;
  if (isOvergrown(domain)) return UNSURE;
  // In free text these come from a form, a path or an encoding more often than from an address.
  if (!/^[\p{L}\p{N}\p{M}._+'&~-]+$/u.test(local)) return UNSURE;
  const email = parseEmail(`${local}@${domain}`);
  if (email === null) return BROKEN;
  return isOddLocal(local) ? UNSURE : { kind: 'address', email };
}

/** What follows the host of a remote that somebody signs in to. */
const REMOTE = /^:(?:.*\.git$|[~/])/s;

/** null: clearly no address. */
export function readOne(word: string): Finding | null {
  const at = word.indexOf('@');
  const [local, rest] = [word.slice(0, at), word.slice(at + 1)];
  if (local === '' || local.endsWith('/')) return null; // a handle
  if (isMasked(local, rest)) return witness();
  const domain = /^[\p{L}\p{N}\p{M}.-]*/u.exec(rest)?.[0] ?? '';
  const tail = rest.slice(domain.length);
  if (isNobody(local, domain, tail)) return null;
  if (REMOTE.test(tail)) return witness(parseEmail(`${local}@${domain}`));
  // The rest was left out.
  if (domain === '') return tail === '' ? witness() : UNSURE;
  return tail === '' ? readSides(local, domain) : UNSURE;
}
