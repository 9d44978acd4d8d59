/** HubSpot: the permanent deletion of a contact under GDPR. */
import * as z from 'zod/mini';
import { bearer, defineProvider, grants, isSameAddress, json, path, reads, secret } from './kit';

const Properties = z.object({ email: z.nullish(z.string()), hs_additional_emails: z.nullish(z.string()) });
const Contact = z.object({ id: z.string(), properties: Properties });
const Token = z.object({ scopes: z.array(z.string()) });
const Unknown = z.object({ category: z.literal('OBJECT_NOT_FOUND') });
const NEEDED = ['crm.objects.contacts.write'];

export const hubspot = defineProvider({
  ...{ id: 'hubspot', label: 'HubSpot', category: 'crm', confidence: 'vendor' },
  page: 'https://developers.hubspot.com/docs/api/crm/contacts',
  notes: [
    'An address that HubSpot does not know is put on its block list.',
    'An import cannot bring an erased person back; a form, a mail to a connected inbox or a call of the API can.',
    'A private app belongs to whoever made it: its key may stop working when they leave.',
  ],
  assumed: ['Of a contact that HubSpot does not know it says OBJECT_NOT_FOUND when it is looked for.'],
  does: 'Deletes the contact and what belongs to it under GDPR, for good.',
  promise: 'HubSpot confirms that the contact is deleted, or that its address is blocked.',
  holds: ['contact', 'contacts'],
  keeps: [
    { what: 'Copies that HubSpot has not purged yet', days: 30 },
    { what: 'Activities that also belong to a company or a deal' },
    { what: 'Anonymous figures' },
  ],
  hosts: ['api.hubapi.com'],
  callsPerMinute: 300,
  settings: {
    accessToken: secret(
      'Access token',
      'Of a private app (Development › Legacy apps › the app › Auth) or a service key, with the scopes crm.objects.contacts.write and crm.objects.contacts.read.',
    ),
  },
  api: ({ accessToken }) => ({ baseUrl: 'https://api.hubapi.com', headers: bearer(accessToken) }),
  test: ({ accessToken }) => ({
    ...{ method: 'POST', path: path`/oauth/v2/private-apps/get/access-token-info`, json: { tokenKey: accessToken } },
    grants: grants(NEEDED, Token, ({ scopes }) => scopes, { scopes: NEEDED }),
    // Only a private app's token is told of there.
    orElse: { method: 'GET', path: path`/crm/v3/objects/contacts`, query: { limit: '1' } },
  }),
  erase: {
    request: ({ email: objectId }) => ({
      ...{ method: 'POST', path: path`/crm/v3/objects/contacts/gdpr-delete`, json: { objectId, idProperty: 'email' } },
    }),
    replies: { 204: 'deleted' },
  },
  look: {
    request: ({ email }) => ({
      ...{ method: 'GET', path: path`/crm/v3/objects/contacts/${email}` },
      query: { idProperty: 'email', properties: 'email,hs_additional_emails' },
    }),
    // A contact is found by each of its addresses; one that has another is not what was asked for.
    counts: (answer, { email }) =>
      reads(Contact, ({ properties: { email: first, hs_additional_emails: others } }) =>
        [first ?? '', ...(others ?? '').split(';')].some((one) => isSameAddress(one.trim(), email)) ? 1 : null,
      )(answer),
    records: 'properties',
    nobody: { 404: { when: json(Unknown, { status: 'error', category: 'OBJECT_NOT_FOUND' }), then: 'absent' } },
    example: (email) => ({ id: '512', properties: { email } }),
  },
});
