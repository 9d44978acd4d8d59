/**
 * The texts that a structured source holds: a field, a form's answer, a request's field, an account.
 */
import { isDocument } from './adf';

/** Something stands there that is no text: read as a value, it is no address. */
export const UNREADABLE = '(unreadable)';
/** Fields hold lists of values, not lists of lists. */
const DEEPEST_LIST = 5;

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** What a node lists under a name; null where it is no list of nodes. */
function listIn(node: Json, name: string): Json[] | null {
  const list = node[name] ?? [];
  return Array.isArray(list) && list.every(isObject) ? list : null;
}

/** What was struck out is no longer said. */
const UNSAID = new Set(['strike']);

/** The one paragraph of a document; undefined: it has none, null: it has something else. Empty ones do not count. */
function onlyParagraph(document: Json): Json | null | undefined {
  const isEmpty = (block: Json) => block['type'] === 'paragraph' && listIn(block, 'content')?.length === 0;
  const blocks = listIn(document, 'content')?.filter((block) => !isEmpty(block));
  if (blocks === undefined || blocks.length > 1) return null;
  const [only] = blocks;
  return only === undefined || only['type'] === 'paragraph' ? only : null;
}

/** The marks of texts; null where one of them is no plain text. */
function marksOf(texts: readonly Json[]): Json[] | null {
  const lists = texts.map((node) => listIn(node, 'marks'));
  const marks = lists.flatMap((list) => list ?? []);
  const isText = texts.every(({ type, text }) => type === 'text' && typeof text === 'string');
  const isUnsaid = marks.some(({ type }) => UNSAID.has(String(type)));
  return isText && !isUnsaid && !lists.includes(null) ? marks : null;
}

/**
 * A document that is one paragraph of text: its text, and where its links lead, each to be the same address.
 * Anything else in it (a mention, a card, a second paragraph, a line break) is not text.
 */
function paragraph(document: Json): string[] {
  const only = onlyParagraph(document);
  if (only === undefined) return [];
  const texts = only === null ? null : listIn(only, 'content');
  const marks = texts === null ? null : marksOf(texts);
  if (texts === null || marks === null) return [UNREADABLE];
  const said = texts.map(({ text }) => text as string).join('');
  const links = marks
    .filter(({ type }) => type === 'link')
    .map(({ attrs }) => (isObject(attrs) && typeof attrs['href'] === 'string' ? attrs['href'] : UNREADABLE));
  return said.trim() === '' && links.length > 0 ? [UNREADABLE] : [said, ...links];
}

/** An option that says nothing was chosen all the same; one of a cascading list says more than one thing. */
function textOfOption(option: Json): string {
  const said = option['emailAddress'] ?? option['value'] ?? option['name'];
  return typeof said === 'string' && said.trim() !== '' && option['child'] == null ? said : UNREADABLE;
}

/** The texts of a value as Jira gives it: strings, numbers, documents, options (`value`), users, and lists of them. */
export function textsOf(value: unknown, depth = 0): string[] {
  if (value === null || value === undefined) return [];
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (isDocument(value)) return paragraph(value);
  if (Array.isArray(value))
    return depth > DEEPEST_LIST ? [UNREADABLE] : value.flatMap((one) => textsOf(one, depth + 1));
  return [isObject(value) ? textOfOption(value) : UNREADABLE];
}
