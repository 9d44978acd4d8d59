/**
 * Whether an issue may be closed, by its erasures and its people.
 */
import { isUnfinished, mayClose } from '../../core/erasure/closing';
import { type Erasure, hasEnded, isCalledOff, statusTold } from '../../core/erasure/erasure';
import type { PersonId } from '../../core/person/person';
import type { Settings } from '../../core/settings/schema';
import type { Ports } from '../../ports/ports';
import { dayOf } from '../../words/day';
import { ERASURE_WORDS, peopleSentence } from '../../words/erasure';
import { tryOrLog } from '../background/for-each-until';
import { namedNow } from '../people/named-now';
import { readPeople } from '../people/people';
import { recountPeople } from './recount';
import { type Closing } from '../../core/settings/closing';

const why = (erasure: Erasure, closing: Closing): string => {
  const { status, addressKeptUntil = 0 } = erasure;
  if (statusTold(erasure) !== status)
    return `A provider still finds the person of an erasure of this issue. It is asked again, until ${dayOf(addressKeptUntil)} (UTC) at the longest. See the panel User erasure.`;
  const wanted =
    closing === 'confirmed' && status === 'handed-over'
      ? 'is not confirmed by every provider, as the settings ask'
      : `is not finished (${ERASURE_WORDS[status].toLowerCase()})`;
  return `An erasure of this issue ${wanted}. See the panel User erasure: retry it, mark it as done by hand, or cancel it.`;
};

/** What nobody called off stands in the way: above all what goes on, else what ended and needs a person. */
function firstInTheWay(unfinished: readonly Erasure[]): Erasure | undefined {
  const begun = unfinished.filter((one) => !isCalledOff(one));
  return begun.find((one) => !hasEnded(one)) ?? begun[0];
}

/** Everybody whom the issue names at this moment, counted; nobody where that cannot be told. */
async function countedNow(ports: Ports, settings: Settings, latest: Erasure): Promise<PersonId[]> {
  const emails = await tryOrLog(ports, 'people', () => namedNow(ports, settings, latest), []);
  await tryOrLog(ports, 'people', () => recountPeople(ports, latest.issueId, emails), undefined);
  return Promise.all(emails.map((email) => ports.addresses.personId(email)));
}

/**
 * Why the issue may not be closed yet, in words; null where it may. Everybody on it has to be erased, as the settings ask,
 * or waived, and no erasure may still be unfinished, whether or not the issue still names its person. One that was called
 * off stands in nobody's way, once everybody whom the issue names now is erased. The ledger is asked: a property can be
 * edited.
 * @throws AppError `no-such-issue`, `jira-unavailable`
 */
export async function whyNotClosable(ports: Ports, issueKey: string): Promise<string | null> {
  const { issues, erasureIndex } = ports;
  const { id } = await issues.read(issueKey, [], 'app');
  const erasures = await erasureIndex.erasuresOfIssue(id);
  const [latest] = erasures;
  if (latest === undefined) return 'No erasure was begun on this issue. Choose Delete user first.';
  const settings = await ports.settings.read();
  const { closing } = settings.status;
  const named = await countedNow(ports, settings, latest);
  const people = await readPeople(ports, id);
  const persons = people?.persons ?? [];
  const isWaived = (personId: PersonId) => persons.some((one) => one.personId === personId && one.state === 'waived');
  const left = persons.filter(({ state }) => state === 'left');
  // Of an issue with one person the latest counts, also where it was called off: nobody is erased by it.
  const unfinished = erasures.filter(
    (one) =>
      !mayClose(one, closing) &&
      !isWaived(one.personId) &&
      (isUnfinished(one, closing) || (one === latest && people === null)),
  );
  if (unfinished.length === 0 && left.length === 0) return null;
  const inTheWay = firstInTheWay(unfinished);
  if (inTheWay !== undefined) return why(inTheWay, closing);
  const notErased = [...unfinished, ...left].map(({ personId }) => personId);
  const isErased = (personId: PersonId) =>
    isWaived(personId) || erasures.some((one) => one.personId === personId && mayClose(one, closing));
  const isCorrected = named.length > 0 && named.every((one) => isErased(one) && !notErased.includes(one));
  if (isCorrected) return null;
  if (people === null || left.length === 0) return why(latest, closing);
  const masks = left.map((one) => one.mask);
  return `${peopleSentence(people, masks)} Delete or waive who is left. See the panel User erasure.`;
}
