/**
 * Shows the app's panel on every issue of projects. Jira is asked as the admin who looks at the page, and says itself whether
 * they may.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-panels/
 */
import { requestJira } from '@forge/bridge';

/** What came of it. `unsaid`: Jira did it, and does not tell where. `late`: Jira is still at it. */
export type Pinned =
  | { readonly kind: 'done'; readonly shown: readonly string[]; readonly notShown: readonly string[] }
  | { readonly kind: 'refused' | 'failed' | 'unsaid' | 'late' };

const LOOKS = 30;
const A_SECOND = 1000;
const OVER = ['FAILED', 'CANCELLED', 'DEAD'];

const sendJson = (method: 'POST', body: object) => ({
  method,
  headers: { 'content-type': 'application/json', accept: 'application/json' },
  body: JSON.stringify(body),
});

/** Waits until Jira has done it. */
async function ended(taskId: string): Promise<'complete' | 'failed' | 'late'> {
  for (let looks = 0; looks < LOOKS; looks += 1) {
    const response = await requestJira(`/rest/api/3/task/${encodeURIComponent(taskId)}`);
    const { status = '' } = response.ok ? ((await response.json()) as { status?: string }) : {};
    if (status === 'COMPLETE') return 'complete';
    if (OVER.includes(status)) return 'failed';
    await new Promise((wait) => setTimeout(wait, A_SECOND));
  }
  return 'late';
}

/** Where the panel is shown by now. */
async function lookedAt(moduleId: string, projects: readonly string[]): Promise<Pinned> {
  const response = await requestJira(
    '/rest/api/3/forge/panel/action/bulk/status',
    sendJson('POST', { moduleId, projectList: projects }),
  );
  if (!response.ok) return { kind: 'unsaid' };
  const { statuses } = (await response.json()) as { statuses?: { projectIdOrKey?: string; pinned?: boolean }[] };
  if (statuses === undefined) return { kind: 'unsaid' };
  const isShown = (project: string) =>
    statuses.some(({ projectIdOrKey, pinned }) => projectIdOrKey === project && pinned === true);
  return {
    kind: 'done',
    shown: projects.filter(isShown),
    notShown: projects.filter((project) => !isShown(project)),
  };
}

/** Has Jira show the panel on every issue of these projects. @param moduleId what Jira calls the panel */
export async function pin(moduleId: string, projects: readonly string[]): Promise<Pinned> {
  const projectList = projects.map((projectIdOrKey) => ({ action: 'PIN', projectIdOrKey }));
  const response = await requestJira(
    '/rest/api/3/forge/panel/action/bulk/async',
    sendJson('POST', { moduleId, projectList }),
  );
  if (response.status === 401 || response.status === 403) return { kind: 'refused' };
  const { taskId } = response.ok ? ((await response.json()) as { taskId?: string }) : {};
  if (taskId === undefined) return { kind: 'failed' };
  const end = await ended(taskId);
  return end === 'complete' ? lookedAt(moduleId, projects) : { kind: end };
}
