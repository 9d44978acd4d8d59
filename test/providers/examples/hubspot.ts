import { bearer, defineProvider, path, secret } from '../../../src/providers/kit';

export const hubspot = defineProvider({
  id: 'hubspot',
  label: 'HubSpot',
  page: 'https://developers.hubspot.com/docs/api/crm/contacts',
  category: 'marketing',
  confidence: 'vendor',
  does: 'Deletes the contact under GDPR, permanently.',
  promise: 'HubSpot confirms the deletion; an address it does not know is added to its block list.',
  hosts: ['api.hubapi.com'],
  callsPerMinute: 300,
  settings: {
    accessToken: secret('Access token', 'Of a private app with the scope crm.objects.contacts.write.'),
  },
  api: ({ accessToken }) => ({ baseUrl: 'https://api.hubapi.com', headers: bearer(accessToken) }),
  test: { method: 'GET', path: path`/account-info/v3/details` },
  erase: {
    request: ({ email }) => ({
      method: 'POST',
      path: path`/crm/v3/objects/contacts/gdpr-delete`,
      json: { objectId: email, idProperty: 'email' },
    }),
    replies: { 204: 'deleted' },
  },
});
