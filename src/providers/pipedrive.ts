/**
 * Pipedrive: finds the persons of an address, and deletes each; they stay in the bin for 30 days.
 * @see https://developers.pipedrive.com/docs/api/v1/Persons#deletePerson
 */
import * as z from 'zod/mini';
import { DAY } from '../lib/time';
import { defineProvider, found, header, json, path, secret } from './kit';

const Person = z.object({ id: z.int(), emails: z.array(z.string()) });
const Persons = z.object({
  success: z.literal(true),
  data: z.object({ items: z.array(z.object({ item: Person })) }),
  additional_data: z.optional(z.object({ next_cursor: z.nullish(z.string()) })),
});
const withId = z.object({ success: z.literal(true), data: z.object({ id: z.int() }) });
const isOwn = json(withId, { success: true, data: { id: 1, company_name: 'Example' } }, 'data');
const isDeleted = json(withId, { success: true, data: { id: 7 } }, 'data');

export const pipedrive = defineProvider({
  ...{ id: 'pipedrive', label: 'Pipedrive', category: 'crm', confidence: 'vendor' },
  page: 'https://developers.pipedrive.com/docs/api/v1/Persons#deletePerson',
  notes: [
    'The token sees and deletes what its user may: take one of a user who sees all people and may delete them.',
    'Somebody who was added minutes ago may not be found yet.',
    'Until the 30 days are over, somebody can restore the person under Settings › Deleted items.',
  ],
  assumed: ['Somebody who is in the bin already is not found.'],
  does: 'Deletes every person of the address.',
  promise: 'Pipedrive marks the person as deleted, and removes them for good after 30 days.',
  holds: ['person', 'persons'],
  keeps: [
    { what: 'The person in the bin', days: 30 },
    { what: 'Leads, and deals, notes, activities and mails that were linked to the person' },
  ],
  calls: 2,
  hosts: ['api.pipedrive.com'],
  callsPerMinute: 120,
  settings: { apiToken: secret('Personal API token', 'Personal preferences › API.') },
  api: ({ apiToken }) => ({ baseUrl: 'https://api.pipedrive.com', headers: header('x-api-token', apiToken) }),
  test: { method: 'GET', path: path`/v1/users/me`, shows: isOwn },
  erase: {
    find: {
      request: ({ email }) => ({
        ...{ method: 'GET', path: path`/api/v2/persons/search` },
        query: { term: email, fields: 'email', exact_match: 'true', limit: '100' },
      }),
      reads: found(Persons, ({ data: { items }, additional_data: more }) => ({
        hits: items.map(({ item }) => item),
        // A second page is more than any person has.
        total: items.length + (more?.next_cursor == null ? 0 : 1),
      })),
      records: 'data',
      seesEverybody: true,
      example: (email) => ({ success: true, data: { items: [{ item: { id: 7, emails: [email] } }] } }),
    },
    delete: ({ id }) => ({
      ...{ method: 'DELETE', path: path`/api/v2/persons/${id}` },
      replies: { 200: { when: isDeleted, then: { within: 30 * DAY } } },
    }),
  },
});
