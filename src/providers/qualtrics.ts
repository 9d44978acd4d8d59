/** Qualtrics: has an address erased wherever it stands by a job, and asks what became of it. */
import * as z from 'zod/mini';
import { defineProvider, grants, header, lower, path, reads, secret, text } from './kit';

const PATH = path`/op-erase-personal-data`;
const erasureOf = (email: string, searchOnly: boolean) =>
  ({ method: 'POST', path: PATH, json: { emails: [email], searchOnly } }) as const;
const Started = z.object({ result: z.object({ requestId: z.string() }) });
const STARTED = { result: { requestId: 'r1' }, meta: { httpStatus: '200 - OK', requestId: 'm1' } };
const Result = z.object({
  status: z.literal('Completed'),
  searchOnly: z.literal(false),
  emailsNotFound: z.array(z.string()),
  failureReason: z.nullish(z.string()),
});
const DONE = { status: 'Completed', numEmailsRequested: 1, emailsNotFound: [], searchOnly: false, failureReason: null };

export const qualtrics = defineProvider({
  ...{ id: 'qualtrics', label: 'Qualtrics', category: 'surveys', confidence: 'connector' },
  page: 'https://api.qualtrics.com/',
  notes: [
    'The app does not ask Qualtrics who works for you: protect the addresses of your own people.',
    'Whoever may search by this call may erase by it: so the test, a search for nobody, proves the right.',
  ],
  does: 'Erases the contacts, people and users of the address, with the responses and tickets of their surveys.',
  promise: 'Qualtrics starts a job, which is asked until it is completed.',
  confirms: 'Its job is asked for until Qualtrics shows it as completed.',
  notAsked: 'Qualtrics searches only by a job of the very call that erases, and answers it later.',
  alsoDeletes: 'A user of Qualtrics who has the address is erased like anybody else, an employee’s account included.',
  ...{ hosts: ['*.qualtrics.com'], callsPerMinute: 120 },
  settings: {
    dataCenter: text('Datacenter ID', 'Account Settings › Qualtrics IDs, such as fra1; or the name of your brand.', {
      fits: /^[a-z0-9][a-z0-9-]{0,62}$/,
      says: 'a datacenter ID such as fra1',
      lowerCase: true,
    }),
    apiToken: secret('API token', 'Account Settings › Qualtrics IDs; of a brand administrator.'),
  },
  api: ({ dataCenter, apiToken }) => ({
    baseUrl: `https://${dataCenter}.qualtrics.com/API/v3`,
    headers: header('X-API-TOKEN', apiToken),
  }),
  test: { ...erasureOf('nobody@example.com', true), grants: grants([], Started, () => [], STARTED) },
  erase: {
    start: ({ email }) => erasureOf(email, false),
    jobIn: reads(Started, ({ result }) => result.requestId),
    ask: (job) => ({ method: 'GET', path: path`/op-erase-personal-data/${job}` }),
    state: (answer, { email }) => {
      // A job is shown once it is completed, and not before.
      if (answer.status === 404) return 'pending';
      return reads(z.object({ result: Result }), ({ result: { failureReason, emailsNotFound } }) => {
        if ((failureReason ?? '') !== '') return 'failed';
        return emailsNotFound.some((one) => lower(one) === lower(email)) ? 'absent' : 'done';
      })(answer);
    },
    examples: { started: STARTED, done: { result: DONE } },
  },
});
