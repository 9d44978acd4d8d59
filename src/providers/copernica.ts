/**
 * Copernica Marketing Suite, REST API v4.
 * @see https://www.copernica.com/nl/documentation/restv4/rest-post-events-user-remove
 * @see https://www.copernica.com/en/documentation/restv4/rest-introduction (JWT, status codes, errors)
 *
 * Two modes. `event` logs a remove event, and the account's own follow-up actions decide what happens. `profiles` finds
 * the person's profiles in the configured databases and deletes each of them completely.
 */
import * as z from 'zod/mini';
import {
  choice,
  defineProvider,
  each,
  errorSays,
  found,
  inAnyCase,
  json,
  jwtIn,
  namesOf,
  noBody,
  optional,
  otherwise,
  path,
  secret,
  structure,
} from './kit';
import { HOUR } from '../lib/time';

const Profile = z.object({
  ID: z.union([z.string().check(z.regex(/^\d+$/)), z.int()]),
  fields: z._default(z.record(z.string(), z.unknown()), {}),
});
const Profiles = z.object({ total: z.optional(z.int()), data: z.array(Profile) });

const DatabaseId = z.union([z.int().check(z.positive()), z.string().check(z.regex(/^[1-9]\d{0,15}$/))]);
const Field = z._default(z.string().check(z.regex(/^[\p{L}\p{N}_ -]{1,100}$/u)), 'email');
const inFieldEmail = z.transform((id: z.infer<typeof DatabaseId>) => ({ id, field: 'email' }));
const Database = z.union([z.strictObject({ id: DatabaseId, field: Field }), z.pipe(DatabaseId, inFieldEmail)]);
const Attributes = z.record(
  z.string().check(z.regex(/^(?!email$|firstname$|suffix$|lastname$)\w{1,100}$/)),
  z.string().check(z.maxLength(500)),
);

export const copernica = defineProvider({
  id: 'copernica',
  label: 'Copernica',
  does: 'Logs a remove event, or deletes the person’s profiles, as configured.',
  promise: 'Copernica runs your account’s follow-up actions on a remove event, and does not tell what they did.',
  holds: ['profile', 'profiles'],
  notAsked: 'Event mode names no database that could be searched.',
  page: 'https://www.copernica.com/nl/documentation/restv4/rest-post-events-user-remove',
  category: 'marketing',
  confidence: 'vendor',
  notes: [
    'Event mode deletes nothing by itself: set up follow-up actions for the remove event in Copernica.',
    'Profiles mode deletes every profile with this address in the listed databases, completely.',
    'Paste the API token from the Marketing Suite dashboard; the app exchanges it for the daily token itself.',
  ],
  hosts: ['api.copernica.com', 'authenticate.copernica.com'],
  parallel: 2,
  callsPerMinute: 300,
  settings: {
    apiToken: secret('API token', 'From the Marketing Suite dashboard, under API tokens.'),
    mode: otherwise(
      choice('Mode', 'event: log a remove event. profiles: delete the profiles themselves.', ['event', 'profiles']),
      'event',
    ),
    databases: optional(
      structure(
        'Databases',
        'For profiles mode: the id of each database and its e-mail field.',
        z.array(Database).check(z.maxLength(20)),
      ),
    ),
    attributes: optional(structure('Extra attributes', 'For event mode: sent with every remove event.', Attributes)),
  },
  rules: [
    {
      at: 'databases',
      says: 'profiles mode needs at least one database',
      holds: ({ mode, databases = [] }) => mode === 'event' || databases.length > 0,
    },
  ],
  describe: ({ mode, databases }) =>
    mode === 'profiles'
      ? {
          does: 'Deletes every profile with this address in the configured databases, completely.',
          promise: 'Copernica answers for every profile that it deleted it.',
          calls: Array.isArray(databases) ? databases.length : 1,
        }
      : {
          does: 'Logs a remove event.',
          promise: 'Copernica runs your account’s follow-up actions on it, and does not tell what they did.',
        },
  api: { baseUrl: 'https://api.copernica.com/v4' },
  session: ({ apiToken }) => ({
    request: { method: 'POST', url: path`https://authenticate.copernica.com`, form: { access_token: apiToken } },
    token: jwtIn,
    // The vendor says 24 hours; used only where the token itself does not tell.
    lifetime: 12 * HOUR,
    // Copernica answers 400 to almost everything; the message tells a rejected token from a rejected request.
    rejectedBy: { status: 400, when: errorSays(/token|jwt|authori[sz]/i, 'Invalid access token') },
    example: 'aaaa.bbbb.cccc',
  }),
  test: { method: 'GET', path: path`/identity`, shows: json(z.looseObject({}), { id: 1 }) },
  erase: ({ mode, databases = [], attributes }) =>
    mode === 'event'
      ? {
          request: (person) => ({
            method: 'POST',
            path: path`/events/user/remove`,
            json: { ...attributes, ...namesOf(person), email: person.email },
          }),
          replies: { 200: { when: noBody, then: 'registered' }, 201: { when: noBody, then: 'registered' } },
        }
      : each(databases, ({ id, field }) => ({
          find: {
            request: ({ email }) => ({
              method: 'GET',
              path: path`/database/${id}/profiles`,
              query: { 'fields[]': `${field}==${email}`, limit: '1000' },
            }),
            reads: found(Profiles, ({ total, data }) => ({
              total,
              hits: data.map(({ ID, fields }) => ({ id: ID, emails: [inAnyCase(fields, field)] })),
            })),
            records: 'data',
            seesEverybody: true,
            // A filter that the API did not understand would answer with everybody.
            isExact: true,
            example: (email) => ({ total: 1, data: [{ ID: '7', fields: { [field]: email } }] }),
          },
          delete: (profile) => ({
            method: 'DELETE',
            path: path`/profile/${profile.id}`,
            query: { completely: 'Yes' },
            replies: {
              200: { when: noBody, then: 'deleted' },
              204: { when: noBody, then: 'deleted' },
              400: { when: errorSays(/already been removed/i, 'It has already been removed'), then: 'absent' },
            },
          }),
        })),
});
