/**
 * Everybody on an issue: who is erased by an erasure of their own, who is waived, and who is left.
 */
import { busy } from '../../core/app-error';
import { mayClose } from '../../core/erasure/closing';
import { type Erasure, isAllKept, isCalledOff } from '../../core/erasure/erasure';
import { canonical } from '../../core/evidence/chain';
import type { Email } from '../../core/person/email';
import {
  countOf,
  counts,
  type IssuePerson,
  namedNow,
  type NamedPerson,
  type PeopleCount,
  type PersonState,
  stateOf,
} from '../../core/erasure/issue-people';
import { mask } from '../../core/person/mask';
import type { PersonId } from '../../core/person/person';
import { AGAIN, updateWithRetry } from '../../lib/update-with-retry';
import type { ReadPeople } from '../../ports/people';
import type { Ports } from '../../ports/ports';
import { type Closing } from '../../core/settings/closing';

/** A person of an issue, with their erasure on it; null where none was begun. */
export interface PersonWithErasure extends IssuePerson {
  readonly erasure: Erasure | null;
  readonly state: PersonState;
}

/** Everybody on an issue, and how many of them are done with. */
export interface IssuePeople extends PeopleCount {
  readonly persons: readonly PersonWithErasure[];
}

type Store = Pick<Ports, 'people' | 'claims' | 'erasureStore'>;

/** Each person's erasure on an issue, by the claims: they are found at once, where the index still lags. */
async function erasuresOf(
  { claims, erasureStore }: Store,
  issueId: string,
  people: readonly NamedPerson[],
): Promise<Map<PersonId, Erasure>> {
  const ids = await Promise.all(people.map(({ personId }) => claims.claimed(issueId, personId)));
  const found = await erasureStore.erasures(ids.filter((id) => id !== null));
  return new Map(found.map((erasure) => [erasure.personId, erasure]));
}

async function withErasures(
  ports: Store,
  issueId: string,
  people: readonly IssuePerson[],
): Promise<PersonWithErasure[]> {
  const erasures = await erasuresOf(ports, issueId, people);
  return people.map((one) => {
    const erasure = erasures.get(one.personId) ?? null;
    return { ...one, erasure, state: stateOf(one, erasure) };
  });
}

/** Everybody on an issue; null where it never had more than one person. */
export async function readPeople(ports: Store, issueId: string): Promise<IssuePeople | null> {
  const { people } = await ports.people.of(issueId);
  if (people.length === 0) return null;
  const persons = (await withErasures(ports, issueId, people)).filter(counts);
  return { persons, ...countOf(persons.map(({ state }) => state)) };
}

/** Everybody whom an issue names now, with where each of them stands. Changes nothing. */
export async function statesOf(ports: Ports, issueId: string, emails: readonly Email[]): Promise<PersonWithErasure[]> {
  const { people } = await ports.people.of(issueId);
  const named = await namedBy(ports, emails);
  return withErasures(
    ports,
    issueId,
    namedNow(people, named, () => false),
  );
}

/** Whether an issue may be closed, as far as its people go: each is waived, or erased as closing asks for. */
export const mayCloseAll = ({ persons }: IssuePeople, closing: Closing): boolean =>
  persons.length > 0 &&
  persons.every(({ state, erasure }) => state === 'waived' || (erasure !== null && mayClose(erasure, closing)));

const namedBy = ({ addresses }: Pick<Ports, 'addresses'>, emails: readonly Email[]): Promise<NamedPerson[]> =>
  Promise.all(emails.map(async (email) => ({ personId: await addresses.personId(email), mask: mask(email) })));

export const TRIES = 5;

/** The one who was erased from this issue before it had several people: nothing was noted of them. */
async function firstOf({ erasureStore }: Store, { people, newest }: ReadPeople): Promise<IssuePerson[]> {
  if (people.length > 0 || newest === null) return [...people];
  const erasure = await erasureStore.erasure(newest);
  if (erasure === null || isCalledOff(erasure)) return [];
  return [{ personId: erasure.personId, mask: erasure.mask, waived: null, isNamed: true }];
}

/** Whether an issue names, or named, more people than one; and whether that was not known before. */
export interface NotedPeople {
  readonly isSeveral: boolean;
  readonly isChanged: boolean;
}

const ONE: NotedPeople = { isSeveral: false, isChanged: false };

/**
 * Notes whom an issue names now, where it names, or named, more people than one.
 * @throws AppError `busy`
 */
export async function notePeople(ports: Ports, issueId: string, emails: readonly Email[]): Promise<NotedPeople> {
  const named = await namedBy(ports, emails);
  const attempt = async (): Promise<NotedPeople | typeof AGAIN> => {
    const read = await ports.people.of(issueId);
    if (named.length === 1 && read.people.length === 0 && read.newest === null) return ONE;
    const before = await firstOf(ports, read);
    const begun = await erasuresOf(ports, issueId, before);
    const isBegun = (personId: PersonId) => {
      const erasure = begun.get(personId);
      return erasure !== undefined && !isCalledOff(erasure);
    };
    const next = namedNow(before, named, isBegun);
    if (next.length === 1 && read.people.length === 0) return ONE;
    if (canonical(next) === canonical(read.people)) return { isSeveral: true, isChanged: false };
    return (await ports.people.save(issueId, read, next)) ? { isSeveral: true, isChanged: true } : AGAIN;
  };
  return updateWithRetry(TRIES, attempt, busy);
}

/**
 * Whether an erasure may be begun for a person, or they may be waived: there is none, or it was called off. One that is
 * blocked is retried, finished by hand or called off first.
 */
export const isToBegin = ({ erasure }: Pick<PersonWithErasure, 'erasure'>): boolean =>
  erasure === null || (isCalledOff(erasure) && !isAllKept(erasure));
