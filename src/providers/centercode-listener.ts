/**
 * Centercode: an External Listener that runs a user macro, which removes the account.
 * @see https://help.centercode.com (Centercode Guides to Endpoint Specific Systems: How to delete / remove user accounts)
 *
 * The vendor documents the request and not the replies. So a 2xx means that the call was taken and nothing more, an HTML
 * page is a log-in or error page and means nothing, and a 404 may be a wrong listener key as well as an unknown person.
 */
import * as z from 'zod/mini';
import { DEEPEST } from '../core/reply/doubts';
import { failure, type Outcome } from '../core/status/outcome';
import { type Email, normalForm, parseEmail } from '../core/person/email';
import type { Answer } from '../core/reply/reply';
import type { Checked } from '../core/erasure/step';
import { isDescribed, matches } from './body-match';
import { defineProvider, encoded, isSuccess, query, type Reach, secret } from './kit';
import { type Person } from '../core/person/person';

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

/** Whether a look-up's reply holds an address, wherever it stands in it. */
function holds(json: unknown, email: Email): boolean {
  const wanted = normalForm(email);
  const left: { readonly value: unknown; readonly depth: number }[] = [{ value: json, depth: 0 }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { value, depth } = next;
    if (typeof value === 'string') {
      const found = parseEmail(value);
      if (found !== null && normalForm(found) === wanted) return true;
    } else if (typeof value === 'object' && value !== null && depth < DEEPEST)
      for (const inner of Object.values(value)) left.push({ value: inner, depth: depth + 1 });
  }
  return false;
}

interface LookUp {
  readonly lookupUrl?: string | undefined;
  /** How the look-up answers about somebody it does not know, as an admin saw it. */
  readonly lookupUnknown?: string | undefined;
}

const isEmpty = (json: unknown): boolean =>
  json === null || (typeof json === 'object' && Object.keys(json).length === 0);

/** Whether a look-up answers as the admin said that it does about a person whom it does not know. */
function isUnknown(answer: Answer, described: string): boolean {
  if (described === '') return false;
  if (described === '404') return answer.status === 404;
  if (!isSuccess(answer)) return false;
  return described === 'empty' ? answer.text.trim() === '' || isEmpty(answer.json) : matches(answer, described);
}

/** Asks the look-up for a person, and remembers that it is one that shows people. */
async function lookUp({ lookupUrl = '', lookupUnknown = '' }: LookUp, reach: Reach, email: Email): Promise<Checked> {
  const reply = await reach.http({
    op: 'centercode.look-up',
    method: 'GET',
    url: lookupUrl.replaceAll('VALUE', encoded(email)),
    headers: { accept: 'application/json' },
    documented: {
      source: 'the admin’s settings',
      allows: (doubt, answer) => isUnknown(answer, lookupUnknown) && isDescribed(lookupUnknown, doubt),
    },
  });
  if (reply.kind !== 'reply') return 'unknown';
  const id = `${lookupUrl}\n${lookupUnknown}`;
  if (isSuccess(reply) && holds(reply.json ?? reply.text, email)) {
    if (!(await reach.lookUps.hasShown(id))) await reach.lookUps.noteShown(id);
    return 'still-there';
  }
  return isUnknown(reply, lookupUnknown) && (await reach.lookUps.hasShown(id)) ? 'gone' : 'unknown';
}

/** Before the first call: the person is still there, so that a look-up which works can show it. */
async function tryLookUp(settings: LookUp, reach: Reach, email: Email): Promise<void> {
  const { lookupUrl = '', lookupUnknown = '' } = settings;
  if (lookupUrl === '' || lookupUnknown === '') return;
  if (!(await reach.lookUps.hasShown(`${lookupUrl}\n${lookupUnknown}`))) await lookUp(settings, reach, email);
}

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
    'With a Record Lookup URL the app asks afterwards whether the person is gone. It believes the look-up only after it has shown somebody once.',
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
        z.regex(/^(?!\.{1,2}$)[\w.~-]{1,200}$/, 'the key you gave the External Listener, such as deleteuser'),
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
    lookupUnknown: z.optional(
      z.string().check(
        z.trim(),
        z.maxLength(500),
        z.meta({
          title: 'What the look-up answers about an unknown person',
          description:
            'As you have seen it for an address that your site does not know: 404, or empty, or a text of the answer, or a place in its JSON such as /total = 0. Without it the look-up never proves that somebody is gone.',
        }),
      ),
    ),
  }),

  // Every documented call of a listener runs its macro, so there is nothing harmless to try.
  test: () => Promise.resolve({ kind: 'no-harmless-call' }),

  async erase({ site, listenerKey, apiKey, notFoundMeansUnknown, ...look }, reach, people) {
    const outcomes: Outcome[] = [];
    for (const { email } of people) {
      await tryLookUp(look, reach, email);
      const reply = await reach.http({
        op: 'centercode.run-macro',
        method: 'POST',
        url: `https://${site}/api/v1/userMacroListeners/${encoded(listenerKey)}?${query({ find: email, apiKey })}`,
      });
      const isUnknown = reply.kind === 'reply' && reply.status === 404 && notFoundMeansUnknown === true;
      if (isUnknown) outcomes.push({ kind: 'absent' });
      else outcomes.push(isSuccess(reply) ? { kind: 'registered' } : failure(reply));
    }
    return outcomes;
  },

  canCheck: ({ lookupUrl }) => lookupUrl !== undefined && lookupUrl !== '',

  check: (settings, reach, { email }: Person) => lookUp(settings, reach, email),
});
