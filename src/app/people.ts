/**
 * Everybody on an issue: who is erased by an erasure of their own, who is waived, and who is left.
 */
import { type Closing, mayClose } from '../core/closing';
import { type Erasure, isAllKept, isCalledOff } from '../core/erasure';
import type { News } from '../core/evidence';
import { mask } from '../core/mask';
import {
  countOf,
  counts,
  type Named,
  namedNow,
  type OnIssue,
  type PeopleCount,
  type Standing,
  standingOf,
} from '../core/people';
import type { Email, PersonId } from '../core/person';
import type { Ports, ReadPeople } from '../core/ports';
import { RefusedError } from '../core/refusal';
import { change } from './change';
import { examine } from './examine';
import { whyNotFound } from './why-not-found';
import { mustBeReason } from './reason';

/** A person of an issue, with their erasure on it; null where none was begun. */
export interface PersonOnIssue extends OnIssue {
  readonly erasure: Erasure | null;
  readonly standing: Standing;
}

/** Everybody on an issue, and how many of them are done with. */
export interface IssuePeople extends PeopleCount {
  readonly persons: readonly PersonOnIssue[];
}

type Store = Pick<Ports, 'people' | 'ledger'>;

/** Each person's erasure on an issue, by the claims: they are found at once, where the index still lags. */
async function erasuresOf(
  { ledger }: Store,
  issueId: string,
  people: readonly Named[],
): Promise<Map<PersonId, Erasure>> {
  const ids = await Promise.all(people.map(({ personId }) => ledger.claimed(issueId, personId)));
  const found = await ledger.erasures(ids.filter((id) => id !== null));
  return new Map(found.map((erasure) => [erasure.personId, erasure]));
}

async function withErasures(ports: Store, issueId: string, people: readonly OnIssue[]): Promise<PersonOnIssue[]> {
  const erasures = await erasuresOf(ports, issueId, people);
  return people.map((one) => {
    const erasure = erasures.get(one.personId) ?? null;
    return { ...one, erasure, standing: standingOf(one, erasure) };
  });
}

/** Everybody on an issue; null where it never had more than one person. */
export async function readPeople(ports: Store, issueId: string): Promise<IssuePeople | null> {
  const { people } = await ports.people.of(issueId);
  if (people.length === 0) return null;
  const persons = (await withErasures(ports, issueId, people)).filter((one) => counts(one, one.standing));
  return { persons, ...countOf(persons.map(({ standing }) => standing)) };
}

/** Everybody whom an issue names now, with where each of them stands. Changes nothing. */
export async function standingsOf(ports: Ports, issueId: string, emails: readonly Email[]): Promise<PersonOnIssue[]> {
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
  persons.every(({ standing, erasure }) => standing === 'waived' || (erasure !== null && mayClose(erasure, closing)));

const namedBy = ({ vault }: Pick<Ports, 'vault'>, emails: readonly Email[]): Promise<Named[]> =>
  Promise.all(emails.map(async (email) => ({ personId: await vault.personId(email), mask: mask(email) })));

const TRIES = 5;

/** The one who was erased from this issue before it had several people: nothing was noted of them. */
async function firstOf({ ledger }: Store, { people, newest }: ReadPeople): Promise<OnIssue[]> {
  if (people.length > 0 || newest === null) return [...people];
  const erasure = await ledger.erasure(newest);
  if (erasure === null || isCalledOff(erasure)) return [];
  return [{ personId: erasure.personId, mask: erasure.mask, waived: null, isNamed: true }];
}

/**
 * Notes whom an issue names now, where it names, or named, more people than one.
 * @returns whether it does
 * @throws RefusedError `busy`
 */
export async function notePeople(ports: Ports, issueId: string, emails: readonly Email[]): Promise<boolean> {
  const named = await namedBy(ports, emails);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const read = await ports.people.of(issueId);
    if (named.length === 1 && read.people.length === 0 && read.newest === null) return false;
    const before = await firstOf(ports, read);
    const begun = await erasuresOf(ports, issueId, before);
    const isBegun = (personId: PersonId) => {
      const erasure = begun.get(personId);
      return erasure !== undefined && !isCalledOff(erasure);
    };
    const next = namedNow(before, named, isBegun);
    if (next.length === 1 && read.people.length === 0) return false;
    const isSame = JSON.stringify(next) === JSON.stringify(read.people);
    if (isSame || (await ports.people.save(issueId, read, next))) return true;
  }
  throw new RefusedError('busy');
}

/**
 * Whether an erasure may be begun for a person, or they may be waived: there is none, or it was called off. One that is
 * blocked is retried, finished by hand or called off first.
 */
export const isToBegin = ({ erasure }: Pick<PersonOnIssue, 'erasure'>): boolean =>
  erasure === null || (isCalledOff(erasure) && !isAllKept(erasure));

/** A person who is not to be erased because of this issue, and why. */
export interface Waiver {
  readonly issueId: string;
  readonly personId: PersonId;
  readonly accountId: string;
  readonly reason: string;
}

/** The address of a person whom the issue names now, as the asking user reads it. @throws RefusedError `mismatch` */
async function mustBeNamed(
  ports: Ports,
  { issueId, personId }: Waiver,
): Promise<{ email: Email; all: readonly Email[] }> {
  const settings = await ports.settings.read();
  const asking = { as: 'user', attended: true, confirmed: true, unattendedThisHour: 0 } as const;
  const { issue, located } = await examine(ports, settings, issueId, asking);
  const all = located.kind === 'found' ? located.people : located.choices;
  if (located.kind === 'refused' && all.length === 0) throw whyNotFound(located, issue, settings);
  const ids = await Promise.all(all.map((email) => ports.vault.personId(email)));
  const email = all[ids.indexOf(personId)];
  if (email === undefined) throw new RefusedError('mismatch');
  return { email, all };
}

async function noteWaived(ports: Ports, { issueId, personId, accountId }: Waiver, reason: string): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const read = await ports.people.of(issueId);
    const waived = { account: accountId, reason, at: ports.chance.now() };
    const people = read.people.map((one) => (one.personId === personId ? { ...one, waived } : one));
    if (await ports.people.save(issueId, read, people)) return;
  }
  throw new RefusedError('busy');
}

/**
 * Leaves a person of an issue out, with a reason that goes into the evidence of the issue's newest erasure. Where nobody
 * is left by that, the issue is told that it is finished.
 * @throws RefusedError `reason-missing`, `address-in-reason`; `nobody-begun` where nobody is erased from this issue;
 * `mismatch` where the issue does not name them any more; `not-open` where they are waived already, or their erasure was
 * not called off
 */
export const waive =
  (ports: Ports) =>
  async (waiver: Waiver): Promise<void> => {
    const { issueId, personId, accountId } = waiver;
    const { email, all } = await mustBeNamed(ports, waiver);
    const reason = mustBeReason(waiver.reason, email);
    const { newest } = await ports.people.of(issueId);
    if (newest === null) throw new RefusedError('nobody-begun');
    await notePeople(ports, issueId, all);
    const person = (await readPeople(ports, issueId))?.persons.find((one) => one.personId === personId);
    if (person?.standing !== 'left' || !isToBegin(person)) throw new RefusedError('not-open');
    const news: News = { kind: 'waived', at: ports.chance.now(), account: accountId, person: personId, reason };
    // The evidence first: whoever dies in between leaves a person who is still left, and a reason that was given.
    await change(ports, newest, ({ erasure, steps }) => ({
      erasure: { ...erasure, isOneOfSeveral: true },
      steps,
      news: [news],
    }));
    await noteWaived(ports, waiver, reason);
    await change(ports, newest, ({ erasure, steps }) => ({ erasure: { ...erasure, comment: 'due' }, steps, news: [] }));
  };
