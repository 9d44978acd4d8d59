/**
 * Saves a change of an erasure, only where nobody changed it since it was read.
 */
import { kvs } from '@forge/kvs';
import type * as z from 'zod/mini';
import { hasEnded } from '../../core/erasure/erasure';
import { isSettled } from '../../core/erasure/step';
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

/** Saves a change of an erasure and its steps, as {@link ErasureStore.save} promises. */
export async function saveErasure(
  { newId, now }: Pick<System, 'newId' | 'now'>,
  read: ErasureSnapshot,
  { erasure: next, steps: nextSteps = [], page = [], isSynced = false }: ErasureUpdate,
): Promise<ErasureSnapshot | null> {
  const { id } = next;
  const version = newId();
  const isClosing = isSynced && hasEnded(next);
  const isReopening = hasEnded(read.erasure) && !hasEnded(next);
  const transaction = kvs.transact().set(id, erasureValue(next, version), {
    entityName: ERASURE.entityName,
    conditions: unchanged('version', read.versions.erasure),
  });
  const entityName = OUTBOX.entityName;
  // Whoever learned something of a step since then noted it there.
  const asRead =
    read.versions.outbox === null
      ? {}
      : { conditions: unchanged<{ version: string }>('version', read.versions.outbox) };
  if (!isSynced) transaction.set(outboxKey(id), { version, dirtySince: now() }, { entityName, ...asRead });
  else if (read.versions.outbox !== null) transaction.delete(outboxKey(id), { entityName, ...asRead });
  if (page.length > 0)
    transaction.set(
      eventPageKey(id, read.erasure.chain.pages),
      { events: [...page] },
      { entityName: EVENT_PAGE.entityName },
    );
  if (read.isClaimed && (isClosing || isReopening)) {
    const state = isClosing ? ('ended' as const) : ('stored' as const);
    const claim = { state, since: now(), erasure: id };
    const conditions = unchanged<z.infer<typeof CLAIM.schema>>('erasure', id);
    transaction.set(claimKey(next.issueId, next.personId), claim, { entityName: CLAIM.entityName, conditions });
  }
  if (isClosing) transaction.set(pendingStatKey(id), { endedAt: now() }, { entityName: PENDING_STAT.entityName });
  const changed = changedSteps(read, nextSteps);
  const room = BATCH_LIMIT - 5;
  // What has no room in the transaction: steps that are shut are written before it, steps that are opened after it.
  // Whoever dies in between leaves nothing open that was to be shut; publishing opens what was to be opened.
  const [shut, opened] = [
    changed.filter(({ next: n }) => isSettled(n)),
    changed.filter(({ next: n }) => !isSettled(n)),
  ];
  const within = [...shut.slice(0, room), ...opened].slice(0, room);
  const before = shut.slice(room);
  const after = opened.filter((one) => !within.includes(one));
  if (!(await saveSteps(before))) return null;
  for (const one of within) setStep(transaction, one.next, one.read);
  const saved = await writeConditionally(
    () => transaction.execute(),
    async () => {
      const stored = await readSnapshot(id);
      if (stored?.versions.erasure === version) return 'applied';
      const isSame =
        stored?.versions.erasure === read.versions.erasure &&
        stored.versions.outbox === read.versions.outbox &&
        stored.isClaimed === read.isClaimed &&
        within.every(({ read: step }) =>
          sameStep(
            stored.steps.find(({ connectionId }) => connectionId === step.connectionId),
            step,
          ),
        );
      return isSame ? 'unchanged' : 'conflict';
    },
  );
  if (!saved) return null;
  await saveSteps(after);
  // Where no note was read, one may have been made since: then what was read is no longer what stands there.
  if (before.length + after.length > 0 || read.versions.outbox === null) return readSnapshot(id);
  const become = new Map(within.map(({ next: step }) => [step.connectionId, step]));
  return {
    ...read,
    erasure: next,
    steps: read.steps.map((step) => become.get(step.connectionId) ?? step),
    needsSync: !isSynced,
    hasSyncError: false,
    versions: { erasure: version, outbox: isSynced ? null : version },
  };
}
