/**
 * Twilio SendGrid: a job that erases recipients' mail data, at the account and at subusers; and, where it is wanted,
 * contacts of Marketing Campaigns, which are kept apart.
 * @see https://www.twilio.com/docs/sendgrid/api-reference/recipients-data-erasure/erase-recipients-email-data
 */
import * as z from 'zod/mini';
import { bearer, defineProvider, flag, grants, header, list, optional, path, regions, secret } from './kit';
import type { Batch } from './kit/erase/kinds';
import { CONTACTS, JOB } from './sendgrid-contacts';

const HOSTS = { global: 'api.sendgrid.com', eu: 'api.eu.sendgrid.com' };
const REGION = regions('Region', 'eu: for a subuser of the region EU.', HOSTS);
const Scopes = z.object({ scopes: z.array(z.string()) });
const NEEDED = ['recipients.erasejob.create'];
const RIGHTS = grants(NEEDED, Scopes, ({ scopes }) => scopes, { scopes: NEEDED });
const SUPPRESSED = { what: 'Suppression lists' };

/** @param subuser whose mail data it is; the account's own where there is none */
const erasure = (subuser?: string): Batch => ({
  requestForAll: (people) => ({
    ...{ method: 'POST', path: path`/recipients/erasejob` },
    json: { email_addresses: people.map(({ email }) => email) },
    ...(subuser === undefined ? {} : { headers: header('on-behalf-of', subuser) }),
  }),
  replies: { 202: JOB },
  splitOn: 400,
});

export const sendgrid = defineProvider({
  ...{ id: 'sendgrid', label: 'SendGrid', category: 'marketing', confidence: 'vendor' },
  page: 'https://www.twilio.com/docs/sendgrid/api-reference/recipients-data-erasure/erase-recipients-email-data',
  notes: [
    'An account from before 25 July 2023 has to ask SendGrid’s support for the scope recipients.erasejob.create.',
    'The job of an account does not reach its subusers: name them here.',
    'Contacts of Marketing Campaigns are kept apart: switch them on to have them deleted, too.',
  ],
  assumed: ['Suppression lists stay as they are.'],
  does: 'Starts a job that erases the person’s mail data, and deletes their marketing contact where that is switched on.',
  promise: 'SendGrid takes the job, and does not tell when it is done or whom it found.',
  notAsked: 'SendGrid searches its mail data only within the job that erases it.',
  keeps: [SUPPRESSED],
  describe: ({ marketing, subusers = [] }) => ({
    keeps: [SUPPRESSED, ...(marketing === true ? [] : [{ what: 'Contacts of Marketing Campaigns' }])],
    calls: 1 + subusers.length + (marketing === true ? 2 : 0),
  }),
  hosts: REGION.hosts,
  callsPerMinute: 100,
  settings: {
    region: REGION.field,
    apiKey: secret('API key', 'Settings › API Keys: Full Access, or with Recipients’ Data Erasure.'),
    marketing: optional(flag('Delete marketing contacts', 'Also deletes the contact in Marketing Campaigns.')),
    subusers: optional(list('Subusers', 'Names of subusers whose mail data is erased, too.', /^[\w.@+-]{1,64}$/)),
  },
  api: ({ region, apiKey }) => ({ baseUrl: `https://${REGION.hostOf(region)}/v3`, headers: bearer(apiKey) }),
  test: { method: 'GET', path: path`/scopes`, grants: RIGHTS },
  batchSize: 500,
  erase: ({ marketing, subusers = [] }) => ({
    parts: [erasure(), ...subusers.map(erasure), ...(marketing === true ? [CONTACTS] : [])],
  }),
});
