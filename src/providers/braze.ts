/** Braze: finds the profiles of an address by an export, and deletes them by their ids. */
import * as z from 'zod/mini';
import { bearer, defineProvider, found, json, path, secret, text } from './kit';

const HOST = /^rest\.[a-z]{2,3}-\d{2}\.braze\.(?:com|eu)$/;
const hostOf = (endpoint: string) => endpoint.replace(/^https:\/\/|\/$/g, '');
const User = z.object({ braze_id: z.string(), email: z.optional(z.string()) });
const Users = z.object({ message: z.literal('success'), users: z.array(User) });
const RECORDS = ['users', 'invalid_user_ids'];
const ASKED = { fields_to_export: ['braze_id', 'external_id', 'email'] };
const byEmail = (email: string) =>
  ({ method: 'POST', path: path`/users/export/ids`, json: { email_address: email, ...ASKED } }) as const;
const counting = (deleted: z.ZodMiniType<number>, example: number) => json(z.object({ deleted }), { deleted: example });
const COUNTED = [
  { when: counting(z.int().check(z.positive()), 1), then: 'accepted' },
  { when: counting(z.literal(0), 0), then: 'absent' },
] as const;
const isQueued = json(z.object({ message: z.literal('queued') }), { message: 'queued' });

export const braze = defineProvider({
  ...{ id: 'braze', label: 'Braze', category: 'marketing', confidence: 'vendor' },
  page: 'https://www.braze.com/docs/api/endpoints/user_data/post_user_delete',
  notes: ['Every workspace has keys of its own: add a connection for each.'],
  shutsOut: 'Leave the key’s list of IP addresses empty. Neither it nor the permissions of a key can be changed later.',
  does: 'Deletes every profile of the address for good.',
  promise: 'Braze counts the profiles that it will delete; it is asked until an export shows none.',
  holds: ['profile', 'profiles'],
  keeps: [{ what: 'Figures of events and purchases, without the person' }],
  ...{ hosts: ['*.braze.com', '*.braze.eu'], callsPerMinute: 240, calls: 2 },
  // A key that Braze does not know is answered by 404.
  declines: { 404: { refused: 'credentials' } },
  settings: {
    endpoint: text('REST endpoint', 'Settings › APIs and Identifiers, such as rest.fra-01.braze.eu.', {
      fits: (endpoint) => HOST.test(hostOf(endpoint)),
      says: 'a REST endpoint, such as rest.fra-01.braze.eu',
      lowerCase: true,
    }),
    apiKey: secret('REST API key', 'With the permissions users.delete and users.export.ids.'),
  },
  api: ({ endpoint, apiKey }) => ({ baseUrl: `https://${hostOf(endpoint)}`, headers: bearer(apiKey) }),
  // The right to delete cannot be proved without a deletion.
  test: { ...byEmail('nobody@example.com'), shows: json(Users, { message: 'success', users: [] }, ...RECORDS) },
  erase: {
    find: {
      request: ({ email }) => byEmail(email),
      reads: found(Users, ({ users }) => ({ hits: users.map((one) => ({ id: one.braze_id, emails: [one.email] })) })),
      ...{ records: RECORDS, seesEverybody: true, isExact: true, asksByPost: true },
      example: (email) => ({ message: 'success', users: [{ braze_id: 'b1', email }] }),
    },
    findsAgain: true,
    deleteTogether: (ids) => ({
      ...{ method: 'POST', path: path`/users/delete`, json: { braze_ids: ids } },
      replies: { 200: COUNTED, 201: COUNTED, 202: { when: isQueued, then: 'accepted' } },
    }),
  },
  confirmedByLook: true,
});
