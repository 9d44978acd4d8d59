/**
 * What is no address although it looks like one, or stands in the place of one: URLs and other schemes, commands, names of
 * messages, placeholders, text that is still encoded. It is taken out of the text before that is read. What may name the
 * person all the same is a witness.
 */
import { BROKEN, type Finding, UNSURE, type Witness, witness } from './finding';
import { parseEmail } from '../../person/email';

/** Names of messages have the shape of an address. Mail programs fold them over several lines. */
const MESSAGE_IDS =
  /(?:\b(?:message|nachrichten|content)[- ]?id|\bin-reply-to|\breferences)\b[*_ :=]{0,6}\s{0,4}(?:<[^<>\s]{1,500}>\s{0,4})+/gi;
/** "References" is a word of prose, too, and a name without a digit is somebody's. */
const MAY_BE_PEOPLE = /^references\b[^<]*(?:<[^<>\d\s]{1,60}>\s*)+$/i;
const PROMPTS = /\[?(?<![\w-])[\w-]{1,64}@[\w.-]{1,100}[: ][~/][^\s\]]{0,100}\]?[#$]/g;
// An option may be followed by its value: `ssh -p 22 …`.
const REMOTE_COMMANDS =
  /\b(?:ssh|scp|sftp|rsync|mosh|telnet|git clone)\s+(?:-\S+\s+(?:[^\s@-][^\s@]{0,100}\s+)?){0,5}\S+@\S+/gi;
const URLS = /(?<![\p{L}\p{N}@.+-])[a-z][a-z0-9+.-]{0,20}:\/\/(?:[=~]["'][^"'\s]*["']|[^\s<>"`|\]}])*/giu;
const OTHER_SCHEMES =
  /(?<![\p{L}\p{N}])(?:sips?|xmpp|im|acct|cid|mid|skype|msnim|tel|urn|news|irc|matrix):( ?)[^\s<>"';,|]*/giu;

/** Accounts of machines: nobody is called so. */
const OF_MACHINES = /^(?:git|hg|svn|root|admin|deploy|ubuntu|ec2-user|postgres|www-data|nobody)@/i;
const NAMED = /[\p{L}\p{N}._+-]{1,64}@[\p{L}\p{N}.-]{1,255}/gu;
const ENDING = /[.-]+$/u;

/** A text with what a URL encodes, piece by piece; what is encoded twice or three times, too. */
function urlDecoded(text: string): string {
  let decoded = text;
  for (let depth = 0; depth < 3 && decoded.includes('%'); depth += 1)
    decoded = decoded.replace(/(?:%[0-9a-f]{2}){1,40}/giu, (piece) => {
      try {
        return decodeURIComponent(piece);
      } catch {
        return piece;
      }
    });
  return decoded;
}

/** Whoever is named in something that is passed over; null where somebody may be, and cannot be read. */
export function witnessesIn(passedOver: string): Witness[] {
  // Images and messages have names of the shape of an address.
  if (/^(?:cid|mid|urn):/i.test(passedOver)) return [];
  if (/email-protection|cfemail/i.test(passedOver)) return [witness()];
  if (!/[@＠%]/u.test(passedOver)) return [];
  const said = urlDecoded(passedOver);
  if (!/[@＠]/u.test(said)) return [];
  const named = [...said.matchAll(NAMED)].map(([one]) => witness(parseEmail(one.replace(ENDING, ''))));
  if (named.length > 0) return named;
  return [witness(null, /[/=]@([\p{L}\p{N}._-]{1,64})/u.exec(said)?.[1] ?? null)];
}

const notOfMachines = (command: string): Finding[] => {
  const target = /[^\s[]+@\S+$/u.exec(command)?.[0] ?? command;
  return OF_MACHINES.test(target) ? [] : witnessesIn(target);
};

// --- Placeholders: something that was to become an address

const MAIL = '(?:e-?mail|mail|adress|address|correo|courriel|почт|メール|邮箱|redacted|protected|hidden|removed)';
const PLACEHOLDERS = new RegExp(
  [
    // `{{issue.customfield_10050}}`, `${user.email}`, `%EMAIL%`, `__EMAIL__`
    String.raw`\{\{[^{}@\n]{1,80}\}\}`,
    String.raw`\$\{[^{}@\n]{1,80}\}`,
    String.raw`[%#]\w{0,20}${MAIL}\w{0,20}[%#]`,
    String.raw`\b__\w{0,20}${MAIL}\w{0,20}__\b`,
    // `<email>` without an end, `{email}`, `[e-mail address]` that leads nowhere, `(e-mail removed)`
    String.raw`<(?!/)[^<>@\n/"=]{0,30}${MAIL}[^<>@\n/"=]{0,30}>(?![^<\n]{0,300}</)`,
    String.raw`(?<!\{)\{[^{}@\n:"']{0,30}${MAIL}[^{}@\n:"']{0,30}\}(?!\})`,
    String.raw`\[[^[\]@\n|:]{0,30}${MAIL}[^[\]@\n|:]{0,30}\](?![(:])`,
    String.raw`\([^()@\n]{0,30}(?:redacted|protected|hidden|removed|withheld)[^()@\n]{0,30}\)`,
  ].join('|'),
  'giu',
);

/** An at sign that is still encoded, whatever the encoding. */
const UNDECODED = /=40(?=[\p{L}\p{N}])|&(?:amp;)*(?:#0*64(?!\d)|#x0*40(?![0-9a-f])|commat)|\\(?:u00|x)40|%(?:25)+40/iu;
/** A header's word in another encoding. @see RFC 2047 */
const ENCODED_WORD = /=\?[\w-]{1,40}\?([bq])\?([^?\s]{1,400})\?=/giu;

function inEncodedWord(encoding: string, words: string): string {
  if (encoding.toLowerCase() === 'q') return words.replace(/=40/g, '@');
  try {
    return atob(words);
  } catch {
    return '';
  }
}

/** A mention in Jira's older markup is a handle like another. */
const MENTION = /\[~([^@\]\n]{1,100})\]/gu;
const asHandle = (_: string, name: string): string => ` @${name.replace(/[^\p{L}\p{N}._-]/gu, '_')} `;

/** A text without all that, and what may name somebody in it. */
export function leftAside(text: string): { readonly rest: string; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const without = (said: string, pattern: RegExp, read: (piece: string, ...groups: string[]) => readonly Finding[]) =>
    said.replace(pattern, (piece: string, ...groups: string[]) => {
      findings.push(...read(piece, ...groups));
      return ' ';
    });

  let rest = without(text, ENCODED_WORD, (_, encoding = '', words = '') =>
    inEncodedWord(encoding, words).includes('@') ? [witness()] : [],
  );
  rest = without(rest, MESSAGE_IDS, (ids) => (MAY_BE_PEOPLE.test(ids) ? witnessesIn(ids) : []));
  rest = without(rest, REMOTE_COMMANDS, notOfMachines);
  rest = without(rest, PROMPTS, notOfMachines);
  rest = without(rest, URLS, (url) =>
    // An address may have grown onto it.
    /[;,][^/?#@\s]+@/.test(url) || /^mailto:/i.test(url) ? [UNSURE] : witnessesIn(url),
  );
  rest = without(rest, OTHER_SCHEMES, (other, blank) =>
    // With a blank behind it, it is a label: `IM: jane@…`.
    blank === '' || !other.includes('@') ? witnessesIn(other) : [UNSURE],
  );
  rest = without(rest, PLACEHOLDERS, () => [witness()]).replace(MENTION, asHandle);
  return { rest, findings: UNDECODED.test(rest) ? [...findings, witness()] : findings };
}

// --- What people write where a machine wants an @

const SPELT_OUT =
  /[\p{L}\p{N}]\s{0,3}[([{<]\s{0,3}(?:at|@|ät|arroba|arobase|chez|kukac|snabel-?a|chiocciola|apestaart|собака)\s{0,3}[)\]}>]\s{0,3}[\p{L}\p{N}]|[\p{L}\p{N}]%40[\p{L}\p{N}]|[\p{L}\p{N}][([{]a[)\]}][\p{L}\p{N}-]{1,60}\.\p{L}/iu;
const AT_AND_DOT =
  /[\p{L}\p{N}] (?:at|ät|arroba|arobase|chez) [\p{L}\p{N}-]{1,60} (?:dot|punkt|point|punto) [\p{L}]{2,}/iu;
const TOP_LEVELS =
  '(?:[a-z]{2}|com|net|org|edu|gov|mil|int|info|biz|name|app|dev|cloud|online|shop|store|email|mail|tech|xyz|site|example|test|invalid)';
const DOMAIN = `[\\p{L}\\p{N}-]{1,63}\\.(?:[\\p{L}\\p{N}-]{1,63}\\.){0,4}${TOP_LEVELS}\\b`;
/** `jane.doe at example.com`; a plain word before `at` only where nothing else stands there: one may be *at* a site. */
const AT_A_DOMAIN = new RegExp(
  `[\\p{L}\\p{N}][._\\d+-][\\p{L}\\p{N}]{1,60} (?:at|ät) ${DOMAIN}|(?:^|[<(:>]) ?[\\p{L}\\p{N}]{1,60} (?:at|ät) ${DOMAIN}(?=[ >)]*$|>|\\))`,
  'imu',
);
const QUOTED_LOCAL_PART = /[\p{L}\p{N}.][)\]}>"”“’']@[\p{L}\p{N}-]+\./u;
const SPACED = new RegExp(`[\\p{L}\\p{N}"”']\\s@ ?${DOMAIN}|[\\p{L}\\p{N}]@\\s${DOMAIN}`, 'iu');

/** Whether an address is written out somewhere in the words of a text. */
export const misspelt = (text: string): Finding[] =>
  [SPELT_OUT, AT_AND_DOT, AT_A_DOMAIN, QUOTED_LOCAL_PART, SPACED].some((pattern) => pattern.test(text)) ? [BROKEN] : [];
