/**
 * What the settings of the HTTP API have to be together.
 */
import type { Rule } from '../kit';
import type { FIELDS } from './fields';
import { tellsWho } from './placeholders';
import { isHeaderName, type Pair, pairsOf, readJson, statusesOf } from './texts';

/** The texts of a JSON value in which placeholders are filled in: values, not the names before them. */
function textsIn(json: unknown): string[] {
  if (typeof json === 'string') return [json];
  return typeof json === 'object' && json !== null ? Object.values(json).flatMap(textsIn) : [];
}

interface Template {
  readonly url: string;
  readonly headers: string;
  readonly body: 'none' | 'json' | 'form';
  readonly bodyTemplate: string;
}

/** Every text of a call in which placeholders are filled in. */
function templatesIn({ url, headers, body, bodyTemplate }: Template): string[] {
  const values = (pairs: readonly Pair[] | null) => (pairs ?? []).map(([, value]) => value);
  const inBody = { none: [], json: textsIn(readJson(bodyTemplate)), form: values(pairsOf(bodyTemplate, '=')) };
  return [url, ...values(pairsOf(headers, ':')), ...inBody[body]];
}

export const RULES: readonly Rule<typeof FIELDS>[] = [
  {
    at: 'url',
    says: 'nothing in this call tells one person from another: it needs a placeholder of the address',
    holds: (settings) => templatesIn(settings).some(tellsWho),
  },
  {
    at: 'bodyTemplate',
    says: 'is no JSON',
    holds: ({ body, bodyTemplate }) => body !== 'json' || readJson(bodyTemplate) !== undefined,
  },
  {
    at: 'bodyTemplate',
    says: 'lines such as mail={{email}}',
    holds: ({ body, bodyTemplate }) => body !== 'form' || (pairsOf(bodyTemplate, '=') ?? []).length > 0,
  },
  { at: 'body', says: 'a GET has no body', holds: ({ method, body }) => method !== 'GET' || body === 'none' },
  {
    at: 'authName',
    says: 'is no name of a header that a key can be sent in',
    holds: ({ auth, authName }) => auth !== 'header' || authName === '' || isHeaderName(authName),
  },
  {
    at: 'authSecret',
    says: 'is missing',
    holds: ({ auth, authSecret }) => auth === 'none' || authSecret !== undefined,
  },
  {
    at: 'authName',
    says: 'is missing',
    holds: ({ auth, authName }) => auth === 'none' || auth === 'bearer' || authName !== '',
  },
  {
    at: 'deleted',
    says: 'no status is named that means success',
    holds: ({ deleted, accepted, absent }) => statusesOf(`${deleted},${accepted},${absent}`).length > 0,
  },
];
