/**
 * What in the body of a reply says no, although its status says yes. A vendor's documented shape may say otherwise, name
 * by name; see `Documented` in reply.ts.
 */
import { rootOf } from './page';

/** Something in a body that says no. `at`: the names that lead to it; none where it is the body itself. */
export interface Doubt {
  /** It carries an error; or it counts nobody: what was asked was done to no one. */
  readonly kind: 'error' | 'nobody';
  readonly at: readonly string[];
}

/** A reply that is nested deeper than this is none that any vendor documents. */
export const DEEPEST = 100;

const lettersOf = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

/** Words with which vendors say that something failed: `NOT_FOUND`, `BadRequest`, `Deletion failed`. */
const NO_ERROR = /^(?:no|without|0|zero)[^a-z]*errors?$/i;
const FAILED =
  /error|fail|(?<!de)fault|exception|denied|forbidden|unauthori|invalid|reject|refus|abort|cancel|unknown|time[ _-]?d?[ _-]?out|unavailable|bad[ _-]?request|missing|expired|no[ _-]?such|unprocessable|conflict|too[ _-]?many|^(?:nok|ko)$|^not(?!if)|[^a-z]not(?!if)/i;
const CAMEL_NOT = /[a-z]Not[A-Z]/;
const isFailed = (text: string): boolean =>
  !NO_ERROR.test(text.trim()) && (FAILED.test(text.trim()) || CAMEL_NOT.test(text));

const isNo = (value: unknown): boolean =>
  value === false ||
  value === null ||
  value === 0 ||
  (typeof value === 'string' && (/^\s*(?:false|0|no|n|)\s*$/i.test(value) || isFailed(value)));

/** Whether a status, in words or as a number, is one of an error. */
function isErrorStatus(value: unknown): boolean {
  if (value === false) return true;
  if (typeof value === 'string' && !/^\s*-?\d+(?:\.\d+)?\s*$/.test(value)) return isFailed(value);
  const status = typeof value === 'string' ? Number(value) : value;
  if (typeof status !== 'number') return false;
  // Codes of a vendor's own begin as the status that they belong to: 40401.
  return status < 0 || /^[45]\d\d(?:\d\d?)?$/.test(String(status));
}

/** How a text begins that is an error; and what in a sentence says that nothing was done. */
const ERROR_TEXT =
  /^[\s"'([]*(?:error|err\b|fail(?:ed|ure)?\b|exception|fault\b|access denied|denied\b|unauthori[sz]ed|forbidden|bad request|invalid|false\b)/i;
const NOT_DONE =
  /\b(?:failed|could(?: not|n['’]t)|unable to|denied|(?:does|do|did|was|were)(?: not|n['’]t)|not (?:been |be )?(?:found|allowed|permitted|authori[sz]ed|deleted|removed|erased|processed|accepted))\b/i;
/** No vendor says what became of a call in more words. */
const LONGEST_SENTENCE = 2000;
const saysNo = (text: string): boolean =>
  ERROR_TEXT.test(text) || (text.length <= LONGEST_SENTENCE && NOT_DONE.test(text));

const isEmpty = (value: unknown): boolean =>
  value == null ||
  value === false ||
  value === 0 ||
  (typeof value === 'string' && /^\s*(?:0|none|null|false|no|)\s*$/i.test(value)) ||
  (typeof value === 'object' && Object.keys(value).length === 0);

const isZero = (value: unknown): boolean =>
  value === 0 ||
  value === false ||
  value === null ||
  (typeof value === 'string' && /^\s*(?:0|false|no)\s*$/i.test(value));

const SUCCESS = /^(?:is|was)?(?:ok|success|successful|succeeded)$/;
const ERRORS = /^(?:has|is)?(?:[a-z]*errors|error|[a-z]*fault|exceptions?)$/;
/** Beside the answer itself, where nothing that belongs to a person stands. */
const ERROR_DETAILS =
  /^(?:error|fault|exception)(?:message|msg|code|description|details?|type|reason|text|name)$|^failed|^failures?$/;
const SENTENCE = /^(?:message|msg|detail|details|reason|description)$/;
const STATUS =
  /^(?:http)?(?:status|code)(?:code|text)?$|^(?:response|result)(?:code|status)$|^(?:state|result|outcome)$/;
const DONE =
  'deleted|removed|erased|purged|forgotten|anonymi[sz]ed|affected|modified|matched|processed|queued|accepted|scheduled';
const THINGS = 'count|rows?|records?|users?|contacts?|profiles?|people|items?|ids|total';
const DONE_COUNT = new RegExp(`^(?:number|num|total|${THINGS})?(?:of)?(?:${DONE}|delete|remove)(?:${THINGS})?$`);
const COUNT = /^(?:count|n|total|totalcount|recordcount|rowcount)$/;

/** Names under which vendors put the answer itself. */
const ENVELOPES = new Set([
  'data',
  'd',
  'result',
  'results',
  'response',
  'payload',
  'body',
  'return',
  'output',
  'meta',
  'status',
]);
/** How deep an error is looked for in what is no envelope. */
const DEEP_ENOUGH = 3;

interface Found {
  readonly value: unknown;
  readonly at: readonly string[];
  /** Whether only lists and envelopes stand around it. */
  readonly isAnswer: boolean;
}

function doubtOf(name: string, { value, isAnswer, at }: Found): Doubt['kind'] | null {
  const letters = lettersOf(name);
  if (SUCCESS.test(letters)) return isNo(value) || (Array.isArray(value) && value.length === 0) ? 'error' : null;
  if (name === 'error' && at.length === 1) return value === null || value === false ? null : 'error';
  if (ERRORS.test(letters)) return isEmpty(value) ? null : 'error';
  if (!isAnswer) return null;
  if (ERROR_DETAILS.test(letters)) return isEmpty(value) ? null : 'error';
  if (SENTENCE.test(letters)) return typeof value === 'string' && saysNo(value) ? 'error' : null;
  if (STATUS.test(letters)) return isErrorStatus(value) ? 'error' : null;
  if (DONE_COUNT.test(letters)) return isZero(value) || (Array.isArray(value) && value.length === 0) ? 'nobody' : null;
  return COUNT.test(letters) && isZero(value) && value !== null ? 'nobody' : null;
}

/** Every value in a JSON value, with where it stands; never deeper than {@link DEEPEST}. */
function* within(json: object): Generator<Found & { readonly name: string }> {
  const left: Found[] = [{ value: json, at: [], isAnswer: true }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value, at, isAnswer } = next;
    if (typeof value !== 'object' || value === null) continue;
    const isList = Array.isArray(value);
    for (const [name, inner] of Object.entries(value as Record<string, unknown>)) {
      const isStillAnswer: boolean = isAnswer && (isList || ENVELOPES.has(name.toLowerCase()));
      const found = { value: inner, at: [...at, name], isAnswer: isStillAnswer };
      if (!isList) yield { ...found, name, isAnswer };
      if (found.at.length < (isStillAnswer ? DEEPEST : DEEP_ENOUGH)) left.push(found);
    }
  }
}

const ERROR_ROOT = /^(?:errors?|fault|exception|failure)$/;
const FAULT = /<(?:[\w.-]{1,40}:)?fault[\s>]/i;

/** What in a body says no. @param json the body parsed; `undefined` where it is no JSON */
export function doubtsIn(text: string, json: unknown): Doubt[] {
  if (typeof json === 'object' && json !== null)
    return [...within(json)].flatMap((found) => {
      const kind = doubtOf(found.name, found);
      return kind === null ? [] : [{ kind, at: found.at }];
    });
  const isError =
    saysNo(typeof json === 'string' ? json : text) || ERROR_ROOT.test(rootOf(text) ?? '') || FAULT.test(text);
  return isError ? [{ kind: 'error', at: [] }] : [];
}

/** Whether a JSON value is nested deeper than {@link DEEPEST}. */
export function isTooDeep(json: unknown): boolean {
  const left: { readonly value: unknown; readonly depth: number }[] = [{ value: json, depth: 0 }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue;
    if (next.depth >= DEEPEST) return true;
    for (const value of Object.values(next.value)) left.push({ value, depth: next.depth + 1 });
  }
  return false;
}
