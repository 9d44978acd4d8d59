/** OpenDSR 2.0: requests an erasure by an id of our own from any processor that speaks it, and asks what became of it. */
import * as z from 'zod/mini';
import { hostOf, isEndpoint, isHeaderName } from './http-api/texts';
import { defineProvider, grants, header, path, reads, secret, text } from './kit';

const RAW = { identity_type: 'email', identity_format: 'raw' };
const SUPPORTED = { supported_identities: [RAW], supported_subject_request_types: ['erasure'] };
const WANTED = ['erasure', 'email (raw)'];
const Identities = z.array(z.object({ identity_type: z.string(), identity_format: z.string() }));
const Discovery = z.object({ supported_identities: Identities, supported_subject_request_types: z.array(z.string()) });
const supportedIn = (all: z.infer<typeof Discovery>) => [
  ...all.supported_subject_request_types,
  ...all.supported_identities.map((one) => `${one.identity_type} (${one.identity_format})`),
];
const Taken = z.object({ subject_request_id: z.string() });
const Due = z.object({ expected_completion_time: z.iso.datetime({ offset: true }) });
const Status = z.enum(['pending', 'in_progress', 'completed', 'cancelled']);
const State = z.object({ request_status: Status, results_count: z.optional(z.int()) });
const STATES = { pending: 'pending', in_progress: 'pending', completed: 'done', cancelled: 'failed' } as const;
const OF_NOBODY = { ...STATES, completed: 'absent' } as const;

export const opendsr = defineProvider({
  ...{ id: 'opendsr', label: 'OpenDSR', category: 'any', confidence: 'vendor' },
  page: 'https://github.com/opengdpr/opengdpr/blob/master/specification.md',
  notes: [
    'Jira lets the app call this host only after an admin allowed it here: save first, then choose Allow.',
    'How a processor checks keys is its own affair: the test may be answered to any.',
  ],
  assumed: ['An answer over TLS is the processor’s own: its signature is not checked.'],
  does: 'Requests the erasure of the subject that has the address.',
  promise: 'The processor takes the request, says when it will be completed, and is asked until it is.',
  confirms: 'Its request is asked for until the processor says that it is done.',
  notAsked: 'OpenDSR knows no search: every question is a request of its own, which the processor carries out.',
  ...{ hosts: [], callsPerMinute: 60 },
  hostsOf: ({ baseUrl = '' }) => (hostOf(baseUrl) === '' ? [] : [hostOf(baseUrl)]),
  settings: {
    baseUrl: text('Base URL', 'With the version, such as https://opendsr.example.com/v1.', {
      fits: (url) => isEndpoint(url) && !/[?{}]|\/$/.test(url),
      says: 'an https URL that ends in the version',
    }),
    header: text('Header', 'In which the processor wants its key, such as Authorization.', { fits: isHeaderName }),
    secret: secret('Value of the header', 'As the processor gave it, such as Bearer and a token.'),
  },
  api: ({ baseUrl, header: name, secret: key }) => ({ baseUrl, headers: header(name, key) }),
  test: { method: 'GET', path: path`/discovery`, places: grants(WANTED, Discovery, supportedIn, SUPPORTED) },
  erase: {
    isNamedByUs: true,
    start: ({ email }, { uuid, at }) => ({
      ...{ method: 'POST', path: path`/requests` },
      json: {
        ...{ regulation: 'gdpr', subject_request_id: uuid, subject_request_type: 'erasure' },
        ...{ submitted_time: new Date(at).toISOString(), api_version: '2.0' },
        subject_identities: [{ ...RAW, identity_value: email }],
      },
    }),
    jobIn: reads(Taken, (taken) => taken.subject_request_id),
    dueAt: reads(Due, (due) => Date.parse(due.expected_completion_time)),
    ask: (id) => ({ method: 'GET', path: path`/requests/${id}` }),
    state: reads(State, (job) => (job.results_count === 0 ? OF_NOBODY : STATES)[job.request_status]),
    examples: { started: { subject_request_id: 'uuid-1' }, done: { request_status: 'completed' } },
  },
});
