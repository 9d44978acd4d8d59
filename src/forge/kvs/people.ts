/**
 * The people of issues that have more than one.
 */
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import { IssuePerson } from '../../core/erasure/issue-people';
import type { PeopleStore } from '../../ports/people';
import type { System } from '../../ports/system';
import { getOrCreate, readBatch, readOne, unchanged, writeConditionally } from './conditional';
import { ISSUE_LATEST, issueLatestKey } from './records';

const PEOPLE = { entityName: 'people', schema: z.object({ version: z.string(), record: z.array(IssuePerson) }) };

const peopleKey = (issueId: string): string => `people.${issueId}`;

/** The people of this installation's issues. */
export function peopleStoreOf({ newId }: Pick<System, 'newId'>): PeopleStore {
  return {
    async of(issueId) {
      const [stored, latest] = await readBatch([
        { entityName: PEOPLE.entityName, key: peopleKey(issueId) },
        { entityName: ISSUE_LATEST.entityName, key: issueLatestKey(issueId) },
      ]);
      const found = z.parse(z.nullable(PEOPLE.schema), stored);
      const newest = z.parse(z.nullable(ISSUE_LATEST.schema), latest);
      return { people: found?.record ?? [], version: found?.version ?? null, newest: newest?.erasure ?? null };
    },

    async save(issueId, { version }, people) {
      const key = peopleKey(issueId);
      const value = { version: newId(), record: [...people] };
      if (version === null) return (await getOrCreate(PEOPLE, key, value)).version === value.version;
      const { entityName } = PEOPLE;
      return writeConditionally(
        () =>
          kvs
            .transact()
            .set(key, value, { entityName, conditions: unchanged<typeof value>('version', version) })
            .execute(),
        async () => {
          const stored = await readOne(PEOPLE, key);
          if (stored?.version === value.version) return 'applied';
          return stored?.version === version ? 'unchanged' : 'conflict';
        },
      );
    },
  };
}
