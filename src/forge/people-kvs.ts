/**
 * The people of issues that have more than one.
 */
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import { OnIssue } from '../core/people';
import type { Chance, PeopleStore } from '../core/ports';
import { createOrRead, readBatch, readOne, settled, unchanged } from './kvs-entities';
import { LATEST, latestKey } from './ledger-records';

const PEOPLE = { entityName: 'people', schema: z.object({ stamp: z.string(), record: z.array(OnIssue) }) };

const peopleKey = (issueId: string): string => `people.${issueId}`;

/** The people of this installation's issues. */
export function peopleOf({ newId }: Pick<Chance, 'newId'>): PeopleStore {
  return {
    async of(issueId) {
      const [standing, latest] = await readBatch([
        { entityName: PEOPLE.entityName, key: peopleKey(issueId) },
        { entityName: LATEST.entityName, key: latestKey(issueId) },
      ]);
      const found = z.parse(z.nullable(PEOPLE.schema), standing);
      const newest = z.parse(z.nullable(LATEST.schema), latest);
      return { people: found?.record ?? [], stamp: found?.stamp ?? null, newest: newest?.erasure ?? null };
    },

    async save(issueId, { stamp }, people) {
      const key = peopleKey(issueId);
      const value = { stamp: newId(), record: [...people] };
      if (stamp === null) return (await createOrRead(PEOPLE, key, value)).stamp === value.stamp;
      const { entityName } = PEOPLE;
      return settled(
        () =>
          kvs
            .transact()
            .set(key, value, { entityName, conditions: unchanged<typeof value>('stamp', stamp) })
            .execute(),
        async () => {
          const standing = await readOne(PEOPLE, key);
          if (standing?.stamp === value.stamp) return 'mine';
          return standing?.stamp === stamp ? 'as-before' : 'overtaken';
        },
      );
    },
  };
}
