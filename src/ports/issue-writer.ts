import type { ErasureProperty } from '../core/erasure/issue-property';
import type { SyncResult } from '../core/status/sync-result';

/** A comment of the app's. */
export interface IssueComment {
  /** Names this one comment, so that it is found again: never twice the same. */
  readonly mark: Readonly<Record<string, string | number>>;
  readonly headline: string;
  /** The account of whoever is told by it. */
  readonly mention?: string;
  /** None: no table. */
  readonly rows: readonly { readonly connection: string; readonly sentence: string }[];
  /** Said below the rows. */
  readonly notes: readonly string[];
  readonly isInternal: boolean;
}

/** What the app writes on issues. */
export interface IssueWriter {
  /** What the issue says by now: its key, and its property as it stands there. null where there is no such issue. */
  readProperty(issueId: string): Promise<{ key: string; projectKey: string; property: unknown } | null>;
  setProperty(issueId: string, property: ErasureProperty): Promise<SyncResult>;
  /** Adds a comment once; `look` first finds one that an earlier try may have left. */
  comment(issueId: string, comment: IssueComment, look: boolean): Promise<SyncResult>;
  /** Adds the label and makes the transition that the settings ask for. */
  finish(issueId: string, wishes: { label: string | null; transition: string | null }): Promise<SyncResult>;
}
