/** Klaviyo: a deletion job of its Data Privacy API. It has no status; that nobody is found any more confirms it. */
import * as z from 'zod/mini';
import { defineProvider, found, header, path, quoted, secret, spellings } from './kit';

const Profile = z.object({ id: z.string(), attributes: z.object({ email: z.nullish(z.string()) }) });
const Profiles = z.object({ data: z.array(Profile), links: z.optional(z.object({ next: z.nullish(z.string()) })) });
const JSON_API = 'application/vnd.api+json';

export const klaviyo = defineProvider({
  ...{ id: 'klaviyo', label: 'Klaviyo', category: 'marketing', confidence: 'vendor' },
  page: 'https://developers.klaviyo.com/en/reference/request_profile_deletion',
  notes: [
    'A key without the scope data-privacy:write passes the test, and is refused with the first deletion.',
    'Klaviyo lists who was deleted under klaviyo.com/account/deleted.',
  ],
  does: 'Asks Klaviyo to delete every profile of the address.',
  promise: 'Klaviyo deletes them later, without saying when; it is asked whether a profile is left.',
  holds: ['profile', 'profiles'],
  hosts: ['a.klaviyo.com'],
  callsPerMinute: 60,
  settings: {
    apiKey: secret('Private API key', 'With the scopes data-privacy:write, profiles:read and accounts:read.'),
  },
  api: ({ apiKey }) => ({
    baseUrl: 'https://a.klaviyo.com/api',
    headers: { authorization: `Klaviyo-API-Key ${apiKey}`, revision: '2026-07-15', accept: JSON_API },
  }),
  // No call that changes nothing proves the right to delete.
  test: { method: 'GET', path: path`/accounts` },
  erase: {
    request: ({ email }) => ({
      ...{ method: 'POST', path: path`/data-privacy-deletion-jobs`, headers: header('Content-Type', JSON_API) },
      json: {
        data: {
          type: 'data-privacy-deletion-job',
          attributes: { profile: { data: { type: 'profile', attributes: { email } } } },
        },
      },
    }),
    replies: { 202: 'accepted' },
  },
  look: {
    request: ({ email }) =>
      spellings(email).map((one) => ({
        ...{ method: 'GET', path: path`/profiles` },
        query: { filter: `equals(email,${quoted(one)})`, 'fields[profile]': 'email' },
      })),
    reads: found(Profiles, ({ data, links }) => ({
      hits: data.map(({ id, attributes }) => ({ id, emails: [attributes.email] })),
      // No person has a second page.
      total: data.length + (links?.next == null ? 0 : 1),
    })),
    records: 'data',
    seesEverybody: true,
    example: (email) => ({ data: [{ type: 'profile', id: '01H', attributes: { email } }], links: { next: null } }),
  },
  confirmedByLook: true,
});
