/**
 * Replies as vendors document them, with what a simulated vendor puts in the place of the example's own.
 */
import type { Answer } from '../../core/reply/reply';
import { readLimit } from '../../core/reply/retry-after';
import type { Find } from './erase/search';
import type { Request } from './request';

/** A reply as the vendor documents it. `body`: sent as JSON, unless it is a text. */
export interface Example {
  readonly status: number;
  readonly body: unknown;
}

/** A reply with this body, as a declaration reads it. */
export const answerWith = (body: unknown): Answer => ({
  ...{ kind: 'reply', status: 200, json: body, limit: readLimit(200, () => null, 0) },
  text: typeof body === 'string' ? body : JSON.stringify(body),
});

/** A body in which another value stands wherever this one stood. */
function withInstead(body: unknown, value: unknown, other: string): unknown {
  if (body === value) return typeof value === 'number' ? Number(other) : other;
  if (Array.isArray(body)) return body.map((item) => withInstead(item, value, other));
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).map(([name, inner]) => [name, withInstead(inner, value, other)]));
}

/** The example with another id in the place of its own. @param value where the example has its own */
export const exampleWith = (body: unknown, value: unknown, id: string | undefined): Example => ({
  status: 200,
  body: id === undefined || value === null || value === undefined ? body : withInstead(body, value, id),
});

/** A body of which every list is empty, and every count of one is one of none. */
function emptied(body: unknown): unknown {
  if (Array.isArray(body)) return [];
  if (typeof body === 'object' && body !== null)
    return Object.fromEntries(Object.entries(body).map(([name, inner]) => [name, emptied(inner)]));
  if (body === 1) return 0;
  return body === '1' ? '0' : body;
}

/** What of a search its examples are made from. */
export type Searching = Pick<Find, 'example' | 'records' | 'reads' | 'nobody'>;

/** The answer of a search that lists nobody, as its example is written: empty lists and a count of none, or no record. */
export function nobodyIn({ example, records, reads }: Searching, request: Request): Example | null {
  const body = example('somebody@example.com');
  const without = Object.entries(body as object).filter(([name]) => ![records].flat().includes(name));
  const nobody = [emptied(body), Object.fromEntries(without)];
  const found = nobody.find((one) => reads(answerWith(one), request)?.hits.length === 0);
  return found === undefined ? null : { status: 200, body: found };
}
