/**
 * What may stand in the admin log: what changed, and nothing that nobody may read there.
 */
import { changesBetween, changesOfRules, shown, shownValue, withRoom } from '../../../src/core/settings/admin-log';

it.each([
  ['nothing of it', 'plain text', 'plain text'],
  ['an address', 'jane.doe@example.com', 'j•••@e•••.com'],
  ['an address in a text', 'reporter = "jane@example.com" OR x', 'reporter = "j•••@e•••.com" OR x'],
  ['what may be one', 'x@y', '•••@•••'],
  ['two of them', 'a@example.com, b@example.org', 'a•••@e•••.com, b•••@e•••.org'],
  ['the path and query of a URL', 'https://api.example.com/t/secret?key=1#x', 'https://api.example.com/…'],
  ['who signs in by a URL', 'https://user:secret@api.example.com/', 'https://api.example.com/…'],
  ['the path of a URL that is not encrypted', 'http://api.example.com/t/secret', 'https://api.example.com/…'],
  ['line breaks', 'one\n\ttwo', 'one two'],
])('hides %s', (_, text, expected) => {
  expect(shown(text)).toBe(expected);
});

it('shows no more than fits, however long it is', () => {
  const long = shown('x'.repeat(100_000));
  expect([long.length, long.at(-1)]).toEqual([200, '…']);
  expect(shown('x'.repeat(200))).toBe('x'.repeat(200));
  expect(shown(`x${' '.repeat(10_000)}y`)).toBe('x ');
  const { changes, more } = withRoom(Array.from({ length: 60 }, () => ({ what: 'a', before: null, after: 'b' })));
  expect([changes.length, more]).toEqual([50, 10]);
});

it.each([
  [undefined, null],
  [null, null],
  ['', null],
  [0, '0'],
  [false, 'false'],
  [{ a: 1 }, '{"a":1}'],
])('shows %j as %j', (value, expected) => {
  expect(shownValue(value)).toBe(expected);
});

it('tells what changed, name by name; of lists, what went and what came, or that the order is another', () => {
  const before = { same: 1, text: 'a', gone: true, list: ['x', 'y'], order: [{ a: 1 }, { b: 2 }] };
  const after = { same: 1, text: 'b', list: ['y', 'z'], order: [{ b: 2 }, { a: 1 }], come: 'new' };
  expect(changesBetween(before, after, 'policy.')).toEqual([
    { what: 'policy.text', before: 'a', after: 'b' },
    { what: 'policy.gone', before: 'true', after: null },
    { what: 'policy.list', before: 'x', after: 'z' },
    { what: 'policy.order', before: '{"a":1}, {"b":2}', after: '{"b":2}, {"a":1}' },
    { what: 'policy.come', before: null, after: 'new' },
  ]);
  expect(changesBetween(before, before)).toEqual([]);
});

it('tells of a list what only went or only came, and of one that is new or gone the whole', () => {
  expect(
    changesBetween({ less: ['x', 'y'], more: ['y'], gone: ['x'] }, { less: ['y'], more: ['x', 'y'], come: ['x'] }),
  ).toEqual([
    { what: 'less', before: 'x', after: null },
    { what: 'more', before: null, after: 'x' },
    { what: 'gone', before: '["x"]', after: null },
    { what: 'come', before: null, after: '["x"]' },
  ]);
});

it('tells what changed in the rules, section by section', () => {
  const before = { policy: { a: 1, b: 1 }, status: { a: 1 } };
  expect(changesOfRules(before, { policy: { a: 2, b: 1 }, status: { a: 1 }, events: { c: 3 } })).toEqual([
    { what: 'policy.a', before: '1', after: '2' },
    { what: 'events.c', before: null, after: '3' },
  ]);
});
