/**
 * Erasures in bulk: a person previews what a query finds, issue by issue, and then has exactly that run.
 */
import { type Bulk, type BulkRow, isToRun, leftOf, MOST_ISSUES, PREVIEW_LASTS, RUN_LASTS } from '../core/bulk';
import { mask } from '../core/mask';
import type { Issue, Ports, Whole } from '../core/ports';
import { RefusedError } from '../core/refusal';
import { isPassing, type RefusalCode } from '../core/report';
import type { Settings } from '../core/settings';
import { type Examined, examineIssue } from './examine';
import { fieldsOf } from './locate';
import { publish } from './publish';
import { begin } from './request';
import { wakeSteps } from './wake';
import { refusedBy, whyNotFound } from './why-not-found';

/** Issues that are looked at, or begun, side by side. */
const AT_ONCE = 5;
/** Rows that are run before what became of them is written. Whoever dies before that finds them begun. */
const SLICE = 25;
/** How long a run waits for what passes by itself. */
const WAIT_SECONDS = 60;
/** By then what stands in the way of one issue does not pass by itself. */
const MOST_TRIES = 10;

async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let first = 0; first < items.length; first += AT_ONCE)
    results.push(...(await Promise.all(items.slice(first, first + AT_ONCE).map(work))));
  return results;
}

const refusedRow = (issue: Issue, code: RefusalCode, said: string | null = null): BulkRow => ({
  issueId: issue.id,
  issueKey: issue.key,
  verdict: 'refused',
  code,
  said,
  person: null,
  mask: null,
  source: null,
  calls: 0,
  tries: 0,
  became: null,
});

async function rowOf(ports: Ports, examined: Examined): Promise<BulkRow> {
  const { issue, settings, located, verdict, plan } = examined;
  if (verdict.kind === 'refuse') return refusedRow(issue, verdict.code, refusedBy(verdict.code, examined).message);
  if (located.kind === 'refused') return refusedRow(issue, located.code, whyNotFound(located, issue, settings).message);
  const person = await ports.vault.personId(located.person.email);
  const begun = await ports.ledger.claimed(issue.id, person);
  return {
    ...refusedRow(issue, 'busy'),
    verdict: begun === null ? verdict.kind : 'begun',
    code: null,
    person,
    mask: mask(located.person.email),
    source: located.source.kind,
    calls: plan.length,
  };
}

async function lookAt(ports: Ports, settings: Settings, issue: Issue, mayEdit: boolean): Promise<BulkRow> {
  if (!mayEdit) return refusedRow(issue, 'not-permitted');
  try {
    const asking = { as: 'user', attended: true, confirmed: false, unattendedThisHour: 0 } as const;
    return await rowOf(ports, await examineIssue(ports, settings, issue, asking));
  } catch (error) {
    if (error instanceof RefusedError) return refusedRow(issue, error.code);
    throw error;
  }
}

const newBulk = (ports: Ports, accountId: string): Bulk => ({
  id: ports.chance.newId(),
  accountId,
  status: 'previewing',
  at: ports.chance.now(),
  pages: [],
  issues: 0,
  runnable: 0,
  people: null,
  refusedBefore: 0,
  begunBefore: 0,
  isCut: false,
  page: 0,
  begun: 0,
  awaiting: 0,
  refused: 0,
  stamp: '',
});

/** Pages that are read side by side. */
const PAGES_AT_ONCE = 10;

/** How many people would be erased: one may have asked by more than one issue. */
async function peopleOf({ bulks }: Ports, before: readonly string[], last: readonly BulkRow[]): Promise<number> {
  const people = new Set<string | null>();
  const add = (rows: readonly BulkRow[]) => {
    for (const { person } of rows.filter(isToRun)) people.add(person);
  };
  add(last);
  for (let first = 0; first < before.length; first += PAGES_AT_ONCE)
    for (const rows of await Promise.all(before.slice(first, first + PAGES_AT_ONCE).map((key) => bulks.page(key))))
      add(rows);
  return people.size;
}

/** What the next page of a preview showed, and where it stopped: null at the end. */
export interface Previewed {
  readonly bulk: Bulk;
  readonly rows: readonly BulkRow[];
  readonly next: string | null;
}

/**
 * Looks at a page of issues, as the asking user, and keeps what it showed.
 * @param goingOn which preview goes on, and where its last page ended; null begins a new one, in place of the last one
 * @throws RefusedError `bad-jql`; `bulk-running`; `preview-again` where another preview was begun meanwhile
 */
export const previewPage =
  (ports: Ports) =>
  async (accountId: string, jql: string, goingOn: { id: string; next: string } | null): Promise<Previewed> => {
    const { bulks, issues } = ports;
    const settings = await ports.settings.read();
    const standing = await bulks.of(accountId);
    if (standing?.status === 'running') throw new RefusedError('bulk-running');
    const isSame = standing?.status === 'previewing' && standing.id === goingOn?.id;
    if (goingOn !== null && !isSame) throw new RefusedError('preview-again');
    const found = await issues.search(jql, fieldsOf(settings), goingOn?.next ?? null);
    const before = isSame ? standing : { ...newBulk(ports, accountId), stamp: standing?.stamp ?? '' };
    const room = MOST_ISSUES - before.issues;
    const looked = found.issues.slice(0, room);
    const editable = await issues.permitted(
      'EDIT_ISSUES',
      looked.map(({ id }) => id),
    );
    const rows = await inParallel(looked, (issue) => lookAt(ports, settings, issue, editable.has(issue.id)));
    const page = ports.chance.newId();
    const isCut = found.issues.length > room || (looked.length === room && found.next !== null);
    const after = isCut ? null : found.next;
    const bulk: Bulk = {
      ...before,
      status: after === null ? 'ready' : 'previewing',
      at: ports.chance.now(),
      pages: [...before.pages, page],
      issues: before.issues + rows.length,
      runnable: before.runnable + rows.filter(isToRun).length,
      people: after === null ? await peopleOf(ports, before.pages, rows) : null,
      refusedBefore: before.refusedBefore + rows.filter(({ verdict }) => verdict === 'refused').length,
      begunBefore: before.begunBefore + rows.filter(({ verdict }) => verdict === 'begun').length,
      isCut,
    };
    // Under a key that nobody else has: whoever previews beside this changes nothing that was shown.
    await bulks.savePage(page, rows);
    if (!(await bulks.save(bulk))) throw new RefusedError('preview-again');
    return { bulk, rows, next: after };
  };

/**
 * Runs what the preview showed, and nothing else. It goes on by itself, whoever closes the page.
 * @param erasures how many erasures the person typed that it begins: as many as it does
 * @throws RefusedError `preview-again`; `wrong-number`
 */
export const runBulk =
  (ports: Ports) =>
  async (accountId: string, id: string, erasures: number): Promise<void> => {
    const bulk = await ports.bulks.of(accountId);
    const now = ports.chance.now();
    const isReady = bulk?.id === id && (bulk.status === 'stopped' || bulk.status === 'ready');
    if (!isReady || bulk.at < now - PREVIEW_LASTS) throw new RefusedError('preview-again');
    if (erasures !== leftOf(bulk)) throw new RefusedError('wrong-number');
    if (!(await ports.bulks.save({ ...bulk, status: 'running' }))) throw new RefusedError('busy');
    await ports.queue.goOn(accountId);
  };

/** Changes an account's bulk by what stands there, unless it is another by now. @throws RefusedError `busy` */
async function update(
  { bulks }: Ports,
  accountId: string,
  id: string | null,
  next: (bulk: Bulk) => Bulk,
): Promise<void> {
  for (let tries = 0; tries < 5; tries += 1) {
    const bulk = await bulks.of(accountId);
    if (bulk === null || (id !== null && bulk.id !== id) || (await bulks.save(next(bulk)))) return;
  }
  throw new RefusedError('busy');
}

const stopped = (bulk: Bulk): Bulk => (bulk.status === 'running' ? { ...bulk, status: 'stopped' } : bulk);

/** Stops a bulk: what was not begun yet is not begun. What was begun runs on. @throws RefusedError `busy` */
export const stopBulk = (ports: Ports) => (accountId: string) => update(ports, accountId, null, stopped);

/** The account's last bulk with one page of it; null where there is none. */
export const viewBulk =
  ({ bulks }: Ports) =>
  async (accountId: string, page: number): Promise<{ bulk: Bulk; rows: BulkRow[] } | null> => {
    const bulk = await bulks.of(accountId);
    if (bulk === null) return null;
    const key = bulk.pages[page];
    return { bulk, rows: key === undefined ? [] : await bulks.page(key) };
  };

interface Ran {
  readonly row: BulkRow;
  readonly stored: Whole | null;
}

/** Begins one issue of a bulk. It is tried again, some times, where something stands in the way that passes by itself. */
async function runRow(ports: Ports, accountId: string, row: BulkRow): Promise<Ran> {
  try {
    const origin = { via: 'bulk', accountId } as const;
    const { accepted, stored } = await begin(ports)({ issue: row.issueId, origin, person: row.person ?? '' });
    const { erasureId, status } = accepted;
    return { row: { ...row, became: { kind: 'begun', erasureId, status } }, stored };
  } catch (error) {
    const code = error instanceof RefusedError ? error.code : 'busy';
    if (!(error instanceof RefusedError))
      ports.log('bulk row failed', { error: error instanceof Error ? error.name : 'unknown' });
    const isTriedAgain = isPassing(code) && row.tries + 1 < MOST_TRIES;
    return isTriedAgain
      ? { row: { ...row, tries: row.tries + 1 }, stored: null }
      : { row: { ...row, became: { kind: 'refused', code } }, stored: null };
  }
}

const countOf = (rows: readonly BulkRow[], kind: 'begun' | 'refused'): number =>
  rows.filter(({ became }) => became?.kind === kind).length;

const isAwaiting = ({ became }: BulkRow): boolean => became?.kind === 'begun' && became.status === 'awaiting-approval';

/** Runs a slice of rows, and tells their issues. @returns the rows as they became */
async function runSlice(ports: Ports, accountId: string, rows: readonly BulkRow[]): Promise<BulkRow[]> {
  const ran = await inParallel(rows, (row) => runRow(ports, accountId, row));
  const begun = ran.flatMap(({ stored }) => stored ?? []);
  // Woken together: a provider that takes many people in one call gets them in one call.
  await wakeSteps(
    ports,
    begun.flatMap(({ steps }) => steps),
  );
  await inParallel(begun, (stored) => publish(ports)(stored.erasure.id, stored));
  return ran.map(({ row }) => row);
}

/**
 * Goes on with an account's bulk until it is done, stopped, or its time is up.
 * @param until when the time of this invocation is up
 */
export const goOn =
  (ports: Ports) =>
  async (accountId: string, until: number): Promise<void> => {
    const { bulks, leases, queue, settings, chance } = ports;
    const taken = await leases.take(`bulk.${accountId}`, chance.now());
    if ('retryAfterSeconds' in taken) return;
    try {
      for (;;) {
        const bulk = await bulks.of(accountId);
        if (bulk?.status !== 'running') return;
        if (chance.now() > until) {
          await queue.goOn(accountId);
          return;
        }
        // Whoever goes on with it afterwards previews anew, unless that was moments ago.
        if ((await settings.isPaused()) || bulk.at < chance.now() - RUN_LASTS) {
          await update(ports, accountId, bulk.id, stopped);
          return;
        }
        const key = bulk.pages[bulk.page];
        const rows = key === undefined ? [] : await bulks.page(key);
        const slice = rows.filter(isToRun).slice(0, SLICE);
        if (key === undefined || slice.length === 0) {
          const isDone = bulk.page + 1 >= bulk.pages.length;
          await bulks.save(isDone ? { ...bulk, status: 'done' } : { ...bulk, page: bulk.page + 1 });
          continue;
        }
        const ran = await runSlice(ports, accountId, slice);
        const became = new Map(ran.map((row) => [row.issueId, row]));
        await bulks.savePage(
          key,
          rows.map((row) => became.get(row.issueId) ?? row),
        );
        const [begun, refused] = [countOf(ran, 'begun'), countOf(ran, 'refused')];
        const awaiting = ran.filter(isAwaiting).length;
        await update(ports, accountId, bulk.id, (now) => ({
          ...now,
          begun: now.begun + begun,
          awaiting: now.awaiting + awaiting,
          refused: now.refused + refused,
        }));
        if (begun + refused < slice.length) {
          await queue.goOn(accountId, WAIT_SECONDS);
          return;
        }
        if (!(await leases.renew(taken.lease, chance.now()))) return;
      }
    } finally {
      await leases.giveBack(taken.lease, null);
    }
  };
