/**
 * The issue's property: what the ledger holds of its newest erasure, and of everybody on it.
 */
import { mayClose } from '../../core/erasure/closing';
import { type ErasureProperty, toProperty } from '../../core/erasure/issue-property';
import { type SyncResult, WRITTEN } from '../../core/status/sync-result';
import { canonical } from '../../core/evidence/chain';
import { singlePerson, stateOf, togetherOf } from '../../core/erasure/issue-people';
import { AGAIN, updateWithRetry } from '../../lib/update-with-retry';
import type { ErasureSnapshot } from '../../ports/erasure-store';
import type { Ports } from '../../ports/ports';
import { mayCloseAll, readPeople } from '../people/people';
import { type Closing } from '../../core/settings/closing';

type Newest = Pick<ErasureSnapshot, 'erasure' | 'steps'>;

/** What the property has to say. @param newest the newest erasure of the issue */
export async function propertyOf(
  ports: Pick<Ports, 'people' | 'claims' | 'erasureStore' | 'settings'>,
  newest: Newest,
): Promise<ErasureProperty> {
  const { erasure, steps } = newest;
  const people = erasure.isOneOfSeveral ? await readPeople(ports, erasure.issueId) : null;
  const all = people?.persons.map((one) => one.erasure) ?? [erasure];
  // The settings make no difference to any other status.
  const isAnyTaken = all.some((one) => one?.status === 'handed-over');
  const closing: Closing = isAnyTaken ? (await ports.settings.read()).status.closing : 'taken';
  if (people === null) {
    const around = {
      people: singlePerson(erasure),
      together: togetherOf([{ state: stateOf({ waived: null }, erasure), erasure }]),
      mayClose: mayClose(erasure, closing),
    };
    return toProperty(erasure, steps, around);
  }
  return toProperty(erasure, steps, {
    people,
    together: togetherOf(people.persons),
    mayClose: mayCloseAll(people, closing),
  });
}

const TRIES = 5;

/** The newest erasure of the issue, where what was read is not the only one that the property tells of. */
async function newestOf(
  { people, erasureStore }: Ports,
  { erasure, isLatest }: ErasureSnapshot,
): Promise<Newest | null> {
  if (isLatest && !erasure.isOneOfSeveral) return null;
  const { newest } = await people.of(erasure.issueId);
  const found = newest === null ? null : await erasureStore.snapshot(newest);
  return found?.erasure.isOneOfSeveral === true ? found : null;
}

/**
 * Writes the property of an erasure's issue. An issue of several people is told of the newest erasure and of all of them;
 * others may be told of at the same moment, so it is looked at again until what was written is what stands there.
 */
export async function syncProperty(ports: Ports, read: ErasureSnapshot): Promise<SyncResult> {
  const { issueWriter } = ports;
  const { issueId } = read.erasure;
  let written = '';
  const attempt = async (): Promise<SyncResult | typeof AGAIN> => {
    const newest = await newestOf(ports, read);
    if (newest === null && (written !== '' || !read.isLatest)) return WRITTEN;
    const property = await propertyOf(ports, newest ?? read);
    if (canonical(property) === written) return WRITTEN;
    const result = await issueWriter.setProperty(issueId, property);
    if (result.kind !== 'written' || newest === null) return result;
    written = canonical(property);
    return AGAIN;
  };
  return updateWithRetry<SyncResult>(TRIES, attempt, () => WRITTEN);
}
