/**
 * What an admin says that an answer has to hold, one expectation a line: a value at a place in its JSON, such as
 * `/deleted >= 1`, or a text that is a whole value of it. All of them have to hold.
 */
import type { Answer } from '../../core/reply/reply';

type Operator = '=' | '!=' | '>' | '>=' | '<' | '<=';

/** A place in JSON, by the names that lead to it, and what has to stand there. */
export interface Place {
  readonly names: readonly string[];
  readonly operator: Operator;
  readonly value: string;
}
/** What one line expects. */
export type Expected = { readonly place: Place } | { readonly text: string };

const WORDS: Readonly<Record<Operator, string>> = {
  '=': 'is',
  '!=': 'is not',
  '>': 'is more than',
  '>=': 'is at least',
  '<': 'is less than',
  '<=': 'is at most',
};
const isOperator = (text: string): text is Operator => Object.hasOwn(WORDS, text);

/** A place may hold signs of an operator where blanks stand around the operator itself. */
const SPACED = /^(\/\S*)\s+([=<>!~]+)(?:\s+(.*))?$/;
const CLOSE = /^(\/[^\s=<>!]*)\s*([=<>!~]+)\s*(.*)$/;
const POINTER = /^(?:\/(?:[^~/]|~[01])*)+$/;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

const namesOf = (pointer: string): string[] =>
  pointer
    .slice(1)
    .split('/')
    .map((name) => name.replace(/~1/g, '/').replace(/~0/g, '~'));

/** What a line expects; null where it begins as a place and goes on as none. @see RFC 6901 */
function read(line: string): Expected | null {
  if (!line.startsWith('/')) return { text: line };
  const [, pointer = '', operator = '', value = ''] = SPACED.exec(line) ?? CLOSE.exec(line) ?? [];
  if (!POINTER.test(pointer) || !isOperator(operator)) return null;
  if (/[<>]/.test(operator) && !NUMBER.test(value)) return null;
  return { place: { names: namesOf(pointer), operator, value } };
}

const linesOf = (expected: string): string[] =>
  expected
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Whether every line can be read. */
export const isExpectation = (expected: string): boolean => linesOf(expected).every((line) => read(line) !== null);

/** What is said of an expectation that cannot be read. */
export const NO_EXPECTATION =
  'a place in the JSON goes with =, !=, >, >=, < or <= and a value, such as /status = deleted or /deleted >= 1 (a number behind >, >=, < and <=); one a line';

/** What the lines expect. @throws SyntaxError where one cannot be read */
export const expectedIn = (expected: string): Expected[] =>
  linesOf(expected).map((line) => {
    const found = read(line);
    if (found === null) throw new SyntaxError('no expectation');
    return found;
  });

/** Whether a text is a place in JSON. */
export const isPlace = (pointer: string): boolean => POINTER.test(pointer);

/** What stands in a JSON value under these names; undefined: nothing. */
const standingAt = (json: unknown, names: readonly string[]): unknown =>
  names.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? (value as Record<string, unknown>)[name]
        : undefined,
    json,
  );

/** What stands at a place of a JSON value, which is the value itself where the place is empty; undefined: nothing. */
export const valueAt = (json: unknown, pointer: string): unknown =>
  pointer === '' ? json : standingAt(json, namesOf(pointer));

const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Vendors write numbers as texts, too. */
const numberOf = (value: unknown): number | null => (NUMBER.test(written(value)) ? Number(value) : null);

function isSo(found: unknown, { operator, value }: Place): boolean {
  const [is, than] = [numberOf(found), numberOf(value)];
  const isEqual = is !== null && than !== null ? is === than : written(found) === value;
  if (operator === '=') return isEqual;
  if (operator === '!=') return !isEqual;
  if (is === null || than === null) return false;
  return { '>': is > than, '>=': is >= than, '<': is < than, '<=': is <= than }[operator];
}

/** Whether a text is a whole value somewhere in JSON; or, in its quotes, a name there. */
export function isValueIn(json: unknown, text: string): boolean {
  const left: unknown[] = [json];
  for (let next = left.pop(); next !== undefined; next = left.pop())
    if (typeof next === 'object' && next !== null)
      for (const [name, inner] of Object.entries(next)) {
        if (!Array.isArray(next) && JSON.stringify(name) === text) return true;
        left.push(inner);
      }
    else if (written(next).trim() === text || JSON.stringify(next) === text) return true;
  return false;
}

/** Whether a text stands alone in an element of XML. */
const isElementOf = (xml: string, text: string): boolean =>
  /^\s*</.test(xml) && xml.split(/<[^<>]*>/).some((part) => part.trim() === text);

function holds({ text, json }: Answer, expected: Expected): boolean {
  if ('text' in expected)
    return (
      text.trim() === expected.text ||
      (json === undefined ? isElementOf(text, expected.text) : isValueIn(json, expected.text))
    );
  const found = standingAt(json, expected.place.names);
  // What is not there is neither equal to anything nor different from it.
  return found !== undefined && isSo(found, expected.place);
}

/** Whether an answer holds everything that is expected; anything does where nothing is. */
export const isFulfilled = (answer: Answer, expected: string): boolean =>
  expectedIn(expected).every((one) => holds(answer, one));

const pointerOf = (names: readonly string[]): string =>
  names.map((name) => `/${name.replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');

/** What is expected, as a part of a sentence: `/deleted is at least 1 and the answer holds “done”`. */
export const expectedInWords = (expected: string): string =>
  expectedIn(expected)
    .map((one) =>
      'text' in one
        ? `the answer holds “${one.text}”`
        : `${pointerOf(one.place.names)} ${WORDS[one.place.operator]} ${one.place.value === '' ? 'empty' : one.place.value}`,
    )
    .join(' and ');

/** A value that is as expected. */
function exampleValue({ operator, value }: Place): unknown {
  if (operator === '!=') return value === 'done' ? 'ok' : 'done';
  const number = numberOf(value);
  if (number === null) return value;
  return number + (operator === '>' ? 1 : operator === '<' ? -1 : 0);
}

/** A body that holds what is expected; undefined where nothing is. */
export function exampleOf(expected: string): unknown {
  const all = expectedIn(expected);
  const [first] = all;
  if (first === undefined) return undefined;
  if (all.length === 1 && 'text' in first) return first.text;
  const body: Record<string, unknown> = {};
  for (const [nth, one] of all.entries()) {
    const { names, value } =
      'text' in one
        ? { names: [`text${String(nth)}`], value: one.text }
        : { ...one.place, value: exampleValue(one.place) };
    const around = names.slice(0, -1).reduce<Record<string, unknown>>((within, name) => {
      const inner = within[name];
      const next = typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {};
      within[name] = next;
      return next;
    }, body);
    around[names.at(-1) ?? ''] = value;
  }
  return body;
}
