import * as z from 'zod/mini';
import { basic, defineProvider, found, path, secret, text } from '../../../src/providers/kit';

const Users = z.object({ users: z.array(z.object({ id: z.int(), email: z.nullable(z.string()) })), count: z.int() });

export const zendesk = defineProvider({
  id: 'zendesk',
  label: 'Zendesk',
  page: 'https://developer.zendesk.com/api-reference/ticketing/users/users/#permanently-delete-user',
  category: 'marketing',
  confidence: 'vendor',
  notes: ['The token’s agent must be an admin.'],
  does: 'Deletes the user, then deletes the deleted user permanently.',
  promise: 'Zendesk confirms the permanent deletion. Their tickets stay.',
  hosts: ['*.zendesk.com'],
  callsPerMinute: 60,
  settings: {
    subdomain: text('Subdomain', 'Such as example, of example.zendesk.com.', /^[a-z0-9][a-z0-9-]{0,62}$/),
    agent: text('Agent', 'The e-mail address of the admin.'),
    apiToken: secret('API token', 'From Admin Center, Apps and integrations.'),
  },
  api: ({ subdomain, agent, apiToken }) => ({
    baseUrl: `https://${subdomain}.zendesk.com/api/v2`,
    headers: basic(`${agent}/token`, apiToken),
  }),
  test: { method: 'GET', path: path`/users/me.json` },
  erase: {
    find: {
      request: ({ email }) => ({ method: 'GET', path: path`/users/search.json`, query: { query: `email:"${email}"` } }),
      reads: found(Users, ({ users, count }) => ({
        hits: users.map(({ id, email }) => ({ id, emails: [email] })),
        total: count,
      })),
      records: 'users',
      seesEverybody: true,
      example: (email) => ({ users: [{ id: 7, email }], count: 1 }),
    },
    delete: ({ id }) => [
      { method: 'DELETE', path: path`/users/${id}.json`, replies: { 200: 'deleted', 404: 'absent' } },
      { method: 'DELETE', path: path`/deleted_users/${id}.json`, replies: { 200: 'deleted', 404: 'absent' } },
    ],
  },
});
