/**
 * Atlassian's reporting of personal data: whose account was closed since.
 * @see https://developer.atlassian.com/platform/forge/user-privacy-guidelines/
 */
import type { JiraResponse } from './host';

const MOST = 90;

export class ReportedAccounts {
  /** Accounts that were closed. */
  readonly closed = new Set<string>();
  /** Every report, with its accounts. */
  readonly reports: (readonly string[])[] = [];

  constructor(private readonly scopes: readonly string[]) {}

  report(accountIds: readonly string[]): JiraResponse {
    if (!this.scopes.includes('report:personal-data')) return { status: 403 };
    if (accountIds.length === 0 || accountIds.length > MOST)
      return { status: 400, body: { errorType: 'BAD_REQUEST', errorMessage: 'A report is of 1 to 90 accounts.' } };
    this.reports.push(accountIds);
    const accounts = accountIds
      .filter((id) => this.closed.has(id))
      .map((accountId) => ({ accountId, status: 'closed' }));
    return accounts.length === 0 ? { status: 204 } : { status: 200, body: { accounts } };
  }
}
