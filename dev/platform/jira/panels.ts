/**
 * Where an app's issue panel is shown: on an issue once somebody added it there, and on every issue of a project once a Jira
 * admin pinned it.
 * @see https://developer.atlassian.com/platform/forge/manifest-reference/modules/jira-issue-panel/
 */
import type { Store } from '../store';
import { type Html, html } from './html';
import type { IssueRecord } from './issues';
import { may, type User } from './people';

type OfProject = Pick<IssueRecord, 'key' | 'projectKey'>;

export class Panels {
  constructor(private readonly store: Store) {
    store.exec('CREATE TABLE IF NOT EXISTS panel (place TEXT PRIMARY KEY) WITHOUT ROWID');
  }

  add(issue: OfProject): void {
    this.store.run('INSERT OR IGNORE INTO panel VALUES (?)', `issue ${issue.key}`);
  }

  /** Shows it on all work items of a project. */
  pin(projectKey: string): void {
    this.store.run('INSERT OR IGNORE INTO panel VALUES (?)', `project ${projectKey}`);
  }

  isPinned({ projectKey }: OfProject): boolean {
    return this.store.get('SELECT 1 FROM panel WHERE place = ?', `project ${projectKey}`) !== null;
  }

  isShown(issue: OfProject): boolean {
    return this.isPinned(issue) || this.store.get('SELECT 1 FROM panel WHERE place = ?', `issue ${issue.key}`) !== null;
  }

  /** What a user can do about the panel on an issue: nothing where it is pinned. */
  offer(issue: OfProject, user: User): Html {
    if (this.isPinned(issue)) return html``;
    const button = (how: string, words: string) =>
      html`<form method="post" action="/panel">
        <input type="hidden" name="issueKey" value="${issue.key}" /><input type="hidden" name="how" value="${how}" />
        <button>${words}</button>
      </form>`;
    if (!this.isShown(issue)) return button('add', 'Add the panel User erasure');
    return may(user, 'ADMINISTER', null) ? button('pin', 'Show for all work items') : html``;
  }
}
