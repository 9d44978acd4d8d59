/**
 * Leaves a person of an issue out of the erasure, with a reason.
 */
import { AppError, busy } from '../../core/app-error';
import type { NewEvent } from '../../core/evidence/chain';
import type { Email } from '../../core/person/email';
import type { PersonId } from '../../core/person/person';
import { AGAIN, updateWithRetry } from '../../lib/update-with-retry';
import type { Ports } from '../../ports/ports';
import { parseReason } from './reason';
import { assess } from '../locate/assess';
import { whyNotFound } from '../locate/why-not-found';
import { updateErasure } from '../sync/update';
import { readPeople, TRIES, notePeople, isToBegin } from '../people/people';

/** A person who is not to be erased because of this issue, and why. */
export interface Waiver {
  readonly issueId: string;
  readonly personId: PersonId;
  readonly accountId: string;
  readonly reason: string;
}
/** The address of a person whom the issue names now, as the asking user reads it. @throws AppError `mismatch` */
async function mustBeNamed(
  ports: Ports,
  { issueId, personId }: Waiver,
): Promise<{ email: Email; all: readonly Email[] }> {
  const settings = await ports.settings.read();
  const asking = { as: 'user', attended: true, confirmed: true, unattendedThisHour: 0 } as const;
  const { issue, located } = await assess(ports, settings, issueId, asking);
  const all = located.kind === 'found' ? located.people : located.choices;
  if (located.kind === 'refused' && all.length === 0) throw whyNotFound(located, issue, settings);
  const ids = await Promise.all(all.map((email) => ports.addresses.personId(email)));
  const email = all[ids.indexOf(personId)];
  if (email === undefined) throw new AppError('mismatch');
  return { email, all };
}
async function noteWaived(ports: Ports, { issueId, personId, accountId }: Waiver, reason: string): Promise<void> {
  const attempt = async () => {
    const read = await ports.people.of(issueId);
    const waived = { account: accountId, reason, at: ports.system.now() };
    const people = read.people.map((one) => (one.personId === personId ? { ...one, waived } : one));
    return (await ports.people.save(issueId, read, people)) || AGAIN;
  };
  await updateWithRetry(TRIES, attempt, busy);
}
/**
 * Leaves a person of an issue out, with a reason that goes into the evidence of the issue's newest erasure. Where nobody
 * is left by that, the issue is told that it is finished.
 * @throws AppError `reason-missing`, `address-in-reason`; `nobody-begun` where nobody is erased from this issue;
 * `mismatch` where the issue does not name them any more; `not-open` where they are waived already, or their erasure was
 * not called off
 */
export async function waive(ports: Ports, waiver: Waiver): Promise<void> {
  const { issueId, personId, accountId } = waiver;
  const { email, all } = await mustBeNamed(ports, waiver);
  const reason = parseReason(waiver.reason, email);
  const { newest } = await ports.people.of(issueId);
  if (newest === null) throw new AppError('nobody-begun');
  await notePeople(ports, issueId, all);
  const person = (await readPeople(ports, issueId))?.persons.find((one) => one.personId === personId);
  if (person?.state !== 'left' || !isToBegin(person)) throw new AppError('not-open');
  const event: NewEvent = { kind: 'waived', at: ports.system.now(), account: accountId, person: personId, reason };
  // The evidence first: whoever dies in between leaves a person who is still left, and a reason that was given.
  await updateErasure(ports, newest, ({ erasure, steps }) => ({
    erasure: { ...erasure, isOneOfSeveral: true },
    steps,
    newEvents: [event],
  }));
  await noteWaived(ports, waiver, reason);
  await updateErasure(ports, newest, ({ erasure, steps }) => ({
    erasure: { ...erasure, comment: 'due' },
    steps,
    newEvents: [],
  }));
}
