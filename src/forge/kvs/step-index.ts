/**
 * Finds steps by Forge's index.
 */
import type * as z from 'zod/mini';
import { isPutOffTooLong, LONGEST_PAUSE } from '../../core/erasure/step';
import type { StepIndex } from '../../ports/step-index';
import { keysOf, STEP } from './records';

/** The steps of this installation, by what they wait for. */
export const stepIndex: StepIndex = {
  async dueSteps(connectionId, until, limit, known) {
    const due = await keysOf(STEP, {
      index: 'by-connection',
      partition: ['ready', connectionId],
      range: until,
      limit,
      passes: (key) => !known(key),
    });
    return due.map(({ value: { record } }) => ({
      erasureId: record.erasureId,
      connectionId: record.connectionId,
      priority: record.priority,
    }));
  },

  async unfinishedSteps(connectionId, limit) {
    const waits = (_: string, { record }: z.infer<typeof STEP.schema>) => record.status !== 'handed-over';
    const found = await Promise.all(
      ['ready', 'held', 'key-rejected', 'assigned'].map((phase) =>
        keysOf(STEP, { index: 'by-connection', partition: [phase, connectionId], limit, passes: waits }),
      ),
    );
    return found
      .flat()
      .slice(0, limit)
      .map(({ value }) => value.record);
  },

  async backlog(connectionId, limit) {
    // What was handed over waits for nothing: its provider is only asked later what became of it.
    const waits = (_: string, { record }: z.infer<typeof STEP.schema>) => record.status === 'waiting';
    const inPhase = (phase: 'ready' | 'assigned') =>
      keysOf(STEP, { index: 'by-connection', partition: [phase, connectionId], limit, passes: waits });
    const [ready, assigned] = await Promise.all([inPhase('ready'), inPhase('assigned')]);
    const times = ready.map(({ value }) => value.record.notBefore);
    return {
      waiting: Math.min(ready.length + assigned.length, limit),
      nextAt: times.length === 0 ? null : Math.min(...times),
    };
  },

  async isAnyAwaitingKey() {
    return (await keysOf(STEP, { index: 'by-due-time', partition: ['key-rejected'], limit: 1 })).length > 0;
  },

  async awaitingKey(connectionId, limit) {
    const locked = await keysOf(STEP, { index: 'by-connection', partition: ['key-rejected', connectionId], limit });
    return locked.map(({ value }) => value.record.erasureId);
  },

  async tasksToRead(now, limit) {
    const due = await keysOf(STEP, { index: 'by-due-time', partition: ['assigned'], range: now, limit });
    return due.map(({ value: { record } }) => ({ connectionId: record.connectionId, erasureId: record.erasureId }));
  },

  async dueAnywhere(until, limit) {
    const due = await keysOf(STEP, { index: 'by-due-time', partition: ['ready'], range: until, limit });
    const absurd = (_: string, { record }: z.infer<typeof STEP.schema>) => isPutOffTooLong(record, until);
    const beyond = await keysOf(STEP, {
      index: 'by-due-time',
      partition: ['ready'],
      range: { beyond: until + LONGEST_PAUSE },
      limit,
      passes: absurd,
    });
    return [...due, ...beyond].map(({ value }) => ({
      connectionId: value.record.connectionId,
      erasureId: value.record.erasureId,
    }));
  },
};
