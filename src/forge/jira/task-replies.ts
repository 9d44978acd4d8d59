/**
 * Tasks in Jira's replies, and what its refusals mean.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-post
 */
import type { APIResponse } from '@forge/api';
import * as z from 'zod/mini';
import { IssueId } from '../../core/ids';
import { readRetryAfter } from '../../core/reply/retry-after';
import type { FailureReason } from '../../core/status/outcome';
import type { TaskFound } from '../../core/status/task';
import type { NoTask } from '../../ports/tasks';

/** The property by which a task of the app's is found again. */
export const TASK_PROPERTY = 'user-erasure-task';

/** `of`: whose it is; `issue`: the key of the erasure's issue then, for searches. */
export const Mark = z.object({ of: z.string(), issue: z.string() });

export const Created = z.object({ id: IssueId, key: z.string() });
export const IssueTypes = z.object({
  issueTypes: z.array(z.object({ id: z.string(), name: z.string(), subtask: z._default(z.boolean(), false) })),
});
export const Named = z.array(z.object({ id: z.string(), name: z.string() }));
export const LinkTypes = z.object({ issueLinkTypes: Named });
export const Active = z.object({ active: z._default(z.boolean(), true) });
export const SubTasks = z.object({
  fields: z.object({ subtasks: z._default(z.array(z.object({ id: IssueId })), []) }),
});

const Person = z.object({ accountId: z.string(), accountType: z.optional(z.string()) });
const Link = z.object({
  inwardIssue: z.optional(z.object({ id: z.string() })),
  outwardIssue: z.optional(z.object({ id: z.string() })),
});

/** An issue as {@link TASK_FIELDS} has Jira tell of it. */
export const TaskReply = z.object({
  id: IssueId,
  key: z.string(),
  fields: z.object({
    assignee: z.optional(z.nullable(z.object({ accountId: z.string() }))),
    resolution: z.optional(z.nullable(z.object({ id: z.optional(z.string()), name: z.string() }))),
    status: z.object({ statusCategory: z.optional(z.object({ key: z.string() })) }),
    issuelinks: z._default(z.array(Link), []),
  }),
  properties: z.optional(z.record(z.string(), z.unknown())),
  changelog: z.optional(
    z.object({
      histories: z.array(
        z.object({
          author: z.optional(Person),
          items: z.array(
            z.object({ fieldId: z.optional(z.string()), field: z.string(), to: z.optional(z.nullable(z.string())) }),
          ),
        }),
      ),
    }),
  ),
});
export type TaskReply = z.infer<typeof TaskReply>;
export const TASK_FIELDS = 'assignee,resolution,status,issuelinks';

/** Whether it is linked to an issue, or from it. */
export const isLinkedTo = ({ fields }: TaskReply, issueId: string): boolean =>
  fields.issuelinks.some(({ inwardIssue, outwardIssue }) => [inwardIssue?.id, outwardIssue?.id].includes(issueId));

/** Whether somebody still has to see to it: it is done only where its status says so. */
export const isOpen = ({ fields }: TaskReply): boolean => fields.status.statusCategory?.key !== 'done';

/**
 * The person who changed the resolution last; null where that was an app, or is not told. Jira tells of the latest changes
 * first. A customer of the portal is not somebody who may edit there.
 */
function lastBy({ changelog }: TaskReply): string | null {
  const isResolution = ({ fieldId, field }: { fieldId?: string | undefined; field: string }) =>
    (fieldId ?? field) === 'resolution';
  const last = changelog?.histories.find(({ items }) => items.some(isResolution));
  return last?.author?.accountType === 'atlassian' ? last.author.accountId : null;
}

/** What a task says. It is resolved where it is done by its status and by its resolution. */
export function foundIn(reply: TaskReply): TaskFound {
  const { key, fields } = reply;
  const now = { key, assignee: fields.assignee?.accountId ?? null };
  const by = lastBy(reply);
  if (isOpen(reply)) return { kind: 'open', ...now, by };
  const resolution = fields.resolution?.name;
  return resolution === undefined ? { kind: 'closed', ...now } : { kind: 'resolved', ...now, resolution, by };
}

const RefusedReply = z.object({ errors: z._default(z.record(z.string(), z.string()), {}) });

/** What it means where Jira finds a field of a new task wrong; the first that is named decides. */
const BY_FIELD: readonly [RegExp, FailureReason][] = [
  [/^(?:project|pid)$/, 'task-not-permitted'],
  [/^(?:issuetype|parent|parentId)$/, 'task-type'],
  [/^assignee$/, 'task-assignee'],
];

/** The fields that Jira finds wrong in what was sent. */
export async function wrongFieldsIn(response: APIResponse): Promise<readonly string[]> {
  const parsed = z.safeParse(RefusedReply, await response.json().catch(() => null));
  return parsed.success ? Object.keys(parsed.data.errors) : [];
}

/** What a refusal means, by the fields that Jira finds wrong. */
export function refusedFor(wrong: readonly string[], httpStatus: number): NoTask {
  const [, reason = 'task-field'] = BY_FIELD.find(([name]) => wrong.some((field) => name.test(field))) ?? [];
  return { kind: 'refused', reason, httpStatus };
}

/** What a reply means that is neither the documented success nor a 400. */
export function noTask({ status, headers }: APIResponse, now: number): NoTask {
  if ([401, 403, 404].includes(status)) return { kind: 'refused', reason: 'task-not-permitted', httpStatus: status };
  if (status === 429) {
    const afterSeconds = readRetryAfter(headers.get('Retry-After'), now);
    return {
      ...{ kind: 'retry', reason: 'rate-limited', httpStatus: 429 },
      ...(afterSeconds === undefined ? {} : { afterSeconds }),
    };
  }
  if (status >= 500 || status === 408) return { kind: 'retry', reason: 'server-error', httpStatus: status };
  return { kind: 'refused', reason: 'task-field', httpStatus: status };
}
