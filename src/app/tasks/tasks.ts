/**
 * Which tasks are followed, and when: as soon as Jira tells of one, and by and by, because what Jira tells may be lost.
 */
import type { Erasure } from '../../core/erasure/erasure';
import { followsTask } from '../../core/erasure/task-step';
import type { Settings } from '../../core/settings/schema';
import type { Ports } from '../../ports/ports';
import { providerOf } from '../../providers';
import { follow } from './follow';

/** Whether any connection makes tasks, or did: nothing is read for the events of a site that has none. */
export const hasTasks = ({ connections, removed }: Settings): boolean =>
  [...connections, ...Object.values(removed)].some(({ provider }) => providerOf(provider ?? '')?.isByTask === true);

/**
 * Follows a task of which Jira tells something.
 * @returns false where the issue is no task of the app's
 * @throws AppError `jira-unavailable`, `busy`
 */
export async function onTaskEvent(ports: Ports, settings: Settings, issueId: string): Promise<boolean> {
  const owner = hasTasks(settings) ? await ports.taskOwners.of(issueId) : null;
  if (owner === null) return false;
  await follow(ports, issueId, owner);
  return true;
}

/** Reads an open task again. */
export async function readTask(ports: Ports, owner: { erasureId: string; connectionId: string }): Promise<void> {
  const [step] = await ports.stepStore.steps([`${owner.erasureId}.${owner.connectionId}`]);
  if (step?.task !== undefined && step.phase === 'assigned') await follow(ports, step.task.id, owner);
}

/** Reads the tasks of an erasure again that say something of it and are not open: somebody may have reopened them. */
export async function readSettledTasks(ports: Ports, { stepKeys, statements }: Erasure): Promise<void> {
  for (const step of await ports.stepStore.steps(stepKeys))
    if (step.task !== undefined && step.phase === 'final' && followsTask(step, statements))
      await follow(ports, step.task.id, step);
}
