/**
 * Whose task an issue is, by the id.
 */
import { kvs } from '@forge/kvs';
import * as z from 'zod/mini';
import type { TaskOwners } from '../../ports/task-owners';
import { readOne } from './conditional';

const TASK = { entityName: 'task', schema: z.object({ erasure: z.string(), connection: z.string() }) };
const keyOf = (taskId: string): string => `task.${taskId}`;

/** The tasks of this installation. */
export const taskOwners: TaskOwners = {
  async note(taskId, { erasureId: erasure, connectionId: connection }) {
    await kvs.entity<object>(TASK.entityName).set(keyOf(taskId), { erasure, connection });
  },

  async of(taskId) {
    const found = await readOne(TASK, keyOf(taskId));
    return found === null ? null : { erasureId: found.erasure, connectionId: found.connection };
  },
};
