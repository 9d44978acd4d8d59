import type { Erasure } from '../../core/erasure/erasure';
import type { Permission } from '../../ports/permissions';
import type { Ports } from '../../ports/ports';

/**
 * The ids of those erasures at whose issues the asking user has the permission. Nobody has one at an issue that is gone:
 * its erasures are left to Jira admins.
 */
export async function permittedAt(
  { permissions }: Ports,
  permission: Permission,
  erasures: readonly Erasure[],
): Promise<ReadonlySet<string>> {
  const issues = await permissions.permitted(permission, [...new Set(erasures.map(({ issueId }) => issueId))]);
  const isForAdmins = erasures.some(({ isIssueGone }) => isIssueGone) && (await permissions.isAdmin());
  const isPermitted = ({ issueId, isIssueGone }: Erasure) => issues.has(issueId) || (isIssueGone && isForAdmins);
  return new Set(erasures.filter(isPermitted).map(({ id }) => id));
}

/** The ids of those erasures that the asking user may see. */
export const visibleTo = (ports: Ports, erasures: readonly Erasure[]): Promise<ReadonlySet<string>> =>
  permittedAt(ports, 'BROWSE_PROJECTS', erasures);
