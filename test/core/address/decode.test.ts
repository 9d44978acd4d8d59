/**
 * Encodings undone, to the letter.
 */
import { decodeText } from '../../../src/core/address/decode';

it.each([
  ['a&lt;b&gt;c', 'a<b>c'],
  ['&quot;&apos;&nbsp;&amp;', '"\' &'],
  ['a&commat;b&period;c&lowbar;d&hyphen;e&plus;f&shy;g', 'a@b.c_d-e+fg'],
  ['&COMMAT;', '@'],
  ['&#64;&#x40;&#X2e;', '@@.'],
  ['&#0;', '&#0;'],
  ['&#x110000;', '&#x110000;'],
  ['&#x10FFFF;', '\u{10ffff}'],
  ['&unknown;', '&unknown;'],
  ['&a;', '&a;'],
  ['&commat', '&commat'],
  ['a&#12345678;', 'a&#12345678;'],
  ['a=3Db ja=\nne=\r\n@example.com', 'a=3Db jane@example.com'],
  [`${'x '.repeat(33)}ja=\nne@example.com`, `${'x '.repeat(33)}jane@example.com`],
  ['a=C3=BC =\nx=20b=09c=0Ad=0De=3Cf=3Eg=22h=2Ci=3Bj', 'a=C3=BC x b c d e f g h i j'],
  // Nothing says that these are encoded: no word is read across them.
  ['E-mail=\njane@example.com', 'E-mail\ufffcjane@example.com'],
  ['delete =\njane', 'delete jane'],
  ['email=2022anna', 'email\ufffc22anna'],
  ['o&#96;neil', 'o\ufffcneil'],
  ['a&nbsp;b', 'a\ufffcb'],
  ['a&nbsp;b&nbsp;c', 'a b c'],
  ['jane\\_doe', 'jane\ufffcdoe'],
  ['jane\\_doe \\*', 'jane_doe *'],
  ['a=21b', 'a=21b'],
  ['a=40b', 'a=40b'],
  ['\\_\\*\\+\\.\\~\\@\\#\\!\\|\\{\\}\\[\\]\\(\\)\\-', '_*+.~@#!|{}[]()-'],
  ['C:\\Users', 'C:\\Users'],
  ['ja<wbr>ne<wbr/>@<WBR />x', 'jane@x'],
  ['<b>j</b>ane', 'jane'],
  [
    '<i>j</i><u>a</u><em>n</em><strong>e</strong><span>x</span><font>y</font><small>z</small><mark>!</mark>',
    'janexyz!',
  ],
  ['<SPAN class="x">j</SPAN>ane', 'jane'],
  ['<b><i><u><em>j</em></u></i></b>ane', 'jane'],
  ['<b><i><u><em><b>j</b></em></u></i></b>ane', ' j'.replace(' ', '<b>') + ' ane'],
  ['a<b>x', 'a<b>x'],
  ['a</b>x', 'a x'],
  ['a<b class="y">x', 'a x'],
  ['<p>a</p>', '<p>a</p>'],
  ['<b>a</i>', '<b>a '],
])('%j is %j', (written, expected) => {
  expect(decodeText(written)).toBe(expected);
});
