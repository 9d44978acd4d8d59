import { changeDueDate } from '../app/decide/due-date';
import { mayApprove } from '../app/decide/may-decide';
import { planFor } from '../app/locate/assess';
import { invite, invitersFor, previewInvitation } from '../app/invite/invite';
import { readiness } from '../app/settings/readiness';
import { preview } from '../app/request/preview';
import { lookFirst } from '../app/request/look-first';
import { request, type Request } from '../app/request/request';
import { requestSeveral } from '../app/request/request-several';
import { viewIssue, viewFailedTrigger } from '../app/query/erasure';
import { AGENT_CALLS } from '../contract/agent-calls';
import type { Ports } from '../ports/ports';
import { toReceiptPage } from '../words/receipt-page';
import { AppError } from '../core/app-error';
import { resolverFor } from './answer';
import { DECIDE_ANSWERS } from './decide-answers';
import { type Asker, issueOf } from './authorise';
import { tryConnection, viewTried } from '../app/connections/test';
import { receiptOf } from '../app/query/receipt';
import { waive } from '../app/decide/waive';

const projectOf = async (ports: Ports, asker: Asker): Promise<string> =>
  asker.projectKey ?? (await ports.issues.read(issueOf(asker), [], 'user')).projectKey;

/** What an agent asks for from the issue. */
const byAgent = (asker: Asker, meant: Omit<Request, 'issue' | 'origin'>): Request => ({
  ...meant,
  issue: issueOf(asker),
  origin: { via: 'issue-action', accountId: asker.accountId },
});

/** Only what would be called for this issue's project is tried from it. */
async function mustBePlanned({ settings }: Ports, projectKey: string, connectionId: string): Promise<void> {
  const stored = await settings.read();
  if (stored.paused) throw new AppError('paused');
  if (!stored.policy.projects.includes(projectKey)) throw new AppError('project-not-allowed');
  const { plan } = planFor(stored, projectKey);
  if (!plan.some(({ connection }) => connection.id === connectionId)) throw new AppError('unknown-connection');
}

/** Answers the issue action and the issue panel. */
export const agentResolver = resolverFor(AGENT_CALLS, {
  preview: (ports, picking, asker) => preview(ports, issueOf(asker), picking),
  tryConnection: async (ports, { connectionId }, asker) => {
    await mustBePlanned(ports, await projectOf(ports, asker), connectionId);
    return viewTried(await tryConnection(ports, connectionId));
  },
  look: (ports, meant, asker) => lookFirst(ports, byAgent(asker, meant)),
  start: (ports, meant, asker) => request(ports, byAgent(asker, meant)),
  startSeveral: (ports, input, asker) =>
    requestSeveral(ports, { ...input, issue: issueOf(asker), accountId: asker.accountId }),
  waive: async (ports, waived, asker) => {
    await waive(ports, { ...waived, issueId: issueOf(asker), accountId: asker.accountId });
    return {};
  },
  status: async (ports, _, asker) => {
    const issueId = issueOf(asker);
    const erasures = await viewIssue(ports, issueId);
    const settings = await ports.settings.read();
    const project = await projectOf(ports, asker);
    const inviters = invitersFor(settings, project).map(({ id, label }) => ({
      connectionId: id,
      label,
    }));
    const isAnyWaiting = erasures.some(
      ({ status, steps }) =>
        status === 'awaiting-approval' || steps.some(({ statement }) => statement?.isHeld === true),
    );
    return {
      erasures,
      mayAct: asker.mayEdit,
      mayApprove: isAnyWaiting && (await mayApprove(ports, { issueId, isIssueGone: false })),
      accountId: asker.accountId,
      inviters: asker.mayEdit ? inviters : [],
      notice: readiness(settings, project),
      refused: await viewFailedTrigger(ports, issueId, erasures),
    };
  },
  receipt: async (ports, { erasureId }) => {
    const receipt = await receiptOf(ports, erasureId);
    return { receipt, page: toReceiptPage(receipt) };
  },
  previewInvitation: (ports, { connectionId }, asker) => previewInvitation(ports, issueOf(asker), connectionId),
  invite: (ports, input, asker) => invite(ports, { ...input, issueId: issueOf(asker), accountId: asker.accountId }),
  ...DECIDE_ANSWERS,
  changeDueDate: async (ports, { erasureId, dueAt, reason }, asker) => {
    await changeDueDate(ports, erasureId, { accountId: asker.accountId, dueAt, reason });
    return {};
  },
});
