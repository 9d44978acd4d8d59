/**
 * One person: by one request, by a search, by a flow; or once per item of a list.
 */
import type { Calls } from '../calls';
import type { Subject } from '../provider';
import { DONE } from '../remember';
import type { Meaning } from '../replies';
import { findThenDelete } from './find';
import { runFlow } from './flow';
import { startJob } from './job';
import type { Batch, Each, Erase } from './kinds';
import { oneRequest } from './one';

/** What says less stands first: it is what is said of all of them. */
const WEAKEST: readonly Meaning[] = ['registered', 'accepted', 'deleted', 'absent'];

function together(meanings: readonly Meaning[]): Meaning {
  const longest = meanings.flatMap((means) => (typeof means === 'string' ? [] : [means.within]));
  if (longest.length > 0 && !meanings.includes('registered')) return { within: Math.max(...longest) };
  return WEAKEST.find((means) => meanings.includes(means)) ?? 'absent';
}

async function eachItem(calls: Calls, { each }: Each, person: Subject): Promise<Meaning> {
  const meanings: Meaning[] = [];
  for (const [index, { item, erase }] of each.entries()) {
    const memory = calls.memory.of(item);
    const isDone = await memory.isEarlier('done');
    const means = isDone ? 'deleted' : await eraseOne({ ...calls, memory }, erase, person);
    if (means === 'deleted' && index < each.length - 1) await memory.remember('done', DONE, () => true);
    meanings.push(means);
  }
  return together(meanings);
}

/**
 * Whether an attempt that was interrupted may leave the person half deleted: not found any more, and not gone. So it is
 * where a record takes several deletions.
 */
export function mayLeaveHalf(erase: Erase): boolean {
  if ('each' in erase) return erase.each.some((one) => mayLeaveHalf(one.erase));
  return 'flow' in erase || ('find' in erase && [erase.delete({ id: 1, emails: [] })].flat().length > 1);
}

/** Erases one person. @throws Ending with the outcome of whatever failed */
export function eraseOne(calls: Calls, erase: Exclude<Erase, Batch>, person: Subject): Promise<Meaning> {
  if ('each' in erase) return eachItem(calls, erase, person);
  if ('find' in erase) return findThenDelete(calls, erase, person);
  if ('flow' in erase) return runFlow(calls, erase, person);
  return 'start' in erase ? startJob(calls, erase, person) : oneRequest(calls, erase, person);
}
