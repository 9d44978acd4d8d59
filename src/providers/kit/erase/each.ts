/**
 * One person: by one request, by a search, by a flow; or once per item of a list.
 */
import * as z from 'zod/mini';
import type { Calls } from '../calls';
import { Ending, UNEXPECTED } from '../ending';
import type { Subject } from '../provider';
import { Meaning } from '../replies';
import { findThenDelete } from './find';
import { runFlow } from './flow';
import { startJob } from './job';
import type { Each, EachListed, ForOne } from './kinds';
import { oneRequest } from './one';
import { listOf } from './search';
import { together } from './together';

const Items = z.array(z.union([z.string(), z.number()]));
/** More items than this are parted among connections, each of which names its own. */
const MOST_ITEMS = 30;

async function eachItem(calls: Calls, { each }: Each, person: Subject): Promise<Meaning> {
  const meanings: Meaning[] = [];
  const theirs = each.filter(({ isFor }) => isFor?.(person) !== false);
  for (const [index, { item, erase }] of theirs.entries()) {
    const memory = calls.memory.of(item);
    const isDone = await memory.isEarlier('done');
    const once = () => eraseOne({ ...calls, memory }, erase, person);
    const means = isDone ? await memory.remember('done', Meaning, once) : await once();
    if (!isDone && means !== 'absent' && index < theirs.length - 1) await memory.remember('done', Meaning, () => means);
    meanings.push(means);
  }
  return together(meanings);
}

async function eachListedItem(calls: Calls, { eachOf, erase }: EachListed, person: Subject): Promise<Meaning> {
  const items = z.parse(Items, await listOf(calls, 'list', eachOf));
  if (items.length > MOST_ITEMS) throw new Ending(UNEXPECTED);
  const each = items.map((item) => ({ item: JSON.stringify(item), erase: erase(item) }));
  return eachItem(calls, { each }, person);
}

const A_HIT = { id: 1, emails: [] };

/**
 * Whether an attempt that was interrupted may leave the person half deleted: not found any more, and not gone. So it is
 * where a record takes several deletions.
 */
export function mayLeaveHalf(erase: ForOne, person: Subject): boolean {
  if ('each' in erase) return erase.each.some((one) => mayLeaveHalf(one.erase, person));
  if ('eachOf' in erase) return mayLeaveHalf(erase.erase(A_HIT.id), person);
  if ('deleteTogether' in erase) return [erase.deleteTogether([A_HIT.id], person)].flat().length > 1;
  return 'flow' in erase || ('delete' in erase && [erase.delete(A_HIT, person)].flat().length > 1);
}

/** Erases one person. @throws Ending with the outcome of whatever failed */
export function eraseOne(calls: Calls, erase: ForOne, person: Subject): Promise<Meaning> {
  if ('each' in erase) return eachItem(calls, erase, person);
  if ('eachOf' in erase) return eachListedItem(calls, erase, person);
  if ('start' in erase) return startJob(calls, erase, person);
  if ('find' in erase) return findThenDelete(calls, erase, person);
  return 'flow' in erase ? runFlow(calls, erase, person) : oneRequest(calls, erase, person);
}
