/** Salesforce: finds the contacts, leads and person accounts of an address, and moves each to the Recycle Bin. */
import * as z from 'zod/mini';
import { clientCredentials, defineProvider, each, grants, list, otherwise, path, secret, text } from './kit';
import { failing, inTurn, isObject, recordsOf } from './salesforce-records';

const Described = z.object({ name: z.string(), deletable: z.boolean() });
const ofDescribed = ({ name, deletable }: z.infer<typeof Described>) => (deletable ? [`Delete on ${name}`] : []);

export const salesforce = defineProvider({
  ...{ id: 'salesforce', label: 'Salesforce', category: 'crm', confidence: 'vendor' },
  page: 'https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_retrieve_delete.htm',
  notes: [
    'The run-as user of the app needs API Enabled, and Read and Delete on every object that is named.',
    'The test asks for the first of the objects.',
    'A record that is in the Recycle Bin already is not found.',
  ],
  assumed: [
    'The Recycle Bin is emptied after 15 days.',
    'A record that is in it already is answered by 404 with NOT_FOUND or ENTITY_IS_DELETED.',
    'A record that is not let go is answered by 400.',
  ],
  does: 'Moves the records of the address to the Recycle Bin, with the records below them.',
  promise: 'Salesforce confirms that each record is in the Recycle Bin, from where it can be restored for 15 days.',
  holds: ['record', 'records'],
  keeps: [
    { what: 'The records, in the Recycle Bin', days: 15 },
    { what: 'Cases, tasks, e-mails, campaign and field history, and the Individual of a contact or lead' },
  ],
  ...{ hosts: ['*.my.salesforce.com', '*.sandbox.my.salesforce.com'], callsPerMinute: 120, calls: 4 },
  // The organisation's quota of a day.
  declines: { 403: { when: failing('REQUEST_LIMIT_EXCEEDED'), then: { retry: 'rate-limited' } } },
  settings: {
    domain: text('My Domain host', 'Setup › My Domain, such as example.my.salesforce.com.', {
      fits: /^[a-z0-9][a-z0-9-]{0,79}(?:\.sandbox)?\.my\.salesforce\.com$/,
      says: 'a host such as example.my.salesforce.com',
      lowerCase: true,
    }),
    clientId: text('Consumer key', 'Of a connected or external client app with the client credentials flow.', /^\S+$/),
    clientSecret: secret('Consumer secret', 'Beside the consumer key.'),
    objects: otherwise(
      list('Objects', 'Contact, Lead; and Account, for person accounts. None: Contact and Lead.', {
        fits: isObject,
        says: 'Contact, Lead or Account',
      }),
      ['Contact', 'Lead'],
    ),
  },
  api: ({ domain }) => ({ baseUrl: `https://${domain}/services/data/v65.0` }),
  session: ({ domain, clientId, clientSecret }) =>
    clientCredentials(path`https://${domain}/services/oauth2/token`, {
      ...{ clientId, clientSecret, as: 'form', lifetime: 3_600_000 },
    }),
  test: ({ objects: [name = 'Contact'] }) => ({
    ...{ method: 'GET', path: path`/sobjects/${name}/describe` },
    grants: grants([`Delete on ${name}`], Described, ofDescribed, { name, deletable: true }),
  }),
  erase: ({ objects }) => each(inTurn(objects), recordsOf),
});
