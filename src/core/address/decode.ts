/**
 * Undoes the encodings that texts carry into tickets: HTML entities and markup, quoted-printable, Markdown's escapes.
 */
const NAMED: Record<string, string> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  amp: '&',
  commat: '@',
  period: '.',
  lowbar: '_',
  hyphen: '-',
  plus: '+',
  shy: '',
};

const entity = (whole: string): string => {
  const name = whole.slice(1, -1);
  const code = /^#x([0-9a-f]{1,6})$/i.exec(name)?.[1];
  const decimal = /^#(\d{1,7})$/.exec(name)?.[1];
  const point = code !== undefined ? parseInt(code, 16) : decimal !== undefined ? Number(decimal) : null;
  if (point === null) return NAMED[name.toLowerCase()] ?? whole;
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
};

const INLINE = 'b|i|u|em|strong|span|font|small|mark';
/** Markup has an end: a lone `<b>` in the middle of a word is what somebody wrote. */
const MARKED_UP = new RegExp(`<(${INLINE})(?:\\s[^<>]{0,300})?>([^<>]*)</\\1>`, 'gi');
const LEFT_OVER = new RegExp(`</(?:${INLINE})>|<(?:${INLINE})\\s[^<>]{0,300}>`, 'gi');
const DEEPEST = 4;

/** The text without the markup of single words, from the inside out. */
function withoutMarkup(text: string): string {
  let bare = text.replace(/<wbr ?\/?>/gi, '');
  for (let depth = 0; depth < DEEPEST && bare.includes('</'); depth += 1) bare = bare.replace(MARKED_UP, '$2');
  return bare.replace(LEFT_OVER, ' ');
}

/** Something stands here that may be encoded, and nothing says so: no word is read across it. */
export const UNKNOWN = '\ufffc';
/** What an address is made of. */
const LETTER = /[\p{L}\p{N}._%+'&=~-]/u;

/** Codes that a mail program writes; another one alone may be what somebody typed (`email=2022anna@…`). */
const IS_QUOTED_PRINTABLE = /=(?:3D|C[23]|E2|F0)|^.{60,75}=\r?$/m;
const SOFT_ENDS = /=(?:20|09)\r?$/gm;
/** Codes of one kind, in one text, that are enough to say that it is encoded so. */
const ENOUGH = 2;

function has(text: string, pattern: RegExp): boolean {
  const found = text.matchAll(pattern);
  return Array.from({ length: ENOUGH }, () => found.next()).every(({ done }) => done !== true);
}

/** Undoes one encoding; between letters only where something says that the text is encoded so. */
const undone = (text: string, code: RegExp, isSaid: boolean, undo: (code: string) => string): string =>
  text.replace(code, (whole: string, ...more: unknown[]) => {
    const offset = more.find((one) => typeof one === 'number') ?? 0;
    const plain = undo(whole);
    const [before, behind] = [LETTER.test(text[offset - 1] ?? ''), LETTER.test(text[offset + whole.length] ?? '')];
    const isInside = code === ESCAPE ? before || behind : before && behind;
    return plain !== whole && isInside && !isSaid ? UNKNOWN : plain;
  });

const ENTITY = /&#?[a-z0-9]{2,8};/gi;
const ESCAPE = /\\[_*+.~@#!|{}[\]()-]/g;

/** The text as its author saw it. What is not surely an encoding stays as it is, and is no word's end. */
export function decodeText(text: string): string {
  const isMail = text.includes('=') && (IS_QUOTED_PRINTABLE.test(text) || has(text, SOFT_ENDS));
  const unfolded = text
    .replace(/(?<=(\S)?)=\r?\n(?=(\S)?)/g, (_, before?: string, behind?: string) =>
      isMail || before === undefined || behind === undefined ? '' : UNKNOWN,
    )
    .replace(/=(?:20|09|0A|0D|3C|3E|22|2C|3B)/g, isMail ? ' ' : UNKNOWN);
  const bare = withoutMarkup(unfolded);
  const entities = bare.includes('&') ? undone(bare, ENTITY, has(bare, ENTITY), entity) : bare;
  return entities.includes('\\') ? undone(entities, ESCAPE, has(entities, ESCAPE), (code) => code.slice(1)) : entities;
}
