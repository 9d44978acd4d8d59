/**
 * Sub-tasks, links between issues, and what the types and ends of issues are called.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-links/
 */
import type { IssueRecord, Issues } from './issues';

export const ISSUE_TYPES = [
  { id: '10001', name: 'Task', subtask: false },
  { id: '10002', name: 'Service Request', subtask: false },
  { id: '10003', name: 'Bug', subtask: false },
  { id: '10004', name: 'Sub-task', subtask: true },
] as const;

/** How an issue may end. The first is what the sample workflow takes where nobody chooses. */
export const RESOLUTIONS = [
  { id: '10000', name: 'Done' },
  { id: '10001', name: "Won't Do" },
  { id: '10002', name: 'Duplicate' },
  { id: '10003', name: 'Cannot Reproduce' },
] as const;

export const LINK_TYPES = [
  { id: '10000', name: 'Blocks', inward: 'is blocked by', outward: 'blocks' },
  { id: '10003', name: 'Relates', inward: 'relates to', outward: 'relates to' },
] as const;

/** A link as it is kept on both of its issues. `end`: which of its ends the other issue is. */
export interface Link {
  readonly id: string;
  readonly type: string;
  readonly end: 'inward' | 'outward';
  readonly otherId: string;
}

const CATEGORIES: Readonly<Record<string, { id: number; key: string; name: string }>> = {
  Open: { id: 2, key: 'new', name: 'To Do' },
  'In Progress': { id: 4, key: 'indeterminate', name: 'In Progress' },
  Done: { id: 3, key: 'done', name: 'Done' },
};

/** A status with the category that tells how far it is. */
export const shownStatus = (status: unknown): unknown => {
  const { name = '' } = (status ?? {}) as { name?: string };
  return { name, statusCategory: CATEGORIES[name] ?? CATEGORIES['Open'] };
};

export const shownType = (type: unknown): unknown => {
  const { name = '' } = (type ?? {}) as { name?: string };
  return ISSUE_TYPES.find((one) => one.name === name) ?? { name, subtask: false };
};

const short = ({ id, key, fields }: IssueRecord): unknown => ({
  ...{ id, key },
  fields: {
    summary: fields['summary'],
    status: shownStatus(fields['status']),
    issuetype: shownType(fields['issuetype']),
  },
});

/** The parent, sub-tasks and links of an issue, as its fields show them. */
export function relationsOf(issues: Issues, issue: IssueRecord): Record<string, unknown> {
  const parent = issue.parentId === undefined ? null : issues.find(issue.parentId);
  const subtasks = issues.below(issue);
  const links = (issue.links ?? []).flatMap(({ id, type, end, otherId }) => {
    const other = issues.find(otherId);
    const shown = LINK_TYPES.find(({ name }) => name === type);
    return other === null ? [] : [{ id, type: shown, [`${end}Issue`]: short(other) }];
  });
  return {
    ...(parent === null ? {} : { parent: short(parent) }),
    subtasks: subtasks.map(short),
    issuelinks: links,
  };
}

/** Links two issues. */
export function link(issues: Issues, type: string, inward: IssueRecord, outward: IssueRecord): void {
  const id = String(70_000 + (inward.links ?? []).length + (outward.links ?? []).length + Number(inward.id));
  inward.links = [...(inward.links ?? []), { id, type, end: 'outward', otherId: outward.id }];
  outward.links = [...(outward.links ?? []), { id, type, end: 'inward', otherId: inward.id }];
  issues.save(inward);
  issues.save(outward);
}

/** An issue that another one has to do with. `how`: what it is to it. */
export interface Related {
  readonly how: string;
  readonly key: string;
  readonly summary: string;
  readonly status: string;
}

/** Everything that an issue has to do with, for its page. */
export function relatedTo(issues: Issues, issue: IssueRecord): Related[] {
  const shown = (how: string, other: IssueRecord | null): Related[] =>
    other === null
      ? []
      : [
          {
            ...{ how, key: other.key, summary: String(other.fields['summary']) },
            status: (other.fields['status'] as { name: string }).name,
          },
        ];
  return [
    ...shown('Parent', issue.parentId === undefined ? null : issues.find(issue.parentId)),
    ...issues.below(issue).flatMap((one) => shown('Sub-task', one)),
    ...(issue.links ?? []).flatMap(({ type, end, otherId }) => {
      const named = LINK_TYPES.find(({ name }) => name === type);
      return shown(named?.[end] ?? type, issues.find(otherId));
    }),
  ];
}
