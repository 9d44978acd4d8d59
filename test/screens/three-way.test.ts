/**
 * What an admin changed in a form, on top of what another saved meanwhile.
 */
import fc from 'fast-check';

interface Parts {
  readonly parts: (text: string) => string[];
  readonly joined: string;
}
// The screens are a package of their own (ES modules), of which Jest reads this file alone.
const { merged, mergedText } = jest.requireActual<{
  merged: <T>(seen: T, mine: T, theirs: T) => T;
  mergedText: (seen: string, mine: string, theirs: string, how: Parts) => string;
}>('../../static/src/ui/three-way');

it.each<[string, unknown, unknown, unknown, unknown]>([
  ['what nobody changed', 'a', 'a', 'a', 'a'],
  ['what they changed', 'a', 'a', 'b', 'b'],
  ['what I changed', 'a', 'b', 'a', 'b'],
  ['mine where both changed it', 'a', 'b', 'c', 'b'],
  ['what they added to a list', ['a'], ['a'], ['a', 'b'], ['a', 'b']],
  ['what both added to a list', ['a'], ['a', 'mine'], ['a', 'theirs'], ['a', 'mine', 'theirs']],
  ['what both added alike, once', [], ['a'], ['a'], ['a']],
  ['a list without what either took out', ['a', 'b', 'c'], ['a', 'c'], ['b', 'c'], ['c']],
  ['what I put first', ['a'], ['mine', 'a'], ['a', 'theirs'], ['mine', 'a', 'theirs']],
  ['my order where they left the list alone', ['a', 'b'], ['b', 'a'], ['a', 'b'], ['b', 'a']],
  ['an item of a list that I changed', [{ n: 1 }, { n: 2 }], [{ n: 1 }, { n: 3 }], [{ n: 2 }], [{ n: 3 }]],
  [
    'records name by name',
    { a: 1, b: 1, c: [1] },
    { a: 2, b: 1, c: [1, 2] },
    { a: 1, b: 3, c: [] },
    { a: 2, b: 3, c: [2] },
  ],
  ['a name that one of us added', { a: 1 }, { a: 1, mine: 1 }, { a: 1, theirs: 1 }, { a: 1, theirs: 1, mine: 1 }],
  ['a name that they took away', { a: 1, b: 1 }, { a: 2, b: 1 }, { a: 1 }, { a: 2 }],
])('holds %s', (_, seen, mine, theirs, expected) => {
  expect(merged(seen, mine, theirs)).toEqual(expected);
});

const COMMAS: Parts = { parts: (text) => text.split(/[\s,]+/).filter((part) => part !== ''), joined: ', ' };

it.each([
  ['', 'mine.example', 'theirs.example', 'mine.example, theirs.example'],
  ['a.example', 'a.example', 'a.example  b.example', 'a.example  b.example'],
  ['a.example', 'b.example,a.example', 'a.example', 'b.example,a.example'],
  ['a.example', '', 'a.example, b.example', 'b.example'],
])('puts lists in texts together: %j, %j, %j', (seen, mine, theirs, expected) => {
  expect(mergedText(seen, mine, theirs, COMMAS)).toBe(expected);
});

it('loses nothing that either of them added to a list, and keeps nothing that either took out', () => {
  const lists = fc.uniqueArray(fc.integer({ min: 0, max: 9 }));
  fc.assert(
    fc.property(lists, lists, lists, (seen, mine, theirs) => {
      const list = merged(seen, mine, theirs);
      expect(new Set(list).size).toBe(list.length);
      for (let item = 0; item <= 9; item += 1) {
        const [before, here, there] = [seen, mine, theirs].map((one) => one.includes(item));
        expect(list.includes(item)).toBe(
          before === true ? here === true && there === true : here === true || there === true,
        );
      }
    }),
  );
});
