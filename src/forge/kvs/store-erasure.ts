/**
 * Stores a new erasure, its steps and its first events in one transaction.
 */
import { kvs } from '@forge/kvs';
import { firstReminder } from '../../core/erasure/deadline';
import { type Step, stepKey } from '../../core/erasure/step';
import type { System } from '../../ports/system';
import { BATCH_LIMIT, bothUnchanged, getOrCreate, readOne, unchanged, writeConditionally } from './conditional';
import {
  CLAIM,
  claimKey,
  ERASURE,
  erasureValue,
  EVENT_PAGE,
  eventPageKey,
  HOURLY_COUNTER,
  HOURLY_COUNTER_KEY,
  ISSUE_LATEST,
  issueLatestKey,
  OUTBOX,
  outboxKey,
  PERSON_LATEST,
  setStep,
  STEP,
  stepValue,
} from './records';
import { REMINDER, reminderKey, reminderValue } from './reminders';

import type { ErasureSnapshot, ErasureStore } from '../../ports/erasure-store';

/** Stores a new erasure with everything that belongs to it, as {@link ErasureStore.store} promises. */
export async function storeErasure(
  newId: System['newId'],
  ...[erasure, toStore, page, count]: Parameters<ErasureStore['store']>
): Promise<ErasureSnapshot | null> {
  const key = claimKey(erasure.issueId, erasure.personId);
  const claim = { state: 'stored' as const, since: erasure.requestedAt, erasure: erasure.id };
  const version = newId();
  // What does not fit into the transaction is stored before it, shut; publishing opens it once the erasure stands.
  const room = BATCH_LIMIT - 8;
  const steps = toStore.map((step, index): Step => (index < room ? step : { ...step, phase: 'held' }));
  for (const step of steps.slice(room))
    await getOrCreate(STEP, stepKey(step.erasureId, step.connectionId), stepValue(step));
  const transaction = kvs
    .transact()
    .set(key, claim, {
      entityName: CLAIM.entityName,
      conditions: bothUnchanged(['state', 'claimed'], ['erasure', erasure.id]),
    })
    .set(erasure.id, erasureValue(erasure, version), { entityName: ERASURE.entityName })
    .set(eventPageKey(erasure.id, 0), { events: [...page] }, { entityName: EVENT_PAGE.entityName })
    .set(outboxKey(erasure.id), { version, dirtySince: erasure.requestedAt }, { entityName: OUTBOX.entityName })
    .set(issueLatestKey(erasure.issueId), { erasure: erasure.id }, { entityName: ISSUE_LATEST.entityName })
    .set(
      reminderKey(erasure.id),
      reminderValue({ dueAt: erasure.dueAt, remindAt: firstReminder(erasure.dueAt, erasure.requestedAt) }),
      { entityName: REMINDER.entityName },
    )
    .set(
      erasure.personId,
      { erasure: erasure.id, issue: erasure.issueId },
      {
        entityName: PERSON_LATEST.entityName,
      },
    );
  for (const step of steps.slice(0, room)) setStep(transaction, step);
  if (count !== undefined) {
    const counter = { version: newId(), record: { minutes: count.next.minutes } };
    transaction.set(HOURLY_COUNTER_KEY, counter, {
      entityName: HOURLY_COUNTER.entityName,
      conditions: unchanged('version', count.read.version),
    });
  }
  const isStored = await writeConditionally(
    () => transaction.execute(),
    async () => {
      const stored = await readOne(ERASURE, erasure.id);
      if (stored !== null) return stored.version === version ? 'applied' : 'conflict';
      const [claimNow, counterNow] = [await readOne(CLAIM, key), await readOne(HOURLY_COUNTER, HOURLY_COUNTER_KEY)];
      const isOvertaken =
        claimNow?.erasure !== erasure.id ||
        claimNow.state !== 'claimed' ||
        (count !== undefined && counterNow?.version !== count.read.version);
      return isOvertaken ? 'conflict' : 'unchanged';
    },
  );
  const notes = { needsSync: true, hasSyncError: false, isLatest: true, isClaimed: true };
  return isStored ? { erasure, steps, ...notes, versions: { erasure: version, outbox: version } } : null;
}
