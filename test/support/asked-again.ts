/**
 * A vendor that is asked again whether it holds Jane, and days that pass meanwhile.
 */
import { spellingsOf } from './spellings';
import { connection, HOUR, JANE } from './ports-in-memory';
import type { Scripted } from './vendor';
import type { World } from './world-in-memory';

/** An API that is asked for a person's records before they are deleted one by one. */
export const searching = (id: string, more: object = {}, around: object = {}) =>
  connection(id, {
    ...around,
    settings: {
      url: `https://${id}.example/people/{{id}}`,
      findUrl: `https://${id}.example/found?email={{email}}`,
      ...{ findRecords: '/results', findId: '/id', findEmail: '/email', findSeesEverybody: true, ...more },
    },
  });
export const holds = (...ids: number[]): Scripted => ({
  status: 200,
  body: { results: ids.map((id) => ({ id, email: JANE })) },
});
export const NOBODY = holds();

/** Lets days pass as the schedule does. */
export async function days(world: World, n: number, everyHours = 3): Promise<void> {
  for (let hours = 0; hours < n * 24; hours += everyHours) {
    await world.passes(everyHours * HOUR);
    await world.sweeps();
  }
}

/** Whether an address, or what was learned beside it, is anywhere in the store. */
export const isTraced = (world: World): boolean => {
  const stored = world.rows.asText().join('\n');
  return stored.includes('memory.') || spellingsOf(JANE).some((spelling) => stored.includes(spelling));
};
