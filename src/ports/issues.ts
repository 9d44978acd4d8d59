import type { As } from '../core/status/origin';

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

/** Jira’s issues, as the use cases read them. */
export interface Issues {
  /** @throws AppError `no-such-issue`, `jira-unavailable` */
  read(idOrKey: string, fields: readonly string[], as: As): Promise<Issue>;
  /** The answers to a form's question, of submitted forms only. */
  formAnswers(issue: Issue, label: string, as: As): Promise<unknown[]>;
  requestFieldValues(issue: Issue, label: string, as: As): Promise<unknown[]>;
  /** An account's address, whatever its owner's visibility setting; null where Jira does not tell. */
  addressOf(accountId: string): Promise<string | null>;
  /** The name of the request type; null where the issue is no request. */
  requestType(issue: Issue): Promise<string | null>;
}
