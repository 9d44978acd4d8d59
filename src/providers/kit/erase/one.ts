import type { Calls } from '../calls';
import type { Subject } from '../provider';
import { type Meaning, readingOf } from '../replies';
import { DONE } from '../remember';
import type { OneRequest } from './kinds';

/** Asks until the vendor is through with it. An attempt that was interrupted goes on with the call that was not answered. */
async function askInTurn(calls: Calls, { request, replies, goesOn }: OneRequest, person: Subject): Promise<Meaning> {
  const { memory, ask } = calls;
  const reading = readingOf(replies);
  const { documented } = reading;
  for (let call = 1; ; call += 1) {
    const isThrough = `call ${String(call)}`;
    if (await memory.isEarlier(isThrough)) continue;
    const said: { isGoingOn: boolean } = { isGoingOn: false };
    const means = await ask('erase', request(person, call), {
      ...reading,
      meaning: (answer) => {
        said.isGoingOn = answer.status >= 200 && answer.status < 300 && goesOn?.holds(answer) === true;
        return said.isGoingOn ? 'registered' : reading.meaning(answer);
      },
      documented: {
        source: documented?.source ?? 'the declared replies',
        allows: (doubt, answer) =>
          documented?.allows(doubt, answer) === true ||
          (goesOn?.holds(answer) === true && goesOn.despite?.(doubt) === true),
      },
    });
    if (!said.isGoingOn) return means;
    await memory.remember(isThrough, DONE, () => true);
  }
}

/** Makes one request; or the same one until nobody is left, where the vendor deletes only some at a time. */
export async function oneRequest(calls: Calls, erase: OneRequest, person: Subject): Promise<Meaning> {
  if (erase.goesOn !== undefined) return askInTurn(calls, erase, person);
  const ask = () => calls.ask('erase', erase.request(person, 1), erase.replies);
  if (erase.untilNobodyIsLeft !== true) return ask();
  let isDeleted = await calls.memory.isEarlier('deleted');
  for (let means = await ask(); ; means = await ask()) {
    if (means !== 'deleted') return means === 'absent' && isDeleted ? 'deleted' : means;
    isDeleted = await calls.memory.remember('deleted', DONE, () => true);
  }
}
