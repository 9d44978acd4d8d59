/**
 * HTML from templates in which everything is escaped unless it is HTML already.
 */
export class Html {
  constructor(readonly text: string) {}
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

type Part = Html | string | number | null | false | readonly Part[];

function toText(part: Part): string {
  if (part instanceof Html) return part.text;
  if (part === null || part === false) return '';
  if (typeof part === 'object') return part.map(toText).join('');
  return escaped(String(part));
}

export function html(parts: TemplateStringsArray, ...values: Part[]): Html {
  return new Html(
    parts.reduce((text, part, index) => text + part + (index < values.length ? toText(values[index] ?? null) : ''), ''),
  );
}

interface Node {
  type?: string;
  text?: string;
  content?: Node[];
  marks?: { type: string; attrs?: { href?: string } }[];
  attrs?: { text?: string };
}

const TAGS: Record<string, string> = {
  paragraph: 'p',
  bulletList: 'ul',
  orderedList: 'ol',
  listItem: 'li',
  blockquote: 'blockquote',
  table: 'table',
  tableRow: 'tr',
  tableHeader: 'th',
  tableCell: 'td',
  codeBlock: 'pre',
  heading: 'h3',
};

/** What a link may lead to: never a script. */
const LINK = /^(?:https?:|mailto:|#|\/(?!\/))/i;

function marked({ text = '', marks = [] }: Node): Html {
  return marks.reduce<Html>(
    (inner, { type, attrs }) => {
      if (type === 'strong') return html`<strong>${inner}</strong>`;
      if (type === 'em') return html`<em>${inner}</em>`;
      if (type === 'code') return html`<code>${inner}</code>`;
      const href = attrs?.href ?? '';
      return type === 'link' && LINK.test(href) ? html`<a href="${href}" rel="nofollow">${inner}</a>` : inner;
    },
    html`${text}`,
  );
}

/** An Atlassian document as HTML, for the issue page. */
export function documentToHtml(document: unknown): Html {
  const node = (document ?? {}) as Node;
  if (node.type === 'text') return marked(node);
  if (node.type === 'mention') return html`<strong>${node.attrs?.text ?? '@somebody'}</strong>`;
  if (node.type === 'hardBreak') return html`<br />`;
  const inner = (node.content ?? []).map(documentToHtml);
  const tag = TAGS[node.type ?? ''];
  return tag === undefined ? html`${inner}` : html`${new Html(`<${tag}>`)}${inner}${new Html(`</${tag}>`)}`;
}

/** A document of plain paragraphs. */
export const paragraphs = (...texts: string[]): unknown => ({
  type: 'doc',
  version: 1,
  content: texts.map((text) => ({ type: 'paragraph', content: text === '' ? [] : [{ type: 'text', text }] })),
});

/** A choice of a list. */
export const option = (value: string, label: string, isChosen: boolean): Html =>
  html`<option value="${value}" ${new Html(isChosen ? ' selected' : '')}>${label}</option>`;
