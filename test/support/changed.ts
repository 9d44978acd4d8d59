/**
 * Addresses with one character changed: inserted or replaced, at any place.
 */
import fc from 'fast-check';
import { wholeAddress } from '../../src/core/person/email';
import { TICKETS } from '../corpus/tickets';
import { isLong } from './runs';

/** The same every time in `npm test`; another each time in a long run. */
export const SEED = isLong ? {} : { seed: 20261126 };

/** Every address of the corpus, and some with characters that few have. */
export const ADDRESSES = [
  ...new Set(TICKETS.map(({ asks }) => asks).filter((asks) => wholeAddress(asks) !== null)),
  "o'neil.doe+x@mail.example.co.uk",
  'orders%west@example.com',
  'jürgen_a@exämple.com',
];

const isIn = (pattern: RegExp) => (character: string) => pattern.test(character);
const EVERY = Array.from({ length: 0x11_0000 }, (_, code) => code)
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code));
/** Every mark, symbol, blank and control of Unicode. */
export const EVERY_MARK = EVERY.filter(isIn(/[\p{P}\p{S}\p{Z}\p{Cc}\p{Cf}\p{M}]/u));
export const LETTERS = EVERY.filter(isIn(/[\p{L}\p{N}]/u));
/** What people type, and what programs leave behind. */
export const PIECES = [
  ...['%40', '&#64;', '&lt;', '=20', '\\n', '\\u0040', '://', ' at ', '@', '@@', '. ', '\r\n'],
  ...Array.from('()[]{}<>"\'`\\,;:.!?*_~^=|/+-&%#$ \t\nabzAZ09'),
];

/** One of very many. */
export const oneOf = (list: readonly string[]) => fc.nat(list.length - 1).map((index) => list[index] ?? '');

export interface Change {
  readonly address: string;
  readonly at: number;
  readonly by: string;
  readonly replaces: boolean;
}

export const change: fc.Arbitrary<Change> = fc.record({
  address: fc.constantFrom(...ADDRESSES),
  at: fc.nat(400),
  by: fc.oneof(
    { weight: 6, arbitrary: oneOf(EVERY_MARK) },
    { weight: 2, arbitrary: oneOf(LETTERS) },
    { weight: 3, arbitrary: fc.constantFrom(...PIECES) },
  ),
  replaces: fc.boolean(),
});

export function changedAt({ address, at, by, replaces }: Change): string {
  const letters = Array.from(address);
  letters.splice(at % (letters.length + 1), replaces ? 1 : 0, by);
  return letters.join('');
}

/** What nobody sees is dropped anywhere, blanks and direction marks at the ends. */
export const dropped = (value: string): string =>
  value.replace(/[\u00ad\u200b\u2060\ufeff]/gu, '').replace(/^[\s\u200e\u200f\u061c]+|[\s\u200e\u200f\u061c]+$/gu, '');
