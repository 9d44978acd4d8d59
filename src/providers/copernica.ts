/**
 * Copernica Marketing Suite, REST API v4.
 * @see https://www.copernica.com/nl/documentation/restv4/rest-post-events-user-remove
 * @see https://www.copernica.com/en/documentation/restv4/rest-introduction (JWT, status codes, errors)
 *
 * Two modes. `event` logs a remove event, and the account's own follow-up actions decide what happens. `profiles` finds
 * the person's profiles in the configured databases and deletes each of them completely.
 */
import * as z from 'zod/mini';
import { failure, type Outcome } from '../core/status/outcome';
import { type Email, normalForm, parseEmail } from '../core/person/email';
import type { Answer, Documented, Reply } from '../core/reply/reply';
import { defineProvider, encoded, isSuccess, LONGEST_TOKEN, query, type Reach, secret } from './kit';
import type { Call } from '../ports/http';
import { type Person } from '../core/person/person';

const API = 'https://api.copernica.com/v4';
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const MINUTE = 60_000;
// The vendor says a token is valid for 24 hours; used only where the token itself does not tell.
const ASSUMED_LIFE = 12 * 60 * MINUTE;
const PAGE = 1000;
// More profiles of one address than this is a mistake in the settings, not a person.
const MOST_PROFILES = 50;
/** What is left after so many calls for one person is taken up in the next turn: what was deleted is gone by then. */
const MOST_CALLS = 40;
const POSTPONED: Outcome = { kind: 'retry', reason: 'postponed' };

const ErrorReply = z.object({ error: z.object({ message: z.string() }) });
const Identity = z.looseObject({});
const Profiles = z.object({
  total: z.optional(z.int()),
  data: z.array(
    z.object({
      ID: z.union([z.string().check(z.regex(/^\d+$/)), z.int()]),
      fields: z.optional(z.record(z.string(), z.unknown())),
    }),
  ),
});

/** What a page of profiles holds although nothing is wrong: nobody, and whatever an account calls its own fields. */
const FOUND: Documented = {
  source: 'https://www.copernica.com/en/documentation/restv4/rest-get-database-profiles',
  allows: ({ at: [name = ''] }) => ['total', 'count', 'data'].includes(name),
};

const errorOf = (reply: Reply): string => {
  const parsed = z.safeParse(ErrorReply, reply.kind === 'reply' ? reply.json : null);
  return parsed.success ? parsed.data.error.message : '';
};

/** Copernica answers 400 to almost everything; the message tells a rejected token from a rejected request. */
const isTokenRejected = (reply: Reply): boolean =>
  reply.kind !== 'failed' &&
  (reply.status === 401 || (reply.status === 400 && /token|jwt|authori[sz]/i.test(errorOf(reply))));

/** The JWT in a reply: as plain text, as a JSON string, or as the only such value of a JSON object. */
function jwtIn({ json, text }: Answer): string | null {
  const values =
    typeof json === 'object' && json !== null ? Object.values(json) : [typeof json === 'string' ? json : text];
  const tokens = values.filter((value) => typeof value === 'string').map((value) => value.trim());
  const found = tokens.filter((token) => token.length <= LONGEST_TOKEN && JWT.test(token));
  return found.length === 1 ? (found[0] ?? null) : null;
}

function expiryOf(jwt: string, now: number): number {
  try {
    const claims: unknown = JSON.parse(atob((jwt.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/')));
    const { exp } = z.parse(z.object({ exp: z.number() }), claims);
    return exp * 1000;
  } catch {
    return now + ASSUMED_LIFE;
  }
}

const unexpected: Outcome = { kind: 'refused', reason: 'unexpected-reply' };

type SignedIn = { readonly jwt: string } | { readonly failed: Outcome };

async function exchange(apiToken: string, { http, token, now }: Reach): Promise<SignedIn> {
  const reply = await http({
    op: 'copernica.sign-in',
    method: 'POST',
    url: 'https://authenticate.copernica.com',
    form: { access_token: apiToken },
  });
  if (!isSuccess(reply)) {
    const isRefused = reply.kind === 'reply' && reply.status === 400;
    return { failed: isRefused ? { kind: 'refused', reason: 'credentials', httpStatus: 400 } : failure(reply) };
  }
  const jwt = jwtIn(reply);
  if (jwt === null) return { failed: unexpected };
  await token.set({ value: jwt, expiresAt: expiryOf(jwt, now()) });
  return { jwt };
}

async function signIn(apiToken: string, around: Reach): Promise<SignedIn> {
  const kept = await around.token.get();
  if (kept !== null && kept.expiresAt - 5 * MINUTE > around.now()) return { jwt: kept.value };
  return around.token.once(() => exchange(apiToken, around));
}

/** Calls with a token; one that is rejected is exchanged for a new one, once. */
async function withToken(apiToken: string, around: Reach, call: Call): Promise<Reply | { failed: Outcome }> {
  for (const isLast of [false, true]) {
    const signedIn = await signIn(apiToken, around);
    if ('failed' in signedIn) return signedIn;
    const reply = await around.http({ ...call, headers: { authorization: `Bearer ${signedIn.jwt}` } });
    if (!isTokenRejected(reply)) return reply;
    await around.token.set(null);
    if (isLast) break;
  }
  return { failed: { kind: 'refused', reason: 'credentials' } };
}

interface Account {
  readonly apiToken: string;
  readonly databases: readonly { readonly id: number; readonly field: string }[];
  readonly attributes: Readonly<Record<string, string>>;
}

async function logRemoveEvent({ apiToken, attributes }: Account, around: Reach, person: Person): Promise<Outcome> {
  const names = Object.entries({ firstname: person.firstname, suffix: person.suffix, lastname: person.lastname });
  const given = Object.fromEntries(names.filter(([, name]) => name !== undefined && name !== ''));
  const reply = await withToken(apiToken, around, {
    op: 'copernica.remove-event',
    method: 'POST',
    url: `${API}/events/user/remove`,
    json: { ...attributes, ...given, email: person.email },
  });
  if ('failed' in reply) return reply.failed;
  const isDocumented =
    reply.kind === 'reply' && (reply.status === 200 || reply.status === 201) && reply.text.trim() === '';
  return isDocumented ? { kind: 'registered' } : failure(reply);
}

/** The ids of the profiles whose own e-mail field says this address; anything else in the reply is not documented. */
async function findProfiles(apiToken: string, around: Reach, database: Account['databases'][number], email: Email) {
  const { id, field } = database;
  const reply = await withToken(apiToken, around, {
    op: 'copernica.find-profiles',
    method: 'GET',
    url: `${API}/database/${String(id)}/profiles?${query({ 'fields[]': `${field}==${email}`, limit: String(PAGE) })}`,
    documented: FOUND,
  });
  if ('failed' in reply) return reply;
  if (!isSuccess(reply)) return { failed: failure(reply) };
  const parsed = z.safeParse(Profiles, reply.json);
  if (!parsed.success || parsed.data.data.length > MOST_PROFILES) return { failed: unexpected };
  // Whoever is not in the reply would stay: then the person is not deleted.
  if ((parsed.data.total ?? 0) > parsed.data.data.length) return { failed: unexpected };
  const isOurs = (value: unknown) => {
    const found = typeof value === 'string' ? parseEmail(value) : null;
    return found !== null && normalForm(found) === normalForm(email);
  };
  // A filter that the API did not understand would answer with everybody: every profile must name the person.
  const named = (fields: Record<string, unknown> = {}) =>
    Object.entries(fields).find(([name]) => name.toLowerCase() === field.toLowerCase())?.[1];
  return parsed.data.data.every(({ fields }) => isOurs(named(fields)))
    ? { ids: parsed.data.data.map(({ ID }) => String(ID)) }
    : { failed: unexpected };
}

async function deleteProfile(apiToken: string, around: Reach, id: string): Promise<Outcome> {
  const reply = await withToken(apiToken, around, {
    op: 'copernica.delete-profile',
    method: 'DELETE',
    url: `${API}/profile/${encoded(id)}?${query({ completely: 'Yes' })}`,
  });
  if ('failed' in reply) return reply.failed;
  if (reply.kind === 'reply' && (reply.status === 204 || reply.status === 200) && reply.text.trim() === '')
    return { kind: 'deleted' };
  return reply.kind === 'reply' && reply.status === 400 && /already been removed/i.test(errorOf(reply))
    ? { kind: 'absent' }
    : failure(reply);
}

async function deleteProfiles({ apiToken, databases }: Account, around: Reach, { email }: Person): Promise<Outcome> {
  let deleted = false;
  let calls = 0;
  for (const database of databases) {
    if ((calls += 1) > MOST_CALLS) return POSTPONED;
    const found = await findProfiles(apiToken, around, database, email);
    if ('failed' in found) return found.failed;
    for (const id of found.ids) {
      if ((calls += 1) > MOST_CALLS) return POSTPONED;
      const outcome = await deleteProfile(apiToken, around, id);
      if (outcome.kind !== 'deleted' && outcome.kind !== 'absent') return outcome;
      deleted ||= outcome.kind === 'deleted';
    }
  }
  return { kind: deleted ? 'deleted' : 'absent' };
}

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
  egress: ['api.copernica.com', 'authenticate.copernica.com'],
  batchSize: 1,
  concurrency: 2,
  callsPerMinute: 300,
  settings: z
    .strictObject({
      apiToken: secret('API token', 'From the Marketing Suite dashboard, under API tokens.'),
      mode: z._default(z.enum(['event', 'profiles']), 'event').check(
        z.meta({
          title: 'Mode',
          description: 'event: log a remove event. profiles: delete the profiles themselves.',
        }),
      ),
      databases: z.optional(
        z.array(Database).check(
          z.maxLength(20),
          z.meta({
            title: 'Databases',
            description: 'For profiles mode: the id of each database and its e-mail field.',
          }),
        ),
      ),
      attributes: z.optional(
        z
          .record(
            z.string().check(z.regex(/^(?!email$|firstname$|suffix$|lastname$)\w{1,100}$/)),
            z.string().check(z.maxLength(500)),
          )
          .check(z.meta({ title: 'Extra attributes', description: 'For event mode: sent with every remove event.' })),
      ),
    })
    .check(
      z.refine(({ mode, databases }) => mode === 'event' || (databases?.length ?? 0) > 0, {
        path: ['databases'],
        error: 'profiles mode needs at least one database',
      }),
    ),

  inWords: ({ mode, databases }) =>
    mode === 'profiles'
      ? {
          does: 'Deletes every profile with this address in the configured databases, completely.',
          promise: 'Copernica answers for every profile that it deleted it.',
          calls: Array.isArray(databases) ? databases.length : 1,
        }
      : {
          does: 'Logs a remove event.',
          promise: 'Copernica runs your account’s follow-up actions on it, and does not tell what they did.',
          calls: 1,
        },

  async test({ apiToken }, around) {
    const reply = await withToken(apiToken, around, {
      op: 'copernica.identity',
      method: 'GET',
      url: `${API}/identity`,
    });
    if ('failed' in reply) return { kind: 'failed', outcome: reply.failed };
    const isDocumented = reply.kind === 'reply' && reply.status === 200 && z.safeParse(Identity, reply.json).success;
    return isDocumented ? { kind: 'ok' } : { kind: 'failed', outcome: failure(reply) };
  },

  async erase({ apiToken, mode, databases = [], attributes = {} }, around, people) {
    const account = { apiToken, databases, attributes };
    const eraseOne = mode === 'event' ? logRemoveEvent : deleteProfiles;
    const outcomes: Outcome[] = [];
    for (const person of people) outcomes.push(await eraseOne(account, around, person));
    return outcomes;
  },
});
