/**
 * An issue in Jira's replies.
 */
import * as z from 'zod/mini';
import { IssueId } from '../../core/ids';
import type { Issue } from '../../ports/issues';

export const IssueReply = z.object({
  id: IssueId,
  key: z.string(),
  names: z.optional(z.record(z.string(), z.string())),
  fields: z.looseObject({
    project: z.object({ key: z.string(), projectTypeKey: z.optional(z.string()) }),
    reporter: z.optional(z.nullable(z.object({ accountId: z.string() }))),
    created: z.optional(z.nullable(z.string())),
  }),
});

/** What every issue is read with. */
export const WANTED = ['project', 'reporter', 'created'];

/** A date of Jira's; the present where it tells none. */
function timeOf(text: string | null | undefined, now: number): number {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? now : Math.min(time, now);
}

/** An issue as Jira tells it. @param now for one whose date of creation Jira does not tell */
export const toIssue = ({ id, key, names, fields }: z.infer<typeof IssueReply>, now: number): Issue => ({
  id,
  key,
  projectKey: fields.project.key,
  isServiceDesk: fields.project.projectTypeKey === 'service_desk',
  reporterAccountId: fields.reporter?.accountId ?? null,
  createdAt: timeOf(fields.created, now),
  fields,
  fieldNames: names ?? {},
});
