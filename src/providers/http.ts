/**
 * Any HTTP API: the admin says what is called, and what its answers mean. The meaning of an answer is taken from these
 * settings alone, and whatever fits none of them is no success.
 */
import { apiOf, sessionOf } from './http-api/auth';
import { eraseBy } from './http-api/erase';
import { FIELDS } from './http-api/fields';
import { promiseOf } from './http-api/meaning';
import { holdsTime } from './http-api/request';
import { RULES } from './http-api/rules';
import { hostOf } from './http-api/texts';
import { defineProvider } from './kit';

const NOTHING_SAID = 'An admin sets up what its answers mean.';

export const http = defineProvider({
  id: 'http',
  label: 'HTTP API',
  does: 'Calls the API that an admin set up.',
  promise: NOTHING_SAID,
  holds: ['record', 'records'],
  notAsked: 'Without a look-up URL there is nothing to ask: the call that is set up deletes.',
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
  hostsOf: ({ url = '', findUrl = '', auth, tokenUrl = '' }) =>
    [hostOf(url), hostOf(findUrl), ...(auth === 'oauth' ? [hostOf(tokenUrl)] : [])].filter(
      (host, index, all) => host !== '' && all.indexOf(host) === index,
    ),
  parallel: 2,
  callsPerMinute: 120,
  settings: FIELDS,
  rules: RULES,
  describe: (settings) => ({
    does: `Calls ${settings.method ?? 'DELETE'} at ${hostOf(settings.url ?? '')}.`,
    promise: promiseOf(settings) ?? NOTHING_SAID,
  }),
  api: apiOf,
  session: sessionOf,
  holdsTime,
  erase: eraseBy,
});
