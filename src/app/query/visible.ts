import type { Erasure } from '../../core/erasure/erasure';
import type { Ports } from '../../ports/ports';

/**
 * The ids of those erasures that the asking user may see: of issues that they may see. Issues that are gone can be seen
 * by nobody: their erasures are shown to Jira admins.
 */
export async function visibleTo({ permissions }: Ports, erasures: readonly Erasure[]): Promise<ReadonlySet<string>> {
  const visible = await permissions.permitted('BROWSE_PROJECTS', [...new Set(erasures.map(({ issueId }) => issueId))]);
  const isForAdmins = erasures.some(({ isIssueGone }) => isIssueGone) && (await permissions.isAdmin());
  const mayBeSeen = ({ issueId, isIssueGone }: Erasure) => visible.has(issueId) || (isIssueGone && isForAdmins);
  return new Set(erasures.filter(mayBeSeen).map(({ id }) => id));
}
