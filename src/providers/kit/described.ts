/**
 * What an admin says that an answer has to hold: a text, or a value at a place in its JSON.
 */
import { type Doubt, saysNoMoreThanNobody } from '../../core/reply/doubts';
import type { Answer } from '../../core/reply/reply';

/** A place in JSON as an admin writes it, and the value that has to stand there; null where it is a plain text. */
function placeIn(match: string): { readonly names: readonly string[]; readonly value: string } | null {
  const [, pointer, value] = /^(\/\S*)\s*=\s*(.*)$/.exec(match) ?? [];
  if (pointer === undefined || value === undefined) return null;
  const names = pointer.slice(1).split('/');
  return { names: names.map((name) => name.replace(/~1/g, '/').replace(/~0/g, '~')), value };
}

/** Names under which an API describes what went wrong, and so also that it knows nobody. */
const DESCRIBES =
  /^(?:errors?|code|status|status_?code|error_?(?:code|message)|message|msg|detail|reason|title|description)$/i;

/** Whether what looks like an error, or like nobody, is the very place that an admin named. */
export const isNamed = (match: string, { at }: Doubt): boolean => placeIn(match)?.names.join('/') === at.join('/');

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
  const place = placeIn(match);
  // A body that is no JSON has no places: there the admin's text is the description.
  if (place === null) return match !== '' && doubt.at.length === 0;
  return (
    place.names.some((name) => DESCRIBES.test(name)) && (isAround(place.names, doubt) || saysNoMoreThanNobody(doubt))
  );
}

/** Whether an error stands in a reply beside the one by which an admin told that somebody is not there. */
export function isBeside(match: string, doubt: Doubt): boolean {
  const place = placeIn(match);
  if (match === '' || saysNoMoreThanNobody(doubt)) return false;
  return place === null ? !JSON.stringify(doubt.value).includes(match) : !isAround(place.names, doubt);
}

/** What stands in a JSON value under these names. @see RFC 6901 */
const standingAt = (json: unknown, names: readonly string[]): unknown =>
  names.reduce<unknown>(
    (value, name) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? (value as Record<string, unknown>)[name]
        : undefined,
    json,
  );

/** Whether an answer holds what it has to; anything does where nothing is asked for. */
export function matches({ text, json }: Answer, match: string): boolean {
  if (match === '') return true;
  const place = placeIn(match);
  if (place === null) return text.includes(match);
  const found = standingAt(json, place.names);
  return (typeof found === 'string' ? found : JSON.stringify(found)) === place.value;
}

const isEmpty = (json: unknown): boolean =>
  json === null || (typeof json === 'object' && Object.keys(json).length === 0);

/** Whether an answer is as an admin described it: `404`, `empty`, a text of it, or a place in its JSON. */
export function isAsDescribed(answer: Answer, described: string): boolean {
  if (described === '') return false;
  if (described === '404') return answer.status === 404;
  if (answer.status < 200 || answer.status >= 300) return false;
  return described === 'empty' ? answer.text.trim() === '' || isEmpty(answer.json) : matches(answer, described);
}

/** A body that holds what it has to: the text, or JSON with the value at its place. */
export function exampleOf(match: string): unknown {
  const place = placeIn(match);
  if (place === null) return match === '' ? undefined : match;
  return place.names.reduceRight<unknown>((value, name) => ({ [name]: value }), place.value);
}
