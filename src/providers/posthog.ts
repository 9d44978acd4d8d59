/** PostHog: finds the persons of an address, and deletes them in one call, with their events and recordings. */
import * as z from 'zod/mini';
import { bearer, defineProvider, found, json, path, regions, secret, spellings, text } from './kit';

const REGION = regions('Region', 'Of your PostHog Cloud.', { us: 'us.posthog.com', eu: 'eu.posthog.com' });
const Properties = z.object({ email: z.optional(z.unknown()) });
const Person = z.object({ uuid: z.string(), distinct_ids: z.array(z.string()), properties: Properties });
const Persons = z.object({ results: z.array(Person), next: z.nullish(z.string()) });
const NOBODY = { results: [], next: null };
const Counts = z.object({ persons_found: z.int(), persons_deleted: z.int(), deletion_errors: z.tuple([]) });
const All = Counts.check(z.refine((said) => said.persons_found === said.persons_deleted));
const None = z.extend(Counts, { persons_found: z.literal(0), persons_deleted: z.literal(0) });
const counted = (persons: number) => ({
  ...{ persons_found: persons, persons_deleted: persons, deletion_errors: [] },
  ...{ events_queued_for_deletion: persons > 0, recordings_queued_for_deletion: persons > 0 },
});
const COUNTED = [
  { when: json(None, counted(0)), then: 'absent' },
  { when: json(All, counted(1)), then: 'accepted' },
] as const;

export const posthog = defineProvider({
  ...{ id: 'posthog', label: 'PostHog', category: 'analytics', confidence: 'vendor' },
  page: 'https://posthog.com/docs/privacy/data-deletion',
  notes: ['Never use a distinct id again once its person is deleted: PostHog may lose what is sent under it.'],
  assumed: ['A search may tell capital letters from small ones: it is made as written and in lower case.'],
  does: 'Deletes the persons of the address, and has their events and recordings deleted.',
  promise: 'PostHog deletes the persons at once. It queues events and recordings, and does not tell when they go.',
  holds: ['person', 'persons'],
  keeps: [{ what: 'Events and recordings, until PostHog has worked off its queue' }],
  ...{ hosts: REGION.hosts, callsPerMinute: 120, calls: 3 },
  settings: {
    region: REGION.field,
    projectId: text('Project ID', 'The number under Settings › Project.', /^\d{1,12}$/),
    apiKey: secret('Personal API key', 'Settings › Personal API keys; with the scopes person:read and person:write.'),
  },
  api: ({ region, projectId, apiKey }) => ({
    baseUrl: `https://${REGION.hostOf(region)}/api/projects/${projectId}/persons`,
    headers: bearer(apiKey),
  }),
  test: { method: 'GET', path: path`/`, query: { limit: '1' }, shows: json(Persons, NOBODY, 'results') },
  erase: {
    find: {
      request: ({ email }) =>
        spellings(email)
          .flatMap((one) => [{ email: one }, { distinct_id: one }])
          .map((query) => ({ method: 'GET', path: path`/`, query })),
      // A distinct id names a person only where no address does. Nobody has so many persons that there is another page.
      reads: found(Persons, ({ results, next }) => ({
        hits: results.map((one) => ({ id: one.uuid, emails: [one.properties.email ?? one.distinct_ids].flat() })),
        total: next == null ? 0 : Infinity,
      })),
      ...{ records: 'results', seesEverybody: true, isExact: true },
      example: (email) => ({ results: [{ uuid: 'u7', distinct_ids: ['7'], properties: { email } }], next: null }),
    },
    deleteTogether: (ids) => ({
      ...{ method: 'POST', path: path`/bulk_delete/`, json: { ids, delete_events: true, delete_recordings: true } },
      replies: { '2xx': COUNTED },
    }),
  },
});
