/**
 * Tasks for people, over Jira's REST API, by the app itself.
 */
import { type APIResponse, type Route, route } from '@forge/api';
import * as z from 'zod/mini';
import { AppError } from '../../core/app-error';
import { dayIn } from '../../core/erasure/calendar';
import type { Task } from '../../core/status/task';
import type { Log } from '../../ports/log';
import type { Site } from '../../ports/site';
import type { System } from '../../ports/system';
import type { NoTask, PreparedTask, Tasks, TaskWanted } from '../../ports/tasks';
import { ask, type Init, readPlace, sameLabel, sendJson, unavailable } from './request';
import { missingIn, type TypeIn } from './task-check';
import { paragraphsOf } from './task-document';
import {
  Created,
  foundIn,
  isLinkedTo,
  isOpen,
  IssueTypes,
  Mark,
  noTask,
  refusedFor,
  SubTasks,
  TASK_FIELDS,
  TASK_PROPERTY,
  TaskReply,
  wrongFieldsIn,
} from './task-replies';

/** Sub-tasks of one issue that are looked through. */
const MOST_SUB_TASKS = 50;
const GONE: readonly number[] = [404, 410];

const markOf = ({ erasureId, connectionId }: TaskWanted): string => `${erasureId}.${connectionId}`;
const taskOf = ({ id, key, fields }: TaskReply, dueAt: number): Task => ({
  ...{ id, key, assignee: fields.assignee?.accountId ?? null, dueAt },
});
const isTask = (one: Task | NoTask): one is Task => 'id' in one;

/** Whether a reply does not read as documented. By the error's name: its class brings all of zod into the app. */
const isUnreadable = (error: unknown): boolean =>
  error instanceof SyntaxError || (error instanceof Error && error.name === '$ZodError');

/** What Jira did not answer at all is tried again; what does not read as documented is nobody's task. */
async function asOutcome<T>(work: () => Promise<T | NoTask>): Promise<T | NoTask> {
  try {
    return await work();
  } catch (error) {
    if (isUnreadable(error)) return { kind: 'refused', reason: 'unexpected-reply' };
    if (!(error instanceof AppError)) throw error;
    const { afterSeconds } = error;
    return { kind: 'retry', reason: 'unreachable', ...(afterSeconds === undefined ? {} : { afterSeconds }) };
  }
}

/** The tasks of this site. */
export function tasksOf({ now }: Pick<System, 'now'>, site: Site, log: Log): Tasks {
  const app = (path: Route, init?: Init): Promise<APIResponse> => ask('app', path, init);

  const typeIn: TypeIn = async (project, { kind, issueType }) => {
    const response = await app(route`/rest/api/3/issue/createmeta/${project}/issuetypes`);
    if (!response.ok) return noTask(response, now());
    const { issueTypes } = z.parse(IssueTypes, await response.json());
    const fitting = issueTypes.filter(({ subtask }) => subtask === (kind === 'sub-task'));
    const wanted = issueType ?? (kind === 'sub-task' ? null : 'Task');
    const named = fitting.find(({ id, name }) => wanted !== null && (id === wanted || sameLabel(name, wanted)));
    return (named ?? (issueType === null ? fitting[0] : undefined))?.id ?? null;
  };

  const create = (wanted: TaskWanted, fields: object): Promise<APIResponse> =>
    app(
      route`/rest/api/3/issue`,
      sendJson('POST', {
        fields,
        properties: [{ key: TASK_PROPERTY, value: { of: markOf(wanted), issue: wanted.issue.key } }],
      }),
    );

  async function created(wanted: PreparedTask): Promise<Task | NoTask> {
    const { kind, issue, assignee, summary, text, dueAt, typeId, dueDay } = wanted;
    const project = wanted.project ?? issue.projectKey;
    const fields = {
      ...{ project: { key: project }, issuetype: { id: typeId }, summary, description: paragraphsOf(text) },
      ...{ assignee: { id: assignee }, ...(kind === 'sub-task' ? { parent: { id: issue.id } } : {}) },
    };
    let response = await create(wanted, { ...fields, duedate: dueDay });
    let wrong = response.status === 400 ? await wrongFieldsIn(response) : [];
    if (wrong.length === 1 && wrong[0] === 'duedate') {
      // A project may have no such field on its screens. The day stands in the text, too.
      response = await create(wanted, fields);
      wrong = response.status === 400 ? await wrongFieldsIn(response) : [];
    }
    if (response.status === 400) return refusedFor(wrong, 400);
    if (response.status !== 201) return noTask(response, now());
    const { id, key } = z.parse(Created, await response.json());
    return { id, key, assignee, dueAt };
  }

  /** Links a task to the erasure's issue. Without links on this site it names the issue in its text all the same. */
  async function linked(wanted: TaskWanted, task: Task): Promise<Task | NoTask> {
    if (wanted.kind === 'sub-task') return task;
    const body = {
      ...{ type: { name: wanted.linkType }, inwardIssue: { key: task.key }, outwardIssue: { key: wanted.issue.key } },
    };
    const response = await app(route`/rest/api/3/issueLink`, sendJson('POST', body));
    if (response.ok) return task;
    log('task not linked', { status: response.status });
    const said = noTask(response, now());
    return said.kind === 'retry' ? said : task;
  }

  const shown = (id: string): Promise<APIResponse> =>
    app(route`/rest/api/3/issue/${id}?fields=${TASK_FIELDS}&properties=${TASK_PROPERTY}&expand=changelog`);

  async function below({ issue }: TaskWanted): Promise<TaskReply[]> {
    const parent = await readPlace(SubTasks, await app(route`/rest/api/3/issue/${issue.id}?fields=subtasks`));
    const ids = (parent?.fields.subtasks ?? []).slice(-MOST_SUB_TASKS);
    const all: TaskReply[] = [];
    for (const { id } of ids) all.push(...[await readPlace(TaskReply, await shown(id))].filter((one) => one !== null));
    return all;
  }

  async function searched(wanted: TaskWanted): Promise<TaskReply[]> {
    const jql = `erasureTaskOf = "${markOf(wanted)}"`;
    const asked = { jql, fields: TASK_FIELDS.split(','), properties: [TASK_PROPERTY], maxResults: 20 };
    const response = await app(route`/rest/api/3/search/jql`, sendJson('POST', asked));
    if (!response.ok) throw unavailable(response);
    return z.parse(z.object({ issues: z.array(TaskReply) }), await response.json()).issues;
  }

  function isMarked({ properties }: TaskReply, wanted: TaskWanted): boolean {
    const mark = z.safeParse(Mark, properties?.[TASK_PROPERTY]);
    return mark.success && mark.data.of === markOf(wanted);
  }

  return {
    prepare: (wanted) =>
      asOutcome(async () => {
        const typeId = await typeIn(wanted.project ?? wanted.issue.projectKey, wanted);
        if (typeId === null) return { kind: 'refused', reason: 'task-type' };
        if (typeof typeId !== 'string') return typeId;
        return { ...wanted, typeId, dueDay: dayIn(wanted.dueAt, await site.timeZone()) };
      }),

    make: (prepared) =>
      asOutcome(async () => {
        const task = await created(prepared);
        return isTask(task) ? linked(prepared, task) : task;
      }),

    find: (wanted, except) =>
      asOutcome(async () => {
        const all = wanted.kind === 'sub-task' ? await below(wanted) : await searched(wanted);
        const found = all.find((one) => one.id !== except && isMarked(one, wanted) && isOpen(one));
        if (found === undefined) return null;
        const task = taskOf(found, wanted.dueAt);
        return isLinkedTo(found, wanted.issue.id) ? task : linked(wanted, task);
      }),

    async read(taskId) {
      const response = await shown(taskId);
      if (GONE.includes(response.status)) return { kind: 'gone' };
      if (!response.ok) throw unavailable(response);
      return foundIn(z.parse(TaskReply, await response.json()));
    },

    missing: (place, resolutions) => missingIn(place, resolutions, typeIn),
  };
}
