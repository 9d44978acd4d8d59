/**
 * The people of an issue: whom the place that decides names, and whoever an erasure was begun for. Each is erased by an
 * erasure of their own, or waived with a reason; until then the issue is not finished.
 */
import * as z from 'zod/mini';
import { type Erasure, isAllKept, isCalledOff, statusTold } from './erasure';
import type { ErasureStatus } from '../status/erasure-status';
import { PersonId } from '../person/person';

/** One of them: known by the keyed hash, and shown by the mask. */
export const NamedPerson = z.object({ personId: PersonId, mask: z.string() });
export type NamedPerson = z.infer<typeof NamedPerson>;

/** A person of an issue; `waived`: a named person said that nobody is to be erased here, and why. */
export const IssuePerson = z.object({
  ...NamedPerson.shape,
  /** Whether the issue named them when it was last read; whoever is begun stays, named or not. */
  isNamed: z._default(z.boolean(), true),
  waived: z.nullable(z.object({ account: z.string(), reason: z.string(), at: z.number() })),
});
export type IssuePerson = z.infer<typeof IssuePerson>;

/** Where a person of an issue stands: nothing was begun for them, or it is going on, or it has ended, or they were waived. */
export type PersonState = 'left' | 'open' | 'finished' | 'waived';

/** How many people an issue has, and what became of them. */
export interface PeopleCount {
  readonly total: number;
  readonly finished: number;
  readonly waived: number;
}

type Ending = Pick<Erasure, 'status' | 'isSeenStill' | 'statements' | 'stepKeys'>;

/** An issue with one person. */
export const singlePerson = (erasure: Ending): PeopleCount => ({
  total: 1,
  finished: isFinished(erasure) ? 1 : 0,
  waived: 0,
});

/** Whether every provider did, or took, what it was asked for. */
const isTaken = (status: ErasureStatus): boolean => status === 'completed' || status === 'handed-over';

/** Whether nobody has to see to an erasure in this status any more. */
const isOver = (status: ErasureStatus): boolean => isTaken(status) || isCalledOff({ status });

/** Whether nothing is left to be begun for this person: it was taken, or all of their data may be kept. */
const isFinished = (erasure: Ending): boolean => isTaken(statusTold(erasure)) || isAllKept(erasure);

/** Whether an erasure in this status goes on by itself, or waits for somebody who decides. */
const isOpen = (status: ErasureStatus): boolean =>
  status === 'awaiting-approval' || status === 'scheduled' || status === 'running';

/** Whether an erasure was begun, and nobody called it off. */
const isBegun = (erasure: Pick<Erasure, 'status'> | null): boolean => erasure !== null && !isCalledOff(erasure);

/**
 * Where a person stands. Whoever was waived and is erased all the same is waived again only once that is called off.
 * @param erasure theirs on this issue; null where there is none
 */
export function stateOf({ waived }: Pick<IssuePerson, 'waived'>, erasure: Ending | null): PersonState {
  if (erasure !== null && isFinished(erasure)) return 'finished';
  if (erasure !== null && isOpen(statusTold(erasure))) return 'open';
  return waived === null || isBegun(erasure) ? 'left' : 'waived';
}

/** A person of an issue with their erasure on it, and where they stand. */
interface Standing extends Pick<IssuePerson, 'isNamed'> {
  readonly state: PersonState;
  readonly erasure: Pick<Erasure, 'status'> | null;
}

/**
 * Whether a person counts: whoever the issue names, and whoever an erasure was begun for, whether or not the issue still
 * names them. Providers were perhaps called about them, and a changed field takes nothing of that back: their erasure is
 * finished, or a person calls it off.
 */
export const counts = ({ isNamed, state, erasure }: Standing): boolean =>
  isNamed || state !== 'left' || isBegun(erasure);

export const countOf = (states: readonly PersonState[]): PeopleCount => ({
  total: states.length,
  finished: states.filter((one) => one === 'finished').length,
  waived: states.filter((one) => one === 'waived').length,
});

/** How many are neither finished nor waived. */
export const leftOf = ({ total, finished, waived }: PeopleCount): number => total - finished - waived;

/**
 * The people of an issue after somebody read it again: whom it names now, with what was said of them; and whoever an
 * erasure was begun for, whether or not the issue still names them.
 */
export function namedNow(
  before: readonly IssuePerson[],
  named: readonly NamedPerson[],
  isBegun: (personId: PersonId) => boolean,
): IssuePerson[] {
  const knownAs = (personId: PersonId) => before.find((one) => one.personId === personId);
  const now = named.map((one) => ({ ...one, waived: knownAs(one.personId)?.waived ?? null, isNamed: true }));
  const others = before.filter(({ personId }) => isBegun(personId) && !named.some((one) => one.personId === personId));
  return [...others.map((one) => ({ ...one, isNamed: false })), ...now];
}

/** Whether one of an issue's erasures goes on, and whether one of them is blocked, wholly or partly. */
export interface ErasuresOfIssue {
  readonly isAnyOpen: boolean;
  readonly isAnyBlocked: boolean;
}

/** How the erasures of an issue's people stand, taken together. */
export const togetherOf = (
  persons: readonly { readonly state: PersonState; readonly erasure: Pick<Erasure, 'status'> | null }[],
): ErasuresOfIssue => ({
  isAnyOpen: persons.some(({ state }) => state === 'open'),
  isAnyBlocked: persons.some(({ erasure }) => erasure?.status === 'partial' || erasure?.status === 'blocked'),
});

/**
 * What the issue's status says, by its newest erasure and everybody on it: never that it is over while somebody is left.
 * Called off it is only where every erasure of it was, and nobody is finished.
 */
export function statusOfIssue(
  newest: ErasureStatus,
  people: PeopleCount,
  { isAnyOpen, isAnyBlocked }: ErasuresOfIssue,
): ErasureStatus {
  if (!isOver(newest) || leftOf(people) === 0) return newest;
  if (isAnyOpen) return 'running';
  return isTaken(newest) || isAnyBlocked || people.finished > 0 ? 'partial' : newest;
}
