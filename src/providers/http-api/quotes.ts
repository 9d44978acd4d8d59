/**
 * Quoted strings inside a value: the filters of OData, SOQL and SQL stand in a query or a body, and a value that ended its
 * quotes would be read as a part of the filter.
 */

/** How an API takes a quotation mark inside a quoted string: written twice, or behind a backslash. */
export const QUOTINGS = ['none', 'doubled', 'backslashed'] as const;
export type Quoting = (typeof QUOTINGS)[number];

const MARKS = ["'", '"', '`'];

/** How often a mark stands in a text; one behind a backslash is none where the API reads it so. */
const countOf = (mark: string, text: string, quoting: Quoting): number =>
  (quoting === 'backslashed' ? text.replace(/\\[^]/g, '') : text).split(mark).length - 1;

/** The marks between which a value stands that has these texts before and behind it. */
export const marksAround = (before: string, behind: string, quoting: Quoting): string[] =>
  MARKS.filter((mark) => countOf(mark, before, quoting) % 2 === 1 && countOf(mark, behind, quoting) > 0);

/**
 * Control characters, and what a database of another character set turns into a quotation mark or a backslash.
 * @see https://www.unicode.org/Public/MAPPINGS/VENDORS/MICSFT/WindowsBestFit/bestfit1252.txt
 */
const TURNS_INTO_MARK =
  /[\p{Cc}\u2028\u2029\u02b9\u02ba\u02bc\u02c8\u02cb\u2032\u2033\u2035\u2216\uff02\uff07\uff3c\uff40]|\u0300|\u030e/u;

/** The value as it stands between these marks; null where it would end them. */
export function quoted(value: string, marks: readonly string[], quoting: Quoting): string | null {
  const [mark, ...others] = marks;
  if (mark === undefined) return value;
  if (TURNS_INTO_MARK.test(value)) return null;
  if (!value.includes('\\') && !marks.some((one) => value.includes(one))) return value;
  // What one language escapes another around it would read once more.
  if (others.length > 0) return null;
  if (quoting === 'backslashed') return value.replaceAll('\\', '\\\\').replaceAll(mark, `\\${mark}`);
  return quoting === 'doubled' && !value.includes('\\') ? value.replaceAll(mark, mark + mark) : null;
}
