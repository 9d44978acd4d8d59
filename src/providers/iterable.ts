/** Iterable: forgets a user of an e-mail-based project, and collects nothing more of them. */
import * as z from 'zod/mini';
import { defineProvider, found, header, json, path, regions, secret } from './kit';

const HOSTS = { us: 'api.iterable.com', eu: 'api.eu.iterable.com' };
const REGION = regions('Region', 'The data centre of your Iterable project.', HOSTS);
const User = z.object({ user: z.optional(z.object({ email: z.string() })) });
const isNo = json(z.object({ code: z.string().check(z.regex(/^(?!Success$)/)) }), { msg: 'no', code: 'BadParams' });
const MINUTES_10 = 600_000;

const byEmail = (email: string) => ({ method: 'GET', path: path`/users/getByEmail`, query: { email } }) as const;

export const iterable = defineProvider({
  ...{ id: 'iterable', label: 'Iterable', category: 'marketing', confidence: 'vendor' },
  page: 'https://support.iterable.com/hc/en-us/articles/360029174171',
  notes: [
    'For projects that know users by e-mail. One that knows them by userId refuses the request.',
    'A forgotten address is blocked: Iterable collects nothing of it and sends nothing to it until it is unforgotten there.',
    'Every project has a key of its own: add a connection for each.',
  ],
  assumed: ['A user whom Iterable does not know is answered by 200 and no user.'],
  does: 'Forgets the user in the project, and blocks the address.',
  promise: 'Iterable forgets the user within ten minutes; it is asked whether they are still there.',
  holds: ['user', 'users'],
  hosts: REGION.hosts,
  callsPerMinute: 120,
  declines: { 200: { when: isNo, then: { refused: 'rejected' } } },
  settings: {
    region: REGION.field,
    apiKey: secret('API key', 'Integrations › API keys, of the type Server-side.'),
  },
  api: ({ region, apiKey }) => ({
    baseUrl: `https://${REGION.hostOf(region)}/api`,
    headers: header('Api-Key', apiKey),
  }),
  test: byEmail('nobody@example.com'),
  erase: {
    request: ({ email }) => ({ method: 'POST', path: path`/users/forget`, json: { email } }),
    replies: { 200: { within: MINUTES_10 } },
  },
  look: {
    request: ({ email }) => byEmail(email),
    reads: found(User, ({ user }) => ({ hits: user === undefined ? [] : [{ id: 'user', emails: [user.email] }] })),
    records: 'user',
    seesEverybody: true,
    isExact: true,
    example: (email) => ({ user: { email, dataFields: {} } }),
  },
  confirmedByLook: true,
});
