/**
 * What an admin types for the HTTP API, read: URLs with placeholders, lines of pairs, statuses, JSON.
 */
import { asciiDomain } from '../../core/person/email';
import { namesIn } from './placeholders';

const MARK = 'placeholder';
/** The URL with its placeholders replaced by something harmless, to see where they stand. */
const sketchOf = (template: string): URL | null => {
  const sketch = template.replace(/\{\{[^{}]*\}\}/g, MARK);
  return URL.canParse(sketch) ? new URL(sketch) : null;
};

/** The host of a URL with placeholders; an empty text where it has none. */
export const hostOf = (template: string): string => sketchOf(template)?.hostname ?? '';

/** Whether nothing would be repaired on the way: what is called then would not be what the admin reads. */
function isAsRead(template: string): boolean {
  const [path = '', ...query] = template.replace(/\{\{[^{}]*\}\}/g, '').split('?');
  // A filter in the query may hold blanks.
  return !/[\\\s\p{Cc}]/u.test(path) && !/[\\\p{Cc}]|(?! )\s| $/u.test(query.join('?'));
}

/** https, a host that is fixed and public, no credentials, no port. Names of people and keys stand in the query only. */
export function isEndpoint(template: string): boolean {
  const sketch = sketchOf(template);
  if (sketch === null || !isAsRead(template)) return false;
  const beforeQuery = template.split('?')[0] ?? '';
  return (
    sketch.protocol === 'https:' &&
    sketch.username === '' &&
    sketch.password === '' &&
    sketch.port === '' &&
    sketch.hash === '' &&
    !sketch.hostname.includes(MARK) &&
    asciiDomain(sketch.hostname) === sketch.hostname &&
    !namesIn(beforeQuery).some((name) => name.endsWith('name') || name === 'secret2')
  );
}

/** An endpoint without placeholders. */
export const isFixedUrl = (url: string): boolean => isEndpoint(url) && namesIn(url).length === 0;

export type Pair = readonly [name: string, value: string];

/** Lines of `name<separator>value`; null where one of them is none. */
export function pairsOf(text: string, separator: string): Pair[] | null {
  const pairs = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line): Pair | null => {
      const at = line.indexOf(separator);
      return at < 1 ? null : [line.slice(0, at).trim(), line.slice(at + separator.length).trim()];
    });
  return pairs.every((pair) => pair !== null) ? pairs : null;
}

/** Headers that the connection itself decides about, or that are never sent. */
const OURS = [
  ...['host', 'content-length', 'content-type', 'content-encoding', 'connection', 'transfer-encoding', 'cookie'],
  ...['expect', 'upgrade', 'keep-alive', 'te', 'trailer', 'http2-settings', 'date', 'via', 'accept-encoding'],
];
const isOurs = (name: string): boolean => OURS.includes(name) || /^(?:proxy|sec)-/.test(name);
export const isHeaderName = (name: string): boolean => /^[\w-]+$/.test(name) && !isOurs(name.toLowerCase());
export const isHeaders = (text: string): boolean =>
  pairsOf(text, ':')?.every(([name]) => isHeaderName(name) && name.toLowerCase() !== 'authorization') === true;

const PARAMETERS = String.raw`(?:\s*;\s*[\w.-]+=[\w.+/-]+)*`;
const JSON_TYPE = new RegExp(String.raw`^application/(?:json|[\w.-]+\+json)${PARAMETERS}$`, 'i');
const FORM_TYPE = new RegExp(`^application/x-www-form-urlencoded${PARAMETERS}$`, 'i');

/** Whether a content type is one of this kind of body; an empty one is of any. */
export const isTypeOf = (body: 'none' | 'json' | 'form', type: string): boolean =>
  type === '' || { none: false, json: JSON_TYPE.test(type), form: FORM_TYPE.test(type) }[body];
export const isContentType = (type: string): boolean => isTypeOf('json', type) || isTypeOf('form', type);

/** The text as JSON; undefined where it is none. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The statuses in a text. */
export const statusesOf = (text: string): number[] => (text.match(/\d+/g) ?? []).map(Number);
/** Whether a text holds nothing but statuses that are allowed. */
export const isStatuses =
  (allowed: (status: number) => boolean) =>
  (text: string): boolean =>
    /^[\d\s,]*$/.test(text) && statusesOf(text).every(allowed);
