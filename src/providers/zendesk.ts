/** Zendesk Support: finds the users of an address, deletes each, and then deletes the deleted user for good. */
import * as z from 'zod/mini';
import { basic, defineProvider, found, json, listed, path, quoted, secret, text } from './kit';

const User = z.object({ id: z.int(), email: z.nullable(z.string()), role: z.enum(['end-user', 'agent', 'admin']) });
const Users = z.object({ users: z.array(User), count: z.int() });
const Identities = z.object({ identities: z.array(z.object({ value: z.string() })) });
const Staff = z.object({ user: z.object({ role: z.enum(['agent', 'admin']) }) });
const byEmail = (email: string) => ({ query: `email:${quoted(email)}` });
const isUnknown = json(z.object({ error: z.literal('RecordNotFound') }), { error: 'RecordNotFound' });
const isUser = (name: string) => json(z.object({ [name]: z.object({ id: z.int() }) }), { [name]: { id: 7 } }, name);
const saying = (name: string) =>
  ({ 200: { when: isUser(name), then: 'deleted' }, 404: { when: isUnknown, then: 'absent' } }) as const;

export const zendesk = defineProvider({
  ...{ id: 'zendesk', label: 'Zendesk', category: 'support', confidence: 'vendor' },
  page: 'https://developer.zendesk.com/api-reference/ticketing/users/users/#permanently-delete-user',
  notes: [
    'Agents and admins of the account are never deleted.',
    'A user whom somebody deleted earlier, and not for good, is not found any more: delete them for good under Admin Center › People › Deleted users.',
    'Access by API token has to be switched on.',
  ],
  assumed: ['A ticket keeps the texts in it.'],
  does: 'Deletes the user, then deletes the deleted user for good.',
  promise: 'Zendesk confirms that the user is deleted for good.',
  holds: ['user', 'users'],
  keeps: [{ what: 'Tickets, with their texts and files' }, { what: 'What other Zendesk products have yet to clear' }],
  ...{ hosts: ['*.zendesk.com'], callsPerMinute: 60, calls: 3 },
  settings: {
    subdomain: text('Subdomain', 'Such as example, of example.zendesk.com.', /^[a-z0-9][a-z0-9-]{0,62}$/),
    agent: text('Agent', 'The e-mail address of the admin whose token it is.', /^\S+@\S+$/),
    apiToken: secret('API token', 'Admin Center › Apps and integrations › APIs.'),
  },
  api: ({ subdomain, agent, apiToken }) => ({
    baseUrl: `https://${subdomain}.zendesk.com/api/v2`,
    headers: basic(`${agent}/token`, apiToken),
  }),
  // It is answered to anonymous callers, too: only a user with a role shows that the token is taken.
  test: { method: 'GET', path: path`/users/me`, shows: json(Staff, { user: { role: 'admin' } }, 'user') },
  erase: {
    find: {
      request: ({ email }) => ({ method: 'GET', path: path`/users/search`, query: byEmail(email) }),
      reads: found(Users, ({ users, count }) => ({
        hits: users.map(({ id, email, role }) => ({ id, emails: [email], guarded: role === 'end-user' ? null : role })),
        total: count,
      })),
      ...{ records: 'users', seesEverybody: true },
      addresses: ({ id }) => ({
        request: { method: 'GET', path: path`/users/${id}/identities` },
        reads: listed(Identities, ({ identities }) => identities.map(({ value }) => value)),
        example: { identities: [{ type: 'email', value: 'other@example.com' }] },
      }),
      example: (email) => ({ users: [{ id: 7, email, role: 'end-user' }], count: 1 }),
    },
    delete: ({ id }) => [
      { method: 'DELETE', path: path`/users/${id}`, replies: saying('user') },
      { method: 'DELETE', path: path`/deleted_users/${id}`, replies: saying('deleted_user') },
    ],
  },
});
