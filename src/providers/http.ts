/**
 * Any HTTP API: the admin says what is called, and what its answers mean. The meaning of an answer is taken from these
 * settings alone, and whatever fits none of them is no success.
 */
import { FIELDS } from './http-api/fields';
import { promiseOf, readingBy } from './http-api/meaning';
import { fill, fillJson, fillUrl } from './http-api/placeholders';
import { RULES } from './http-api/rules';
import { hostOf, pairsOf, readJson } from './http-api/texts';
import { basic, bearer, defineProvider, header } from './kit';

const NOTHING_SAID = 'An admin sets up what its answers mean.';

export const http = defineProvider({
  id: 'http',
  label: 'HTTP API',
  does: 'Calls the API that an admin set up.',
  promise: NOTHING_SAID,
  page: 'https://developer.atlassian.com/platform/forge/customer-managed-egress-and-remotes/',
  category: 'any',
  confidence: 'vendor',
  notes: [
    'Jira lets the app call this host only after an admin allowed it here: save first, then choose Allow.',
    'The API has to be harmless to repeat: where an answer is lost, the same call is made again.',
    'What fits none of the answers below is never taken for a success.',
    'No call to try is known, so the key is tried with the first erasure.',
  ],
  hosts: [],
  hostsOf: ({ url = '' }) => (hostOf(url) === '' ? [] : [hostOf(url)]),
  parallel: 2,
  callsPerMinute: 120,
  settings: FIELDS,
  rules: RULES,
  describe: (settings) => ({
    does: `Calls ${settings.method ?? 'DELETE'} at ${hostOf(settings.url ?? '')}.`,
    promise: promiseOf(settings) ?? NOTHING_SAID,
  }),
  api: ({ auth, authName, authSecret = '' }) =>
    ({
      none: {},
      bearer: { headers: bearer(authSecret) },
      basic: { headers: basic(authName, authSecret) },
      header: { headers: header(authName, authSecret) },
      query: { query: { [authName]: authSecret } },
    })[auth],
  erase: ({ method, url, headers, body, bodyTemplate, timeoutSeconds, ...answers }) => ({
    request: (person) => ({
      method,
      path: fillUrl(url, person),
      headers: Object.fromEntries(
        (pairsOf(headers, ':') ?? []).map(([name, value]) => [name.toLowerCase(), fill(value, person, 'header')]),
      ),
      timeoutMs: timeoutSeconds * 1000,
      ...(body === 'json' ? { json: fillJson(readJson(bodyTemplate), person) } : {}),
      ...(body === 'form'
        ? {
            form: Object.fromEntries(
              (pairsOf(bodyTemplate, '=') ?? []).map(([name, value]) => [name, fill(value, person, 'value')]),
            ),
          }
        : {}),
    }),
    replies: readingBy(answers),
  }),
});
