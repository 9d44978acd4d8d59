/**
 * BrainStorm QuickHelp: DELETE /v1/User/Delete of the Customer API, "pursuant to GDPR requirements", at most 100 people.
 * @see https://apimqhapiprodnc.portal.azure-api.net (prod-customer-api-v1, deleteUser)
 * @see https://support.quickhelp.com/support/solutions/articles/6000164934 (carried out within 72 hours)
 */
import * as z from 'zod/mini';
import { defineProvider, header, json, number, optional, path, secret } from './kit';
import { HOUR } from '../lib/time';

const HOURS_72 = 72 * HOUR;

export const quickhelp = defineProvider({
  id: 'quickhelp',
  label: 'QuickHelp',
  does: 'Asks BrainStorm QuickHelp to delete the user under GDPR.',
  promise: 'QuickHelp accepts deletions and carries them out within 72 hours.',
  notAsked: 'QuickHelp documents no search for an address.',
  page: 'https://apimqhapiprodnc.portal.azure-api.net/docs/services/prod-customer-api-v1',
  category: 'learning',
  confidence: 'vendor',
  notes: [
    'An admin cannot recreate somebody who was deleted this way; single sign-on and self-provisioning still can.',
    'QuickHelp documents no harmless call, so the keys are tried with the first deletion.',
  ],
  hosts: ['qhapi.quickhelp.com'],
  callsPerMinute: 120,
  settings: {
    apiKey: secret('Customer API key', 'Generated in the QuickHelp Admin Portal.'),
    subscriptionKey: secret('Subscription key', 'Found in your profile of the API portal (Ocp-Apim-Subscription-Key).'),
    customerId: optional(number('Customer id (optional)', 'Only for BSI or Partner accounts.', [1])),
  },
  api: ({ apiKey, subscriptionKey }) => ({
    baseUrl: 'https://qhapi.quickhelp.com/v1',
    headers: { ...header('Authorization', apiKey), ...header('Ocp-Apim-Subscription-Key', subscriptionKey) },
  }),
  batchSize: 100,
  erase: ({ customerId }) => ({
    requestForAll: (people) => ({
      method: 'DELETE',
      path: path`/User/Delete`,
      json: { customerId, users: people.map(({ email }) => ({ email })) },
    }),
    // Anything in the object is not documented, and may say that nobody was deleted.
    replies: { 200: { when: json(z.strictObject({}), {}), then: { within: HOURS_72 } } },
    splitOn: 400,
  }),
});
