/**
 * Freshdesk: finds the contacts of an address, and deletes each: for good with all of their tickets, or softly.
 * @see https://developers.freshdesk.com/api/#hard_delete_contact
 * @see https://support.freshdesk.com/support/solutions/articles/227558
 */
import * as z from 'zod/mini';
import { deletionBy, findContacts } from './freshdesk-contacts';
import { basic, choice, defineProvider, json, path, secret, text } from './kit';

const isAgent = json(z.object({ id: z.int(), contact: z.object({}) }), { id: 1, contact: {} }, 'contact');
const TICKETS = 'tickets, calls, forum topics and comments, survey answers, to-dos and notes';
const AGENTS = { what: 'Agents with the address, who are no contacts' };

export const freshdesk = defineProvider({
  ...{ id: 'freshdesk', label: 'Freshdesk', category: 'support', confidence: 'connector' },
  page: 'https://developers.freshdesk.com/api/#hard_delete_contact',
  notes: ['After a soft deletion, Freshdesk takes further mails of the person for spam.'],
  assumed: ['A contact is found by each of their addresses.'],
  does: 'Deletes the contact for good, or softly, as configured.',
  promise: 'Freshdesk confirms that the contact is deleted for good, or only that it is marked as deleted.',
  holds: ['contact', 'contacts'],
  alsoDeletes: `In the mode hard, the person’s ${TICKETS} go along, with what others wrote in them.`,
  keeps: [AGENTS],
  calls: 4,
  describe: ({ mode }) =>
    mode === 'soft'
      ? {
          does: 'Deletes the contact softly.',
          promise: 'Freshdesk marks the contact as deleted, and erases nothing: an agent can restore it.',
          keeps: [{ what: `The contact itself, with all ${TICKETS}` }, AGENTS],
        }
      : {
          does: `Deletes the contact for good, with all ${TICKETS}.`,
          promise: 'Freshdesk confirms that the contact is deleted for good.',
        },
  hosts: ['*.freshdesk.com'],
  callsPerMinute: 20,
  settings: {
    domain: text('Freshdesk domain', 'Such as example.freshdesk.com.', {
      fits: /^[a-z0-9][a-z0-9-]{0,62}(\.freshdesk\.com)?$/,
      says: 'a domain such as example.freshdesk.com, without https://',
      lowerCase: true,
    }),
    apiKey: secret('API key', 'Profile settings › View API key, of an agent who may delete contacts.'),
    mode: choice('Mode', `hard: for good, with all ${TICKETS}. soft: only marked as deleted.`, ['hard', 'soft']),
  },
  api: ({ domain, apiKey }) => ({
    baseUrl: `https://${domain.replace(/\.freshdesk\.com$/, '')}.freshdesk.com/api/v2`,
    headers: basic(apiKey, 'X'),
  }),
  test: { method: 'GET', path: path`/agents/me`, shows: isAgent },
  erase: ({ mode }) => ({ find: findContacts, delete: ({ id }) => deletionBy[mode](id) }),
});
