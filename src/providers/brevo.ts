/** Brevo (once Sendinblue): the permanent deletion of a contact. */
import * as z from 'zod/mini';
import { defineProvider, header, isSameAddress, json, path, reads, secret } from './kit';

const Contact = z.object({ id: z.int(), email: z.string() });
const Unknown = z.object({ code: z.literal('document_not_found') });
const NOBODY = {
  404: {
    when: json(Unknown, { code: 'document_not_found', message: 'Contact does not exist' }),
    then: 'absent',
  },
} as const;

export const brevo = defineProvider({
  ...{ id: 'brevo', label: 'Brevo', category: 'marketing', confidence: 'vendor' },
  page: 'https://developers.brevo.com/reference/deletecontact',
  shutsOut: 'Leave off the blocking of unknown IP addresses (“Authorised IPs”).',
  assumed: ['Brevo keeps its logs of transactional mail and its block lists apart from contacts.'],
  does: 'Deletes the contact from all lists, for good.',
  promise: 'Brevo confirms that the contact is deleted.',
  holds: ['contact', 'contacts'],
  keeps: [{ what: 'Logs of transactional mail, and block lists' }],
  hosts: ['api.brevo.com'],
  callsPerMinute: 300,
  settings: {
    apiKey: secret('API key', 'SMTP & API › API keys. It begins with xkeysib-.'),
  },
  api: ({ apiKey }) => ({ baseUrl: 'https://api.brevo.com/v3', headers: header('api-key', apiKey) }),
  test: {
    method: 'GET',
    path: path`/account`,
    shows: json(z.object({ email: z.string() }), { email: 'admin@example.com', companyName: 'Example' }, 'plan'),
  },
  erase: {
    request: ({ email }) => ({
      method: 'DELETE',
      path: path`/contacts/${email}`,
      query: { identifierType: 'email_id' },
    }),
    replies: { 204: 'deleted', ...NOBODY },
  },
  look: {
    request: ({ email }) => ({ method: 'GET', path: path`/contacts/${email}` }),
    counts: (answer, { email }) => reads(Contact, (one) => (isSameAddress(one.email, email) ? 1 : null))(answer),
    records: 'attributes',
    nobody: NOBODY,
    example: (email) => ({ id: 42, email, attributes: {} }),
  },
});
