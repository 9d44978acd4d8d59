/**
 * What the screens say stands in one place, ready for translation: no component has words of its own.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { ERASURE_WORDS } from '../src/words/erasure';

const SCREENS = resolve(__dirname, '../static/src');
/** Attributes that people see or hear. What is not listed here names things for the code. */
const SEEN = ['title', 'label', 'aria-label', 'placeholder', 'alt', 'ariaLabel', 'what'];
const hasWords = (text: string): boolean => /\p{L}{2,}/u.test(text);

/** Words that stand in a component, with where. What is code for people to copy is no sentence. */
function wordsIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const note = (node: ts.Node, text: string) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${relative(SCREENS, file)}:${String(line + 1)} ${text.trim()}`);
  };
  const look = (node: ts.Node): void => {
    const isCode = ts.isJsxElement(node) && node.openingElement.tagName.getText() === 'code';
    if (isCode) return;
    if (ts.isJsxText(node) && hasWords(node.text)) note(node, node.text);
    if (ts.isJsxExpression(node) && node.expression !== undefined && ts.isJsxElement(node.parent)) {
      const { expression } = node;
      if (ts.isStringLiteralLike(expression) && hasWords(expression.text)) note(node, expression.text);
    }
    if (ts.isJsxAttribute(node) && SEEN.includes(node.name.getText())) {
      const value = node.initializer;
      const inner = value !== undefined && ts.isJsxExpression(value) ? value.expression : value;
      if (inner !== undefined && ts.isStringLiteralLike(inner) && hasWords(inner.text)) note(node, inner.text);
      if (inner !== undefined && ts.isTemplateExpression(inner)) note(node, inner.getText());
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

const components = readdirSync(SCREENS, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx'));

it('reads the components at all', () => {
  expect(components.length).toBeGreaterThan(40);
});

it.each(components)('%s has no words of its own', (name) => {
  expect(wordsIn(join(SCREENS, name))).toEqual([]);
});

// The screens are a package of their own (ES modules), so their words are read as text.
it.each(Object.entries(ERASURE_WORDS))(
  'calls the status %s in the filter what the server calls it',
  (status, words) => {
    const filter = readFileSync(join(SCREENS, 'words/erasures.ts'), 'utf8');
    expect(filter).toMatch(new RegExp(`^ +'?${status}'?: '${words}',$`, 'm'));
  },
);
