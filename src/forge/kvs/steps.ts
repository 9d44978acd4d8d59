/**
 * The steps of the ledger: read by key, found by the index of what is due, written only as they were read.
 */
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import { erasureOf, rebase, type Step, stepKey } from '../../core/erasure/step';
import type { ErasureSnapshot } from '../../ports/erasure-store';
import type { Lease } from '../../ports/leases';
import type { StepStore } from '../../ports/step-store';
import type { System } from '../../ports/system';
import { BATCH_LIMIT, readAll, readMany, readOne, unchanged, writeConditionally } from './conditional';
import { LEASE } from './leases';
import { ERASURE, OUTBOX, outboxKey, setStep, STEP } from './records';

/** Whether a step is still what it was. */
export const sameStep = (a: Step | undefined, b: Step): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A step as it was read, and what it becomes. */
export interface Changed {
  readonly read: Step;
  readonly next: Step;
}

/** What was learned of a step, on top of what somebody decided about it since it was read. */
function decidedMeanwhile(read: Step, next: Step, stored: Step): Changed {
  if (sameStep(stored, read) || sameStep(stored, next)) return { read, next };
  return { read: stored, next: rebase(stored, read, next) };
}

/** The steps that a change changes, each beside what was read of it. */
export function changedSteps(read: ErasureSnapshot, next: readonly Step[]): Changed[] {
  return next.flatMap((step) => {
    const before = read.steps.find(({ connectionId }) => connectionId === step.connectionId);
    return before === undefined || sameStep(before, step) ? [] : [{ read: before, next: step }];
  });
}

/** Steps by their keys; those that there are. */
export const readSteps = async (keys: readonly string[]): Promise<Step[]> => {
  const found = await readMany(STEP, keys);
  return keys.flatMap((key) => found.get(key)?.record ?? []);
};

/** Steps by their keys, each with its erasure, all asked for at once. */
const readWithErasures: StepStore['stepsWithErasures'] = async (keys) => {
  const ids = [...new Set(keys.map(erasureOf))];
  const values = await readAll([
    ...keys.map((key) => ({ entityName: STEP.entityName, key })),
    ...ids.map((key) => ({ entityName: ERASURE.entityName, key })),
  ]);
  const erasures = values.slice(keys.length).map((value) => z.parse(z.nullable(ERASURE.schema), value)?.record);
  return keys.flatMap((key, index) => {
    const step = z.parse(z.nullable(STEP.schema), values[index])?.record;
    const erasure = erasures[ids.indexOf(erasureOf(key))];
    return step === undefined || erasure === undefined ? [] : [{ step, erasure }];
  });
};

/** Writes steps that no transaction has room for beside the erasure; false where one of them is not as it was read. */
export const saveSteps = async (changed: readonly Changed[]): Promise<boolean> => {
  for (let first = 0; first < changed.length; first += BATCH_LIMIT) {
    const some = changed.slice(first, first + BATCH_LIMIT);
    const transaction = kvs.transact();
    for (const { read, next } of some) setStep(transaction, next, read);
    const saved = await writeConditionally(
      () => transaction.execute(),
      async () => {
        const stored = await readSteps(some.map(({ next }) => stepKey(next.erasureId, next.connectionId)));
        if (some.every(({ next }, index) => sameStep(stored[index], next))) return 'applied';
        return some.every(({ read }, index) => sameStep(stored[index], read)) ? 'unchanged' : 'conflict';
      },
    );
    if (!saved) return false;
  }
  return true;
};

/** Records steps in one transaction. What somebody decided about a step meanwhile is kept, and what was learned goes on top. */
const recordSome = async (
  learned: readonly Changed[],
  tell: ReadonlySet<string>,
  lease: Lease,
  since: number,
  newId: () => string,
): Promise<'committed' | 'conflict'> => {
  let pending = learned;
  for (;;) {
    const some = pending;
    const transaction = kvs
      .transact()
      .check(lease.key, { entityName: LEASE.entityName, conditions: unchanged('owner', lease.owner) });
    for (const { read, next } of some) {
      setStep(transaction, next, read);
      if (tell.has(next.erasureId))
        transaction.set(
          outboxKey(next.erasureId),
          { version: newId(), dirtySince: since },
          { entityName: OUTBOX.entityName },
        );
    }
    let stored: Step[] = [];
    const isRecorded = await writeConditionally(
      () => transaction.execute(),
      async () => {
        stored = await readSteps(some.map(({ next }) => stepKey(next.erasureId, next.connectionId)));
        if (some.every(({ next }, index) => sameStep(stored[index], next))) return 'applied';
        if ((await readOne(LEASE, lease.key))?.owner !== lease.owner) return 'conflict';
        return some.every(({ read }, index) => sameStep(stored[index], read)) ? 'unchanged' : 'conflict';
      },
    );
    if (isRecorded) return 'committed';
    const decided = some.map(({ read, next }, index) => decidedMeanwhile(read, next, stored[index] ?? read));
    if (decided.every(({ read }, index) => read === some[index]?.read)) return 'conflict';
    if ((await readOne(LEASE, lease.key))?.owner !== lease.owner) return 'conflict';
    pending = decided;
  }
};

/** The steps of this installation, by key. */
export function stepStoreOf({ newId }: Pick<System, 'newId'>): StepStore {
  return {
    steps: readSteps,
    stepsWithErasures: readWithErasures,

    async commit(learned, tell, lease, at) {
      const room = Math.floor((BATCH_LIMIT - 1) / 2);
      for (let first = 0; first < learned.length; first += room) {
        const end = await recordSome(learned.slice(first, first + room), tell, lease, at, newId);
        if (end === 'conflict') return false;
      }
      return true;
    },
  };
}
