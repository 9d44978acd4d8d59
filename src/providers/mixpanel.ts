/** Mixpanel: finds the profiles of an address by a service account, and has their distinct ids deleted in one job. */
import * as z from 'zod/mini';
import { bearer, defineProvider, path, reads, regions, secret, text } from './kit';
import { profilesFor, searchForNobody } from './mixpanel-profiles';

const HOSTS = { us: 'mixpanel.com', eu: 'eu.mixpanel.com', in: 'in.mixpanel.com' };
const REGION = regions('Region', 'Where the data of the project is kept.', HOSTS);
const DAYS_30 = 30 * 86_400_000;
// The guide and the specification have the id in different places.
const Guided = z.tuple([z.object({ tracking_id: z.string() })]);
const Started = z.object({ status: z.literal('ok'), results: z.union([Guided, z.object({ task_id: z.string() })]) });
const STARTED = { status: 'ok', results: [{ status: 'PENDING', tracking_id: 't1' }] };
const Status = z.enum(['PENDING', 'STAGING', 'STARTED', 'SUCCESS', 'FAILURE', 'REVOKED']);
const State = z.object({ results: z.object({ status: Status }) });
const OPEN = { PENDING: 'pending', STAGING: 'pending', STARTED: 'pending' } as const;
const STATES = { ...OPEN, SUCCESS: 'done', FAILURE: 'failed', REVOKED: 'failed' } as const;

export const mixpanel = defineProvider({
  ...{ id: 'mixpanel', label: 'Mixpanel', category: 'analytics', confidence: 'vendor' },
  page: 'https://docs.mixpanel.com/docs/privacy/end-user-data-management',
  notes: [
    'A person is found by the $email of their profile. Stop sending data of theirs: Mixpanel takes it again.',
    'The test tries the service account, and not the GDPR token.',
  ],
  assumed: ['A search may tell capital letters from small ones: it is made as written and in lower case.'],
  does: 'Deletes the events and the profile of every distinct id that has the address, in one project.',
  promise: 'Mixpanel deletes within 30 days, and is asked until it says that it has.',
  confirms: 'Its job is asked for until Mixpanel says that it is done.',
  holds: ['profile', 'profiles'],
  keeps: [{ what: 'Session replays', days: 30 }],
  keyLasts: { days: 365, says: 'Make a new GDPR OAuth token under Profile & Preferences › Data & Privacy.' },
  ...{ hosts: REGION.hosts, callsPerMinute: 60, calls: 2 },
  settings: {
    region: REGION.field,
    projectId: text('Project ID', 'Project Settings › Overview.', /^\d{1,12}$/),
    projectToken: text('Project token', 'Beside the project ID.', /^[\w-]{1,64}$/),
    gdprToken: secret('GDPR OAuth token', 'Of a project owner or admin: Profile & Preferences › Data & Privacy.'),
    serviceAccount: text('Service account', 'Its username, which may read the project.', /^\S+$/),
    serviceSecret: secret('Service account secret', 'Shown once, when the account is made.'),
  },
  api: ({ region }) => ({ baseUrl: `https://${REGION.hostOf(region)}/api` }),
  test: searchForNobody,
  erase: ({ projectToken, gdprToken, ...reader }) => {
    const deletions = { headers: bearer(gdprToken), query: { token: projectToken } };
    return {
      find: profilesFor(reader),
      start: (_, { ids }) => ({
        ...{ method: 'POST', path: path`/app/data-deletions/v3.0/`, ...deletions },
        json: { distinct_ids: ids, compliance_type: 'GDPR' },
      }),
      jobIn: reads(Started, ({ results }) => ('task_id' in results ? results.task_id : results[0].tracking_id)),
      within: DAYS_30,
      ask: (job) => ({ method: 'GET', path: path`/app/data-deletions/v3.0/${job}`, ...deletions }),
      state: reads(State, ({ results }) => STATES[results.status]),
      examples: { started: STARTED, done: { status: 'ok', results: { status: 'SUCCESS' } } },
    };
  },
});
