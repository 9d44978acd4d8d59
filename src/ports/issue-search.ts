import type { Issue } from './issues';

/** Issues by JQL. */
export interface IssueSearch {
  /** Whether a query finds the issue as it is now, by what the app may see. @throws AppError `bad-jql` */
  matches(issueId: string, jql: string): Promise<boolean>;
  /** @throws AppError `bad-jql` where Jira does not understand this query, standing alone */
  assertJql(jql: string): Promise<void>;
  /**
   * A page of the issues that the asking user finds.
   * @param next where the last page ended; null: from the beginning
   * @throws AppError `bad-jql`, `jira-unavailable`
   */
  search(
    jql: string,
    fields: readonly string[],
    next: string | null,
  ): Promise<{ issues: Issue[]; next: string | null }>;
}
