import type { Calls } from '../calls';
import type { Subject } from '../provider';
import type { Meaning } from '../replies';
import { DONE } from '../remember';
import type { OneRequest } from './kinds';

/** Makes one request; or the same one until nobody is left, where the vendor deletes only some at a time. */
export async function oneRequest(
  calls: Calls,
  { request, replies, untilNobodyIsLeft }: OneRequest,
  person: Subject,
): Promise<Meaning> {
  const ask = () => calls.ask('erase', request(person), replies);
  if (untilNobodyIsLeft !== true) return ask();
  let isDeleted = await calls.memory.isEarlier('deleted');
  for (let means = await ask(); ; means = await ask()) {
    if (means !== 'deleted') return means === 'absent' && isDeleted ? 'deleted' : means;
    isDeleted = await calls.memory.remember('deleted', DONE, () => true);
  }
}
