/**
 * Whether an answer that lists records says that there are more than it lists: another page, a greater number, a search that
 * was not made in full. A part of what was asked is no answer.
 */
import { DEEPEST } from './doubts';

const lettersOf = (name: string): string => name.toLowerCase().replace(/[^a-z]/g, '');

/** How many there are in all. */
const TOTAL =
  /^(?:total|count|totalcount|totalhits|(?:total|num|number|count)(?:of)?(?:results|records|items|elements|size|found|rows|matches)|(?:result|record|item|row)count)$/;
/** Where there is more, by what stands there. */
const NEXT = /^(?:odata)?next(?:page|cursor|token|link|pagetoken|url|records?url|offset)?$|^continuation(?:token)?$/;
/** That there is more, or that not all of it was looked through. */
const FLAG =
  /^(?:is|has)?(?:more|moreresults|moreitems|morepages|next|nextpage|partial|incomplete(?:results)?|truncated|timedout)$/;

const isNumberAbove = (value: unknown, least: number): boolean =>
  (typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value))) && Number(value) > least;

const isTrue = (value: unknown): boolean => value === true || value === 'true' || value === 1;

const isThere = (value: unknown): boolean =>
  typeof value === 'object' && value !== null
    ? Object.values(value).some(isThere)
    : value === true || isNumberAbove(value, 0) || (typeof value === 'string' && value.trim() !== '' && value !== '0');

/** What a name says together with its value. @param listed how many records the answer lists */
function tells(name: string, value: unknown, listed: number): boolean {
  const letters = lettersOf(name);
  if (FLAG.test(letters) && isTrue(value)) return true;
  if (NEXT.test(letters)) return value !== false && isThere(value);
  if (TOTAL.test(letters)) return isNumberAbove(value, listed);
  return letters === 'failed' && isNumberAbove(value, 0);
}

/**
 * Whether an answer tells of more than it lists.
 * @param records the value that holds the records: nothing in it tells of the answer
 */
export function tellsOfMore(json: unknown, listed: number, records?: unknown): boolean {
  const left: { readonly value: unknown; readonly isShards: boolean; readonly depth: number }[] = [
    { value: json, isShards: false, depth: 0 },
  ];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value, isShards, depth } = next;
    if (typeof value !== 'object' || value === null || value === records || depth >= DEEPEST) continue;
    if (Array.isArray(value)) continue;
    for (const [name, inner] of Object.entries(value)) {
      // Of shards it is told how many there are, not how many records.
      const isCounted = !isShards || lettersOf(name) === 'failed';
      if (inner !== records && isCounted && tells(name, inner, listed)) return true;
      left.push({ value: inner, isShards: lettersOf(name) === 'shards', depth: depth + 1 });
    }
  }
  return false;
}
