/**
 * What a text of a vendor's says of a deletion, in a sentence or in a word: that it failed, that there is nobody, that it
 * is still to come, or that it was only tried.
 */

/**
 * Why an answer with a status of success proves no deletion. `error`: it carries one, or it denies. `nobody`: what was
 * asked was done to no one. `later`: it is still to be done. `as-if`: nothing was changed, it was only tried.
 */
export type Saying = 'error' | 'nobody' | 'later' | 'as-if';

/** Words with which vendors say that something failed: `NOT_FOUND`, `BadRequest`, `Deletion failed`. */
const NO_ERROR = /^(?:no|without|0|zero)[^a-z]*errors?$/i;
const FAILED =
  /error|fail|(?<!de)fault|exception|denied|forbidden|unauthori|invalid|reject|refus|abort|cancel|unknown|time[ _-]?d?[ _-]?out|unavailable|bad[ _-]?request|missing|expired|no[ _-]?such|unprocessable|conflict|too[ _-]?many|skipped|ignored|^(?:nok|ko|nak)$|^not(?!if)|[^a-z]not(?!if)/i;
const CAMEL_NOT = /[a-z]Not[A-Z]/;

/** Whether a word, or a code in words, is one of failure. */
export const isFailed = (text: string): boolean =>
  !NO_ERROR.test(text.trim()) && (FAILED.test(text.trim()) || CAMEL_NOT.test(text));

/** The words of a name or a code, in lower case: `notFound`, `NOT_FOUND` and `not-found` are two. */
export const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');

/** Words for a state in which nothing is done yet. */
const LATER =
  /\b(?:pending|(?:en)?queue(?:d|ing)|schedul(?:ed|ing)|deferred|postponed|delayed|accepted|processing|in ?progress|running|started|starting|submitted|received|waiting|awaiting|requested|initiated|ongoing|being|will be|to be)\b/;
const AS_IF =
  /\b(?:dry ?run|simulat(?:ed|ion|ing|e)|would|no ?op|what ?if|validate only|preview|test ?(?:mode|run)?|sandbox)\b/;

/** What a state says, given as a word or a code in words: `pending`, `IN_PROGRESS`, `dryRun`, `not_found`. */
export function sayingOfState(text: string): Saying | null {
  if (isFailed(text)) return 'error';
  const words = wordsOf(text).join(' ');
  if (AS_IF.test(words)) return 'as-if';
  return LATER.test(words) ? 'later' : null;
}

/** How a text begins that is an error; and what in a sentence says that nothing was done. */
const ERROR_TEXT =
  /^[\s"'([]*(?:error|err\b|fail(?:ed|ure)?\b|exception|fault\b|access denied|denied\b|unauthori[sz]ed|forbidden|bad request|invalid|false\b)/i;
const ERASED = '(?:deleted|removed|erased|purged|anonymi[sz]ed|forgotten|processed)';
const NOT_DONE = new RegExp(
  String.raw`\b(?:failed|could(?: not|n['’]t)|unable to|denied|(?:does|do|did|was|were)(?: not|n['’]t)|not (?:been |be )?(?:found|allowed|permitted|authori[sz]ed|deleted|removed|erased|processed|accepted))\b` +
    String.raw`|\b(?:no|zero|0) (?:[a-z]+ ){0,2}(?:(?:was|were|has been|have been) )?${ERASED}\b|\b${ERASED}:? (?:0|no|none|nobody|nothing)\b|\bno such\b`,
  'i',
);
const ONLY_AS_IF = /\b(?:dry[ _-]?run|simulat(?:ed|ion|ing)|test mode|would (?:have|be|delete|remove|erase|purge))\b/i;
const TO_COME = new RegExp(
  String.raw`\b(?:will|shall|to|soon|is|are) (?:soon )?be(?:ing)? ${ERASED}\b|\b(?:pending|(?:en)?queued|scheduled|in progress|submitted|processing)\b` +
    String.raw`|\b(?:request|deletion|erasure|job|task)(?: (?:is|was|has been))? (?:accepted|received|created|started|registered)\b`,
  'i',
);
/** No vendor says what became of a call in more words. */
const LONGEST_SENTENCE = 2000;

/** What a sentence says. */
export function sayingOfSentence(text: string): Saying | null {
  if (ERROR_TEXT.test(text)) return 'error';
  if (text.length > LONGEST_SENTENCE) return null;
  if (NOT_DONE.test(text)) return 'error';
  if (ONLY_AS_IF.test(text)) return 'as-if';
  return TO_COME.test(text) ? 'later' : null;
}

/** A text that is a word or two, such as `PENDING`; never a token, which has digits and dots. */
const STATE = /^[a-z][a-z _-]{0,39}$/i;

/** What an answer says that is a text and nothing else. */
export function sayingOfText(text: string): Saying | null {
  const plain = text.trim();
  if (/^(?:none|nobody|nothing|nil|null|undefined|empty|[+-]?0+(?:\.0*)?)[.!]?$/i.test(plain)) return 'nobody';
  if (/^(?:n|no|nope|never)[.!]?$/i.test(plain) || /^-\d/.test(plain) || /^[45]\d\d$/.test(plain)) return 'error';
  return sayingOfSentence(text) ?? (STATE.test(plain) ? sayingOfState(plain) : null);
}

/** What {@link sayingOfText} makes of a bare value of JSON; nothing at all is nobody. */
export function sayingOfValue(value: unknown): Saying | null {
  if (value === null || value === '') return 'nobody';
  if (value === false) return 'error';
  return typeof value === 'string' || typeof value === 'number' ? sayingOfText(String(value)) : null;
}
