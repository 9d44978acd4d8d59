/**
 * Tells the issue what the ledger holds: its property at every turn, and one comment at the end.
 */
import { mayClose } from '../../core/erasure/closing';
import { type Erasure, hasEnded, isAllKept, resultOf } from '../../core/erasure/erasure';
import { cancelStep, isSettled, LONGEST_PAUSE, release, rememberingOf, type Step } from '../../core/erasure/step';
import { type SyncResult, WRITTEN } from '../../core/status/sync-result';
import type { Settings } from '../../core/settings/schema';
import type { ErasureSnapshot, ErasureUpdate } from '../../ports/erasure-store';
import type { IssueComment } from '../../ports/issue-writer';
import type { Ports } from '../../ports/ports';
import { ALL_KEPT_WORDS, EARLIER_WORDS, ERASURE_WORDS, HANDED_OVER_WORDS, peopleSentence } from '../../words/erasure';
import { SKIPPED_WORDS } from '../../words/outcomes';
import { enqueueSteps, LONGEST_DELAY_SECONDS } from '../background/enqueue';
import { tryOrLog } from '../background/for-each-until';
import { isOneOfSeveralNow } from '../people/named-now';
import { type IssuePeople, mayCloseAll, readPeople } from '../people/people';
import { appendEvents } from './append-events';
import { labelIn, rowsOf } from './comment-rows';
import { syncProperty } from './issue-property';

const ROUNDS = 8;
// Who ends an erasure posts its comment, within so long. Later, whoever finds it unposted looks before posting, alone.
const SOON = 20_000;
/** Longer than providers that answer together are apart. */
const A_MOMENT = 3000;
/** By then a comment is there or will never be: no request to Jira is on its way for a minute. */
const POSTING_TAKES = 90_000;
/** Longer than looking for a comment and posting it take, at a minute for each request to Jira. */
const LOOKING_TAKES = 180_000;
/** When Jira does not say how long to wait. */
const A_MINUTE = 60_000;

/** Another connection's drain is about to make its first call for this erasure, and will tell the issue then. */
function isSyncComing({ erasure, steps }: ErasureSnapshot, now: number): boolean {
  const isFirstCallDue = ({ phase, attempts, notBefore }: Step) =>
    phase === 'ready' && attempts === 0 && notBefore <= now && now - notBefore < SOON;
  return erasure.isPropertyWritten && !hasEnded(erasure) && steps.some(isFirstCallDue);
}

/** Whether the issue's property tells of nothing older than what was read: it was not written here, or from this. */
const isPropertyCurrent = ({ isLatest, versions }: ErasureSnapshot, syncedVersion: string | null): boolean =>
  syncedVersion === null || !isLatest || syncedVersion === versions.erasure;

/** Whoever ended it this moment is telling the end, unless Jira kept them from it. Where they died, the sweep finds it. */
const isBeingAnnounced = ({ erasure, hasSyncError }: ErasureSnapshot, now: number): boolean =>
  erasure.comment === 'posting' && !hasSyncError && now - (erasure.finishedAt ?? 0) < A_MOMENT;

/** What the end is not to be taken for, and who else is on the issue. */
function notesOf(erasure: Erasure, people: IssuePeople | null): string[] {
  return [
    ...(erasure.status === 'handed-over' ? [HANDED_OVER_WORDS] : []),
    ...(isAllKept(erasure) ? [ALL_KEPT_WORDS] : []),
    ...(erasure.earlier === null ? [] : [EARLIER_WORDS]),
    ...(people === null || people.total < 2 ? [] : [peopleSentence(people, leftIn(people))]),
  ];
}

function toComment(
  erasure: Erasure,
  steps: readonly Step[],
  settings: Settings,
  people: IssuePeople | null,
): IssueComment {
  return {
    mark: {
      erasureId: erasure.id,
      finishedAt: erasure.finishedAt ?? 0,
      // Who was waived since, who came and who went is told by another comment.
      ...(people === null ? {} : { people: people.total }),
      ...(people !== null && people.waived > 0 ? { waived: people.waived } : {}),
    },
    headline: `Erasure of ${erasure.mask}: ${ERASURE_WORDS[erasure.status].toLowerCase()}.`,
    rows: [
      ...rowsOf(steps, settings),
      ...erasure.skipped.map((skipped) => ({
        connection: labelIn(settings, skipped),
        sentence: SKIPPED_WORDS[skipped.why],
      })),
    ],
    notes: notesOf(erasure, people),
    isInternal: settings.status.comment !== 'public',
  };
}

const leftIn = ({ persons }: IssuePeople): string[] =>
  persons.filter(({ state }) => state === 'left').map((one) => one.mask);

/** Has this erasure looked at again later, by the drain of one of its connections; else the sweep comes back to it. */
async function retryLater({ queue }: Ports, [step]: readonly Step[], seconds: number): Promise<void> {
  if (step !== undefined && seconds <= LONGEST_DELAY_SECONDS)
    await queue.enqueueDrain(step.connectionId, [step.erasureId], { delaySeconds: seconds }).catch(() => undefined);
}

/** What came of announcing an end. `digest`: of what the issue's last comment says; missing where it has none. */
interface Announced {
  readonly result: SyncResult;
  readonly digest: string | undefined;
}

/** The final comment, unless the last one said the very same; then, where the issue may be closed, the label and the transition that the settings ask for. */
async function announceResult(
  ports: Ports,
  { erasure, steps }: ErasureSnapshot,
  settings: Settings,
  look: boolean,
): Promise<Announced> {
  const { comment, label, transition, closing } = settings.status;
  const people = erasure.isOneOfSeveral ? await readPeople(ports, erasure.issueId) : null;
  let digest = erasure.commentDigest;
  if (comment !== 'none') {
    const { mark, ...said } = toComment(erasure, steps, settings, people);
    digest = ports.notary.sha256(JSON.stringify(said)).slice(0, 32);
    if (digest !== erasure.commentDigest) {
      const result = await ports.issueWriter.comment(erasure.issueId, { mark, ...said }, look);
      if (result.kind === 'later') return { result, digest };
    }
  }
  const isFinished = people === null ? mayClose(erasure, closing) : mayCloseAll(people, closing);
  const isWished = isFinished && (label !== null || transition !== null);
  return {
    result: isWished ? await ports.issueWriter.finish(erasure.issueId, { label, transition }) : WRITTEN,
    digest,
  };
}

/** As {@link announceResult}, where somebody may have posted the comment before: one looks at a time. null: it is not our turn. */
async function announceOnce(ports: Ports, read: ErasureSnapshot, settings: Settings): Promise<Announced | null> {
  const { leases, system } = ports;
  const taken = await leases.acquire(`comment.${read.erasure.id}`, system.now(), { lasts: LOOKING_TAKES });
  if ('retryAfterSeconds' in taken) return null;
  try {
    return await announceResult(ports, read, settings, true);
  } finally {
    await leases.release(taken.lease, null);
  }
}

/** What the ledger itself has to do before the issue is told; null where nothing is left to do. */
function nextChange(ports: Ports, { erasure, steps }: ErasureSnapshot, now: number): ErasureUpdate | null {
  if (erasure.status === 'running' && steps.some(({ phase }) => phase === 'held'))
    return { erasure, steps: steps.map((step) => release(step, now)) };
  if (hasEnded(erasure) && steps.some((step) => !isSettled(step))) {
    const withdrawn = steps.map((step) => cancelStep(step, now));
    return { ...appendEvents(ports, erasure, withdrawn, []), steps: withdrawn };
  }
  const end = erasure.status === 'running' ? resultOf(steps) : null;
  if (end !== null) {
    const ended: Erasure = { ...erasure, status: end, finishedAt: now, comment: 'posting' };
    return appendEvents(ports, ended, steps, [{ kind: 'concluded', at: now, status: end }]);
  }
  return hasEnded(erasure) && erasure.comment === 'due' ? { erasure: { ...erasure, comment: 'posting' } } : null;
}

/** The erasure once its issue was told, with what there is to say of it in the chain; sealed where it has ended. */
async function syncedUpdate(
  ports: Ports,
  read: ErasureSnapshot,
  isIssueGone: boolean,
  isCommentDone: boolean,
  commentDigest: string | undefined,
): Promise<ErasureUpdate> {
  const { system, notary } = ports;
  const at = system.now();
  const { erasure, steps } = read;
  const comment = isCommentDone ? ('posted' as const) : erasure.comment;
  const next: Erasure = {
    ...erasure,
    isPropertyWritten: true,
    comment,
    isIssueGone,
    ...(commentDigest === undefined ? {} : { commentDigest }),
  };
  if (!hasEnded(erasure)) return { ...appendEvents(ports, next, steps, []), isSynced: true };
  const change = appendEvents(ports, next, steps, [
    { kind: 'published', at, issue: isIssueGone ? 'gone' : 'told', comment: isCommentDone && !isIssueGone },
    { kind: 'finished', at, status: erasure.status },
  ]);
  return {
    ...change,
    erasure: { ...change.erasure, seal: await notary.seal(change.erasure.chain, at) },
    isSynced: true,
  };
}

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

/**
 * Brings the issue up to date with the ledger, ends an erasure whose steps are all settled, and lets go of its address.
 * Safe to repeat and to run side by side: what was read is saved only where nobody changed it, and whoever was
 * overtaken looks again. What cannot be told now stays noted in the ledger with the reason, and the sweep comes back.
 * @param written the erasure as the caller has just written it; missing: it is read
 */
export async function reconcile(ports: Ports, id: string, written: ErasureSnapshot | null = null): Promise<void> {
  const { erasureStore, outbox, addresses, system } = ports;
  let endedHere: number | null = null;
  let isEnder = false;
  let standing = written;
  // Whether the people of the issue were counted before its end is told.
  let isCounted = false;
  // Which write of the erasure its issue's property tells of, as far as it was told here.
  let syncedVersion: string | null = null;
  for (let round = 0; round < ROUNDS; round += 1) {
    const read: ErasureSnapshot | null = standing ?? (await erasureStore.snapshot(id));
    standing = null;
    if (read === null || (!read.needsSync && isPropertyCurrent(read, syncedVersion))) return;
    const now = system.now();
    const { erasure, steps } = read;
    if (!read.needsSync) {
      // Somebody told the issue more, and perhaps before what was told here.
      await syncProperty(ports, read);
      syncedVersion = read.versions.erasure;
      continue;
    }

    const change = nextChange(ports, read, now);
    if (change !== null) {
      standing = await erasureStore.save(read, change);
      if (standing === null) continue;
      if (change.erasure.comment === 'posting' && erasure.comment !== 'posting') {
        endedHere = now;
        isEnder = true;
      }
      if (change.steps !== undefined) await enqueueSteps(ports, change.steps);
      continue;
    }
    if (isSyncComing(read, now)) return;
    if (!isEnder && syncedVersion === null && isBeingAnnounced(read, now)) return;
    if (hasEnded(erasure)) await addresses.forget(id, rememberingOf(steps));
    const later = async (trouble: Extract<SyncResult, { kind: 'later' }>): Promise<void> => {
      const seconds = Math.min(trouble.afterSeconds ?? A_MINUTE / 1000, LONGEST_PAUSE / 1000);
      await outbox.recordSyncError(read, trouble.why, system.now() + seconds * 1000);
      // Once: while Jira is away for hours, wake-ups that beget wake-ups would pile up.
      if (!read.hasSyncError) await retryLater(ports, steps, seconds);
    };
    const isEndToTell = erasure.comment === 'posting';
    if (isEndToTell && !isCounted) {
      isCounted = true;
      standing = await counted(ports, read);
      if (standing !== read) continue;
    }
    const told = await syncProperty(ports, read);
    if (told.kind === 'later') return later(told);
    syncedVersion = read.versions.erasure;
    let digest = erasure.commentDigest;
    if (isEndToTell && told.kind !== 'gone') {
      const settings = await ports.settings.read();
      // Nothing slow may come between this and the comment: somebody else looks for it from then on.
      const isOurs = endedHere !== null && system.now() - endedHere < SOON;
      const isLeft = !isOurs && system.now() - (erasure.finishedAt ?? 0) < POSTING_TAKES;
      const tell = () => (isOurs ? announceResult(ports, read, settings, false) : announceOnce(ports, read, settings));
      const commented = isLeft ? null : await tell();
      if (commented === null) return retryLater(ports, steps, POSTING_TAKES / 1000);
      if (commented.result.kind === 'later') return later(commented.result);
      ({ digest } = commented);
    }
    endedHere = null;
    const synced = await syncedUpdate(ports, read, told.kind === 'gone', isEndToTell, digest);
    if ((await erasureStore.save(read, synced)) !== null) return;
  }
}
