/**
 * Centercode External Users ("API Import" source): adds or invites a person. The opposite of erasure, so it never takes
 * part in one.
 * @see https://help.centercode.com/en/centercode-guide-to-simple-external-users
 *
 * The vendor's pages say only that the endpoint URL is copied from the screen: path, method and parameter name are not
 * documented. So the whole URL is pasted by the admin, and nothing of it is built here.
 */
import * as z from 'zod/mini';
import { failure } from '../core/status/outcome';
import { defineProvider, isSuccess } from './kit';

const HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+centercode\.com$/;

function isEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return (
    url.protocol === 'https:' &&
    url.username === '' &&
    url.password === '' &&
    url.port === '' &&
    HOST.test(url.hostname)
  );
}

export const centercodeExternalUsers = defineProvider({
  id: 'centercode-external-users',
  label: 'Centercode invitations',
  does: 'Invites the person to Centercode. Never part of an erasure.',
  promise: 'Centercode invites the person, or holds them in the source’s pool, as the source is set up.',
  page: 'https://help.centercode.com/en/centercode-guide-to-simple-external-users',
  notes: [
    'Copy the API Endpoint URL from the API Import source in Centercode.',
    'An invitation is never repeated by itself.',
  ],
  egress: ['*.centercode.com'],
  batchSize: 1,
  concurrency: 1,
  callsPerMinute: 60,
  settings: z.strictObject({
    endpointUrl: z.string().check(
      z.trim(),
      z.refine(isEndpoint, 'an https URL under centercode.com'),
      z.meta({
        title: 'API Endpoint URL',
        description: 'Copied from the API Import source. It carries your key, so it is kept like one.',
        writeOnly: true,
      }),
    ),
    emailParameter: z
      ._default(z.string().check(z.regex(/^\w{1,100}$/)), 'email')
      .check(
        z.meta({ title: 'Name of the e-mail parameter', description: 'As your endpoint expects it, such as email.' }),
      ),
    method: z
      ._default(z.enum(['POST', 'PUT', 'GET']), 'POST')
      .check(z.meta({ title: 'Method', description: 'As your endpoint expects it.' })),
  }),

  test: () => Promise.resolve({ kind: 'no-harmless-call' }),

  async invite({ endpointUrl, emailParameter, method }, { http }, { email }) {
    const url = new URL(endpointUrl);
    url.searchParams.set(emailParameter, email);
    const reply = await http({ op: 'centercode.invite', method, url: url.toString() });
    return isSuccess(reply) ? { kind: 'registered' } : failure(reply);
  },
});
