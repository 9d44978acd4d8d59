/**
 * Many people in one request. Where one bad address refuses all of them, the batch is halved until that address stands
 * alone; the text of such a refusal may name people, so it is never read.
 */
import type { Outcome } from '../../../core/status/outcome';
import type { Answer } from '../../../core/reply/reply';
import { POSTPONED, UNEXPECTED } from '../ending';
import type { Send } from '../calls';
import type { Subject } from '../provider';
import { read, readingOf, toOutcome } from '../replies';
import type { AllBut, Batch } from './kinds';
import { MINUTE } from '../../../lib/time';

/** One bad address among a hundred is found with 15 calls. Where that is not enough, the next turn goes on. */
const MOST_CALLS = 24;
const LONGEST_SEARCH = MINUTE;

const rejected = (reason: 'rejected' | 'rejected-address', httpStatus: number): Outcome => ({
  ...{ kind: 'refused', reason, httpStatus },
});

/** The outcomes of a reply that takes all of the people but some. */
function takenBut({ refused, then }: AllBut, answer: Answer, size: number, now: number): Outcome[] {
  const places = refused(answer);
  const isReadable = places?.every((place) => place < size) === true;
  return Array.from({ length: size }, (_, place) => {
    if (!isReadable) return UNEXPECTED;
    return places.includes(place) ? rejected('rejected-address', answer.status) : toOutcome(then, now);
  });
}

/** One outcome for each of the people, or the status for which they have to be asked for in smaller batches. */
async function ask(
  send: Send,
  now: () => number,
  { requestForAll, replies, splitOn, allBut }: Batch,
  people: readonly Subject[],
): Promise<readonly Outcome[] | { readonly splitFor: number }> {
  const reading = readingOf(replies);
  const isAllBut = ({ status }: { readonly status: number }) => status === allBut?.status;
  const reply = await send('erase', requestForAll(people), {
    source: 'the declared replies',
    allows: (doubt, answer) =>
      isAllBut(answer) ? allBut?.refused(answer) != null : reading.documented?.allows(doubt, answer) === true,
  });
  if (reply.kind === 'reply' && [splitOn].flat().includes(reply.status)) return { splitFor: reply.status };
  if (reply.kind === 'reply' && allBut !== undefined && isAllBut(reply))
    return takenBut(allBut, reply, people.length, now());
  const result = read(reading, reply);
  const outcome = 'failed' in result ? result.failed : toOutcome(result.means, now());
  return people.map(() => outcome);
}

const isFailure = ({ kind }: Outcome): boolean => kind === 'retry' || kind === 'refused';

/** A range of people, halved. */
function halves([from, to]: readonly [number, number]): [number, number][] {
  const middle = from + Math.ceil((to - from) / 2);
  return [
    [from, middle],
    [middle, to],
  ];
}

/**
 * Erases a batch. The search for bad addresses is bounded. Any other failure ends it, and whoever was not asked about
 * shares that outcome. Where it ends before anybody was taken, the request itself is wrong and not every address in it.
 */
export async function eraseBatch(
  send: Send,
  now: () => number,
  batch: Batch,
  people: readonly Subject[],
): Promise<Outcome[]> {
  const outcomes = people.map((): Outcome => POSTPONED);
  const until = now() + LONGEST_SEARCH;
  const ranges: [number, number][] = [[0, people.length]];
  let isAnybodyTaken = false;
  let splitFor = 0;
  const goesOn = (calls: number) => ranges.length > 0 && calls < MOST_CALLS && now() < until;
  for (let calls = 0; goesOn(calls); calls += 1) {
    const [from, to] = ranges.shift() ?? [0, 0];
    const answered = await ask(send, now, batch, people.slice(from, to));
    if (!('splitFor' in answered)) {
      for (const [place, outcome] of answered.entries()) outcomes[from + place] = outcome;
      const failed = answered.find(isFailure);
      if (failed !== undefined && answered.every(isFailure)) {
        for (const [first, last] of ranges) outcomes.fill(failed, first, last);
        return outcomes;
      }
      isAnybodyTaken = true;
      continue;
    }
    ({ splitFor } = answered);
    if (to - from === 1) outcomes[from] = rejected('rejected-address', splitFor);
    else ranges.unshift(...halves([from, to]));
  }
  const isRequestWrong = ranges.length > 0 && !isAnybodyTaken;
  return isRequestWrong ? people.map(() => rejected('rejected', splitFor)) : outcomes;
}
