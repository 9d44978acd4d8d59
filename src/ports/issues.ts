/**
 * Jira's issues, as the use cases read and tell them.
 */
import type { SyncResult } from '../core/erasure/sync-result';
import type { As } from '../core/erasure/origin';
import type { ErasureProperty } from '../core/erasure/issue-property';

/** An issue as the use cases read it: its raw fields, and what decides who may do what. */
export interface Issue {
  readonly id: string;
  readonly key: string;
  readonly projectKey: string;
  readonly isServiceDesk: boolean;
  readonly reporterAccountId: string | null;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly fields: Readonly<Record<string, unknown>>;
  /** What the fields are called on screen, by their id. */
  readonly fieldNames: Readonly<Record<string, string>>;
}

/** What Jira calls the permissions that the app asks about. */
export type Permission = 'BROWSE_PROJECTS' | 'EDIT_ISSUES' | 'ADMINISTER_PROJECTS';

export interface Issues {
  /** @throws AppError `no-such-issue`, `jira-unavailable` */
  read(idOrKey: string, fields: readonly string[], as: As): Promise<Issue>;
  /** The answers to a form's question, of submitted forms only. */
  formAnswers(issue: Issue, label: string, as: As): Promise<unknown[]>;
  requestFieldValues(issue: Issue, label: string, as: As): Promise<unknown[]>;
  /** An account's address, whatever its owner's visibility setting; null where Jira does not tell. */
  addressOf(accountId: string): Promise<string | null>;
  /** Whether the asking user has a permission at the issue. */
  may(permission: Permission, issueId: string): Promise<boolean>;
  /** Whether the asking user administers Jira. */
  isAdmin(): Promise<boolean>;
  /** Those of the issues at which the asking user has a permission. */
  permitted(permission: Permission, issueIds: readonly string[]): Promise<Set<string>>;
  /** Whether a query finds the issue as it is now, by what the app may see. @throws AppError `bad-jql` */
  matches(issueId: string, jql: string): Promise<boolean>;
  /** @throws AppError `bad-jql` where Jira does not understand this query, standing alone */
  assertJql(jql: string): Promise<void>;
  /** The name of the request type; null where the issue is no request. */
  requestType(issue: Issue): Promise<string | null>;
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
  /** What the issue says by now: its key, and its property as it stands there. null where there is no such issue. */
  readProperty(issueId: string): Promise<{ key: string; projectKey: string; property: unknown } | null>;
  setProperty(issueId: string, property: ErasureProperty): Promise<SyncResult>;
  /** Adds a comment once; `look` first finds one that an earlier try may have left. */
  comment(issueId: string, comment: IssueComment, look: boolean): Promise<SyncResult>;
  /** Adds the label and makes the transition that the settings ask for. */
  finish(issueId: string, wishes: { label: string | null; transition: string | null }): Promise<SyncResult>;
}

/** A comment of the app's. */
export interface IssueComment {
  /** Names this one comment, so that it is found again: never twice the same. */
  readonly mark: Readonly<Record<string, string | number>>;
  readonly headline: string;
  readonly rows: readonly { readonly connection: string; readonly sentence: string }[];
  /** Said below the rows. */
  readonly notes: readonly string[];
  readonly isInternal: boolean;
}
