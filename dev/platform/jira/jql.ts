/**
 * The part of JQL that the app and its tests use: comparisons, `in`, `~`, `is empty`, `and`, `or`, `not`, brackets, and
 * `order by`; on fields, on indexed properties by their aliases, and on `issue.property[key].path`.
 */
export type Value = string | number | null;
/** Reads what a field of an issue holds; a list where it may hold several. null: the field does not exist. */
export type ReadField<Issue> = (issue: Issue, field: string) => readonly Value[] | null;

export class JqlError extends Error {
  override name = 'JqlError' as const;
}

type Test<Issue> = (issue: Issue) => boolean;

interface Parsed<Issue> {
  readonly matches: Test<Issue>;
  readonly order: readonly { readonly field: string; readonly descending: boolean }[];
}

const TOKEN = /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(!=|!~|<=|>=|[=~<>(),])|([^\s=~<>!(),"']+))/gy;

interface Token {
  readonly text: string;
  readonly quoted: boolean;
}

function tokens(jql: string): Token[] {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < jql.trimEnd().length) {
    const match = TOKEN.exec(jql);
    if (match === null) throw new JqlError('Error in the JQL Query: it cannot be read.');
    const quoted = match[1] ?? match[2];
    found.push({ text: quoted?.replace(/\\(.)/g, '$1') ?? match[3] ?? match[4] ?? '', quoted: quoted !== undefined });
  }
  return found;
}

const same = (a: Value, b: string): boolean => a !== null && String(a).toLowerCase() === b.toLowerCase();

const DAY = 86_400_000;
const UNITS: Record<string, number> = { m: 60_000, h: 3_600_000, d: DAY, w: 7 * DAY };

/** A number, a date, `now()` or `-3d` as something that can be ordered. */
function ordered(text: string, now: number): number | string {
  const relative = /^([+-]?\d+)([mhdw])$/.exec(text);
  if (relative !== null) return now + Number(relative[1]) * (UNITS[relative[2] ?? 'd'] ?? DAY);
  if (/^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  const date = Date.parse(
    text.replace(/^(\d{4})[/-](\d\d)[/-](\d\d)(?: (\d\d:\d\d))?$/, '$1-$2-$3T$4').replace(/T$/, 'T00:00'),
  );
  return Number.isNaN(date) ? text.toLowerCase() : date;
}

function inOrder(value: Value, operator: string, wanted: string, now: number): boolean {
  if (value === null) return false;
  const right = ordered(wanted, now);
  const left = typeof right === 'number' ? ordered(String(value), now) : String(value).toLowerCase();
  if (typeof left !== typeof right) return false;
  return operator === '<'
    ? left < right
    : operator === '<='
      ? left <= right
      : operator === '>'
        ? left > right
        : left >= right;
}

/** Parses a query. @throws JqlError */
export function parseJql<Issue>(
  jql: string,
  read: ReadField<Issue>,
  knows: (field: string) => boolean,
  now: number,
): Parsed<Issue> {
  const list = tokens(jql);
  let at = 0;
  const peek = (): Token | undefined => list[at];
  const isWord = (word: string): boolean => peek()?.quoted === false && peek()?.text.toLowerCase() === word;
  const take = (): Token => {
    const token = list[at];
    if (token === undefined) throw new JqlError('Error in the JQL Query: it ends too early.');
    at += 1;
    return token;
  };
  const skip = (word: string): boolean => {
    const is = isWord(word);
    if (is) at += 1;
    return is;
  };

  function operand(): string {
    const { text, quoted } = take();
    if (!quoted && isWord('(')) {
      at += 1;
      if (!skip(')')) throw new JqlError('Error in the JQL Query: functions take no arguments here.');
      if (text.toLowerCase() === 'now') return new Date(now).toISOString();
      if (text.toLowerCase() === 'startofday') return new Date(new Date(now).setHours(0, 0, 0, 0)).toISOString();
      throw new JqlError(`Error in the JQL Query: there is no function ${text}().`);
    }
    return text;
  }

  function operands(): string[] {
    if (!skip('(')) return [operand()];
    const values = [operand()];
    while (skip(',')) values.push(operand());
    if (!skip(')')) throw new JqlError('Error in the JQL Query: expecting ")".');
    return values;
  }

  function clause(): Test<Issue> {
    if (skip('not')) {
      const inner = clause();
      return (issue) => !inner(issue);
    }
    if (skip('(')) {
      const inner = either();
      if (!skip(')')) throw new JqlError('Error in the JQL Query: expecting ")".');
      return inner;
    }
    const field = take().text;
    if (!knows(field)) throw new JqlError(`Field '${field}' does not exist or you do not have permission to view it.`);
    const values = (issue: Issue): readonly Value[] => read(issue, field) ?? [];
    if (skip('is')) {
      const isNot = skip('not');
      const word = take().text.toLowerCase();
      if (word !== 'empty' && word !== 'null') throw new JqlError('Error in the JQL Query: "is" is followed by EMPTY.');
      return (issue) => values(issue).every((value) => value === null || value === '') !== isNot;
    }
    const isNotIn = isWord('not');
    if (isNotIn) at += 1;
    if (skip('in')) {
      const wanted = operands();
      return (issue) => wanted.some((one) => values(issue).some((value) => same(value, one))) !== isNotIn;
    }
    const operator = take().text;
    const wanted = operand();
    switch (operator) {
      case '=':
        return (issue) => values(issue).some((value) => same(value, wanted));
      case '!=':
        return (issue) => !values(issue).some((value) => same(value, wanted));
      case '~':
        return (issue) => values(issue).some((value) => String(value).toLowerCase().includes(wanted.toLowerCase()));
      case '!~':
        return (issue) => !values(issue).some((value) => String(value).toLowerCase().includes(wanted.toLowerCase()));
      case '<':
      case '<=':
      case '>':
      case '>=':
        return (issue) => values(issue).some((value) => inOrder(value, operator, wanted, now));
      default:
        throw new JqlError(`Error in the JQL Query: "${operator}" is no operator.`);
    }
  }

  function both(): Test<Issue> {
    const tests = [clause()];
    while (skip('and')) tests.push(clause());
    return (issue) => tests.every((test) => test(issue));
  }

  function either(): Test<Issue> {
    const tests = [both()];
    while (skip('or')) tests.push(both());
    return (issue) => tests.some((test) => test(issue));
  }

  const matches: Test<Issue> = peek() === undefined || isWord('order') ? () => true : either();
  const order: { field: string; descending: boolean }[] = [];
  if (skip('order')) {
    if (!skip('by')) throw new JqlError('Error in the JQL Query: "order" is followed by "by".');
    do {
      const field = take().text;
      const descending = skip('desc');
      if (!descending) skip('asc');
      order.push({ field, descending });
    } while (skip(','));
  }
  if (peek() !== undefined) throw new JqlError(`Error in the JQL Query: "${peek()?.text ?? ''}" is not expected.`);
  return { matches, order };
}
