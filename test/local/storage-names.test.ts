import { nameFlaws } from '../../dev/platform/forge/storage-names';

const flaws = (name: string, attributes: Record<string, string>, index?: object) => {
  const indexes = index === undefined ? [] : [{ name: 'by-it', partition: [], range: ['since'], ...index }];
  return nameFlaws([[name, { attributes, indexes }]]);
};

it('takes names as the storage’s server does', () => {
  expect(flaws('erasure', { since: 'float' }, {})).toEqual([]);
});

it.each([
  ['an entity of two characters', 'ab', {}],
  ['an entity in capitals', 'Erasure', {}],
  ['an entity that begins with a dash', '-erasure', {}],
  ['an entity that ends with a dot', 'erasure.', {}],
  ['an entity with two dots', 'era..sure', {}],
  ['an attribute with a dash', 'erasure', { 'due-at': 'float' }],
  ['an attribute of 31 characters', 'erasure', { ['a'.repeat(31)]: 'float' }],
  [
    'more than 50 attributes',
    'erasure',
    Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`a${String(n)}`, 'any'])),
  ],
])('refuses %s', (_, name, attributes) => {
  expect(flaws(name, attributes)).toHaveLength(1);
});

it.each([
  ['of two characters', { name: 'at' }],
  ['with two dots', { name: 'by..it' }],
  ['of an attribute that is not there', { range: ['until'] }],
  ['of an attribute of any type', { partition: ['record'] }],
  ['with two ranges', { range: ['since', 'since'] }],
])('refuses an index %s', (_, index) => {
  expect(flaws('erasure', { since: 'float', record: 'any' }, index)).toHaveLength(1);
});

it('refuses two of one name, and too many', () => {
  const entity = { attributes: {}, indexes: [] };
  expect(
    nameFlaws([
      ['one', entity],
      ['one', entity],
    ]),
  ).toHaveLength(1);
  expect(nameFlaws(Array.from({ length: 21 }, (_, n) => [`entity-${String(n)}`, entity]))).toHaveLength(1);
});
