/**
 * The people of an issue: whom the place that decides names, and whoever an erasure was begun for. Each is erased by an
 * erasure of their own, or waived with a reason; until then the issue is not finished.
 */
import * as z from 'zod/mini';
import type { ErasureStatus } from './erasure-status';
import { PersonId } from './person';

/** One of them: known by the keyed hash, and shown by the mask. */
export const Named = z.object({ personId: PersonId, mask: z.string() });
export type Named = z.infer<typeof Named>;

/** A person of an issue; `waived`: a named person said that nobody is to be erased here, and why. */
export const OnIssue = z.object({
  ...Named.shape,
  waived: z.nullable(z.object({ account: z.string(), reason: z.string(), at: z.number() })),
});
export type OnIssue = z.infer<typeof OnIssue>;

/** Where a person of an issue stands: nothing was begun for them, or it is going on, or it has ended, or they were waived. */
export type Standing = 'left' | 'open' | 'finished' | 'waived';

/** How many people an issue has, and what became of them. */
export interface PeopleCount {
  readonly total: number;
  readonly finished: number;
  readonly waived: number;
}

/** An issue with one person. */
export const alone = (status: ErasureStatus): PeopleCount => ({
  total: 1,
  finished: isTaken(status) ? 1 : 0,
  waived: 0,
});

/** Whether every provider did, or took, what it was asked for. */
const isTaken = (status: ErasureStatus): boolean => status === 'completed';

/** Whether an erasure in this status goes on by itself, or waits for somebody who decides. */
const isOpen = (status: ErasureStatus): boolean =>
  status === 'awaiting-approval' || status === 'scheduled' || status === 'running';

/** Where a person stands. @param status of their erasure on this issue; null where there is none */
export function standingOf({ waived }: Pick<OnIssue, 'waived'>, status: ErasureStatus | null): Standing {
  if (status !== null && isTaken(status)) return 'finished';
  if (status !== null && isOpen(status)) return 'open';
  return waived === null ? 'left' : 'waived';
}

export const countOf = (standings: readonly Standing[]): PeopleCount => ({
  total: standings.length,
  finished: standings.filter((one) => one === 'finished').length,
  waived: standings.filter((one) => one === 'waived').length,
});

/** How many are neither finished nor waived. */
export const leftOf = ({ total, finished, waived }: PeopleCount): number => total - finished - waived;

/**
 * The people of an issue after somebody read it again: whom it names now, with what was said of them; and whoever an
 * erasure was begun for, whether or not the issue still names them.
 */
export function namedNow(
  before: readonly OnIssue[],
  named: readonly Named[],
  isBegun: (personId: PersonId) => boolean,
): OnIssue[] {
  const knownAs = (personId: PersonId) => before.find((one) => one.personId === personId);
  const now = named.map((one) => knownAs(one.personId) ?? { ...one, waived: null });
  const others = before.filter(({ personId }) => isBegun(personId) && !named.some((one) => one.personId === personId));
  return [...others, ...now];
}

/**
 * What the issue's status says, by its newest erasure and everybody on it: never that it is over while somebody is left.
 * @param isAnyOpen whether an erasure of the issue goes on
 */
export function statusOfIssue(newest: ErasureStatus, people: PeopleCount, isAnyOpen: boolean): ErasureStatus {
  if (!isTaken(newest) || leftOf(people) === 0) return newest;
  return isAnyOpen ? 'running' : 'partial';
}
