/**
 * Texts that are hard to read fast: each repeats a piece that makes some pattern look far ahead, over and over. The ones
 * that were once found to take seconds, and others like them.
 */
export interface Shape {
  readonly name: string;
  /** The text of about so many characters. */
  readonly text: (length: number) => string;
}

/** Each piece another, as `#` in it is another number. */
const each = (piece: string, before = ''): Shape => ({
  name: JSON.stringify(`${before}${piece}…`),
  text: (length) =>
    before +
    Array.from({ length: Math.max(1, Math.floor(length / (piece.length + 2))) }, (_, index) =>
      piece.replaceAll('#', index.toString(36)),
    ).join(''),
});

const again = (piece: string, before = '', behind = ''): Shape => ({
  name: JSON.stringify(`${before}${piece}…${behind}`),
  text: (length) => before + piece.repeat(Math.max(1, Math.floor(length / piece.length))) + behind,
});

/** Words, each of which is as long as one that is still read closely. */
const words = (piece: string, wordLength = 590): Shape => ({
  name: JSON.stringify(`${piece}… ${piece}…`),
  text: (length) =>
    `${piece.repeat(Math.ceil(wordLength / piece.length))} `.repeat(Math.max(1, Math.floor(length / wordLength))),
});

export const SHAPES: readonly Shape[] = [
  // A local part, a mask, a domain that never ends.
  again('a'),
  again('@'),
  again('a@'),
  again('@a'),
  again('.'),
  again('a.', 'x@'),
  again('-', 'a@'),
  again('a', '@', '.'),
  again('a@b.example '),
  again('a@b.example,'),
  again('a@b.example;'),
  again('a@b.example\n'),
  again('a@b.example/'),
  again('*', 'a@', 'b'),
  again('a@****', '', 'b'),
  words('a@****b'),
  words('a@'),
  words('a@b.example/'),
  words('a@b.example,'),
  words('*'),
  words('a.', 40),
  words('=20@'),
  words("a@'"),
  words('_*~a@b.c'),
  words('a,b;c@d.example'),
  words('.comx@'),
  words('<a@'),
  // Marks around.
  again('*', 'mailto:'),
  again('*a', 'mailto:'),
  again('"', 'mailto:'),
  again('a,', 'mailto:'),
  again('a@b.example,', 'mailto:'),
  again('?', 'mailto:a@b.example'),
  again('&to=a@b.example', 'mailto:?'),
  again('%25', 'mailto:'),
  again('%40', 'mailto:a'),
  again('mailto:'),
  again('mailto:a@b.example '),
  again('*_', '', 'a@b.example'),
  again('_', 'a@b.example'),
  again("'s", 'a@b.example'),
  again('...', 'a@b.example'),
  again('-', '', 'a@b.example'),
  // Brackets and quotes that open and never close, and the other way round.
  again('('),
  again(')', 'a@b.example'),
  again('<'),
  again('<a@b.example'),
  again('< @'),
  again('>', 'a@b.example'),
  again('['),
  again('[a@b|'),
  again('|a@b.example'),
  again('{{'),
  again('"', '', '@a'),
  again('"a" '),
  again("'", '', '@'),
  again('((at)) '),
  again('a ( '),
  again('a [at'),
  // Blanks.
  again(' ', '@', '@'),
  again(' ', 'References:', '<a@b>'),
  again('\n', '@'),
  again('\n', 'a', '@'),
  again('\t@'),
  again('a \n@'),
  again('\u00a0@'),
  again('\u200b', 'a@', 'b'),
  again('\u00ad@'),
  // Headers, commands, prompts.
  again('Message-ID: '),
  again('Message-ID: <a@b '),
  again('<a@b> ', 'References: '),
  again('references:::   '),
  again('References: <a@b>   '),
  again('ssh '),
  again('ssh -p '),
  again('ssh -a a '),
  again('ssh ', '', '@'),
  again('-p ', 'ssh ', '@'),
  again('git clone @'),
  again('[a@a:~'),
  again('a@a /'),
  again('a@a:/a'),
  again('-', '[', '@a:~'),
  // URLs and other schemes.
  again('a://'),
  again('a:'),
  again('a+'),
  again('a.a-'),
  again('://@'),
  again('https://'),
  again('https://a/@?'),
  again('https://a/,b@'),
  again('a://a;'),
  again(';', 'a://', '@'),
  again('=""', 'a://'),
  again('="', 'a://'),
  again('sip:'),
  again('sip: '),
  again('im:@'),
  again('sip:a@'),
  again('a@b.example', 'sip:'),
  again('%40', 'https://a/'),
  again('a.', 'https://a/?@'),
  again('www.a.'),
  // Encodings.
  again('=\n'),
  again('=20'),
  again('=40'),
  again('&#64;'),
  again('&amp;'),
  again('&amp;', '', '#64;'),
  again('&amp;amp;#64;@'),
  again('&'),
  again('&#'),
  again('%'),
  again('%25', '', '40'),
  again('%2525'),
  again('%E4%'),
  again('\\u0040'),
  again('\\@'),
  again('<b>', '', '@'),
  again('<b>a@</b>'),
  again('</b>'),
  again('<b ', '@'),
  again('<b x', '@', '</b>'),
  again('<b>', '@', '</b>'),
  again('<b>'.repeat(20) + '@' + '</b>'.repeat(20)),
  // Words for a mark.
  again('a at b dot '),
  again(' at '),
  again('a at '),
  again('a at a-'),
  again('dot '),
  again('a@ b.'),
  again('a @ b.'),
  again('a @ ' + 'b.'.repeat(10)),
  again('(at'),
  again('a(at)'),
  again('a(a)b'),
  // Letters of many kinds.
  again('ä@'),
  again('字@'),
  again('Ａ＠'),
  again('а', 'a@'),
  again('\u0301', 'a', '@b.example'),
  again('\u0301', '@'),
  again('👩‍👧@'),
  again('\u202e@'),
  again('\ufffc@'),
  again('x', '', '@b.example'),
  again('1.', '', '@b.example'),
  again('.jpg@'),
  again('xn--@a.'),
  again('a', 'x@', '.example'),
  // Everybody another.
  each('a#@b.example '),
  each('a@b#.example,'),
  each('ä#@ü#.example\n'),
  each('sip:a#@b.example '),
  each('https://b.example/?a#@b#.example '),
  each('@a# '),
  each('mailto:a#@b.example '),
  each('a#@b.example,', 'mailto:'),
  each('&cc=a#@b.example', 'mailto:?'),
  each('a***#@b.example '),
  each('(a#@b.example '),
  each('a# at b#.example '),
  // A field's own forms.
  again('E-mail: '),
  again('E-mail:', '', 'a@b.example'),
  again('<', '', 'a@b.example'),
  again('Jane ', '', '<a@b.example>'),
  again("J-'., ", '', '<a@b.example>'),
  again('a@b.example / '),
  again(' via ', 'J', '<a@b.example>'),
  // Mentions and placeholders.
  again('[~a'),
  again('[~accountid:a@b '),
  again('{{a@'),
  again('{{a.b}} '),
  again('@a '),
  again('<@email:a'),
  again('${a'),
  again('%name% '),
];

type Json = Record<string, unknown>;
const doc = (...content: unknown[]): Json => ({ type: 'doc', version: 1, content });
const p = (...content: unknown[]): Json => ({ type: 'paragraph', content });
const t = (text: string, ...marks: unknown[]): Json => ({ type: 'text', text, marks });
const link = (href: string): Json => ({ type: 'link', attrs: { href } });
const many = <T>(length: number, make: (index: number) => T): T[] =>
  Array.from({ length: Math.ceil(length) }, (_, index) => make(index));

export interface DocumentShape {
  readonly name: string;
  /** A document that says about so many characters. */
  readonly document: (length: number) => Json;
}

/** Documents of very many nodes: hardly a letter stands in each. */
export const DOCUMENTS: readonly DocumentShape[] = [
  { name: 'letters', document: (length) => doc(p(...many(length, () => t('a')))) },
  { name: 'at signs', document: (length) => doc(p(...many(length, () => t('@', { type: 'strong' })))) },
  { name: 'paragraphs', document: (length) => doc(...many(length / 4, () => p(t('a@b.')))) },
  { name: 'line breaks', document: (length) => doc(p(...many(length, () => ({ type: 'hardBreak' })))) },
  { name: 'links to one', document: (length) => doc(p(...many(length, () => t('a', link('mailto:a@b.example'))))) },
  {
    name: 'links to many',
    document: (length) =>
      doc(p(...many(length / 8, (index) => t('a letter', link(`mailto:a${String(index)}@b.example`))))),
  },
  {
    name: 'links elsewhere',
    document: (length) =>
      doc(p(...many(length / 8, (index) => t('a letter', link(`https://b.example/${String(index)}`))))),
  },
  {
    name: 'mentions',
    document: (length) =>
      doc(p(t('ask'), ...many(length / 5, (index) => ({ type: 'mention', attrs: { text: `@a${String(index)}` } })))),
  },
  {
    name: 'emoji',
    document: (length) => doc(p(...many(length / 2, () => ({ type: 'emoji', attrs: { text: '🙂' } })))),
  },
  {
    name: 'one within the other',
    document: (length) =>
      many(length / 2, () => 0).reduce<Json>((inner) => ({ type: 'blockquote', content: [inner] }), doc(p(t('a')))),
  },
  {
    name: 'cells',
    document: (length) =>
      doc({
        type: 'table',
        content: many(length / 40, () => ({
          type: 'tableRow',
          content: many(10, () => ({ type: 'tableCell', content: [p(t('a@b.'))] })),
        })),
      }),
  },
];
