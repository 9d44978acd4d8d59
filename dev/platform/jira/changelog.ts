/**
 * What changed on an issue, when and by whom.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-get, expand=changelog
 */
import type { IssueRecord } from './issues';

/** One field that changed. `from` and `to`: ids; the others: as people read them. */
export interface ChangeItem {
  readonly field: string;
  readonly fieldId: string;
  readonly from: string | null;
  readonly fromString: string | null;
  readonly to: string | null;
  readonly toText: string | null;
}

/** What one person, or app, changed at once. */
export interface Change {
  readonly id: string;
  readonly authorId: string;
  readonly created: string;
  readonly items: readonly ChangeItem[];
}

/** Changes that one request shows. */
const MOST_SHOWN = 100;

interface Named {
  readonly id?: string;
  readonly name?: string;
  readonly accountId?: string;
}

const idOf = (value: unknown): string | null => {
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? value : null;
  const { id, accountId, name } = value as Named;
  return id ?? accountId ?? name ?? null;
};
const textOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null ? ((value as Named).name ?? idOf(value)) : idOf(value);

/** What differs between two states of an issue's fields. Texts of any length are told by their beginnings only. */
export function itemsBetween(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): ChangeItem[] {
  return Object.keys(after)
    .filter((id) => JSON.stringify(before[id] ?? null) !== JSON.stringify(after[id] ?? null))
    .map((id) => ({
      ...{ field: id, fieldId: id, from: idOf(before[id]), fromString: textOf(before[id]) },
      ...{ to: idOf(after[id]), toText: textOf(after[id]) },
    }));
}

/** Notes what somebody changed at once. */
export function noteChange(issue: IssueRecord, authorId: string, at: number, items: readonly ChangeItem[]): void {
  if (items.length === 0) return;
  const changes = issue.changes ?? [];
  const id = String(50_000 + Number(issue.id) * 100 + changes.length);
  issue.changes = [...changes, { id, authorId, created: new Date(at).toISOString(), items }];
}

/** The changes of an issue as Jira shows them, the latest first. @param shownAuthor a person as Jira shows them */
export function shownChanges({ changes = [] }: IssueRecord, shownAuthor: (accountId: string) => unknown) {
  const histories = [...changes]
    .reverse()
    .slice(0, MOST_SHOWN)
    .map(({ id, authorId, created, items }) => ({
      ...{ id, author: shownAuthor(authorId), created },
      items: items.map(({ toText, ...item }) => ({ ...item, fieldtype: 'jira', toString: toText })),
    }));
  return { startAt: 0, maxResults: histories.length, total: changes.length, histories };
}
