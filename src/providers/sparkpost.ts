/** SparkPost: requests the erasure of recipients, at most 1,000 at a time; it does not tell what becomes of it. */
import * as z from 'zod/mini';
import { defineProvider, header, json, path, regions, secret } from './kit';

const HOSTS = { us: 'api.sparkpost.com', eu: 'api.eu.sparkpost.com' };
const REGION = regions('Region', 'Where your account is. An account of one region is unknown in the other.', HOSTS);
const DAYS_30 = 30 * 86_400_000;
const Saved = z.object({ results: z.object({ message: z.literal('Request saved.') }) });

export const sparkpost = defineProvider({
  ...{ id: 'sparkpost', label: 'SparkPost', category: 'marketing', confidence: 'vendor' },
  page: 'https://developers.sparkpost.com/api/data-privacy/',
  notes: ['The test shows that the key is taken, and not that it may use Data Privacy.'],
  assumed: ['One address that SparkPost does not take refuses all of a request, by 400 or 422.'],
  does: 'Requests the erasure of the recipient’s data, in all subaccounts.',
  promise: 'SparkPost saves the request, whether it knows the address or not, and completes it within 30 days.',
  notAsked: 'SparkPost documents no search for a recipient’s data.',
  keeps: [{ what: 'Events and logs of the recipient', days: 30 }, { what: 'Recipient lists and the suppression list' }],
  ...{ hosts: REGION.hosts, callsPerMinute: 60 },
  settings: {
    region: REGION.field,
    apiKey: secret(
      'API key',
      'Configuration › API Keys; with Data Privacy: Read/Write and, for the test, Account: Read.',
    ),
  },
  api: ({ region, apiKey }) => ({
    baseUrl: `https://${REGION.hostOf(region)}/api/v1`,
    headers: header('Authorization', apiKey),
  }),
  test: {
    method: 'GET',
    path: path`/account`,
    shows: json(z.object({ results: z.object({}) }), { results: { company_name: 'Example' } }, 'results'),
  },
  batchSize: 1000,
  erase: {
    requestForAll: (people) => ({
      ...{ method: 'POST', path: path`/data-privacy/rtbf-request` },
      json: { recipients: people.map(({ email }) => email), include_subaccounts: true },
    }),
    replies: { 200: { when: json(Saved, { results: { message: 'Request saved.' } }), then: { within: DAYS_30 } } },
    splitOn: [400, 422],
  },
});
