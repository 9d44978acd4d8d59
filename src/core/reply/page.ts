/**
 * Whether a body is a page for people: a log-in, an error, a maintenance notice. Such a page means nothing, whatever its
 * status says.
 */

/** The text behind the first `end` that follows `from`; null where there is none. */
function behind(text: string, from: number, end: string): string | null {
  const at = text.indexOf(end, from);
  return at < 0 ? null : text.slice(at + end.length);
}

/** What may stand before the first element: a byte order mark, blanks, comments, processing instructions, a doctype. */
const PROLOGUE: readonly { readonly begins: RegExp; readonly end: (declaration: string) => string }[] = [
  { begins: /^<!--/, end: () => '-->' },
  { begins: /^<\?/, end: () => '?>' },
  // One that declares entities holds more of its kind in brackets.
  { begins: /^<!doctype/i, end: (declaration) => (/^[^>]*\[/.test(declaration) ? ']' : '>') },
];

const DOCTYPE_OF_A_PAGE = /^<!doctype\s+(?:[\w.-]+:)?html\b/i;

/** A text from its first element on, and whether what stands before it says already that it is a page. */
function fromFirstElement(text: string): { readonly rest: string; readonly isDeclaredPage: boolean } {
  let rest = text.replace(/^[\s\uFEFF]+/, '');
  let isDeclaredPage = false;
  for (;;) {
    const part = PROLOGUE.find(({ begins }) => begins.test(rest));
    if (part === undefined) return { rest, isDeclaredPage };
    isDeclaredPage ||= DOCTYPE_OF_A_PAGE.test(rest);
    const left = behind(rest, 2, part.end(rest.slice(0, 2000)));
    // Whatever begins so and does not end is no answer of an API.
    if (left === null) return { rest: '', isDeclaredPage: true };
    rest = left.replace(/^[\s\uFEFF\]>]+/, '');
  }
}

/** Elements with which pages begin, in a namespace or without. @see https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type */
const ELEMENT =
  /^<(?:[\w.-]+:)?(?:html|head|body|title|meta|link|base|script|noscript|style|iframe|h[1-6]|div|main|section|header|form|font|table|center|span|ul|br|hr|img|a|b|p)(?:[\s/>]|$)/i;
const XHTML = /^<[^>]{0,2000}http:\/\/www\.w3\.org\/1999\/xhtml/i;
const TYPE = /^\s*[\w.+-]*\/(?:[\w.-]*\+)?x?html\b/i;

/** Whether a body is a page, by its type or by how it begins. */
export function isPage(type: string, text: string): boolean {
  if (TYPE.test(type)) return true;
  const { rest, isDeclaredPage } = fromFirstElement(text);
  return isDeclaredPage || ELEMENT.test(rest) || XHTML.test(rest);
}

/** The name of the first element of a body that is XML, in lower case and without its namespace; null where it is none. */
export const rootOf = (text: string): string | null =>
  /^<(?:[\w.-]+:)?([\w.-]+)/.exec(fromFirstElement(text).rest)?.[1]?.toLowerCase() ?? null;
