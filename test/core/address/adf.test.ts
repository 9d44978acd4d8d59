/**
 * What a document says, to the letter: every kind of node as a person reads it.
 */
import { isDocument, readDocument } from '../../../src/core/address/adf';

const doc = (...content: unknown[]) => ({ type: 'doc', version: 1, content });
const p = (...content: unknown[]) => ({ type: 'paragraph', content });
const t = (text: string, ...marks: unknown[]) => ({ type: 'text', text, marks });
const said = (...content: unknown[]) => readDocument(doc(...content)).text;
const inside = (node: unknown) => said(p(t('a'), node, t('b')));

it.each<[unknown, string]>([
  [t('x'), 'axb'],
  [{ type: 'hardBreak' }, 'a\nb'],
  [{ type: 'mention', attrs: { text: '@jane' } }, 'a b'],
  [{ type: 'placeholder', attrs: { text: 'your address' } }, 'a b'],
  [{ type: 'emoji', attrs: { text: '@' } }, 'a b'],
  [{ type: 'date', attrs: { timestamp: '1' } }, 'a b'],
  [{ type: 'inlineCard', attrs: { url: 'https://x.example' } }, 'a b'],
  [{ type: 'mediaInline', attrs: {} }, 'a b'],
  [{ type: 'status', attrs: { text: 'x@y.example' } }, 'a x@y.example b'],
  [{ type: 'status' }, 'a  b'],
  [{ type: 'novelty' }, 'a\ufffcb'],
  [{ type: 'novelty', text: 'x' }, 'a\ufffcb'],
  [{ type: 'novelty', content: [t('x')] }, 'a\nx\nb'],
  [{ type: 'expand', attrs: { title: 'x' }, content: [] }, 'ax\n\nb'],
  [null, 'ab'],
  ['x', 'ab'],
  [[], 'ab'],
])('%j between two letters', (node, expected) => {
  expect(inside(node)).toBe(`\n\n${expected}\n\n`);
});

it.each(['rule', 'media', 'blockCard', 'embedCard', 'extension', 'paragraph', 'tableCell', 'tableHeader'])(
  '%s stands on a line of its own',
  (type) => {
    expect(said(p(t('a')), { type }, p(t('b')))).toBe('\n\na\n\n\n\nb\n\n');
  },
);

it('joins texts of different style, and parts blocks', () => {
  expect(said(p(t('a'), t('b', { type: 'strong' })), p(t('c')))).toBe('\n\nab\n\nc\n\n');
});

it('says where links lead: of marks, and of nodes with an address of their own', () => {
  const links = (...content: unknown[]) => readDocument(doc(...content)).links;
  expect(links(p(t('a', { type: 'link', attrs: { href: 'mailto:a' } })))).toEqual(['mailto:a']);
  expect(links(p(t('a', { type: 'strong', attrs: { href: 'x' } })))).toEqual([]);
  expect(links(p(t('a', { type: 'link' }, { type: 'link', attrs: {} }, null, 'x')))).toEqual([]);
  expect(links(p({ type: 'inlineCard', attrs: { url: 'u' } }), { type: 'blockCard', attrs: { url: 'v' } })).toEqual([
    'u',
    'v',
  ]);
  expect(links({ type: 'media', attrs: { href: 'h', url: 'u' } })).toEqual(['h']);
  expect(links({ type: 'media', attrs: { href: 7 }, marks: 'x' })).toEqual([]);
});

it('knows a document when it sees one', () => {
  expect(isDocument({ type: 'doc' })).toBe(true);
  for (const other of [null, 'doc', [], [{ type: 'doc' }], {}, { type: 'paragraph' }])
    expect(isDocument(other)).toBe(false);
});
