/**
 * What is wrong in a value, marked piece by piece.
 */
import fc from 'fast-check';
import { readAddress } from '../../../src/core/address/grammar';
import { HIDDEN, piecesOf } from '../../../src/core/address/flaws';
import { literalAddresses } from '../../../src/core/address/literals';
import { UNREADABLE } from '../../../src/core/address/structured';
import { runs } from '../../support/runs';

const marked = (value: string) =>
  piecesOf(value)
    .map(({ text, wrong }) => (wrong === null ? text : `[${text}|${wrong}]`))
    .join('');

it.each([
  ['jane. doe@example.com', 'jane.[ |a blank]doe@example.com'],
  ['o`brien@example.com', 'o[`|a character that no address has]brien@example.com'],
  ['jane@example.co uk', 'jane@example.co[ |a blank]uk'],
  ['jane..doe@example.com', 'jane[..|a dot too many]doe@example.com'],
  ['.jane@example.com', '[.|a dot too many]jane@example.com'],
  ['j•••@example.com', 'j[•••|a character that no address has]@example.com'],
  ['jane@example.con', 'jane@example.[con|no top-level domain there is]'],
  ['jane@localhost', 'jane@[localhost|a domain without a dot]'],
  ['jane at example.com', '[jane at example.com|there is no @]'],
  ['a@b@example.com', 'a[@|a second @]b@example.com'],
  ['ｊane@example.com', '[ｊ|a styled form]ane@example.com'],
  ['jane\u202e@example.com', 'jane[U+202E|a character that nobody sees (U+202E)]@example.com'],
  ['email=jane@example.com', '[email=|a label, or what a mail server put before the address]jane@example.com'],
  [
    'Jane via Forms <jane@example.com>',
    '[Jane via Forms <|this stands beside the address]jane@example.com[>|this stands beside the address]',
  ],
  [HIDDEN, `[${HIDDEN}|Jira does not tell the address of this account]`],
  [UNREADABLE, `[${UNREADABLE}|this is not text alone: a mention, a card, a list or a second paragraph]`],
])('%s', (value, expected) => {
  expect(marked(value)).toBe(expected);
});

it('marks something in whatever the grammar refuses, and says the whole value', () => {
  const pieces = fc.constantFrom(
    'jane',
    'doe',
    '@',
    '.',
    ' ',
    'example.com',
    'co',
    '<',
    '>',
    '"',
    '•',
    '=',
    '\u202e',
    'é',
    '㎏',
    ',',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const value = parts.join('').trim();
      if (readAddress(value).kind !== 'invalid') return;
      const found = piecesOf(value);
      expect(found.some(({ wrong }) => wrong !== null)).toBe(true);
      expect(found.map(({ text }) => text.replaceAll('U+202E', '\u202e')).join('')).toBe(value);
    }),
    { numRuns: runs(2000, 100_000) },
  );
});

it.each([
  ['either jane@example.com or bob@example.com.', ['jane@example.com', 'bob@example.com']],
  ['jane. doe@example.com', ['doe@example.com']],
  ["o'brien@example.com", ["o'brien@example.com"]],
  ["'jane@example.com'", ['jane@example.com']],
  ['email=jane@example.com', ['jane@example.com']],
  ['<jane@example.com>, (bob@example.com)', ['jane@example.com', 'bob@example.com']],
  ['a@b@example.com', []],
  ['jane@example.com@', []],
  ['j•••@example.com', []],
  ['', []],
])('literally there in %p: %p', (text, expected) => {
  expect(literalAddresses(text)).toEqual(expected);
});
