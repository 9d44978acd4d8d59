/**
 * The customer portal: who sees a request there, and for whom the app's modules run.
 * @see https://developer.atlassian.com/platform/forge/access-to-forge-apps-for-unlicensed-users/
 */
import type { UiModule } from '../forge/manifest';
import type { IssueRecord } from './issues';
import { licenceOf, may, type User } from './people';

export const isPortalModule = ({ type }: UiModule): boolean => type.startsWith('jiraServiceManagement:portal');

/** Whether the platform runs a module for a user: for whom has a licence, and for others only where the manifest says so. */
export function mayRun({ unlicensedAccess }: UiModule, user: User): boolean {
  const kind = licenceOf(user);
  return kind === 'licensed' || unlicensedAccess.includes(kind);
}

/** Whether a user sees an issue as a request of the portal: they made it, or may see it in Jira. */
export function seesRequest(user: User, { fields, projectKey, requestFields }: IssueRecord): boolean {
  if (requestFields === null) return false;
  const reporter = (fields['reporter'] as { accountId?: string } | null)?.accountId;
  return reporter === user.accountId || may(user, 'BROWSE_PROJECTS', projectKey);
}

/** What a module of the portal is told of the request: its key, and not its id. */
export const portalExtension = ({ type }: UiModule, location: string, { key }: IssueRecord): object => ({
  type,
  location,
  portal: { id: 1 },
  request: { key, typeId: 1 },
});
