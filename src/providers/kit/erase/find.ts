/**
 * Find, then delete: each record by itself, or all of a person's together.
 */
import * as z from 'zod/mini';
import type { Checked } from '../../../core/erasure/questions';
import type { Calls } from '../calls';
import { Ending, POSTPONED, UNEXPECTED } from '../ending';
import type { Subject } from '../provider';
import { DONE } from '../remember';
import { Meaning, read, readingOf, type Replies } from '../replies';
import { together } from './together';
import type { Confirmation, Deletion, FindThenDelete, Until } from './kinds';
import { assertErasable, type Find, type Hit, search } from './search';

const Ids = z.array(z.union([z.string(), z.number()]));

/** How the deletions of a record are told apart in logs. */
export const deletionOp = (index: number): string => (index === 0 ? 'delete' : `delete-${String(index + 1)}`);
/** How the question before a deletion is named in logs. */
export const untilOp = (index: number): string => `wait-${String(index + 1)}`;

/** Waits between deletions, beyond the end of this attempt. @throws Ending while it is too early */
async function waitFor({ memory, now }: Calls, name: string, afterSeconds: number | undefined): Promise<void> {
  if (afterSeconds === undefined) return;
  const until = await memory.remember(`wait ${name}`, z.number(), () => now() + afterSeconds * 1000);
  if (now() < until) throw new Ending({ ...POSTPONED, afterSeconds: Math.ceil((until - now()) / 1000) });
}

/**
 * Asks whether the vendor is done with what came before. @returns whether the record is gone by that already
 * @throws Ending while it is not done
 */
async function waitUntil(
  { send }: Calls,
  what: string,
  { ready, notYet, gone, everySeconds, ...request }: Until,
): Promise<boolean> {
  const replies: Replies = {
    ...gone,
    200: [
      { when: ready, then: 'deleted' },
      { when: notYet, then: 'registered' },
    ],
  };
  const reading = readingOf(replies);
  const result = read(reading, await send(what, request, { source: 'the declared question', allows: () => true }));
  if ('failed' in result) throw new Ending(result.failed);
  if (result.means === 'registered') throw new Ending({ ...POSTPONED, afterSeconds: everySeconds });
  return result.means === 'absent';
}

/**
 * The deletions of one record, or of one person's, in their order; only the last says that it is gone. One that a deletion
 * before it has found, in this attempt or an earlier one, and that the last finds no more, is not known to be gone.
 * @param name tells it apart
 */
async function deleteInTurn(calls: Calls, name: string, deletions: readonly Deletion[]): Promise<Meaning> {
  const { memory, ask } = calls;
  const known = `there ${name}`;
  let wasThere = await memory.isEarlier(known);
  let means: Meaning = 'absent';
  for (const [index, { replies, afterSeconds, until, ...request }] of deletions.entries()) {
    await waitFor(calls, `${name} ${String(index)}`, afterSeconds);
    const isGone = until !== undefined && (await waitUntil(calls, untilOp(index), until));
    if (isGone) return wasThere ? 'deleted' : 'absent';
    means = await ask(deletionOp(index), request, replies);
    const isLast = index === deletions.length - 1;
    if (!isLast && means !== 'absent') wasThere = await memory.remember(known, DONE, () => true);
  }
  if (wasThere && means === 'absent') throw new Ending(UNEXPECTED);
  return means;
}

/** The person's records that an earlier attempt found, or else a search does. @throws Ending where one is guarded */
export const idsFor = (calls: Calls, find: Find, person: Subject): Promise<Hit['id'][]> =>
  calls.memory.remember('hits', Ids, async () => {
    const hits = await search(calls, find, person);
    if (hits.length === 0 && !find.seesEverybody) throw new Ending(UNEXPECTED);
    await assertErasable(calls, find, hits);
    return hits.map(({ id }) => id);
  });

/** How many records the searches of a deletion found, by what it remembers; null where none searched. */
export function foundIn(memory: Readonly<Record<string, unknown>> | null): number | null {
  const found = Object.entries(memory ?? {}).flatMap(([name, ids]) =>
    (name === 'hits' || name.endsWith('/hits')) && Array.isArray(ids) ? [ids.length] : [],
  );
  return found.length === 0 ? null : found.reduce((sum, n) => sum + n, 0);
}

/**
 * Whether every record that an earlier attempt found is gone by now, asked by its id. @throws Ending where one is not, or
 * its reply is not documented
 */
export async function confirmDeleted(
  { memory, ask }: Calls,
  confirmedBy: (id: Hit['id']) => Confirmation,
): Promise<Checked> {
  const ids = (await memory.isEarlier('hits')) ? await memory.remember('hits', Ids, () => []) : [];
  for (const id of ids) {
    const { replies, ...request } = confirmedBy(id);
    if ((await ask('confirm', request, replies)) !== 'absent') return 'unknown';
  }
  return ids.length === 0 ? 'unknown' : 'deleted';
}

/**
 * Finds a person's records and deletes them. What an earlier attempt found is gone on with; what the vendor said of a
 * record is remembered before the next one is called for, and that one is not called for again.
 */
export async function findThenDelete(calls: Calls, erase: FindThenDelete, person: Subject): Promise<Meaning> {
  const { memory } = calls;
  const ids = await idsFor(calls, erase.find, person);
  if (ids.length === 0) return 'absent';
  if ('deleteTogether' in erase) {
    const means = await deleteInTurn(calls, 'all', [erase.deleteTogether(ids, person)].flat());
    if (means !== 'absent' || erase.findsAgain !== true) return means;
    if ((await search(calls, erase.find, person)).length > 0) throw new Ending(UNEXPECTED);
    return 'deleted';
  }
  const said: Meaning[] = [];
  for (const [nth, id] of ids.entries()) {
    const deletions = [erase.delete({ id, emails: [person.email] }, person)].flat();
    const once = () => deleteInTurn(calls, String(id), deletions);
    const isDone = await memory.isEarlier(`said ${String(id)}`);
    const means = isDone ? await memory.remember(`said ${String(id)}`, Meaning, once) : await once();
    said.push(means);
    if (!isDone && means !== 'absent' && nth < ids.length - 1)
      await memory.remember(`said ${String(id)}`, Meaning, () => means);
  }
  return together(said);
}
