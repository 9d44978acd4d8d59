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

/** https, a host that is fixed and public, no credentials, no port. Names of people stand in the query only. */
export function isEndpoint(template: string): boolean {
  // A browser would repair these: what is called then is not what the admin reads.
  if (/[\\\s\p{Cc}]/u.test(template.replace(/\{\{[^{}]*\}\}/g, ''))) return false;
  const sketch = sketchOf(template);
  if (sketch === null) return false;
  const beforeQuery = template.split('?')[0] ?? '';
  return (
    sketch.protocol === 'https:' &&
    sketch.username === '' &&
    sketch.password === '' &&
    sketch.port === '' &&
    sketch.hash === '' &&
    !sketch.hostname.includes(MARK) &&
    asciiDomain(sketch.hostname) === sketch.hostname &&
    !namesIn(beforeQuery).some((name) => name.endsWith('name'))
  );
}

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
  ...['expect', 'upgrade', 'keep-alive', 'te', 'trailer', 'proxy-authorization', 'proxy-connection', 'http2-settings'],
];
export const isHeaderName = (name: string): boolean => /^[\w-]+$/.test(name) && !OURS.includes(name.toLowerCase());
export const isHeaders = (text: string): boolean =>
  pairsOf(text, ':')?.every(([name]) => isHeaderName(name) && name.toLowerCase() !== 'authorization') === true;

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
