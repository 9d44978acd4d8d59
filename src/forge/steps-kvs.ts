/**
 * The steps of the ledger: read by key, found by the index of what is due, written only as they were read.
 */
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import type { Chance, Lease, StepLedger, Whole } from '../core/ports';
import { erasureOf, isPutOffTooLong, LONGEST_PAUSE, onTop, type Step, stepKey } from '../core/step';
import { AT_ONCE, readAll, readMany, readOne, settled, unchanged } from './kvs-entities';
import { LEASE } from './leases-kvs';
import { ERASURE, keysOf, setStep, STEP, UNTOLD, untoldKey } from './ledger-records';

/** Whether a step is still what it was. */
export const sameStep = (a: Step | undefined, b: Step): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A step as it was read, and what it becomes. */
export interface Changed {
  readonly read: Step;
  readonly next: Step;
}

/** What was learned of a step, on top of what somebody decided about it since it was read. */
function decidedMeanwhile(read: Step, next: Step, standing: Step): Changed {
  if (sameStep(standing, read) || sameStep(standing, next)) return { read, next };
  return { read: standing, next: onTop(standing, read, next) };
}

/** The steps that a change changes, each beside what was read of it. */
export function changedSteps(read: Whole, next: readonly Step[]): Changed[] {
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
const readWithErasures: StepLedger['stepsWithErasures'] = async (keys) => {
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
  for (let first = 0; first < changed.length; first += AT_ONCE) {
    const some = changed.slice(first, first + AT_ONCE);
    const transaction = kvs.transact();
    for (const { read, next } of some) setStep(transaction, next, read);
    const saved = await settled(
      () => transaction.execute(),
      async () => {
        const standing = await readSteps(some.map(({ next }) => stepKey(next.erasureId, next.connectionId)));
        if (some.every(({ next }, index) => sameStep(standing[index], next))) return 'mine';
        return some.every(({ read }, index) => sameStep(standing[index], read)) ? 'as-before' : 'overtaken';
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
): Promise<'recorded' | 'overtaken'> => {
  let pending = learned;
  for (;;) {
    const some = pending;
    const transaction = kvs
      .transact()
      .check(lease.key, { entityName: LEASE.entityName, conditions: unchanged('owner', lease.owner) });
    for (const { read, next } of some) {
      setStep(transaction, next, read);
      if (tell.has(next.erasureId))
        transaction.set(untoldKey(next.erasureId), { stamp: newId(), since }, { entityName: UNTOLD.entityName });
    }
    let standing: Step[] = [];
    const isRecorded = await settled(
      () => transaction.execute(),
      async () => {
        standing = await readSteps(some.map(({ next }) => stepKey(next.erasureId, next.connectionId)));
        if (some.every(({ next }, index) => sameStep(standing[index], next))) return 'mine';
        if ((await readOne(LEASE, lease.key))?.owner !== lease.owner) return 'overtaken';
        return some.every(({ read }, index) => sameStep(standing[index], read)) ? 'as-before' : 'overtaken';
      },
    );
    if (isRecorded) return 'recorded';
    const decided = some.map(({ read, next }, index) => decidedMeanwhile(read, next, standing[index] ?? read));
    if (decided.every(({ read }, index) => read === some[index]?.read)) return 'overtaken';
    if ((await readOne(LEASE, lease.key))?.owner !== lease.owner) return 'overtaken';
    pending = decided;
  }
};

/** The steps of this installation. */
export function stepsOf({ newId }: Pick<Chance, 'newId'>): StepLedger {
  return {
    steps: readSteps,
    stepsWithErasures: readWithErasures,

    async record(learned, tell, lease, at) {
      const room = Math.floor((AT_ONCE - 1) / 2);
      for (let first = 0; first < learned.length; first += room) {
        const end = await recordSome(learned.slice(first, first + room), tell, lease, at, newId);
        if (end === 'overtaken') return false;
      }
      return true;
    },

    async dueOf(connectionId, until, limit, known) {
      const due = await keysOf(STEP, 'due-of', ['open', connectionId], until, limit, (key) => !known(key));
      return due.map(({ value: { record } }) => ({
        erasureId: record.erasureId,
        connectionId: record.connectionId,
        lane: record.lane,
      }));
    },

    async unfinishedAt(connectionId, limit) {
      const waits = (_: string, { record }: z.infer<typeof STEP.schema>) => record.status !== 'handed-over';
      const found = await Promise.all(
        ['open', 'held', 'locked'].map((gate) => keysOf(STEP, 'due-of', [gate, connectionId], null, limit, waits)),
      );
      return found
        .flat()
        .slice(0, limit)
        .map(({ value }) => value.record);
    },

    async queueOf(connectionId, limit) {
      // What was handed over waits for nothing: its provider is only asked later what became of it.
      const waits = (_: string, { record }: z.infer<typeof STEP.schema>) => record.status === 'waiting';
      const waiting = await keysOf(STEP, 'due-of', ['open', connectionId], null, limit, waits);
      const times = waiting.map(({ value }) => value.record.notBefore);
      return { waiting: waiting.length, nextAt: times.length === 0 ? null : Math.min(...times) };
    },

    async lockedAt(connectionId, limit) {
      const locked = await keysOf(STEP, 'due-of', ['locked', connectionId], null, limit);
      return locked.map(({ value }) => value.record.erasureId);
    },

    async due(until, limit) {
      const due = await keysOf(STEP, 'due', ['open'], until, limit);
      const absurd = (_: string, { record }: z.infer<typeof STEP.schema>) => isPutOffTooLong(record, until);
      const beyond = await keysOf(STEP, 'due', ['open'], { beyond: until + LONGEST_PAUSE }, limit, absurd);
      return [...due, ...beyond].map(({ value }) => ({
        connectionId: value.record.connectionId,
        erasureId: value.record.erasureId,
      }));
    },
  };
}
