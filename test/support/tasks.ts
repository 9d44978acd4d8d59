/**
 * An installation in memory where one system is erased at by a person, and what people do with their tasks.
 */
import { accountOf } from '../../dev/platform/site-in-memory';
import { STATUSES } from '../../dev/platform/jira/issues';
import { onIssueEvent } from '../../src/app/request/on-issue-event';
import { begun, type Given } from './ports-in-memory';
import type { World } from './world-in-memory';

export const LEGAL = 'Tax law: invoices are kept for ten years.';

/** A connection whose erasures are tasks for the second agent. */
export const byTask = (settings: object = {}, id = 'archive') => ({
  ...{ id, provider: 'manual', label: 'The paper archive' },
  settings: {
    ...{
      kind: 'sub-task',
      assignee: accountOf('second-agent'),
      instructions: 'Look in room 12.\nShred what is there.',
    },
    ...{ resolutions: { Done: 'done', Duplicate: 'absent', "Won't Do": 'kept' }, legalReason: LEGAL },
    ...settings,
  },
});

/** Jane's erasure at a system without an API. */
export async function withTask(given: Given & { readonly task?: object } = {}) {
  const { task = {}, ...others } = given;
  const made = await begun({ vendors: {}, connections: [byTask(task)], ...others });
  await made.world.deliver();
  return { ...made, ...people(made.world, made.erasureId) };
}

/** What is known of the tasks of an erasure, and what people do with them. */
export function people(world: World, erasureId: string, connectionId = 'archive') {
  const step = async () => {
    const read = await world.ports.erasureStore.snapshot(erasureId);
    const found = read?.steps.find((one) => one.connectionId === connectionId);
    if (found === undefined) throw new Error('there is no such step');
    return found;
  };
  const task = async () => {
    const { task: found } = await step();
    if (found === undefined) throw new Error('there is no task');
    return found;
  };
  /** Jira tells the app of the task. */
  const tells = async (kind: 'updated' | 'deleted' = 'updated') => {
    const { id, key } = await task();
    await onIssueEvent(world.ports, { kind, issueId: id, projectKey: key.split('-')[0] ?? '', accountId: null });
    await world.deliver();
  };
  const moves = async (
    status: (typeof STATUSES)[number],
    { who = 'second-agent', as = 'Done', isTold = true } = {},
  ) => {
    const id = String(STATUSES.indexOf(status) + 1);
    const fields = status === 'Done' ? { resolution: { name: as } } : {};
    const moved = world.inJira(who, 'POST', `/issue/${(await task()).id}/transitions`, { transition: { id }, fields });
    if (moved.status !== 204) throw new Error('not moved');
    if (isTold) await tells();
  };
  return {
    ...{ step, task, tells, moves },
    resolves: (as: string, how: { who?: string; isTold?: boolean } = {}) => moves('Done', { ...how, as }),
    reopens: (how: { who?: string; isTold?: boolean } = {}) => moves('Open', how),
    /** The task as Jira has it. */
    inJira: async (query = '') => {
      const { body } = world.inJira('admin', 'GET', `/issue/${(await task()).id}${query}`);
      return body as { key: string; fields: Record<string, unknown>; properties: Record<string, unknown> };
    },
    /** Every task that was made. */
    made: () => world.issues.all().filter(({ properties }) => properties['user-erasure-task'] !== undefined),
  };
}
