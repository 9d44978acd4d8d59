import { changeDueDate } from '../app/decide/due-date';
import { confirmByHand, markByHand, withdrawByHand } from '../app/decide/by-hand';
import { decide } from '../app/decide/decide';
import { mayApprove } from '../app/decide/decisions';
import { planFor } from '../app/locate/assess';
import { invite, invitersFor, previewInvitation } from '../app/invite/invite';
import { readiness } from '../app/settings/readiness';
import { preview } from '../app/request/preview';
import { request } from '../app/request/request';
import { requestSeveral } from '../app/request/request-several';
import { viewIssue, viewFailedTrigger } from '../app/query/erasure';
import { AGENT_CALLS } from '../contract/agent-calls';
import type { Ports } from '../ports/ports';
import { toReceiptPage } from '../words/receipt-page';
import { AppError } from '../core/app-error';
import { portsOfThisInstallation } from '../forge/ports';
import { type Asker, resolverFor } from './answer';
import { tryConnection, viewTried } from '../app/connections/test';
import { receiptOf } from '../app/query/receipt';
import { waive } from '../app/decide/waive';

const issueOf = ({ issueId }: Asker): string => {
  if (issueId === null) throw new AppError('no-such-issue');
  return issueId;
};

/** Whoever may see the issue may look. */
const LOOKING = ['status', 'receipt'];

async function mustSee({ issueId }: Asker & { issueId: string }): Promise<boolean> {
  const { permissions } = portsOfThisInstallation();
  const mayAct = await permissions.may('EDIT_ISSUES', issueId);
  if (!mayAct && !(await permissions.permitted('BROWSE_PROJECTS', [issueId])).has(issueId))
    throw new AppError('no-such-issue');
  return mayAct;
}

/** Whoever changes something must be allowed to edit the issue; looking needs the right to see it. */
async function guard(asker: Asker, name: string): Promise<void> {
  const { permissions } = portsOfThisInstallation();
  const issueId = issueOf(asker);
  // Looking is answered for in the calls themselves, which have to know both.
  if (LOOKING.includes(name)) return;
  if (!(await permissions.may('EDIT_ISSUES', issueId))) throw new AppError('not-permitted');
}

/** An erasure is decided about from its own issue only. */
async function mustBelong(erasureId: string, asker: Asker): Promise<void> {
  const erasure = await portsOfThisInstallation().erasureStore.erasure(erasureId);
  if (erasure?.issueId !== issueOf(asker)) throw new AppError('not-open');
}

const projectOf = async (ports: Ports, asker: Asker): Promise<string> =>
  asker.projectKey ?? (await ports.issues.read(issueOf(asker), [], 'user')).projectKey;

/** Only what would be called for this issue's project is tried from it. */
async function mustBePlanned({ settings }: Ports, projectKey: string, connectionId: string): Promise<void> {
  const stored = await settings.read();
  if (stored.paused) throw new AppError('paused');
  if (!stored.policy.projects.includes(projectKey)) throw new AppError('project-not-allowed');
  const { plan } = planFor(stored, projectKey);
  if (!plan.some(({ connection }) => connection.id === connectionId)) throw new AppError('unknown-connection');
}

/** Answers the issue action and the issue panel. */
export const agentResolver = resolverFor(
  AGENT_CALLS,
  {
    preview: (picking, asker) => preview(portsOfThisInstallation(), issueOf(asker), picking),
    tryConnection: async ({ connectionId }, asker) => {
      const ports = portsOfThisInstallation();
      await mustBePlanned(ports, await projectOf(ports, asker), connectionId);
      return viewTried(await tryConnection(ports, connectionId));
    },
    start: (asked, asker) =>
      request(portsOfThisInstallation(), {
        ...asked,
        issue: issueOf(asker),
        origin: { via: 'issue-action', accountId: asker.accountId },
      }),
    startSeveral: (asked, asker) =>
      requestSeveral(portsOfThisInstallation(), { ...asked, issue: issueOf(asker), accountId: asker.accountId }),
    waive: async (waived, asker) => {
      await waive(portsOfThisInstallation(), { ...waived, issueId: issueOf(asker), accountId: asker.accountId });
      return {};
    },
    status: async (_, asker) => {
      const ports = portsOfThisInstallation();
      const issueId = issueOf(asker);
      const mayAct = await mustSee({ ...asker, issueId });
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
        mayAct,
        mayApprove: isAnyWaiting && (await mayApprove(ports, issueId)),
        accountId: asker.accountId,
        inviters: mayAct ? inviters : [],
        notice: readiness(settings, project),
        refused: await viewFailedTrigger(ports, issueId, erasures),
      };
    },
    receipt: async ({ erasureId }, asker) => {
      await mustSee({ ...asker, issueId: issueOf(asker) });
      await mustBelong(erasureId, asker);
      const receipt = await receiptOf(portsOfThisInstallation(), erasureId);
      return { receipt, page: toReceiptPage(receipt) };
    },
    previewInvitation: ({ connectionId }, asker) =>
      previewInvitation(portsOfThisInstallation(), issueOf(asker), connectionId),
    invite: (asked, asker) =>
      invite(portsOfThisInstallation(), { ...asked, issueId: issueOf(asker), accountId: asker.accountId }),
    decide: async (decision, asker) => {
      await mustBelong(decision.erasureId, asker);
      await decide(portsOfThisInstallation(), decision, asker.accountId);
      return {};
    },
    markByHand: async ({ erasureId, ...said }, asker) => {
      await mustBelong(erasureId, asker);
      await markByHand(portsOfThisInstallation(), erasureId, asker.accountId, said);
      return {};
    },
    confirmByHand: async ({ erasureId, connectionId }, asker) => {
      await mustBelong(erasureId, asker);
      await confirmByHand(portsOfThisInstallation(), erasureId, asker.accountId, connectionId);
      return {};
    },
    withdrawByHand: async ({ erasureId, connectionId }, asker) => {
      await mustBelong(erasureId, asker);
      await withdrawByHand(portsOfThisInstallation(), erasureId, asker.accountId, connectionId);
      return {};
    },
    changeDueDate: async ({ erasureId, dueAt, reason }, asker) => {
      await mustBelong(erasureId, asker);
      await changeDueDate(portsOfThisInstallation(), erasureId, { accountId: asker.accountId, dueAt, reason });
      return {};
    },
  },
  guard,
);
