/**
 * Bodies of replies that no vendor documents, or only a few do.
 */
import { gzipSync } from 'node:zlib';

export const JANE = 'jane.canary+tag@example.com';
const deep = (opens: string, closes: string): string => opens.repeat(150_000) + closes.repeat(150_000);
const GZIP = gzipSync('{"status":"deleted"}');

/** What no vendor documents for anything. */
export const NEVER: Readonly<Record<string, unknown>> = {
  'a list a megabyte deep': deep('[', ']'),
  'an object a megabyte deep': deep('{"a":', '}').replace('{"a":}', '{"a":1}'),
  'JSON that breaks off': '{"data":[{"ID":"1","fields":{',
  'an error': { success: false, error: { message: 'no' } },
  'a list of errors': { data: { x: null }, errors: [{ message: 'no' }] },
  'a status of an error': { statusCode: 404, message: 'no such thing' },
  'a page': '<!-- x --><?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">',
  'compressed bytes': GZIP,
  'bytes without a meaning': new Uint8Array([0xff, 0xfe, 0x7b, 0x00]),
  'a text that says it failed': 'Error 17: access denied',
};

/** What is documented for some calls, and for these alone. */
export const SELDOM: Readonly<Record<string, unknown>> = {
  nothing: '',
  null: 'null',
  'an empty list': [],
  'an empty object': {},
  'a huge list': Array.from({ length: 20_000 }, (_, index) => index),
  'a huge list of people': { data: Array.from({ length: 2000 }, (_, ID) => ({ ID, fields: { email: JANE } })) },
  'wrong types': { data: { ID: [], fields: 'x' }, total: '1', status: { deleted: 1 } },
  'numbers as texts': { total: '0', data: [{ ID: '1e3', fields: { email: JANE } }] },
  'a prototype': '{"__proto__":{"status":"deleted","data":[]},"constructor":{"prototype":1}}',
  'a byte order mark': '\ufeff{"status":"well"}',
  'a token of 600 kilobytes': `${'a'.repeat(300_000)}.${'b'.repeat(300_000)}.c`,
  'a token without claims': 'a.e30.c',
  'a number': '17',
  'a text': 'well done',
};

/** Those that are never read, whatever their status. */
export const UNREADABLE: readonly string[] = [
  ...['a list a megabyte deep', 'an object a megabyte deep'],
  ...['a page', 'compressed bytes', 'bytes without a meaning'],
];

/** A body as `fetch` takes it. */
export const bytesOf = (body: unknown): BodyInit =>
  typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body);
