/**
 * Reads what a person sees in an Atlassian document, and where its links point.
 * @see https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/
 */

import { isGreeting } from './scanner/greeting';

/** What a document or field says: its text, and the targets of its links. */
export interface Reading {
  readonly text: string;
  readonly links: readonly string[];
  /** What stands in the place of words: whom a mention names, what a placeholder asks for. */
  readonly asides: readonly string[];
}

const INLINE = new Set(['text', 'hardBreak', 'mention', 'emoji', 'inlineCard', 'date', 'status', 'mediaInline']);
// Nodes that say nothing in words of the author's: a mention's handle, an unanswered placeholder, a card.
const UNSAID = new Set(['mention', 'placeholder', 'emoji', 'date', 'inlineCard', 'mediaInline']);

/** Leaves that stand on lines of their own. */
const SILENT = new Set([
  'rule',
  'media',
  'blockCard',
  'embedCard',
  'extension',
  'paragraph',
  'tableCell',
  'tableHeader',
]);
/** The object replacement character: something stands here that is no text. */
const UNKNOWN = '\ufffc';

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Whether a field's value is an Atlassian document. */
export function isDocument(value: unknown): value is Json {
  return isObject(value) && value['type'] === 'doc';
}

function linksOf(node: Json): string[] {
  // Most nodes have neither.
  if (node['marks'] === undefined && node['attrs'] === undefined) return [];
  const marks = Array.isArray(node['marks']) ? (node['marks'] as unknown[]) : [];
  const targets = marks.filter(isObject).filter((mark) => mark['type'] === 'link');
  return [...targets, node]
    .map(({ attrs }) => (isObject(attrs) ? textOf(attrs['href']) || textOf(attrs['url']) : ''))
    .filter((target) => target !== '');
}

/** Nobody knows what a leaf shows that is of no known kind: no word may be read across it. */
const isUnknownLeaf = (node: Json): boolean =>
  !INLINE.has(textOf(node['type'])) && !SILENT.has(textOf(node['type'])) && !Array.isArray(node['content']);

function wordsOf(node: Json): string {
  const attrs = isObject(node['attrs']) ? node['attrs'] : {};
  if (UNSAID.has(textOf(node['type']))) return ' ';
  if (node['type'] === 'hardBreak') return '\n';
  if (node['type'] === 'status') return ` ${textOf(attrs['text'])} `;
  return isUnknownLeaf(node) ? UNKNOWN : textOf(node['text']) || textOf(attrs['title']);
}

const asideOf = ({ attrs }: Json): string => (isObject(attrs) ? textOf(attrs['text']) : '');

/** The nodes that may stand in the place of a name. */
const ASIDES = new Set(['mention', 'placeholder']);

const isBlock = (node: Json): boolean => !INLINE.has(textOf(node['type'])) && !isUnknownLeaf(node);

const contentOf = ({ content }: Json): Json[] =>
  Array.isArray(content) ? (content as unknown[]).filter(isObject) : [];

/**
 * The text of a document in reading order, neighbouring texts joined (a change of style does not end a word), every
 * block on its own line; every link target once; and whoever is mentioned, but for those whom a line begins with: they are to
 * read it, and nobody it speaks of. Unknown nodes are walked like known ones. Linear, without recursion.
 */
export function readDocument(document: unknown): Reading {
  const text: string[] = [];
  const links = new Set<string>();
  const asides = new Set<string>();
  /** Whether the line has said nothing yet but a greeting. */
  let isOpening = true;
  const stack: unknown[] = [document];
  while (stack.length > 0) {
    const node = stack.pop();
    if (typeof node === 'string') text.push(node);
    if (node === '\n') isOpening = true;
    if (!isObject(node)) continue;
    for (const link of linksOf(node)) links.add(link);
    const words = wordsOf(node);
    text.push(words);
    if (ASIDES.has(textOf(node['type'])) && !isOpening) asides.add(asideOf(node));
    isOpening = words === '\n' || (isOpening && isGreeting(words));
    if (isBlock(node)) {
      isOpening = true;
      text.push('\n');
      stack.push('\n');
    }
    const content = contentOf(node);
    for (let i = content.length - 1; i >= 0; i--) stack.push(content[i]);
  }
  return { text: text.join(''), links: [...links], asides: [...asides] };
}
