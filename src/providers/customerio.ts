/** Customer.io Journeys: people by e-mail in its Track API, many in one request. */
import * as z from 'zod/mini';
import { basic, choice, defineProvider, json, listed, path, regions, secret, text } from './kit';

const HOSTS = { us: 'track.customer.io', eu: 'track-eu.customer.io' };
const REGION = regions('Region', 'The region of your account: Account settings › Privacy & data.', HOSTS);
const Refused = z.object({ errors: z.array(z.object({ batch_index: z.int() })) });

export const customerio = defineProvider({
  ...{ id: 'customerio', label: 'Customer.io', category: 'marketing', confidence: 'vendor' },
  page: 'https://docs.customer.io/journeys/deleting-users/',
  notes: [
    'The workspace has to know people by e-mail (the default, “email or id”). One that knows ids alone takes the request and deletes nobody.',
    'Suppressing also blocks the address, and the id of the profile, until somebody lifts it.',
    'Every workspace has keys of its own: add a connection for each.',
    'It is the Track API key that is wanted; an App API key is refused.',
  ],
  does: 'Deletes the person, and blocks the address where the connection suppresses.',
  promise: 'Customer.io takes it, and does not say whether it knew the person.',
  notAsked: 'The Track API key deletes and finds nobody: a search takes another key.',
  describe: ({ mode }) => ({
    does: mode === 'delete' ? 'Deletes the person.' : 'Deletes the person and blocks the address.',
  }),
  hosts: REGION.hosts,
  callsPerMinute: 600,
  settings: {
    region: REGION.field,
    siteId: text('Site ID', 'Account settings › API credentials › Track API keys.', /^[\w-]{1,100}$/),
    apiKey: secret('Track API key', 'Beside the Site ID.'),
    mode: choice(
      'Mode',
      'suppress: delete, and block the address. delete: delete; your own systems may bring the person back.',
      ['suppress', 'delete'],
    ),
  },
  api: ({ region, ...keys }) => ({
    baseUrl: `https://${REGION.hostOf(region)}/api`,
    headers: basic(keys.siteId, keys.apiKey),
  }),
  // Both hosts answer, each about the account's own region.
  test: ({ region }) => ({
    ...{ method: 'GET', path: path`/v1/accounts/region` },
    shows: json(z.object({ region: z.literal(region) }), { url: HOSTS[region], region, environment_id: 1 }),
  }),
  batchSize: 500,
  erase: ({ mode: action }) => ({
    requestForAll: (people) => ({
      ...{ method: 'POST', path: path`/v2/batch` },
      json: { batch: people.map(({ email }) => ({ type: 'person', identifiers: { email }, action })) },
    }),
    replies: { 200: 'accepted' },
    splitOn: 400,
    allBut: {
      ...{ status: 207, then: 'accepted', example: { errors: [{ batch_index: 0, reason: 'invalid' }] } },
      refused: listed(Refused, ({ errors }) => errors.map(({ batch_index: place }) => place)),
    },
  }),
});
