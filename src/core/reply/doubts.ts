/**
 * What in the body of a reply says no, although its status says yes. A vendor's documented shape may say otherwise, name
 * by name; see `Documented` in reply.ts.
 */
import { rootOf } from './page';
import {
  isFailed,
  type Saying,
  sayingOfSentence,
  sayingOfState,
  sayingOfText,
  sayingOfValue,
  wordsOf,
} from './sayings';

/** Something in a body that says no. */
export interface Doubt {
  readonly kind: Saying;
  /** The names that lead to it; none where it is the body itself. */
  readonly at: readonly string[];
  readonly value: unknown;
}

/** A reply that is nested deeper than this is none that any vendor documents. */
export const DEEPEST = 100;

const lettersOf = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

const isNo = (value: unknown): boolean =>
  value === false ||
  value === null ||
  value === 0 ||
  (typeof value === 'string' && (/^\s*(?:false|0|no|n|)\s*$/i.test(value) || isFailed(value)));

/** What a status says, in words or as a number. */
function sayingOfStatus(value: unknown): Saying | null {
  if (value === false) return 'error';
  if (typeof value === 'string' && !/^\s*-?\d+(?:\.\d+)?\s*$/.test(value)) return sayingOfState(value);
  const status = typeof value === 'string' ? Number(value) : value;
  if (typeof status !== 'number') return null;
  // Codes of a vendor's own begin as the status that they belong to: 40401.
  return status < 0 || /^[45]\d\d(?:\d\d?)?$/.test(String(status)) ? 'error' : null;
}

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

const SUCCESS = /^(?:is|was)?(?:ok|success|successful|succeeded|acknowledged|allowed|permitted|authori[sz]ed|valid)$/;
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
const DONE_COUNT = new RegExp(
  `^(?:is|was|are|were|has|hasbeen)?(?:number|num|n|no|total|${THINGS})?(?:of)?(?:${DONE}|delete|remove)(?:${THINGS})?$`,
);
/** What is said of somebody who is there, and of nobody. */
const FOUND = new RegExp(
  `^(?:is|was)?(?:number|num|total)?(?:of)?(?:found|exists?|existed|known|matches|hits)(?:${THINGS})?$`,
);
const NOT_FOUND = new RegExp(`^(?:is|was)?(?:unknown|missing|unmatched|notfound|nonexistent)(?:${THINGS})?$`);
/** Names whose value, where there is one, is what was left out, what is still to come, or what was only tried. */
const LEFT_OUT = new Set(
  'not skipped ignored unchanged untouched unprocessed undeleted excluded retained kept invalid rejected refused denied forbidden unauthorized cancelled canceled aborted'.split(
    ' ',
  ),
);
const TO_COME = new Set('pending queued enqueued scheduled deferred postponed'.split(' '));
const STILL_TO_COME = /^(?:is)?(?:accepted|processing|inprogress)$/;
const ENDED = new RegExp(
  `^(?:is)?(?:done|completed?|finished|ended)$|^(?:${DONE}|completed|finished|ended)(?:at|on|date)$`,
);
const AS_IF =
  /^(?:is)?(?:dryrun|simulat(?:ed?|ion)|test(?:mode|run)?|sandbox|preview(?:only)?|noop|validateonly|whatif)$/;
const COUNT = /^(?:count|n|total|totalcount|recordcount|rowcount)$/;

/** Names under which vendors put the answer itself. */
const ENVELOPES = new Set([
  'data',
  'd',
  'result',
  'results',
  'items',
  'response',
  'responses',
  'statuses',
  'operations',
  'payload',
  'body',
  'return',
  'output',
  'meta',
  'status',
  'job',
  'task',
  'operation',
  'request',
  'deletion',
  'erasure',
]);
/** Those whose emptiness is the whole answer: a code of zero or a person's own data are something else. */
const CONTENTS = /^(?:data|d|results?|response|payload|body|return|output)$/i;
/** How deep an error is looked for in what is no envelope. */
const DEEP_ENOUGH = 3;

interface Found {
  readonly value: unknown;
  readonly at: readonly string[];
  /** Whether only lists and envelopes stand around it. */
  readonly isAnswer: boolean;
}

/** Whether a value is nothing, or a list of nothing. */
const isNobody = (value: unknown): boolean => isZero(value) || (Array.isArray(value) && value.length === 0);

/** A count of what was done; null: somebody was. */
function sayingOfCount(value: unknown): Saying | null {
  if (isNobody(value)) return 'nobody';
  return typeof value === 'string' ? sayingOfState(value) : null;
}

/** What a name says whose value tells by being nothing; undefined: it is no such name. */
function sayingOfFlag(letters: string, value: unknown): Saying | null | undefined {
  if (FOUND.test(letters)) return isNobody(value) ? 'nobody' : null;
  if (ENDED.test(letters)) return isNobody(value) ? 'later' : null;
  if (letters === 'livemode') return isNo(value) ? 'as-if' : null;
  if (letters !== 'mode') return undefined;
  return typeof value === 'string' && sayingOfState(value) === 'as-if' ? 'as-if' : null;
}

/** What a name says that stands there with a value: what was only tried, was left out, or is still to come. */
function sayingOfPresence(letters: string, words: readonly string[]): Saying | null {
  if (AS_IF.test(letters)) return 'as-if';
  if (NOT_FOUND.test(words.join(''))) return 'nobody';
  if (words.some((word) => LEFT_OUT.has(word)) || /^not(?:deleted|removed|erased|processed)/.test(letters))
    return 'error';
  return words.some((word) => TO_COME.has(word)) || STILL_TO_COME.test(letters) ? 'later' : null;
}

/** What a name says together with its value: what was left out, is still to come, was only tried. */
function sayingOfName(name: string, value: unknown): Saying | null {
  const letters = lettersOf(name);
  const words = wordsOf(name);
  if (words[0] === 'would') return 'as-if';
  const counted = DONE_COUNT.test(letters) ? sayingOfCount(value) : null;
  if (counted !== null) return counted;
  const flag = sayingOfFlag(letters, value);
  if (flag !== undefined) return flag;
  return isEmpty(value) ? null : sayingOfPresence(letters, words);
}

/** What an error says, wherever it stands; undefined: the name tells of none. */
function sayingOfError(name: string, { value, at }: Found): Saying | null | undefined {
  const letters = lettersOf(name);
  if (SUCCESS.test(letters)) return isNo(value) || (Array.isArray(value) && value.length === 0) ? 'error' : null;
  if (name === 'error' && at.length === 1) return value === null || value === false ? null : 'error';
  if (ERRORS.test(letters)) return isEmpty(value) ? null : 'error';
  return undefined;
}

function doubtOf(name: string, found: Found): Saying | null {
  const { value, isAnswer } = found;
  const letters = lettersOf(name);
  const error = sayingOfError(name, found);
  if (error !== undefined) return error;
  if (!isAnswer) return null;
  if (ERROR_DETAILS.test(letters)) return isEmpty(value) ? null : 'error';
  if (SENTENCE.test(letters)) return typeof value === 'string' ? sayingOfSentence(value) : null;
  if (STATUS.test(letters)) return sayingOfStatus(value);
  if (COUNT.test(letters)) return isZero(value) && value !== null ? 'nobody' : null;
  return sayingOfName(name, value);
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
const FAULT = /<(?:[\w.-]{1,40}:)?fault[\s/>]/i;
/** An element that holds a text and no other. */
const LEAF = /<(?:[\w.-]{1,40}:)?([\w.-]{1,80})(?:\s[^<>]{0,500})?>([^<]{0,500})<\//g;

/** What XML says: in an element that is an error, and in those that hold no others. */
function sayingsInXml(text: string, root: string): Saying[] {
  if (ERROR_ROOT.test(root) || FAULT.test(text)) return ['error'];
  return [...text.matchAll(LEAF)].flatMap(([, name = '', value = '']) => {
    const saying = doubtOf(name, { value: value.trim(), at: [name], isAnswer: true });
    return saying === null ? [] : [saying];
  });
}

/** What an answer says that is no object: a text, a number, nothing, or a list of these. */
function sayingsInBare(text: string, json: unknown): Saying[] {
  if (!Array.isArray(json)) {
    const root = rootOf(typeof json === 'string' ? json : text);
    const said = json === undefined ? sayingOfText(text) : sayingOfValue(json);
    return [...(said === null ? [] : [said]), ...(root === null ? [] : sayingsInXml(text, root))];
  }
  const values = (json as unknown[]).flat(DEEPEST);
  const said = values.map(sayingOfValue);
  if (said.every((saying) => saying === 'nobody')) return ['nobody'];
  // A number in a list of several may be an id.
  return said
    .filter((saying, index) => saying !== null && typeof values[index] !== 'number')
    .filter((saying) => saying !== null);
}

/** Whether an object holds nothing but contents that are nobody: that is the whole answer. */
function emptyContents(json: object): Doubt | null {
  const [only, ...others] = Array.isArray(json) ? [] : Object.entries(json);
  if (only === undefined || others.length > 0) return null;
  const [name, value] = only as [string, unknown];
  return CONTENTS.test(name) && isNobody(value) ? { kind: 'nobody', at: [name], value } : null;
}

/** What in a body says no. @param json the body parsed; `undefined` where it is no JSON */
export function doubtsIn(text: string, json: unknown): Doubt[] {
  const isList = Array.isArray(json);
  const bare = typeof json === 'object' && json !== null && !isList ? [] : sayingsInBare(text, json);
  const doubts: Doubt[] = bare.map((kind) => ({ kind, at: [], value: json ?? text }));
  if (typeof json !== 'object' || json === null) return doubts;
  for (const { name, ...found } of within(json)) {
    const kind = doubtOf(name, found);
    if (kind !== null) doubts.push({ kind, at: found.at, value: found.value });
  }
  const nobody = emptyContents(json);
  return nobody === null ? doubts : [...doubts, nobody];
}

/** Words for somebody whom a vendor does not know, and the barest words for an error. */
const KNOWS_NOBODY =
  /not[ _-]?found|no[ _-]?such|(?:does|do)(?: not|n['’]t) exist|unknown|^\s*(?:error|fail(?:ed|ure)?|nok|ko|bad[ _-]?request|client[ _-]?error)\s*$/i;

/**
 * Whether a doubt says no more than that somebody is not there: a flag, a code, or words for it. Any other text, or a list
 * of errors, tells of something else that went wrong.
 */
export function saysNoMoreThanNobody({ kind, value }: Doubt): boolean {
  if (kind !== 'error') return kind === 'nobody';
  if (typeof value === 'number') return !/^5\d\d/.test(String(value));
  if (typeof value === 'string') return /^\s*4\d+\s*$/.test(value) || KNOWS_NOBODY.test(value);
  return typeof value === 'boolean' || value === null;
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
