/**
 * Many people at once: in one request, by one search for all of them, or in several parts.
 */
import type { Outcome } from '../../../core/status/outcome';
import type { Calls } from '../calls';
import { Ending } from '../ending';
import type { Subject } from '../provider';
import { toOutcome } from '../replies';
import { eraseBatch } from './batch';
import type { BatchFind, ForMany } from './kinds';
import { hitsOf, pageOf } from './search';
import { togetherOutcome } from './together';

/** Finds the records of some people, and deletes them together. @throws Ending where that fails for all of them */
async function findSome(calls: Calls, { find, deleteAll }: BatchFind, people: readonly Subject[]): Promise<Outcome[]> {
  const { hits } = await pageOf(calls, find, find.requestForAll(people));
  const own = people.map((person) => hitsOf(hits, person).map(({ id }) => id));
  const ids = [...new Set(own.flat())];
  const { replies, ...request } = deleteAll(ids);
  const means = ids.length === 0 ? 'absent' : await calls.ask('delete', request, replies);
  return own.map((one) => toOutcome(one.length === 0 ? 'absent' : means, calls.now()));
}

/** The people in turns of so many. Whom a failed turn leaves share its outcome. */
async function batchFind(calls: Calls, erase: BatchFind, people: readonly Subject[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  try {
    while (outcomes.length < people.length)
      outcomes.push(...(await findSome(calls, erase, people.slice(outcomes.length, outcomes.length + erase.atMost))));
  } catch (error) {
    if (!(error instanceof Ending)) throw error;
    outcomes.push(...people.slice(outcomes.length).map(() => error.outcome));
  }
  return outcomes;
}

const isFailure = ({ kind }: Outcome): boolean => kind === 'retry' || kind === 'refused';

/** One part after the other. Of whom one part failed, the next is not asked; of the others no more is said than by each. */
async function inParts(calls: Calls, parts: readonly ForMany[], people: readonly Subject[]): Promise<Outcome[]> {
  const said = new Map<Subject, readonly Outcome[]>(people.map((person) => [person, []]));
  for (const part of parts) {
    const left = people.filter((person) => !said.get(person)?.some(isFailure));
    const outcomes = left.length === 0 ? [] : await eraseMany(calls, part, left);
    for (const [place, person] of left.entries()) {
      const outcome = outcomes[place];
      if (outcome !== undefined) said.set(person, [...(said.get(person) ?? []), outcome]);
    }
  }
  return people.map((person) => togetherOutcome(said.get(person) ?? []));
}

/** Whether a way of erasing takes many people at once. */
export const isForMany = (erase: object): erase is ForMany =>
  'requestForAll' in erase || 'parts' in erase || 'atMost' in erase;

/** Erases many people. One outcome for each, in their order. */
export function eraseMany(calls: Calls, erase: ForMany, people: readonly Subject[]): Promise<Outcome[]> {
  if ('parts' in erase) return inParts(calls, erase.parts, people);
  return 'atMost' in erase ? batchFind(calls, erase, people) : eraseBatch(calls.send, calls.now, erase, people);
}
