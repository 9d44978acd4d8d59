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

const entity = (whole: string, name: string): string => {
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

/** The text as its author saw it. What is not surely an encoding stays as it is. */
export function decodeText(text: string): string {
  return withoutMarkup(text.replace(/=\r?\n/g, '').replace(/=(?:20|09|0A|0D|3C|3E|22|2C|3B)/g, ' '))
    .replace(/&(#?[a-z0-9]{2,8});/gi, entity)
    .replace(/\\([_*+.~@#!|{}[\]()-])/g, '$1');
}
