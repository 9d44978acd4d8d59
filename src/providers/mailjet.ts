/**
 * Mailjet: finds the contact of an address, and deletes it under GDPR: made anonymous at once, removed after 30 days.
 * @see https://dev.mailjet.com/email/guides/contact-management/#gdpr-delete-contacts
 */
import * as z from 'zod/mini';
import { DAY } from '../lib/time';
import { basic, defineProvider, found, json, path, secret, spellings, text } from './kit';

const Contacts = z.object({ Total: z.int(), Data: z.array(z.object({ ID: z.int(), Email: z.string() })) });
const isProfile = json(z.object({ Count: z.literal(1), Data: z.array(z.unknown()) }), { Count: 1, Data: [{}] }, 'Data');
// Read in mailjet/mailjet-apiv3-nodejs#110 and mailjet/mailjet-apiv3-java#214.
const Unknown = z.object({ StatusCode: z.literal(404), ErrorMessage: z.literal('Object not found') });
const isUnknown = json(Unknown, { ErrorInfo: '', ErrorMessage: 'Object not found', StatusCode: 404 });

export const mailjet = defineProvider({
  ...{ id: 'mailjet', label: 'Mailjet', category: 'marketing', confidence: 'vendor' },
  page: 'https://dev.mailjet.com/email/guides/contact-management/#gdpr-delete-contacts',
  notes: [
    'Each account and each subaccount has contacts of its own: make a connection for the API key of each.',
    'Mailjet takes the contact again where another system sends it there.',
  ],
  does: 'Deletes the contact under GDPR, for good.',
  promise: 'Mailjet makes the contact anonymous at once, and removes all of its records after 30 days.',
  holds: ['contact', 'contacts'],
  keeps: [
    { what: 'Records of the contact that is made anonymous', days: 30 },
    { what: 'Contacts of the other accounts and subaccounts' },
  ],
  calls: 2,
  hosts: ['api.mailjet.com'],
  callsPerMinute: 120,
  settings: {
    apiKey: text('API Key', 'Account settings › REST API › API Key Management.', /^\w{1,100}$/),
    secretKey: secret('Secret Key', 'Beside the API key. It is shown once.'),
  },
  api: ({ apiKey, secretKey }) => ({ baseUrl: 'https://api.mailjet.com', headers: basic(apiKey, secretKey) }),
  test: { method: 'GET', path: path`/v3/REST/myprofile`, shows: isProfile },
  erase: {
    find: {
      request: ({ email }) => spellings(email).map((one) => ({ method: 'GET', path: path`/v3/REST/contact/${one}` })),
      reads: found(Contacts, ({ Total, Data }) => ({
        hits: Data.map(({ ID, Email }) => ({ id: ID, emails: [Email] })),
        total: Total,
      })),
      records: 'Data',
      seesEverybody: true,
      isExact: true,
      nobody: { 404: { when: isUnknown, then: 'absent' } },
      example: (email) => ({ Count: 1, Data: [{ ID: 7, Email: email }], Total: 1 }),
    },
    // Of the contacts of v3, a deletion is answered 401.
    delete: ({ id }) => ({
      ...{ method: 'DELETE', path: path`/v4/contacts/${id}` },
      replies: { 200: { within: 30 * DAY } },
    }),
  },
});
