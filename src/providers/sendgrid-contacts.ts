/** Contacts of SendGrid's Marketing Campaigns: kept apart from its mail data, and deleted by a search and their ids. */
import * as z from 'zod/mini';
import { found, json, path } from './kit';
import type { BatchFind } from './kit/erase/kinds';

const Contacts = z.object({
  result: z.record(z.string(), z.object({ contact: z.optional(z.object({ id: z.string() })) })),
});
/** A job that was taken: its id, and nothing of what becomes of it. */
export const JOB = { when: json(z.object({ job_id: z.string() }), { job_id: 'c7f0' }), then: 'accepted' } as const;

export const CONTACTS: BatchFind = {
  atMost: 100,
  find: {
    requestForAll: (people) => ({
      method: 'POST',
      path: path`/marketing/contacts/search/emails`,
      json: { emails: people.map(({ email }) => email) },
    }),
    reads: found(Contacts, ({ result }) => ({
      hits: Object.entries(result).flatMap(([email, { contact }]) =>
        contact === undefined ? [] : [{ id: contact.id, emails: [email] }],
      ),
    })),
    records: 'result',
    nobody: { 404: 'absent' },
    example: (email) => ({ result: { [email.toLowerCase()]: { contact: { id: 'c1' } } } }),
  },
  deleteAll: (ids) => ({
    ...{ method: 'DELETE', path: path`/marketing/contacts`, query: { ids: ids.join(',') } },
    replies: { 202: JOB },
  }),
};
