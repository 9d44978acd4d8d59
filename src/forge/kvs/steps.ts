/**
 * The steps of the ledger: read by key, found by the index of what is due, written only as they were read.
 */
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import { erasureOf, rebase, type Step, stepKey, type Transition } from '../../core/erasure/step';
import { AGAIN, updateWithRetry } from '../../lib/update-with-retry';
import type { ErasureSnapshot } from '../../ports/erasure-store';
import type { Lease } from '../../ports/leases';
import type { StepStore } from '../../ports/step-store';
import type { System } from '../../ports/system';
import { BATCH_LIMIT, readAll, readMany, readOne, unchanged, writeConditionally } from './conditional';
import { LEASE } from './leases';
import { ERASURE, OUTBOX, outboxKey, setStep, STEP } from './records';
import { portionsOf } from '../../lib/portions';

/** Whether a step is still what it was. */
export const sameStep = (a: Step | undefined, b: Step): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Rebases the result of a step on what somebody decided about it since it was read. */
function decidedMeanwhile(learned: Transition, stored: Step): Transition {
  const { before, after } = learned;
  if (sameStep(stored, before) || sameStep(stored, after)) return learned;
  return { before: stored, after: rebase(stored, before, after) };
}

/** The steps that a change changes, each beside what was read of it. */
export function changedSteps(read: ErasureSnapshot, next: readonly Step[]): Transition[] {
  return next.flatMap((step) => {
    const before = read.steps.find(({ connectionId }) => connectionId === step.connectionId);
    return before === undefined || sameStep(before, step) ? [] : [{ before, after: step }];
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

/** Steps as they stand now, by what was read of them. */
const currentStepsOf = async (changed: readonly Transition[]): Promise<(step: Step) => Step | undefined> => {
  const key = ({ erasureId, connectionId }: Step) => stepKey(erasureId, connectionId);
  const found = await readMany(
    STEP,
    changed.map(({ after }) => key(after)),
  );
  return (step) => found.get(key(step))?.record;
};

/** Writes steps that no transaction has room for beside the erasure; false where one of them is not as it was read. */
export const saveSteps = async (changed: readonly Transition[]): Promise<boolean> => {
  for (const some of portionsOf(changed, BATCH_LIMIT)) {
    const transaction = kvs.transact();
    for (const { before, after } of some) setStep(transaction, after, before);
    const saved = await writeConditionally(
      () => transaction.execute(),
      async () => {
        const current = await currentStepsOf(some);
        if (some.every(({ after }) => sameStep(current(after), after))) return 'applied';
        return some.every(({ before }) => sameStep(current(before), before)) ? 'unchanged' : 'conflict';
      },
    );
    if (!saved) return false;
  }
  return true;
};

/** Where and when steps are committed. */
interface Commit {
  /** Erasures whose issues are to be told. */
  readonly tell: ReadonlySet<string>;
  readonly lease: Lease;
  readonly at: number;
  readonly newId: () => string;
}

/** The transaction that records steps as long as the lease is held, and notes their erasures in the outbox. */
function recording(some: readonly Transition[], { tell, lease, at, newId }: Commit) {
  const conditions = unchanged('owner', lease.owner);
  const transaction = kvs.transact().check(lease.key, { entityName: LEASE.entityName, conditions });
  for (const { before, after } of some) {
    setStep(transaction, after, before);
    const { entityName } = OUTBOX;
    if (tell.has(after.erasureId))
      transaction.set(outboxKey(after.erasureId), { version: newId(), dirtySince: at }, { entityName });
  }
  return transaction;
}

/** More decisions than people make about the steps of one call while it is recorded. */
const TRIES = 20;

/**
 * Records steps in one transaction. What somebody decided about a step meanwhile is kept, and what was learned goes on top.
 * @returns false where the lease was lost
 */
async function recordSome(learned: readonly Transition[], commit: Commit): Promise<boolean> {
  const { lease } = commit;
  const isHeld = async () => (await readOne(LEASE, lease.key))?.owner === lease.owner;
  let some = learned;
  const attempt = async (): Promise<boolean | typeof AGAIN> => {
    const transaction = recording(some, commit);
    let storedNow: (step: Step) => Step | undefined = () => undefined;
    const isRecorded = await writeConditionally(
      () => transaction.execute(),
      async () => {
        storedNow = await currentStepsOf(some);
        if (some.every(({ after }) => sameStep(storedNow(after), after))) return 'applied';
        if (!(await isHeld())) return 'conflict';
        return some.every(({ before }) => sameStep(storedNow(before), before)) ? 'unchanged' : 'conflict';
      },
    );
    if (isRecorded) return true;
    const before = some;
    some = before.map((one) => decidedMeanwhile(one, storedNow(one.after) ?? one.before));
    const isSame = some.every((one) => before.includes(one));
    return !isSame && (await isHeld()) ? AGAIN : false;
  };
  return updateWithRetry<boolean>(TRIES, attempt, () => false);
}

/** The steps of this installation, by key. */
export function stepStoreOf({ newId }: Pick<System, 'newId'>): StepStore {
  return {
    steps: readSteps,
    stepsWithErasures: readWithErasures,

    async commit(learned, tell, lease, at) {
      const room = Math.floor((BATCH_LIMIT - 1) / 2);
      for (const some of portionsOf(learned, room))
        if (!(await recordSome(some, { tell, lease, at, newId }))) return false;
      return true;
    },
  };
}
