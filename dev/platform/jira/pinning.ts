/**
 * Jira's API with which the panels of apps are pinned to many projects at once. It takes the request, and does it later.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-panels/
 */
import { randomUUID } from 'node:crypto';
import type { JiraResponse } from '../forge/host';
import { PROJECTS } from './issues';
import type { Panels } from './panels';

const MOST_PROJECTS = 1000;

interface Asked {
  readonly moduleId?: unknown;
  readonly projectList?: unknown;
}

const failed = (status: number, message: string): JiraResponse => ({
  status,
  body: { errorMessages: [message], errors: {} },
});
const isList = (list: unknown): list is readonly unknown[] =>
  Array.isArray(list) && list.length > 0 && list.length <= MOST_PROJECTS;
const keyOf = (idOrKey: string): string | null =>
  PROJECTS.find(({ id, key }) => id === idOrKey || key === idOrKey)?.key ?? null;

export class Pinning {
  private readonly tasks = new Map<string, { readonly projects: readonly string[]; isSeen: boolean }>();

  /** @param isPanel whether an id is that of an issue panel of the installed app */
  constructor(
    private readonly panels: Panels,
    private readonly isPanel: (moduleId: string) => boolean,
  ) {}

  begin({ moduleId, projectList }: Asked): JiraResponse {
    if (typeof moduleId !== 'string' || !this.isPanel(moduleId)) return failed(400, 'The moduleId is no issue panel.');
    if (!isList(projectList)) return failed(400, 'The projectList has to name 1 to 1000 projects.');
    const asked = projectList as readonly { action?: unknown; projectIdOrKey?: unknown }[];
    if (!asked.every(({ action, projectIdOrKey }) => action === 'PIN' && typeof projectIdOrKey === 'string'))
      return failed(400, 'Each project needs an action and a projectIdOrKey.');
    const taskId = randomUUID();
    this.tasks.set(taskId, { projects: asked.map(({ projectIdOrKey }) => String(projectIdOrKey)), isSeen: false });
    return { status: 202, body: { taskId } };
  }

  /** A task runs until it was looked at once. What it cannot do it does not tell. */
  task(id: string): JiraResponse {
    const task = this.tasks.get(id);
    if (task === undefined) return failed(404, 'There is no such task.');
    if (!task.isSeen) {
      task.isSeen = true;
      return { status: 200, body: { id, status: 'RUNNING', progress: 0 } };
    }
    for (const project of task.projects) {
      const key = keyOf(project);
      if (key !== null) this.panels.pin(key);
    }
    return { status: 200, body: { id, status: 'COMPLETE', progress: 100 } };
  }

  status({ moduleId, projectList }: Asked): JiraResponse {
    if (typeof moduleId !== 'string' || !this.isPanel(moduleId)) return failed(400, 'The moduleId is no issue panel.');
    if (!isList(projectList)) return failed(400, 'The projectList has to name 1 to 1000 projects.');
    const statuses = projectList.map(String).map((projectIdOrKey) => {
      const projectKey = keyOf(projectIdOrKey);
      return projectKey === null
        ? { projectIdOrKey, pinned: false, error: 'The project does not exist.' }
        : { projectIdOrKey, pinned: this.panels.isPinned({ projectKey, key: '' }), error: null };
    });
    return { status: 200, body: { moduleId, statuses } };
  }
}
