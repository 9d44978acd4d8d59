/**
 * Auth0: finds the users of an address, one for each connection that they signed up by, and deletes each.
 * @see https://auth0.com/docs/api/management/v2/users/delete-users-by-id
 */
import * as z from 'zod/mini';
import { HOUR } from '../lib/time';
import { clientCredentials, defineProvider, found, grants, path, secret, spellings, text } from './kit';

const NEEDED = ['read:users', 'delete:users'];
const Granted = z.object({ scope: z.string() });
const RIGHTS = grants(NEEDED, Granted, ({ scope }) => scope.split(' '), { scope: NEEDED.join(' ') });
const Users = z.array(z.object({ user_id: z.string(), email: z.string() }));

export const auth0 = defineProvider({
  ...{ id: 'auth0', label: 'Auth0', category: 'identity', confidence: 'vendor' },
  page: 'https://auth0.com/docs/api/management/v2/users/delete-users-by-id',
  notes: [
    'Take the domain under which Auth0 made the tenant, and no custom domain.',
    'Somebody who signs in by a social or enterprise connection is a user again after their next sign-in.',
  ],
  assumed: [
    'The tenant’s logs keep their entries until they expire.',
    'Somebody of whom only a linked account has the address is not found.',
  ],
  does: 'Deletes every user of the address, with all their identities.',
  promise: 'Auth0 confirms for every user that they are deleted. That cannot be undone.',
  holds: ['user', 'users'],
  keeps: [{ what: 'Entries in the tenant’s logs' }],
  ...{ calls: 2, hosts: ['*.auth0.com'], callsPerMinute: 60 },
  settings: {
    domain: text('Domain', 'Of the application’s settings, such as example.eu.auth0.com.', {
      fits: /^[a-z0-9][a-z0-9-]{0,62}(\.[a-z0-9-]{2,10})?\.auth0\.com$/,
      says: 'a domain that ends in .auth0.com, without https://',
      lowerCase: true,
    }),
    clientId: text('Client ID', 'Of a machine-to-machine application for the Management API.', /^[\w-]{1,100}$/),
    clientSecret: secret('Client Secret', 'Of that application, which has the scopes read:users and delete:users.'),
  },
  api: ({ domain }) => ({ baseUrl: `https://${domain}/api/v2` }),
  session: ({ domain, clientId, clientSecret }) =>
    clientCredentials(path`https://${domain}/oauth/token`, {
      ...{ clientId, clientSecret, as: 'json', more: { audience: `https://${domain}/api/v2/` } },
      ...{ lifetime: 24 * HOUR, grants: RIGHTS },
    }),
  erase: {
    find: {
      // The search tells letters of either size apart, and so do connections.
      request: ({ email }) =>
        spellings(email).map((one) => ({
          ...{ method: 'GET', path: path`/users-by-email` },
          query: { email: one, fields: 'user_id,email', include_fields: 'true' },
        })),
      reads: found(Users, (users) => ({ hits: users.map(({ user_id: id, email }) => ({ id, emails: [email] })) })),
      ...{ records: null, seesEverybody: true, isExact: true },
      example: (email) => [{ user_id: 'auth0|7', email }],
    },
    delete: ({ id }) => ({ method: 'DELETE', path: path`/users/${id}`, replies: { 204: 'deleted' } }),
  },
});
