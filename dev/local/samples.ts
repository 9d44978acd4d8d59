/**
 * The sample site: its settings, its tickets, and who is at which vendor. All addresses are of example domains.
 */
import { paragraphs } from '../platform/jira/html';
import type { Issues, IssueRecord } from '../platform/jira/issues';
import { userByName } from '../platform/jira/people';
import {
  CONNECTED,
  DATABASE,
  INVITATIONS,
  KEYS,
  LISTENER,
  OTHERS,
  type VendorName,
} from '../platform/vendors/accounts';
import type { VendorUsers } from '../platform/vendors/vendor-users';

export const SAMPLE_SETTINGS = {
  connections: [
    {
      id: 'centercode',
      provider: 'centercode-listener',
      label: 'Centercode',
      settings: { site: 'example.centercode.com', listenerKey: LISTENER, apiKey: KEYS.centercode },
    },
    {
      id: 'copernica',
      provider: 'copernica',
      label: 'Copernica',
      settings: { apiToken: KEYS.copernica, mode: 'profiles', databases: [{ id: DATABASE, field: 'email' }] },
    },
    {
      id: 'quickhelp',
      provider: 'quickhelp',
      label: 'QuickHelp',
      settings: { apiKey: KEYS.quickhelp, subscriptionKey: KEYS.subscription },
    },
    {
      id: 'invitations',
      provider: 'centercode-external-users',
      label: 'Centercode',
      settings: { endpointUrl: `https://example.centercode.com${INVITATIONS}`, emailParameter: 'email' },
    },
  ],
  extraction: {
    sources: [
      { kind: 'field', field: 'customfield_10050' },
      { kind: 'form', label: 'Email address' },
      { kind: 'request-field', label: 'Email' },
      { kind: 'text', field: 'description' },
    ],
    names: { firstname: 'customfield_10051', suffix: 'customfield_10052', lastname: 'customfield_10053' },
  },
  policy: {
    projects: ['GDPR'],
    protectedDomains: ['ourcompany.example'],
    protectedAddresses: [],
    approval: 'never',
    graceHours: 0,
    maxPerHour: 50,
  },
  status: { comment: 'internal', transition: null, label: null },
};

/** How a sample ticket ends when it comes through the web trigger: a status, or the code of its refusal. */
export type SampleEnd =
  'completed' | 'handed-over' | 'no-address' | 'invalid-address' | 'ambiguous' | 'needs-confirmation' | 'protected';

interface Sample {
  readonly summary: string;
  readonly description: unknown;
  readonly ends: SampleEnd;
  readonly reporter?: string;
  readonly type?: string;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly forms?: IssueRecord['forms'];
  readonly requestFields?: IssueRecord['requestFields'];
}

const EMAIL = 'customfield_10050';

export const SAMPLES: readonly Sample[] = [
  {
    summary: 'Please delete my account',
    description: paragraphs(
      'Hello, I no longer use your beta programme. Please delete everything you hold about me.',
      'Thank you, Jane',
    ),
    fields: { [EMAIL]: 'jane.doe@example.com', customfield_10051: 'Jane', customfield_10053: 'Doe' },
    ends: 'handed-over',
  },
  {
    summary: 'Erasure request (GDPR form)',
    description: paragraphs('Submitted on the privacy portal.'),
    type: 'Service Request',
    reporter: 'customer',
    forms: [
      {
        id: 'f1',
        name: 'Right to erasure',
        submitted: true,
        answers: [
          { label: 'Full name', answer: 'Li Wei' },
          { label: 'Email address', answer: 'li.wei@example.com' },
        ],
      },
    ],
    ends: 'handed-over',
  },
  {
    summary: 'Remove me from your systems',
    description: paragraphs('Sent from the customer portal.'),
    type: 'Service Request',
    reporter: 'customer',
    requestFields: [
      { fieldId: 'summary', label: 'Summary', value: 'Remove me from your systems' },
      { fieldId: 'email', label: 'Email', value: 'carla.customer@example.com' },
    ],
    ends: 'handed-over',
  },
  {
    summary: 'Mail: delete my data',
    description: {
      type: 'doc',
      version: 1,
      content: [
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'Hi team, please delete the data of ' },
            {
              type: 'text',
              text: 'omar@example.com',
              marks: [{ type: 'link', attrs: { href: 'mailto:omar@example.com' } }],
            },
            { type: 'text', text: '. You can reach us at privacy@ourcompany.example.' },
          ],
        },
      ],
    },
    ends: 'needs-confirmation',
  },
  {
    summary: 'Phone call: customer wants to be forgotten',
    description: paragraphs('Filed by the service desk for a caller.'),
    reporter: 'agent',
    fields: { [EMAIL]: "Siobhan O'Neil <siobhan.o'neil@example.com>" },
    ends: 'handed-over',
  },
  {
    summary: 'Delete me and my husband',
    description: paragraphs('Both of us want to leave.'),
    fields: { [EMAIL]: 'eva@example.com, adam@example.com' },
    ends: 'ambiguous',
  },
  {
    summary: 'Offboarding: Arne leaves the company',
    description: paragraphs('Last day is Friday.'),
    reporter: 'admin',
    fields: { [EMAIL]: 'arne.agent@ourcompany.example' },
    ends: 'protected',
  },
  {
    summary: 'I asked for this last year already',
    description: paragraphs('You said I was deleted. Please check again.'),
    fields: { [EMAIL]: 'gone.already@example.com' },
    ends: 'handed-over',
  },
  {
    summary: 'Delete my beta account',
    description: paragraphs('I was only ever in the beta programme.'),
    fields: { [EMAIL]: 'max+beta@example.com' },
    ends: 'handed-over',
  },
  {
    summary: 'Please delete me',
    description: paragraphs('You know who I am.'),
    ends: 'no-address',
  },
  {
    summary: 'Erase my data',
    description: paragraphs('See the field.'),
    fields: { [EMAIL]: 'noor@example' },
    ends: 'invalid-address',
  },
];

const PEOPLE: Readonly<Record<string, readonly VendorName[]>> = {
  // Twice at some: several records of one person.
  'jane.doe@example.com': [...CONNECTED, 'forum', ...OTHERS, 'zendesk', 'intercom', 'auth0'],
  'li.wei@example.com': [...CONNECTED, 'forum', ...OTHERS],
  'carla.customer@example.com': CONNECTED,
  'omar@example.com': CONNECTED,
  "siobhan.o'neil@example.com": CONNECTED,
  'eva@example.com': CONNECTED,
  'adam@example.com': CONNECTED,
  'arne.agent@ourcompany.example': CONNECTED,
  'max+beta@example.com': ['centercode', 'quickhelp'],
  'max@example.com': CONNECTED,
  'noor@example.com': CONNECTED,
  'somebody.else@example.com': CONNECTED,
  // Others, whose addresses are alike.
  'jane.do@example.com': OTHERS,
  'jane.doe+news@example.com': OTHERS,
  'mary.jane.doe@example.com': OTHERS,
};

/** Fills an empty site. */
export function plant(issues: Issues, users: VendorUsers, now: number): void {
  SAMPLES.forEach(
    (
      { summary, description, reporter = 'user', type = 'Task', fields = {}, forms = [], requestFields = null },
      index,
    ) => {
      const created = new Date(now - (SAMPLES.length - index) * 3_600_000).toISOString();
      issues.create('GDPR', {
        fields: {
          summary,
          description,
          issuetype: { name: type },
          status: { name: 'Open' },
          reporter: { accountId: userByName(reporter)?.accountId },
          labels: [],
          created,
          updated: created,
          ...fields,
        },
        forms: [...forms],
        requestFields,
      });
    },
  );
  for (const [email, vendors] of Object.entries(PEOPLE)) for (const vendor of vendors) users.add(vendor, email);
}
