/** Contacts of Freshdesk: found whatever their state, and deleted for good or softly. */
import * as z from 'zod/mini';
import { found, noBody, path, spellings } from './kit';
import type { Deletion } from './kit/erase/kinds';
import type { Find } from './kit/erase/search';

const Contact = z.object({ id: z.int(), email: z.nullable(z.string()), other_emails: z.nullish(z.array(z.string())) });
// Without a state, contacts who are blocked or deleted are left out.
const STATES = ['blocked', 'deleted', undefined];
const AN_AGENT = { 405: { refused: 'staff-account' } } as const;

export const findContacts: Find = {
  request: ({ email }) =>
    spellings(email).flatMap((one) =>
      STATES.map((state) => ({ method: 'GET', path: path`/contacts`, query: { email: one, state } })),
    ),
  reads: found(z.array(Contact), (contacts) => ({
    hits: contacts.map(({ id, email, other_emails: others }) => ({ id, emails: [email, ...(others ?? [])] })),
  })),
  ...{ records: null, seesEverybody: true, isExact: true },
  example: (email) => [{ id: 7, email, other_emails: [] }],
};

const forGood = (id: string | number): Deletion => ({
  // Without force, it is declined for a contact who was not deleted softly before.
  ...{ method: 'DELETE', path: path`/contacts/${id}/hard_delete`, query: { force: 'true' } },
  replies: { 204: 'deleted', 404: { when: noBody, then: 'absent' }, ...AN_AGENT },
});

const softly = (id: string | number): Deletion => ({
  ...{ method: 'DELETE', path: path`/contacts/${id}` },
  // A contact who was deleted softly before may be answered 404, and is still there.
  replies: { 204: 'registered', 404: { refused: 'rejected-address' }, ...AN_AGENT },
});

export const deletionBy = { hard: forGood, soft: softly };
