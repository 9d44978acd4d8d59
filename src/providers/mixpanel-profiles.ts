/** Mixpanel's profiles, found by the address in their `$email`. */
import * as z from 'zod/mini';
import { basic, found, json, path, quoted, spellings } from './kit';
import type { Find } from './kit/erase/search';
import type { Request } from './kit/request';

const Profile = z.object({ $distinct_id: z.string(), $properties: z.object({ $email: z.optional(z.unknown()) }) });
const Profiles = z.object({ status: z.literal('ok'), results: z.array(Profile), total: z.int() });

/** A service account, and the project that it may read. */
export interface Reader {
  readonly projectId: string;
  readonly serviceAccount: string;
  readonly serviceSecret: string;
}

const searchFor = (email: string, { projectId, serviceAccount, serviceSecret }: Reader): Request => ({
  method: 'POST',
  path: path`/query/engage`,
  query: { project_id: projectId },
  headers: basic(serviceAccount, serviceSecret),
  form: { where: `properties["$email"]==${quoted(email)}`, output_properties: '["$email"]' },
});

/** A search for nobody: whoever may make it may make every other. */
export const searchForNobody = (reader: Reader) => ({
  ...searchFor('nobody@example.com', reader),
  shows: json(Profiles, { status: 'ok', results: [], total: 0 }, 'results', 'total'),
});

export const profilesFor = (reader: Reader): Find => ({
  request: ({ email }) => spellings(email).map((one) => searchFor(one, reader)),
  reads: found(Profiles, ({ results, total }) => ({
    hits: results.map((one) => ({ id: one.$distinct_id, emails: [one.$properties.$email] })),
    total,
  })),
  ...{ records: 'results', seesEverybody: true, isExact: true, asksByPost: true },
  example: (email) => ({ status: 'ok', results: [{ $distinct_id: 'd7', $properties: { $email: email } }], total: 1 }),
});
