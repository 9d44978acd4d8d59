/**
 * Saves a change of an erasure, only where nobody changed it since it was read.
 */
import { kvs } from '@forge/kvs';
import type * as z from 'zod/mini';
import { type Erasure, hasEnded } from '../../core/erasure/erasure';
import { isSettled, type Transition } from '../../core/erasure/step';
import type { System } from '../../ports/system';
import { BATCH_LIMIT, unchanged, writeConditionally } from './conditional';
import {
  CLAIM,
  claimKey,
  ERASURE,
  erasureValue,
  EVENT_PAGE,
  eventPageKey,
  OUTBOX,
  outboxKey,
  setStep,
} from './records';
import { PENDING_STAT, pendingStatKey } from './stats';
import { changedSteps, sameStep, saveSteps } from './steps';

import type { ErasureSnapshot, ErasureUpdate } from '../../ports/erasure-store';
import { readSnapshot } from './snapshot';

type Transaction = ReturnType<typeof kvs.transact>;

/** Notes in the outbox that the issue is out of date, or that it was told. Whoever learned something of a step since then noted it there. */
function setOutbox(
  transaction: Transaction,
  read: ErasureSnapshot,
  note: { version: string; at: number } | null,
): void {
  const { entityName } = OUTBOX;
  const key = outboxKey(read.erasure.id);
  const before = read.versions.outbox;
  const asRead = before === null ? {} : { conditions: unchanged<{ version: string }>('version', before) };
  if (note !== null) transaction.set(key, { version: note.version, dirtySince: note.at }, { entityName, ...asRead });
  else if (before !== null) transaction.delete(key, { entityName, ...asRead });
}

/** Notes in the claim that its erasure has ended, and until when its address is kept; or that it goes on. */
function setClaim(transaction: Transaction, erasure: Erasure, at: number) {
  const { issueId, personId, id, addressKeptUntil, secondLookAt } = erasure;
  const until = hasEnded(erasure) ? addressKeptUntil : undefined;
  const kept = secondLookAt === undefined ? 'kept' : 'second-look';
  const ended = until === undefined ? 'ended' : kept;
  const state = hasEnded(erasure) ? ended : 'stored';
  const since = until ?? at;
  const conditions = unchanged<z.infer<typeof CLAIM.schema>>('erasure', id);
  const { entityName } = CLAIM;
  transaction.set(claimKey(issueId, personId), { state, since, erasure: id }, { entityName, conditions });
}

/** The transaction that writes the erasure and all that goes with it, but the steps. */
function saving(read: ErasureSnapshot, update: ErasureUpdate, version: string, at: number): Transaction {
  const { erasure: next, page = [], isSynced = false } = update;
  const { id } = next;
  const transaction = kvs.transact().set(id, erasureValue(next, version), {
    entityName: ERASURE.entityName,
    conditions: unchanged('version', read.versions.erasure),
  });
  setOutbox(transaction, read, isSynced ? null : { version, at });
  if (page.length > 0)
    transaction.set(
      eventPageKey(id, read.erasure.chain.pages),
      { events: [...page] },
      { entityName: EVENT_PAGE.entityName },
    );
  const isClosing = isSynced && hasEnded(next);
  const isReopening = hasEnded(read.erasure) && !hasEnded(next);
  if (read.isClaimed && (isClosing || isReopening)) setClaim(transaction, next, at);
  if (isClosing) transaction.set(pendingStatKey(id), { endedAt: at }, { entityName: PENDING_STAT.entityName });
  return transaction;
}

/** Which changed steps are written in the erasure's transaction, and which before and after it. */
interface Shares {
  readonly before: readonly Transition[];
  readonly within: readonly Transition[];
  readonly after: readonly Transition[];
}

/**
 * What has no room in the transaction: steps that are shut are written before it, steps that are opened after it. Whoever
 * dies in between never leaves a step runnable that should be final; reconciling makes runnable what should be.
 */
function shared(changed: readonly Transition[]): Shares {
  const room = BATCH_LIMIT - 5;
  const shut = changed.filter(({ after }) => isSettled(after));
  const opened = changed.filter(({ after }) => !isSettled(after));
  const within = [...shut.slice(0, room), ...opened].slice(0, room);
  return { before: shut.slice(room), within, after: opened.filter((one) => !within.includes(one)) };
}

/** Whether everything stands as it was read. */
const isAsRead = (stored: ErasureSnapshot, read: ErasureSnapshot, within: readonly Transition[]): boolean =>
  stored.versions.erasure === read.versions.erasure &&
  stored.versions.outbox === read.versions.outbox &&
  stored.isClaimed === read.isClaimed &&
  within.every(({ before: step }) =>
    sameStep(
      stored.steps.find(({ connectionId }) => connectionId === step.connectionId),
      step,
    ),
  );

/** Saves a change of an erasure and its steps, as {@link ErasureStore.save} promises. */
export async function saveErasure(
  { newId, now }: Pick<System, 'newId' | 'now'>,
  read: ErasureSnapshot,
  update: ErasureUpdate,
): Promise<ErasureSnapshot | null> {
  const { erasure, steps = [], isSynced = false } = update;
  const { id } = erasure;
  const version = newId();
  const transaction = saving(read, update, version, now());
  const { before, within, after } = shared(changedSteps(read, steps));
  if (!(await saveSteps(before))) return null;
  for (const one of within) setStep(transaction, one.after, one.before);
  const saved = await writeConditionally(
    () => transaction.execute(),
    async () => {
      const stored = await readSnapshot(id);
      if (stored?.versions.erasure === version) return 'applied';
      return stored !== null && isAsRead(stored, read, within) ? 'unchanged' : 'conflict';
    },
  );
  if (!saved) return null;
  await saveSteps(after);
  // Where no note was read, one may have been made since: then what was read is no longer what stands there.
  if (before.length + after.length > 0 || read.versions.outbox === null) return readSnapshot(id);
  const become = new Map(within.map((one) => [one.after.connectionId, one.after]));
  return {
    ...read,
    erasure,
    steps: read.steps.map((step) => become.get(step.connectionId) ?? step),
    needsSync: !isSynced,
    hasSyncError: false,
    versions: { erasure: version, outbox: isSynced ? null : version },
  };
}
