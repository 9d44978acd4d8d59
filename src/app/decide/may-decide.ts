/**
 * Who may decide about an erasure: people of its issue, as Jira says. Nobody has a permission at an issue that is gone: Jira
 * admins bring its erasures to an end.
 */
import type { Erasure } from '../../core/erasure/erasure';
import type { Ports } from '../../ports/ports';

/** An issue, and whether it is gone from Jira. */
export type Where = Pick<Erasure, 'issueId' | 'isIssueGone'>;

/** Whether the asking user may decide about an erasure there. */
export const mayDecide = ({ permissions }: Ports, { issueId, isIssueGone }: Where): Promise<boolean> =>
  isIssueGone ? permissions.isAdmin() : permissions.may('EDIT_ISSUES', issueId);

/** Whether the asking user may approve, reject and confirm there, by what the rules ask for. */
export async function mayApprove(ports: Ports, where: Where): Promise<boolean> {
  const { approvers } = (await ports.settings.read()).policy;
  if (where.isIssueGone || approvers !== 'project-admins') return mayDecide(ports, where);
  return ports.permissions.may('ADMINISTER_PROJECTS', where.issueId);
}
