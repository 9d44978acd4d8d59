/**
 * Who may decide about an erasure: people of its issue, as Jira says. Nobody has one at an issue that is gone: Jira admins
 * bring its erasures to an end.
 */
import type { Erasure } from '../../core/erasure/erasure';
import type { Policy } from '../../core/settings/schema';
import type { Permission } from '../../ports/permissions';
import type { Ports } from '../../ports/ports';

/** An issue, and whether it is gone from Jira, or hidden from the app. */
export type Where = Pick<Erasure, 'issueId' | 'isIssueGone'>;

async function may({ permissions }: Ports, permission: Permission, { issueId, isIssueGone }: Where): Promise<boolean> {
  return (await permissions.may(permission, issueId)) || (isIssueGone && (await permissions.isAdmin()));
}

/** Whether the asking user may decide about an erasure there. */
export const mayDecide = (ports: Ports, where: Where): Promise<boolean> => may(ports, 'EDIT_ISSUES', where);

/** The permission that the rules ask of whoever approves. */
export const approvingNeeds = ({ approvers }: Pick<Policy, 'approvers'>): Permission =>
  approvers === 'project-admins' ? 'ADMINISTER_PROJECTS' : 'EDIT_ISSUES';

/** Whether the asking user may approve, reject and confirm there, by what the rules ask for. */
export async function mayApprove(ports: Ports, where: Where): Promise<boolean> {
  return may(ports, approvingNeeds((await ports.settings.read()).policy), where);
}
