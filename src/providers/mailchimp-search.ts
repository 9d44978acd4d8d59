/** Mailchimp's search for members in all audiences. What it finds by likeness alone is left aside. */
import * as z from 'zod/mini';
import { found, path } from './kit';
import type { Find } from './kit/erase/search';

const Member = z.object({ id: z.string(), list_id: z.string(), email_address: z.string() });
const Members = z.object({ exact_matches: z.object({ members: z.array(Member) }) });
const FIELDS = ['id', 'list_id', 'email_address'].map((name) => `exact_matches.members.${name}`).join(',');

/** @param audiences whose members count; missing: those of all */
export const exactMatches = (audiences?: readonly string[]): Find => ({
  request: ({ email }) => ({ method: 'GET', path: path`/search-members`, query: { query: email, fields: FIELDS } }),
  reads: found(Members, ({ exact_matches: { members } }) => ({
    hits: members
      .filter(({ list_id: list }) => audiences?.includes(list) !== false)
      .map((one) => ({ id: `${one.list_id}/${one.id}`, emails: [one.email_address] })),
  })),
  records: 'exact_matches',
  seesEverybody: true,
  example: (email) => ({
    exact_matches: { members: [{ id: 'f1', list_id: audiences?.[0] ?? 'abc123', email_address: email }] },
  }),
});
