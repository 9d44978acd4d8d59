/**
 * Centercode: an External Listener that runs a user macro, which removes the account.
 * @see https://help.centercode.com (Centercode Guides to Endpoint Specific Systems: How to delete / remove user accounts)
 *
 * The vendor documents the request and not the replies. So a 2xx means that the call was taken and nothing more, an HTML
 * page is a log-in or error page and means nothing, and a 404 may be a wrong listener key as well as an unknown person.
 */
import * as z from 'zod/mini';
import { failure, type Outcome } from '../core/outcome';
import { normalForm, parseEmail, type Person } from '../core/person';
import type { Checked } from '../core/step';
import { defineProvider, encoded, isSuccess, query, secret } from './kit';

const SITE = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+centercode\.com$/;

const Site = z
  .string()
  .check(
    z.trim(),
    z.toLowerCase(),
    z.regex(SITE, 'a host under centercode.com, such as example.centercode.com, without https://'),
    z.meta({ title: 'Site', description: 'The host of your Centercode site, such as example.centercode.com.' }),
  );

/** A record look-up as copied from Centercode: https, under centercode.com, with VALUE where the address goes. */
function isLookupUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const isPlain = url.protocol === 'https:' && url.username === '' && url.password === '' && url.port === '';
  return isPlain && SITE.test(url.hostname) && (url.pathname + url.search).includes('VALUE');
}

/** The addresses a look-up's reply holds, wherever they stand in it. */
function emailsIn(json: unknown): string[] {
  if (typeof json === 'string') {
    const email = parseEmail(json);
    return email === null ? [] : [normalForm(email)];
  }
  if (typeof json !== 'object' || json === null) return [];
  return Object.values(json).flatMap(emailsIn);
}

const isEmpty = (json: unknown): boolean =>
  json === null ||
  (Array.isArray(json) && json.length === 0) ||
  (typeof json === 'object' && !Array.isArray(json) && Object.keys(json).length === 0);

export const centercodeListener = defineProvider({
  id: 'centercode-listener',
  label: 'Centercode',
  does: 'Runs the delete-user macro of your External Listener.',
  promise: 'Centercode runs the macro for people within the listener’s filter, and does not tell whether it did.',
  page: 'https://help.centercode.com/en/centercode-guide-to-simple-external-listeners',
  notes: [
    'Success means that the macro was taken. A filter on the listener may still exclude the person.',
    'The macro option "Only Run Once Per User" means that somebody who was removed once and came back is not removed again. Leave it off.',
    'An IP allow-list on the API key shuts Jira out, because Jira’s addresses change: leave it empty for this key.',
    'With a Record Lookup URL the app asks afterwards whether the person is gone.',
  ],
  egress: ['*.centercode.com'],
  batchSize: 1,
  concurrency: 2,
  callsPerMinute: 300,
  settings: z.strictObject({
    site: Site,
    listenerKey: z
      .string()
      .check(
        z.trim(),
        z.regex(/^[\w.~-]{1,200}$/, 'the key you gave the External Listener, such as deleteuser'),
        z.meta({ title: 'Listener key', description: 'The key of the External Listener, such as deleteuser.' }),
      ),
    apiKey: secret('API key', 'The community API key, with its prefix: what follows apiKey= in the endpoint URL.'),
    notFoundMeansUnknown: z.optional(
      z.boolean().check(
        z.meta({
          title: 'A 404 means an unknown person',
          description:
            'Only if you have seen your site answer 404 for an address it does not know. A wrong listener key may answer 404 too.',
        }),
      ),
    ),
    lookupUrl: z.optional(
      z.string().check(
        z.trim(),
        z.refine(
          (text) => text === '' || isLookupUrl(text),
          'an https URL under centercode.com with VALUE where the address goes',
        ),
        z.meta({
          title: 'Record Lookup URL (optional)',
          description:
            'Pasted from Centercode, with VALUE in place of the address. Used to ask whether the person is gone.',
          writeOnly: true,
        }),
      ),
    ),
  }),

  // Every documented call of a listener runs its macro, so there is nothing harmless to try.
  test: () => Promise.resolve({ kind: 'no-harmless-call' }),

  async erase({ site, listenerKey, apiKey, notFoundMeansUnknown }, { http }, people) {
    const outcomes: Outcome[] = [];
    for (const { email } of people) {
      const reply = await http({
        op: 'centercode.run-macro',
        method: 'POST',
        url: `https://${site}/api/v1/userMacroListeners/${encoded(listenerKey)}?${query({ find: email, apiKey })}`,
      });
      const isUnknown = reply.kind === 'reply' && reply.status === 404 && notFoundMeansUnknown === true;
      if (isUnknown) outcomes.push({ kind: 'absent' });
      else if (!isSuccess(reply)) outcomes.push(failure(reply));
      else outcomes.push(reply.isHtml ? { kind: 'refused', reason: 'unexpected-reply' } : { kind: 'registered' });
    }
    return outcomes;
  },

  canCheck: ({ lookupUrl }) => lookupUrl !== undefined && lookupUrl !== '',

  async check({ lookupUrl }, { http }, { email }: Person): Promise<Checked> {
    const url = (lookupUrl ?? '').replaceAll('VALUE', encoded(email));
    const reply = await http({ op: 'centercode.look-up', method: 'GET', url, headers: { accept: 'application/json' } });
    if (reply.kind === 'failed' || reply.isHtml) return 'unknown';
    if (reply.status === 404) return 'gone';
    if (!isSuccess(reply)) return 'unknown';
    if (emailsIn(reply.json ?? reply.text).includes(normalForm(email))) return 'still-there';
    return reply.text.trim() === '' || (reply.json !== undefined && isEmpty(reply.json)) ? 'gone' : 'unknown';
  },
});
