/** Intercom: finds the contacts of an address, users and leads, and deletes each for good. */
import * as z from 'zod/mini';
import { bearer, defineProvider, found, header, json, path, regions, secret, spellings } from './kit';

const HOSTS = { us: 'api.intercom.io', eu: 'api.eu.intercom.io', au: 'api.au.intercom.io' };
const REGION = regions('Region', 'Where your workspace is hosted.', HOSTS);
const Contact = z.object({ id: z.string(), email: z.nullish(z.string()) });
const Contacts = z.object({ data: z.array(Contact), total_count: z.int() });
const isAdmin = json(z.object({ type: z.literal('admin') }), { type: 'admin' }, 'app');
const isDeleted = json(z.object({ deleted: z.literal(true) }), { id: 'c1', type: 'contact', deleted: true });
const Errors = z.object({ type: z.literal('error.list'), errors: z.array(z.object({ code: z.literal('not_found') })) });
const isUnknown = json(Errors, { type: 'error.list', errors: [{ code: 'not_found' }] });
const byEmail = (value: string) => ({ operator: 'AND', value: [{ field: 'email', operator: '=', value }] });

export const intercom = defineProvider({
  ...{ id: 'intercom', label: 'Intercom', category: 'support', confidence: 'vendor' },
  page: 'https://developers.intercom.com/docs/references/rest-api/api.intercom.io/contacts/deletecontact',
  notes: [
    'The search does not see contacts that are archived: unarchive or delete them in Intercom.',
    'Somebody who was added minutes ago may not be found yet.',
  ],
  assumed: ['Intercom does not say what becomes of the texts of conversations.'],
  does: 'Deletes every contact of the address, users and leads, for good.',
  promise: 'Intercom confirms for every contact that it is deleted.',
  holds: ['contact', 'contacts'],
  keeps: [{ what: 'What Intercom itself can restore', days: 7 }, { what: 'Archived contacts' }],
  calls: 2,
  hosts: REGION.hosts,
  callsPerMinute: 300,
  settings: {
    region: REGION.field,
    accessToken: secret('Access token', 'Developer Hub › your app › Configure › Authentication.'),
  },
  api: ({ region, accessToken }) => ({
    baseUrl: `https://${REGION.hostOf(region)}`,
    headers: { ...bearer(accessToken), ...header('Intercom-Version', '2.16') },
  }),
  test: { method: 'GET', path: path`/me`, shows: isAdmin },
  erase: {
    find: {
      request: ({ email }) =>
        spellings(email).map((one) => ({
          ...{ method: 'POST', path: path`/contacts/search` },
          json: { query: byEmail(one), pagination: { per_page: 50 } },
        })),
      reads: found(Contacts, ({ data, total_count: total }) => ({
        hits: data.map(({ id, email }) => ({ id, emails: [email] })),
        total,
      })),
      records: 'data',
      ...{ seesEverybody: true, asksByPost: true },
      example: (email) => ({ type: 'list', data: [{ id: 'c1', email }], total_count: 1 }),
    },
    delete: ({ id }) => ({
      ...{ method: 'DELETE', path: path`/contacts/${id}` },
      replies: { 200: { when: isDeleted, then: 'deleted' }, 404: { when: isUnknown, then: 'absent' } },
    }),
  },
});
