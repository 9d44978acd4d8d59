/**
 * Erasures in bulk: a person previews what a query finds, issue by issue, and then has exactly that run.
 */
import { AppError, busy } from '../../core/app-error';
import { type Bulk, type BulkRow, isToRun, leftOf, nextPause, PREVIEW_LASTS, RUN_LASTS } from '../../core/bulk';
import { isTransient } from '../../core/error-code';
import { secondsAskedFor } from '../../core/throttled-error';
import { AGAIN, updateWithRetry } from '../../lib/update-with-retry';
import type { ErasureSnapshot } from '../../ports/erasure-store';
import type { Ports } from '../../ports/ports';
import { enqueueSteps } from '../background/enqueue';
import { begin } from '../request/request';
import { reconcile } from '../sync/reconcile';
import { inPortions } from '../../lib/portions';

/** Issues that are looked at, or begun, side by side. */
export const AT_ONCE = 5;
/** Rows that are run before what became of them is written. Whoever dies before that finds them begun. */
const SLICE = 25;
/** How long a run waits for what passes by itself. */
const WAIT_SECONDS = 60;
/** By then what stands in the way of one issue does not pass by itself. */
const MOST_TRIES = 10;
/** Whoever stops a bulk, and whoever runs it, write at once. */
const WRITE_TRIES = 5;

/**
 * Runs what the preview showed, and nothing else. It goes on by itself, whoever closes the page.
 * @param erasures how many erasures the person typed that it begins: as many as it does
 * @throws AppError `preview-again`; `wrong-number`
 */
export async function runBulk(ports: Ports, accountId: string, id: string, erasures: number): Promise<void> {
  const bulk = await ports.bulks.of(accountId);
  const now = ports.system.now();
  const isReady = bulk?.id === id && (bulk.status === 'stopped' || bulk.status === 'ready');
  if (!isReady || bulk.at < now - PREVIEW_LASTS) throw new AppError('preview-again');
  if (erasures !== leftOf(bulk)) throw new AppError('wrong-number');
  if (!(await ports.bulks.save({ ...bulk, status: 'running' }))) busy();
  await ports.queue.enqueueBulk(accountId);
}

/** Changes an account's bulk by what stands there, unless it is another by now. @throws AppError `busy` */
async function update(
  { bulks }: Ports,
  accountId: string,
  id: string | null,
  next: (bulk: Bulk) => Bulk,
): Promise<void> {
  const attempt = async () => {
    const bulk = await bulks.of(accountId);
    if (bulk === null || (id !== null && bulk.id !== id)) return true;
    return (await bulks.save(next(bulk))) || AGAIN;
  };
  await updateWithRetry(WRITE_TRIES, attempt, busy);
}

const stopped = (bulk: Bulk): Bulk => (bulk.status === 'running' ? { ...bulk, status: 'stopped' } : bulk);

/** Stops a bulk: what was not begun yet is not begun. What was begun runs on. @throws AppError `busy` */
export function stopBulk(ports: Ports, accountId: string) {
  return update(ports, accountId, null, stopped);
}

/** The account's last bulk with one page of it; null where there is none. */
export async function viewBulk(
  { bulks }: Ports,
  accountId: string,
  page: number,
): Promise<{ bulk: Bulk; rows: BulkRow[] } | null> {
  const bulk = await bulks.of(accountId);
  if (bulk === null) return null;
  const key = bulk.pages[page];
  return { bulk, rows: key === undefined ? [] : await bulks.page(key) };
}

interface Ran {
  readonly row: BulkRow;
  readonly stored: ErasureSnapshot | null;
  /** For how many seconds the platform asked to be left alone; null: it did not. */
  readonly asked: number | null;
}

/**
 * Begins one issue of a bulk. It is tried again, some times, where something stands in the way that passes by itself; a
 * quota that is used up is no try, and refuses nobody.
 */
async function runRow(ports: Ports, accountId: string, row: BulkRow): Promise<Ran> {
  try {
    const origin = { via: 'bulk', accountId } as const;
    const { accepted, stored } = await begin(ports, { issue: row.issueId, origin, person: row.person ?? '' });
    const { erasureId, status } = accepted;
    return { row: { ...row, became: { kind: 'begun', erasureId, status } }, stored, asked: null };
  } catch (error) {
    const asked = secondsAskedFor(error);
    if (asked !== null) return { row, stored: null, asked };
    const code = error instanceof AppError ? error.code : 'busy';
    if (!(error instanceof AppError))
      ports.log('bulk row failed', { error: error instanceof Error ? error.name : 'unknown' });
    const isTriedAgain = isTransient(code) && row.tries + 1 < MOST_TRIES;
    return isTriedAgain
      ? { row: { ...row, tries: row.tries + 1 }, stored: null, asked }
      : { row: { ...row, became: { kind: 'refused', code } }, stored: null, asked };
  }
}

const countOf = (rows: readonly BulkRow[], kind: 'begun' | 'refused'): number =>
  rows.filter(({ became }) => became?.kind === kind).length;

const isAwaiting = ({ became }: BulkRow): boolean => became?.kind === 'begun' && became.status === 'awaiting-approval';

const askedBy = (ran: readonly Ran[]): number | null => {
  const asked = ran.flatMap((one) => one.asked ?? []);
  return asked.length === 0 ? null : Math.max(...asked);
};

/** Begins rows until there are no more, or a quota is used up: those behind it are left as they are. */
async function beginRows(ports: Ports, accountId: string, rows: readonly BulkRow[]): Promise<Ran[]> {
  const ran: Ran[] = [];
  while (ran.length < rows.length && askedBy(ran) === null) {
    const next = rows.slice(ran.length, ran.length + AT_ONCE);
    ran.push(...(await inPortions(next, AT_ONCE, (row) => runRow(ports, accountId, row))));
  }
  return ran;
}

/** What a slice became, and for how many seconds the platform asked to be left alone. */
interface Slice {
  readonly rows: readonly BulkRow[];
  readonly asked: number | null;
}

/** Runs a slice of rows, and tells their issues. */
async function runSlice(ports: Ports, accountId: string, rows: readonly BulkRow[]): Promise<Slice> {
  const ran = await beginRows(ports, accountId, rows);
  const begun = ran.flatMap(({ stored }) => stored ?? []);
  // Woken together: a provider that takes many people in one call gets them in one call.
  await enqueueSteps(
    ports,
    begun.flatMap(({ steps }) => steps),
  );
  await inPortions(begun, AT_ONCE, (stored) => reconcile(ports, stored.erasure.id, stored));
  return { rows: ran.map(({ row }) => row), asked: askedBy(ran) };
}

/**
 * Runs the next rows of a page, and notes what became of them.
 * @returns the seconds to wait before it goes on: for its own pace, or for something that passes by itself
 */
async function runPage(ports: Ports, bulk: Bulk, key: string, rows: readonly BulkRow[]): Promise<number> {
  const { accountId, id } = bulk;
  const slice = rows.filter(isToRun).slice(0, SLICE);
  const { rows: ran, asked } = await runSlice(ports, accountId, slice);
  const pause = nextPause(bulk.pause, asked);
  const became = new Map(ran.map((row) => [row.issueId, row]));
  await ports.bulks.savePage(
    key,
    rows.map((row) => became.get(row.issueId) ?? row),
  );
  const [begun, refused] = [countOf(ran, 'begun'), countOf(ran, 'refused')];
  const awaiting = ran.filter(isAwaiting).length;
  await update(ports, accountId, id, (now) => ({
    ...now,
    begun: now.begun + begun,
    awaiting: now.awaiting + awaiting,
    refused: now.refused + refused,
    pause,
  }));
  return Math.max(pause, asked === null && begun + refused < slice.length ? WAIT_SECONDS : 0);
}

/**
 * Goes on with a bulk by one slice; or to its next page, where nothing is left on this one.
 * @returns the seconds to wait before it goes on; null where it only went to the next page
 */
async function continueBy(ports: Ports, bulk: Bulk): Promise<number | null> {
  const { bulks } = ports;
  const key = bulk.pages[bulk.page];
  const rows = key === undefined ? [] : await bulks.page(key);
  if (key !== undefined && rows.some(isToRun)) return runPage(ports, bulk, key, rows);
  const isDone = bulk.page + 1 >= bulk.pages.length;
  await bulks.save(isDone ? { ...bulk, status: 'done' } : { ...bulk, page: bulk.page + 1 });
  return null;
}

/** Whoever goes on with it afterwards previews anew, unless that was moments ago. */
const mustStop = async ({ settings, system }: Ports, { at }: Bulk): Promise<boolean> =>
  (await settings.isPaused()) || at < system.now() - RUN_LASTS;

/**
 * Goes on with an account's bulk until it is done, stopped, or its time is up.
 * @param until when the time of this invocation is up
 */
export async function continueBulk(ports: Ports, accountId: string, until: number): Promise<void> {
  const { bulks, leases, queue, system } = ports;
  const taken = await leases.acquire(`bulk.${accountId}`, system.now());
  if ('retryAfterSeconds' in taken) return;
  try {
    for (;;) {
      const bulk = await bulks.of(accountId);
      if (bulk?.status !== 'running') return;
      if (system.now() > until) {
        await queue.enqueueBulk(accountId);
        return;
      }
      if (await mustStop(ports, bulk)) {
        await update(ports, accountId, bulk.id, stopped);
        return;
      }
      const wait = await continueBy(ports, bulk);
      if (wait !== null && wait > 0) {
        await queue.enqueueBulk(accountId, wait);
        return;
      }
      if (wait !== null && !(await leases.renew(taken.lease, system.now()))) return;
    }
  } finally {
    await leases.release(taken.lease, null);
  }
}
