/**
 * The part of Jira expressions that manifests use: literals, access to what a name holds, comparisons, and, or, not. As in
 * Jira, and not as in JavaScript: only true and false can be combined, nothing is read of null, and `==` converts nothing.
 * @see https://developer.atlassian.com/cloud/jira/platform/jira-expressions/
 */
export class ExpressionError extends Error {
  override name = 'ExpressionError' as const;
}

type Value = unknown;
type Names = Readonly<Record<string, Value>>;
/** Nothing is evaluated that another part has decided already. */
type Lazy = () => Value;

const LONGEST = 10_000;
const TOKEN =
  /\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\d+(?:\.\d+)?)|([A-Za-z_]\w*)|(\?\.|==|!=|<=|>=|&&|\|\||[.<>!()[\],]))/gy;
const CONSTANTS: Names = { true: true, false: false, null: null };

interface Token {
  readonly kind: 'text' | 'number' | 'name' | 'sign';
  readonly text: string;
}

function tokensOf(expression: string): Token[] {
  if (expression.length > LONGEST) throw new ExpressionError('It is too long.');
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < expression.trimEnd().length) {
    const match = TOKEN.exec(expression);
    if (match === null) throw new ExpressionError('It cannot be read.');
    const [, double, single, number, name, sign = ''] = match;
    const quoted = double ?? single;
    if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replace(/\\(.)/g, '$1') });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else tokens.push({ kind: 'sign', text: sign });
  }
  return tokens;
}

function truth(value: Value): boolean {
  if (typeof value !== 'boolean') throw new ExpressionError('What is combined has to be true or false.');
  return value;
}

/** What a map or a list holds; null where a map holds nothing under the name. */
function memberOf(holder: Value, name: Value): Value {
  if (holder === null) throw new ExpressionError(`Nothing can be read of null (${String(name)}).`);
  if (Array.isArray(holder) || typeof holder === 'string') {
    if (name === 'length') return holder.length;
    if (typeof name === 'number') return (holder[name] as Value) ?? null;
  }
  if (typeof holder !== 'object' || typeof name !== 'string') throw new ExpressionError(`There is no ${String(name)}.`);
  return Object.hasOwn(holder, name) ? ((holder as Record<string, Value>)[name] ?? null) : null;
}

function compared(sign: string, left: Value, right: Value): boolean {
  if (sign === '==') return left === right;
  if (sign === '!=') return left !== right;
  if (typeof left !== 'number' || typeof right !== 'number') throw new ExpressionError('Only numbers have an order.');
  if (sign === '<') return left < right;
  if (sign === '<=') return left <= right;
  return sign === '>' ? left > right : left >= right;
}

/** Reads an expression. @param names what its names hold */
class Reader {
  private at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly names: Names,
  ) {}

  whole(): Lazy {
    const value = this.either();
    if (this.at < this.tokens.length)
      throw new ExpressionError(`"${this.tokens[this.at]?.text ?? ''}" is not expected.`);
    return value;
  }

  private sign(...signs: readonly string[]): string | null {
    const token = this.tokens[this.at];
    if (token?.kind !== 'sign' || !signs.includes(token.text)) return null;
    this.at += 1;
    return token.text;
  }

  private must(sign: string): void {
    if (this.sign(sign) === null) throw new ExpressionError(`"${sign}" is expected.`);
  }

  private either(): Lazy {
    let left = this.both();
    while (this.sign('||') !== null) {
      const [before, right] = [left, this.both()];
      left = () => truth(before()) || truth(right());
    }
    return left;
  }

  private both(): Lazy {
    let left = this.comparison();
    while (this.sign('&&') !== null) {
      const [before, right] = [left, this.comparison()];
      left = () => truth(before()) && truth(right());
    }
    return left;
  }

  private comparison(): Lazy {
    const left = this.negation();
    const sign = this.sign('==', '!=', '<', '<=', '>', '>=');
    if (sign === null) return left;
    const right = this.negation();
    return () => compared(sign, left(), right());
  }

  private negation(): Lazy {
    if (this.sign('!') === null) return this.access();
    const value = this.negation();
    return () => !truth(value());
  }

  private access(): Lazy {
    let holder = this.primary();
    for (let sign = this.sign('.', '?.', '['); sign !== null; sign = this.sign('.', '?.', '[')) {
      const [before, isSafe] = [holder, sign === '?.'];
      const name = sign === '[' ? this.either() : this.name();
      if (sign === '[') this.must(']');
      holder = () => {
        const held = before();
        return held === null && isSafe ? null : memberOf(held, name());
      };
    }
    return holder;
  }

  private name(): Lazy {
    const token = this.tokens[this.at];
    if (token?.kind !== 'name') throw new ExpressionError('A name is expected.');
    this.at += 1;
    return () => token.text;
  }

  private list(): Lazy {
    const values: Lazy[] = [];
    while (this.sign(']') === null) {
      if (values.length > 0) this.must(',');
      values.push(this.either());
    }
    return () => values.map((value) => value());
  }

  private primary(): Lazy {
    if (this.sign('(') !== null) {
      const value = this.either();
      this.must(')');
      return value;
    }
    if (this.sign('[') !== null) return this.list();
    const token = this.tokens[this.at];
    this.at += 1;
    if (token?.kind === 'text') return () => token.text;
    if (token?.kind === 'number') return () => Number(token.text);
    if (token?.kind !== 'name') throw new ExpressionError('It ends too early, or something is missing in it.');
    const known = [CONSTANTS, this.names].find((names) => Object.hasOwn(names, token.text));
    if (known === undefined) throw new ExpressionError(`There is no ${token.text}.`);
    return () => known[token.text];
  }
}

/** Whether an expression is true. @throws ExpressionError where it cannot be evaluated, or is neither true nor false */
export function isTrue(expression: string, names: Names): boolean {
  return truth(new Reader(tokensOf(expression), names).whole()());
}
