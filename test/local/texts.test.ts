import { documentToHtml } from '../../dev/platform/jira/html';
import { plain } from '../../dev/tools/plain';

it.each([
  ['\u001b[2Jgone', '\\u{1b}[2Jgone'],
  ['one\r\ntwo', 'one\\u{d}\\u{a}two'],
  ['a\u202eb', 'a\\u{202e}b'],
  ['asked by letter, März', 'asked by letter, März'],
])('shows a terminal nothing that it would obey: %j', (text, shown) => {
  expect(plain(text)).toBe(shown);
});

it.each<[string, boolean]>([
  ['https://example.com/', true],
  ['mailto:jane@example.com', true],
  ['/browse/GDPR-1', true],
  ['javascript:alert(1)', false],
  ['JavaScript:alert(1)', false],
  ['\u0001javascript:alert(1)', false],
  ['data:text/html,x', false],
  ['//evil.example/', false],
])('shows a link to %j: %s', (href, isLink) => {
  const text = { type: 'text', text: 'here', marks: [{ type: 'link', attrs: { href } }] };
  const shown = documentToHtml({ type: 'doc', content: [{ type: 'paragraph', content: [text] }] });
  expect(JSON.stringify(shown).includes('<a ')).toBe(isLink);
  expect(JSON.stringify(shown)).toContain('here');
});
