/**
 * Copernica Marketing Suite, REST API v4.
 * @see https://www.copernica.com/nl/documentation/restv4/rest-post-events-user-remove
 * @see https://www.copernica.com/en/documentation/restv4/rest-introduction (JWT, status codes, errors)
 *
 * Two modes. `event` logs a remove event, and the account's own follow-up actions decide what happens. `profiles` finds
 * the person's profiles in the configured databases and deletes each of them completely.
 */
import * as z from 'zod/mini';
import type { Reply } from '../core/reply/reply';
import {
  choice,
  defineProvider,
  each,
  found,
  json,
  jwtIn,
  noBody,
  optional,
  otherwise,
  path,
  secret,
  structure,
} from './kit';

const errorOf = (says: RegExp) => z.object({ error: z.object({ message: z.string().check(z.regex(says)) }) });
const TokenError = errorOf(/token|jwt|authori[sz]/i);

/** Copernica answers 400 to almost everything; the message tells a rejected token from a rejected request. */
const isTokenRejected = (reply: Reply): boolean =>
  (reply.kind !== 'failed' && reply.status === 401) ||
  (reply.kind === 'reply' && reply.status === 400 && z.safeParse(TokenError, reply.json).success);

const Profiles = z.object({
  total: z.optional(z.int()),
  data: z.array(
    z.object({
      ID: z.union([z.string().check(z.regex(/^\d+$/)), z.int()]),
      fields: z._default(z.record(z.string(), z.unknown()), {}),
    }),
  ),
});

const DatabaseId = z.pipe(
  z.union([z.int().check(z.positive()), z.string().check(z.regex(/^[1-9]\d{0,15}$/))]),
  z.transform(Number),
);
const Database = z.union([
  z.strictObject({
    id: DatabaseId,
    field: z._default(z.string().check(z.regex(/^[\p{L}\p{N}_ -]{1,100}$/u)), 'email'),
  }),
  z.pipe(
    DatabaseId,
    z.transform((id) => ({ id, field: 'email' })),
  ),
]);
const Attributes = z.record(
  z.string().check(z.regex(/^(?!email$|firstname$|suffix$|lastname$)\w{1,100}$/)),
  z.string().check(z.maxLength(500)),
);

export const copernica = defineProvider({
  id: 'copernica',
  label: 'Copernica',
  does: 'Logs a remove event, or deletes the person’s profiles, as configured.',
  promise: 'Copernica runs your account’s follow-up actions on a remove event, and does not tell what they did.',
  page: 'https://www.copernica.com/nl/documentation/restv4/rest-post-events-user-remove',
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
    lifetime: 12 * 3_600_000,
    isRejected: isTokenRejected,
    example: 'aaaa.bbbb.cccc',
  }),
  test: { method: 'GET', path: path`/identity`, shows: json(z.looseObject({}), { id: 1 }) },
  erase: ({ mode, databases = [], attributes }) =>
    mode === 'event'
      ? {
          request: ({ email, firstname, suffix, lastname }) => ({
            method: 'POST',
            path: path`/events/user/remove`,
            json: { ...attributes, ...filled({ firstname, suffix, lastname }), email },
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
              hits: data.map(({ ID, fields }) => ({ id: ID, emails: [valueOf(fields, field)] })),
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
              400: {
                when: json(errorOf(/already been removed/i), { error: { message: 'It has already been removed' } }),
                then: 'absent',
              },
            },
          }),
        })),
});

const filled = (names: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(names).filter(([, name]) => name !== undefined && name !== ''));

/** The value of a field whose name an account may write in letters of either size. */
const valueOf = (fields: Readonly<Record<string, unknown>>, field: string): unknown =>
  Object.entries(fields).find(([name]) => name.toLowerCase() === field.toLowerCase())?.[1];
