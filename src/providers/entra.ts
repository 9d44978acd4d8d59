/**
 * Microsoft Entra ID: finds the users of an address by Microsoft Graph, and deletes each, for good where that is wanted.
 * @see https://learn.microsoft.com/graph/api/directory-deleteditems-delete
 */
import { HOUR } from '../lib/time';
import { clientCredentials, defineProvider, flag, optional, path, secret, text } from './kit';
import { rights } from './entra-rights';
import { deletionsOf, findUsers } from './entra-users';

const BIN = { what: 'The user in the bin, where an admin can restore them', days: 30 };
const MAILBOX = { what: 'What other Microsoft products keep of the user' };
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const entra = defineProvider({
  ...{ id: 'entra', label: 'Microsoft Entra ID', category: 'identity', confidence: 'vendor' },
  page: 'https://learn.microsoft.com/graph/api/user-delete',
  notes: [
    'Grant the app the application permissions User.Read.All and User.DeleteRestore.All, and consent as an admin.',
    'Guests are deleted. Members are refused unless they may be deleted, and so is whoever has no type.',
    'Users with privileged roles cannot be deleted with these permissions alone.',
    'Somebody who is in the bin already is not found.',
    'A user who is synchronised from a directory of your own has to be deleted there.',
  ],
  assumed: ['Searches in more than one field need the header ConsistencyLevel: eventual.'],
  does: 'Deletes the user, who stays in the bin for 30 days.',
  promise: 'Microsoft confirms that the user is in the bin, and removes them for good after 30 days.',
  holds: ['user', 'users'],
  keeps: [BIN, MAILBOX],
  calls: 2,
  describe: ({ permanently }) =>
    permanently === true
      ? {
          does: 'Deletes the user, and then deletes them from the bin for good.',
          promise: 'Microsoft confirms that the user is gone for good; or, where the app may not do that, in 30 days.',
          ...{ keeps: [MAILBOX], calls: 3 },
        }
      : {},
  keyLasts: { days: 730, says: 'Make a new client secret under App registrations › Certificates & secrets.' },
  ...{ hosts: ['graph.microsoft.com', 'login.microsoftonline.com'], callsPerMinute: 120 },
  settings: {
    tenantId: text('Directory (tenant) ID', 'App registrations › the app › Overview.', UUID),
    clientId: text('Application (client) ID', 'On the same page.', UUID),
    clientSecret: secret(
      'Client secret',
      'Certificates & secrets: the value, which is shown once. It lasts 24 months at most.',
    ),
    permanently: optional(flag('Delete for good', 'Also deletes the user from the bin. That cannot be undone.')),
    members: optional(flag('Members may be deleted', 'Employees too, and not only guests.')),
  },
  api: { baseUrl: 'https://graph.microsoft.com/v1.0' },
  session: ({ tenantId, clientId, clientSecret, permanently }) =>
    clientCredentials(path`https://login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`, {
      ...{ clientId, clientSecret, as: 'form', more: { scope: 'https://graph.microsoft.com/.default' } },
      ...{ lifetime: HOUR, grants: rights(permanently === true) },
    }),
  erase: ({ permanently, members }) => ({
    find: findUsers(members === true),
    delete: ({ id }) => deletionsOf(id, permanently === true),
  }),
});
