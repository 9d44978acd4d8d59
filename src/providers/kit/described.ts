/**
 * What an admin says that an answer looks like, against what looks like an error in it, or like nobody.
 */
import { type Doubt, saysNoMoreThanNobody } from '../../core/reply/doubts';
import type { Answer } from '../../core/reply/reply';
import { type Expected, expectedIn, isFulfilled, isValueIn } from './expected';

/** Names under which an API describes what went wrong, and so also that it knows nobody. */
const DESCRIBES =
  /^(?:errors?|code|status|status_?code|error_?(?:code|message)|message|msg|detail|reason|title|description)$/i;

/** The places of which an admin said the very value: only these name what looks like an error there. */
const placesIn = (expected: readonly Expected[]): (readonly string[])[] =>
  expected.flatMap((one) => ('place' in one && one.place.operator === '=' ? [one.place.names] : []));
const textsIn = (expected: readonly Expected[]): string[] =>
  expected.flatMap((one) => ('text' in one ? [one.text] : []));

/** Whether what looks like an error, or like nobody, is the very place or the very text that an admin named. */
export function isNamed(match: string, { at, value }: Doubt): boolean {
  const expected = expectedIn(match);
  const whole = typeof value === 'string' ? value.trim() : JSON.stringify(value);
  if (at.length === 0 && textsIn(expected).includes(whole)) return true;
  return placesIn(expected).some((names) => names.join('/') === at.join('/'));
}

/** Whether a doubt stands at the place that the admin named, in it or around it. One error of several is not all of them. */
function isAround(names: readonly string[], { at, value }: Doubt): boolean {
  const isSeveral = Array.isArray(value) && value.length > 1;
  return !isSeveral && names.slice(0, at.length).join('/') === at.slice(0, names.length).join('/');
}

/**
 * Whether what looks like an error, or like nobody, is how the admin described a person that the API does not know: a
 * count of nobody, or an error whose description they named.
 */
export function isDescribed(match: string, doubt: Doubt): boolean {
  if (doubt.kind === 'nobody') return true;
  const expected = expectedIn(match);
  // A body that is no JSON has no places: there the admin's text is the description.
  if (doubt.at.length === 0 && textsIn(expected).length > 0) return true;
  return placesIn(expected).some(
    (names) => names.some((name) => DESCRIBES.test(name)) && (isAround(names, doubt) || saysNoMoreThanNobody(doubt)),
  );
}

/** Whether an error stands in a reply beside the one by which an admin told that somebody is not there. */
export function isBeside(match: string, doubt: Doubt): boolean {
  const expected = expectedIn(match);
  if (expected.length === 0 || saysNoMoreThanNobody(doubt)) return false;
  const isTold =
    textsIn(expected).some((text) => isValueIn(doubt.value, text)) ||
    placesIn(expected).some((names) => isAround(names, doubt));
  return !isTold;
}

const isEmpty = (json: unknown): boolean =>
  json === null || (typeof json === 'object' && Object.keys(json).length === 0);

/** Whether an answer is as an admin described it: `404`, `empty`, or what it holds. */
export function isAsDescribed(answer: Answer, described: string): boolean {
  if (described === '') return false;
  if (described === '404') return answer.status === 404;
  if (answer.status < 200 || answer.status >= 300) return false;
  return described === 'empty' ? answer.text.trim() === '' || isEmpty(answer.json) : isFulfilled(answer, described);
}
