/**
 * Brings an issue up to date with the ledger: what the ledger has to do by itself (settle), the issue's property at every
 * turn, and the end told once (finish).
 */
import { hasEnded } from '../../core/erasure/erasure';
import type { Step } from '../../core/erasure/step';
import { AGAIN, updateWithRetry } from '../../lib/update-with-retry';
import type { ErasureSnapshot } from '../../ports/erasure-store';
import type { Ports } from '../../ports/ports';
import { tryOrLog } from '../background/for-each-until';
import { isOneOfSeveralNow } from '../people/named-now';
import { finish } from './finish';
import { letGo } from './let-go';
import { syncProperty } from './issue-property';
import { comeBack, putOff } from './put-off';
import { settle } from './settle';
import { syncedUpdate, type SyncEnd } from './synced';
import { tellTasks } from './tell-tasks';

const ROUNDS = 8;
/** A first call that is due is made within so long, or its drain is late. */
const SOON = 20_000;
/** Longer than providers that answer together are apart. */
const A_MOMENT = 3000;
/** By then whoever ended an erasure has told it, or never will. */
const TELLING_SECONDS = 90;

/** What one caller of {@link reconcile} has done so far. */
interface Progress {
  /** What it wrote itself, and need not read. */
  current: ErasureSnapshot | null;
  /** The name by which it ends the erasure and tells the end. */
  by: string;
  /** Which write of the erasure its issue's property tells of, as far as it was told here. */
  syncedVersion: string | null;
  /** Whether the people of the issue were counted before its end is told. */
  isCounted: boolean;
}

/** Another connection's drain is about to make its first call for this erasure, and will tell the issue then. */
function isSyncComing({ erasure, steps }: ErasureSnapshot, now: number): boolean {
  const isFirstCallDue = ({ phase, attempts, notBefore }: Step) =>
    phase === 'ready' && attempts === 0 && notBefore <= now && now - notBefore < SOON;
  return erasure.isPropertyWritten && !hasEnded(erasure) && steps.some(isFirstCallDue);
}

/** Another writer is finishing it at this moment. Where that one crashed, the sweep recovers it. */
const isBeingAnnounced = ({ erasure, hasSyncError }: ErasureSnapshot, now: number): boolean =>
  erasure.comment === 'posting' && !hasSyncError && now - (erasure.finishedAt ?? 0) < A_MOMENT;

/** Whether somebody else is going to tell the issue in a moment. */
const isLeftToOthers = (read: ErasureSnapshot, { by, syncedVersion }: Progress, now: number): boolean =>
  isSyncComing(read, now) ||
  (syncedVersion === null && read.erasure.announcer?.by !== by && isBeingAnnounced(read, now));

/**
 * What was read, once it is known whether the issue names others by now than when the erasure was begun; null where somebody
 * changed it meanwhile. Where the issue cannot be read, its people are those that are known.
 */
async function counted(ports: Ports, read: ErasureSnapshot): Promise<ErasureSnapshot | null> {
  const { erasure } = read;
  const look = async () => isOneOfSeveralNow(ports, await ports.settings.read(), erasure);
  const isOneOfSeveral = await tryOrLog(ports, 'people', look, erasure.isOneOfSeveral);
  if (isOneOfSeveral === erasure.isOneOfSeveral) return read;
  return ports.erasureStore.save(read, { erasure: { ...erasure, isOneOfSeveral } });
}

type Looked = undefined | typeof AGAIN;

/** Goes on with what it wrote itself; null: with what stands there. */
function goOnWith(progress: Progress, current: ErasureSnapshot | null): Looked {
  progress.current = current;
  return AGAIN;
}

async function saveSynced(ports: Ports, read: ErasureSnapshot, end: SyncEnd): Promise<Looked> {
  const saved = await ports.erasureStore.save(read, await syncedUpdate(ports, read, end));
  return saved === null ? AGAIN : undefined;
}

/** Tells the end on an issue whose property says it, and notes that it was told. */
async function syncEnd(ports: Ports, read: ErasureSnapshot, progress: Progress): Promise<Looked> {
  const finished = await finish(ports, read, progress.by);
  if (finished === AGAIN) return AGAIN;
  if (finished === 'held') {
    await comeBack(ports, read, TELLING_SECONDS);
    return undefined;
  }
  const { result, digest } = finished;
  if (result.kind === 'later') {
    await putOff(ports, finished.read, result);
    return undefined;
  }
  // What was posted without looking is looked for from now on.
  if (finished.read.erasure.announcer?.looks !== true) progress.by = ports.system.newId();
  return saveSynced(ports, finished.read, { isIssueGone: false, commentDigest: digest });
}

/** Goes on once tasks were told, or comes back where Jira does not take it now. */
async function goOnAfterTasks(
  ports: Ports,
  read: ErasureSnapshot,
  progress: Progress,
  become: Awaited<ReturnType<typeof tellTasks>>,
): Promise<Looked> {
  if (become === AGAIN) return AGAIN;
  if (!('kind' in become)) return goOnWith(progress, become);
  await putOff(ports, read, become);
  return undefined;
}

/** Tells the issue what was read of its erasure; the ledger first does what it has to do by itself. */
async function sync(ports: Ports, read: ErasureSnapshot, progress: Progress): Promise<Looked> {
  const settled = await settle(ports, read, progress.by);
  if (settled === AGAIN) return AGAIN;
  if (settled !== read) return goOnWith(progress, settled);
  const { erasure } = read;
  if (isLeftToOthers(read, progress, ports.system.now())) return undefined;
  // Before Jira is asked for anything: what it does not take keeps no address.
  await letGo(ports, read);
  const withTasks = await tellTasks(ports, read);
  if (withTasks !== read) return goOnAfterTasks(ports, read, progress, withTasks);
  const isEnd = erasure.comment === 'posting';
  if (isEnd && !progress.isCounted) {
    progress.isCounted = true;
    const known = await counted(ports, read);
    if (known !== read) return goOnWith(progress, known);
  }
  const property = await syncProperty(ports, read);
  if (property.kind === 'later') {
    await putOff(ports, read, property);
    return undefined;
  }
  progress.syncedVersion = read.versions.erasure;
  if (isEnd && property.kind !== 'gone') return syncEnd(ports, read, progress);
  return saveSynced(ports, read, { isIssueGone: property.kind === 'gone' });
}

/** Somebody told the issue everything. Where that was perhaps before what was told here, it is told again. */
async function tellAgain(ports: Ports, read: ErasureSnapshot, progress: Progress): Promise<Looked> {
  const { syncedVersion } = progress;
  if (syncedVersion === null || !read.isLatest || syncedVersion === read.versions.erasure) return undefined;
  await syncProperty(ports, read);
  progress.syncedVersion = read.versions.erasure;
  return AGAIN;
}

/**
 * Brings the issue up to date with the ledger, ends an erasure whose steps are all settled, and lets go of its address unless
 * its providers are asked again.
 * Safe to repeat and to run side by side: what was read is saved only where nobody changed it, and whoever was
 * overtaken looks again. What cannot be told now stays noted in the ledger with the reason, and the sweep comes back.
 * @param written the erasure as the caller has just written it; missing: it is read
 */
export async function reconcile(ports: Ports, id: string, written: ErasureSnapshot | null = null): Promise<void> {
  const progress: Progress = { current: written, by: ports.system.newId(), syncedVersion: null, isCounted: false };
  const look = async (): Promise<Looked> => {
    const read = progress.current ?? (await ports.erasureStore.snapshot(id));
    progress.current = null;
    if (read === null) return undefined;
    return read.needsSync ? sync(ports, read, progress) : tellAgain(ports, read, progress);
  };
  await updateWithRetry<undefined>(ROUNDS, look, () => undefined);
}
