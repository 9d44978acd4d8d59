/**
 * ActiveCampaign: finds the contact of an address, whatever its status, and deletes it.
 * @see https://developers.activecampaign.com/reference/delete-contact
 */
import * as z from 'zod/mini';
import { defineProvider, found, header, json, path, secret, spellings, text } from './kit';

// Numbers come as texts.
const NumberText = z.string().check(z.regex(/^\d+$/));
const Contact = z.object({ id: NumberText, email: z.string() });
const Contacts = z.object({ contacts: z.array(Contact), meta: z.object({ total: NumberText }) });
const User = z.object({ user: z.object({ email: z.string() }) });
const CONTACTS = { method: 'GET', path: path`/contacts` } as const;
const isEmpty = json(z.strictObject({}), {});
const Unknown = z.object({ message: z.string().check(z.regex(/^No result found for contact with id/i)) });
const isUnknown = json(Unknown, { message: 'No result found for contact with id 7' });

export const activecampaign = defineProvider({
  ...{ id: 'activecampaign', label: 'ActiveCampaign', category: 'marketing', confidence: 'vendor' },
  page: 'https://developers.activecampaign.com/reference/delete-contact',
  notes: ['The key may do whatever the user may whose it is: take that of a user who may delete contacts.'],
  assumed: ['Deals of the contact stay.', 'A deleted contact cannot be restored.'],
  does: 'Deletes the contact, with its lists, tags, automations and fields.',
  promise: 'ActiveCampaign confirms that the contact is deleted.',
  holds: ['contact', 'contacts'],
  keeps: [{ what: 'Deals, with what stands in their notes' }],
  calls: 2,
  hosts: ['*.api-us1.com', '*.activehosted.com'],
  callsPerMinute: 240,
  settings: {
    account: text('Account', 'The host of the API URL under Settings › Developer, such as example.api-us1.com.', {
      fits: /^[a-z0-9][a-z0-9-]{0,62}(\.api-us1\.com|\.activehosted\.com)?$/,
      says: 'the host of the API URL, without https://',
      lowerCase: true,
    }),
    apiKey: secret('API key', 'Settings › Developer.'),
  },
  api: ({ account, apiKey }) => ({
    baseUrl: `https://${account.includes('.') ? account : `${account}.api-us1.com`}/api/3`,
    headers: header('Api-Token', apiKey),
  }),
  test: { method: 'GET', path: path`/users/me`, shows: json(User, { user: { email: 'admin@example.com' } }, 'user') },
  erase: {
    find: {
      request: ({ email }) => spellings(email).map((one) => ({ ...CONTACTS, query: { email: one, status: '-1' } })),
      reads: found(Contacts, ({ contacts, meta: { total } }) => ({
        hits: contacts.map(({ id, email }) => ({ id, emails: [email] })),
        total: Number(total),
      })),
      records: 'contacts',
      seesEverybody: true,
      // A filter that was not understood would answer with everybody.
      isExact: true,
      example: (email) => ({ contacts: [{ id: '7', email }], meta: { total: '1' } }),
    },
    delete: ({ id }) => ({
      ...{ method: 'DELETE', path: path`/contacts/${id}` },
      replies: { 200: { when: isEmpty, then: 'deleted' }, 404: { when: isUnknown, then: 'absent' } },
    }),
  },
});
