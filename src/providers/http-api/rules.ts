/**
 * What the settings of the HTTP API have to be together.
 */
import type { Rule } from '../kit';
import type { FIELDS } from './fields';
import { namesIn, tellsWho } from './placeholders';
import { templatesIn } from './templates';
import { isHeaderName, isTypeOf, pairsOf, readJson, statusesOf } from './texts';

/** Statuses that mean something else everywhere: a wrong key, an answer that comes later, a fault, another place. */
const MEANS_ELSE = (status: number): boolean =>
  (status >= 300 && status < 400) || status >= 500 || [401, 403, 407, 408, 425].includes(status);

/** Whether a status that means something else everywhere is told apart by what the answer holds. */
const isToldApart = (statuses: string, answer: string): boolean =>
  answer.trim() !== '' || !statusesOf(statuses).some(MEANS_ELSE);
const TELL_APART =
  '3xx, 401, 403, 407, 408, 425 and 5xx mean something else everywhere: say what the answer holds that tells it apart';

const names = (templates: readonly string[]): string[] => templates.flatMap(namesIn);

export const RULES: readonly Rule<typeof FIELDS>[] = [
  {
    at: 'url',
    says: 'nothing in this call tells one person from another: it needs a placeholder of the address',
    holds: (settings) => (settings.findUrl === '' ? templatesIn(settings) : [settings.findUrl]).some(tellsWho),
  },
  {
    at: 'url',
    says: '{{id}} stands for what the look-up found: in the URL or the body, wherever there is a look-up, and only there',
    holds: (settings) => {
      const { findUrl, headers } = settings;
      if (names([findUrl, headers]).includes('id')) return false;
      return names(templatesIn(settings)).includes('id') === (findUrl !== '');
    },
  },
  {
    at: 'findUrl',
    says: '{{now}} and {{page}} are nothing to a look-up',
    holds: ({ findUrl }) => !names([findUrl]).some((name) => ['now', 'page'].includes(name)),
  },
  {
    at: 'againBody',
    says: '{{page}} counts the calls of an API that is not through yet, and a look-up knows none',
    holds: (settings) => {
      const { againBody, findUrl } = settings;
      return againBody === '' ? !names(templatesIn(settings)).includes('page') : findUrl === '';
    },
  },
  {
    at: 'bodyTemplate',
    says: 'is not valid JSON',
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
    holds: ({ auth, authName }) => ['none', 'bearer', 'basic-user'].includes(auth) || authName !== '',
  },
  {
    at: 'authName',
    says: 'a user of basic holds no colon',
    holds: ({ auth, authName }) => auth !== 'basic' || !authName.includes(':'),
  },
  {
    at: 'authSecret2',
    says: 'is missing: {{secret2}} stands for it',
    holds: (settings) =>
      settings.authSecret2 !== undefined || !names([settings.findUrl, ...templatesIn(settings)]).includes('secret2'),
  },
  {
    at: 'tokenUrl',
    says: 'is missing: with oauth the key is exchanged there',
    holds: ({ auth, tokenUrl }) => auth !== 'oauth' || tokenUrl !== '',
  },
  {
    at: 'contentType',
    says: 'fits another kind of body: application/json or +json goes with json, application/x-www-form-urlencoded with form',
    holds: ({ body, contentType }) => isTypeOf(body, contentType),
  },
  { at: 'acceptedBody', says: TELL_APART, holds: ({ accepted, acceptedBody }) => isToldApart(accepted, acceptedBody) },
  {
    at: 'retryBody',
    says: 'is missing: a success is tried again only by what it holds',
    holds: ({ retry, retryBody }) => retryBody.trim() !== '' || !statusesOf(retry).some((status) => status < 300),
  },
  { at: 'absentBody', says: TELL_APART, holds: ({ absent, absentBody }) => isToldApart(absent, absentBody) },
  {
    at: 'deleted',
    says: 'no status is named that means success',
    holds: ({ deleted, accepted, absent }) => statusesOf(`${deleted},${accepted},${absent}`).length > 0,
  },
];
