/**
 * Okta: finds the users of an address, deactivates each, and once that is done deletes it.
 * @see https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/#tag/User/operation/deleteUser
 */
import { defineProvider, flag, header, optional, secret, text } from './kit';
import { erasing, isMe, ME } from './okta-users';

export const okta = defineProvider({
  ...{ id: 'okta', label: 'Okta', category: 'identity', confidence: 'vendor' },
  page: 'https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/#tag/User/operation/deleteUser',
  notes: [
    'Everybody in Okta is a member: nobody is deleted unless members may be, and never the admin whose token it is.',
    'Okta first takes the user out of all apps, which may destroy their mail and files there.',
    'Somebody who was added or changed moments ago may not be found yet.',
  ],
  assumed: [
    'The system log keeps its entries until they expire.',
    'A user who comes from a directory or an HR system has to be deleted there, or comes back.',
    'A token that is not used for 30 days expires, and has the rights of the admin who made it.',
  ],
  does: 'Deactivates the user in all apps, then deletes the user.',
  promise: 'Okta confirms that the user is deleted. That cannot be undone.',
  holds: ['user', 'users'],
  keeps: [{ what: 'Entries in the system log' }, { what: 'Whatever the apps keep of a user who is taken out of them' }],
  calls: 5,
  hosts: ['*.okta.com', '*.oktapreview.com', '*.okta-emea.com'],
  callsPerMinute: 120,
  settings: {
    domain: text('Okta domain', 'Such as example.okta.com, without -admin.', {
      fits: /^(?![a-z0-9-]*-admin\.)[a-z0-9][a-z0-9-]{0,62}\.(okta|oktapreview|okta-emea)\.com$/,
      says: 'a domain such as example.okta.com, without https:// and -admin',
      lowerCase: true,
    }),
    apiToken: secret('API token', 'Security › API › Tokens, of an admin who may delete users.'),
    members: optional(flag('Members may be deleted', 'Employees too: everybody in Okta is one.')),
  },
  api: ({ domain, apiToken }) => ({
    baseUrl: `https://${domain}/api/v1`,
    headers: header('Authorization', `SSWS ${apiToken}`),
  }),
  test: { ...ME, shows: isMe },
  erase: ({ members }) => erasing(members === true),
});
