/** Help Scout: finds the customers of an address, and deletes each with the conversations they took part in. */
import * as z from 'zod/mini';
import { HOUR } from '../lib/time';
import { clientCredentials, defineProvider, found, json, listed, path, quoted, secret, spellings, text } from './kit';

// Missing where there are none.
const Emails = z.object({ _embedded: z.optional(z.object({ emails: z.array(z.object({ value: z.string() })) })) });
const Customer = z.extend(Emails, { id: z.int() });
const Page = z.object({ totalElements: z.int() });
const Customers = z.object({ _embedded: z.optional(z.object({ customers: z.array(Customer) })), page: Page });
const TOKEN = path`https://api.helpscout.net/v2/oauth2/token`;
const CUSTOMERS = { method: 'GET', path: path`/customers` } as const;
const emailsOf = ({ _embedded }: z.infer<typeof Emails>) => (_embedded?.emails ?? []).map(({ value }) => value);
const mailing = (value: string) => ({ _embedded: { emails: [{ id: 1, value, type: 'work' }] } });
const isUser = json(z.object({ id: z.int(), email: z.string() }), { id: 1, email: 'admin@example.com', role: 'owner' });

// Every error of Help Scout's own has a reference. @see https://developer.helpscout.com/mailbox-api/overview/errors
const Unknown = z.object({ logRef: z.string(), message: z.string() });
const NOBODY = {
  when: json(Unknown, { logRef: '64bb72b4-0a92-11e8-ba89-0ed5f89f718b', message: 'Not found' }),
  then: 'absent',
} as const;

export const helpscout = defineProvider({
  ...{ id: 'helpscout', label: 'Help Scout', category: 'support', confidence: 'vendor' },
  page: 'https://developer.helpscout.com/mailbox-api/endpoints/customers/delete-async',
  notes: [
    'The app sees what the user sees who made it: make it as one with access to every inbox.',
    'A customer is refused where that user cannot see all of their conversations.',
  ],
  does: 'Deletes the customer, their survey answers and all conversations they took part in.',
  promise: 'Help Scout takes the deletion and carries it out later, for good. It is asked until the customer is gone.',
  confirms: 'What it took is done once Help Scout knows none of the customers any more that were found.',
  holds: ['customer', 'customers'],
  alsoDeletes: 'Conversations of the person in which others took part go along, with what those wrote.',
  ...{ calls: 2, hosts: ['api.helpscout.net'], callsPerMinute: 60 },
  settings: {
    appId: text('App ID', 'Your profile › My apps › Create app.', /^\w{1,100}$/),
    appSecret: secret('App secret', 'Beside the App ID.'),
  },
  api: { baseUrl: 'https://api.helpscout.net/v2' },
  session: ({ appId: clientId, appSecret: clientSecret }) =>
    clientCredentials(TOKEN, { clientId, clientSecret, as: 'form', lifetime: 48 * HOUR }),
  test: { method: 'GET', path: path`/users/me`, shows: isUser },
  erase: {
    find: {
      request: ({ email }) =>
        spellings(email).map((one) => ({ ...CUSTOMERS, query: { query: `(email:${quoted(one)})` } })),
      reads: found(Customers, ({ _embedded: { customers = [] } = {}, page: { totalElements: total } }) => ({
        hits: customers.map((customer) => ({ id: customer.id, emails: emailsOf(customer) })),
        total,
      })),
      ...{ records: '_embedded', seesEverybody: true },
      // The search is for addresses that contain this one.
      addresses: ({ id }) => ({
        request: { method: 'GET', path: path`/customers/${id}/emails` },
        reads: listed(Emails, emailsOf),
        example: mailing('other@example.com'),
      }),
      example: (email) => ({ _embedded: { customers: [{ id: 7, ...mailing(email) }] }, page: { totalElements: 1 } }),
    },
    delete: ({ id }) => ({
      ...{ method: 'DELETE', path: path`/customers/${id}`, query: { async: 'true' } },
      replies: { 202: 'accepted', 403: { refused: 'rejected-address' } },
    }),
    confirmedBy: (id) => ({ method: 'GET', path: path`/customers/${id}`, replies: { 404: NOBODY } }),
  },
});
