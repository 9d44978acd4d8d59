/**
 * The erasures page: lists of erasures, filtered, of the issues that the asking user may see.
 */
import type { ErasureView } from '../../contract/erasure-view';
import type { Filter } from '../../contract/erasures-calls';
import { AppError } from '../../core/app-error';
import { isUnfinished } from '../../core/erasure/closing';
import type { Erasure } from '../../core/erasure/erasure';
import { parseEmail } from '../../core/person/email';
import { type PersonId } from '../../core/person/person';
import type { ListFilter } from '../../ports/erasure-index';
import type { Ports } from '../../ports/ports';
import { approvingNeeds } from '../decide/may-decide';
import { viewAll } from './erasure';
import { permittedAt, visibleTo } from './visible';
import { type Closing } from '../../core/settings/closing';
import { DAY } from '../../lib/time';

const PAGE = 25;
/** The index is asked so many times for one page: filters and what may not be seen leave gaps. */
const LOOKS = 6;
/** One of a person's erasures is looked for so many pages further; beyond them it counts as not seen. */
const MORE_PAGES = 9;
const WEEK = 7 * DAY;

/** An erasure on the erasures page, and whether the asker may decide about it, and approve it. */
type ListedView = ErasureView & { readonly mayAct: boolean; readonly mayApprove: boolean };

const dueUntil = (due: NonNullable<Filter['due']>, now: number): number => (due === 'overdue' ? now : now + WEEK);

/** The index that names the fewest. */
function listedBy({ person, due, status }: Filter, now: number): ListFilter {
  if (person !== undefined) return { by: 'person', personId: person };
  if (due !== undefined) return { by: 'due', until: dueUntil(due, now) };
  return status === undefined ? { by: 'time' } : { by: 'status', status };
}

const passes =
  ({ person, due, status }: Filter, now: number, closing: Closing) =>
  (erasure: Erasure): boolean =>
    (person === undefined || erasure.personId === person) &&
    (status === undefined || erasure.status === status) &&
    (due === undefined || (isUnfinished(erasure, closing) && erasure.dueAt <= dueUntil(due, now)));

/** A page of the erasures that pass the filter. `cursor`: where the last page ended. @throws AppError `list-again` */
export async function listErasures(
  ports: Ports,
  filter: Filter,
  cursor: string | null,
): Promise<{ erasures: ListedView[]; cursor: string | null }> {
  const { erasureIndex, system, settings } = ports;
  const now = system.now();
  const { policy, status } = await settings.read();
  const { closing } = status;
  const shown: Erasure[] = [];
  let next = cursor;
  for (let look = 0; look < LOOKS && shown.length < PAGE; look += 1) {
    const page = await erasureIndex.list(listedBy(filter, now), PAGE, next ?? undefined);
    const passing = page.erasures.filter(passes(filter, now, closing));
    const visible = passing.length === 0 ? new Set<string>() : await visibleTo(ports, passing);
    shown.push(...passing.filter(({ id }) => visible.has(id)));
    next = page.cursor;
    if (next === null) break;
  }
  const editable = await permittedAt(ports, 'EDIT_ISSUES', shown);
  const waiting = shown.filter((erasure) => erasure.status === 'awaiting-approval');
  const approvable = await permittedAt(ports, approvingNeeds(policy), waiting);
  const erasures = (await viewAll(ports, shown)).map((one): ListedView => {
    const [mayAct, mayApprove] = [editable.has(one.id), approvable.has(one.id)];
    return { ...one, mayAct, mayApprove };
  });
  return { erasures, cursor: next };
}

/**
 * The keyed hash of an address, where an erasure of that person can be seen by who asks; else null: nobody learns a hash by
 * trying addresses.
 * @throws AppError `bad-search` where it is no address
 */
export async function findPerson(ports: Ports, address: string): Promise<PersonId | null> {
  const email = parseEmail(address);
  if (email === null) throw new AppError('bad-search');
  const person = await ports.addresses.personId(email);
  // The index lags behind: the latest is found by its key.
  const current = await ports.erasureIndex.lastErasureOf(person);
  const latest = current === null ? [] : await ports.erasureStore.erasures([current.erasureId]);
  if ((await visibleTo(ports, latest)).size > 0) return person;
  let page = await listErasures(ports, { person }, null);
  for (let more = 0; more < MORE_PAGES && page.erasures.length === 0 && page.cursor !== null; more += 1)
    page = await listErasures(ports, { person }, page.cursor);
  return page.erasures.length > 0 ? person : null;
}
