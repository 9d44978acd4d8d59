/**
 * Many people in one request. Where one bad address refuses all of them, the batch is halved until that address stands
 * alone; the text of such a refusal may name people, so it is never read.
 */
import type { Outcome } from '../../../core/status/outcome';
import { POSTPONED } from '../ending';
import type { Send } from '../calls';
import type { Subject } from '../provider';
import { read, readingOf, toOutcome } from '../replies';
import type { Batch } from './kinds';

/** One bad address among a hundred is found with 15 calls. Where that is not enough, the next turn goes on. */
const MOST_CALLS = 24;
const LONGEST_SEARCH = 60_000;

const rejected = (reason: 'rejected' | 'rejected-address', httpStatus: number): Outcome => ({
  ...{ kind: 'refused', reason, httpStatus },
});

async function ask(
  send: Send,
  now: () => number,
  batch: Batch,
  people: readonly Subject[],
): Promise<Outcome | 'split'> {
  const reading = readingOf(batch.replies);
  const reply = await send('erase', batch.requestForAll(people), reading.documented);
  if (reply.kind === 'reply' && reply.status === batch.splitOn) return 'split';
  const result = read(reading, reply);
  return 'failed' in result ? result.failed : toOutcome(result.means, now());
}

const isFailure = ({ kind }: Outcome): boolean => kind === 'retry' || kind === 'refused';

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
  for (let calls = 0; ranges.length > 0 && calls < MOST_CALLS && now() < until; calls += 1) {
    const [from, to] = ranges.shift() ?? [0, 0];
    const outcome = await ask(send, now, batch, people.slice(from, to));
    if (outcome !== 'split') {
      const reached = isFailure(outcome) ? [[from, to] as const, ...ranges] : [[from, to] as const];
      for (const [first, last] of reached) outcomes.fill(outcome, first, last);
      if (isFailure(outcome)) return outcomes;
      isAnybodyTaken = true;
    } else if (to - from === 1) outcomes[from] = rejected('rejected-address', batch.splitOn ?? 0);
    else {
      const middle = from + Math.ceil((to - from) / 2);
      ranges.unshift([from, middle], [middle, to]);
    }
  }
  const isWrongItself = ranges.length > 0 && !isAnybodyTaken;
  return isWrongItself ? people.map(() => rejected('rejected', batch.splitOn ?? 0)) : outcomes;
}
