/**
 * What Jira's search knows of the issues: what they were a moment ago, as in the cloud, where it follows later.
 */
import type { Store } from '../store';
import type { IssueRecord } from './issues';

export class IssueIndex {
  /** What is there already is known. */
  constructor(
    private readonly store: Store,
    private readonly now: () => number,
    private readonly lag: number,
  ) {
    store.exec(`CREATE TABLE IF NOT EXISTS issue_index (id INTEGER PRIMARY KEY, doc TEXT);
      CREATE TABLE IF NOT EXISTS issue_pending (seq INTEGER PRIMARY KEY, at INTEGER, id INTEGER, doc TEXT);
      DELETE FROM issue_pending; DELETE FROM issue_index; INSERT INTO issue_index SELECT id, doc FROM issue;`);
  }

  /** Notes what an issue became; null: it is gone. */
  note(id: string, issue: IssueRecord | null): void {
    const doc = issue === null ? null : JSON.stringify(issue);
    this.store.run('INSERT INTO issue_pending (at, id, doc) VALUES (?, ?, ?)', this.now(), Number(id), doc);
  }

  all(): IssueRecord[] {
    this.catchUp(this.now() - this.lag);
    return this.store
      .all('SELECT doc FROM issue_index ORDER BY id')
      .map(({ doc }) => JSON.parse(String(doc)) as IssueRecord);
  }

  close(): void {
    this.catchUp(Infinity);
  }

  private catchUp(until: number): void {
    for (const { id, doc } of this.store.all('SELECT id, doc FROM issue_pending WHERE at <= ? ORDER BY seq', until))
      if (doc === null) this.store.run('DELETE FROM issue_index WHERE id = ?', id ?? 0);
      else this.store.run('INSERT OR REPLACE INTO issue_index VALUES (?, ?)', id ?? 0, doc ?? '');
    this.store.run('DELETE FROM issue_pending WHERE at <= ?', until);
  }
}
