import { changeDueDate } from '../app/deadline';
import { decide } from '../app/decide';
import { mayApprove } from '../app/decisions';
import { receiptOf } from '../app/evidence';
import { invite, invitersFor, previewInvitation } from '../app/invite';
import { preview } from '../app/preview';
import { request } from '../app/request';
import { viewIssue, viewRefusedStart } from '../app/view';
import { AGENT_CALLS } from '../contract/agent-calls';
import { toReceiptPage } from '../core/receipt-page';
import { RefusedError } from '../core/refusal';
import { portsOfThisInstallation } from '../forge/ports';
import { type Asker, resolverFor } from './answer';

const issueOf = ({ issueId }: Asker): string => {
  if (issueId === null) throw new RefusedError('no-such-issue');
  return issueId;
};

/** Whoever may see the issue may look. */
const LOOKING = ['status', 'receipt'];

async function mustSee({ issueId }: Asker & { issueId: string }): Promise<boolean> {
  const { issues } = portsOfThisInstallation();
  const mayAct = await issues.may('EDIT_ISSUES', issueId);
  if (!mayAct && !(await issues.permitted('BROWSE_PROJECTS', [issueId])).has(issueId))
    throw new RefusedError('no-such-issue');
  return mayAct;
}

/** Whoever changes something must be allowed to edit the issue; looking needs the right to see it. */
async function guard(asker: Asker, name: string): Promise<void> {
  const { issues } = portsOfThisInstallation();
  const issueId = issueOf(asker);
  // Looking is answered for in the calls themselves, which have to know both.
  if (LOOKING.includes(name)) return;
  if (!(await issues.may('EDIT_ISSUES', issueId))) throw new RefusedError('not-permitted');
}

/** An erasure is decided about from its own issue only. */
async function mustBelong(erasureId: string, asker: Asker): Promise<void> {
  const erasure = await portsOfThisInstallation().ledger.erasure(erasureId);
  if (erasure?.issueId !== issueOf(asker)) throw new RefusedError('not-open');
}

/** Answers the issue action and the issue panel. */
export const agentResolver = resolverFor(
  AGENT_CALLS,
  {
    preview: (_, asker) => preview(portsOfThisInstallation())(issueOf(asker)),
    start: ({ expected, confirmed }, asker) =>
      request(portsOfThisInstallation())({
        issue: issueOf(asker),
        origin: { via: 'issue-action', accountId: asker.accountId },
        expected,
        confirmed,
      }),
    status: async (_, asker) => {
      const ports = portsOfThisInstallation();
      const issueId = issueOf(asker);
      const mayAct = await mustSee({ ...asker, issueId });
      const erasures = await viewIssue(ports)(issueId);
      const { settings, issues } = ports;
      const project = asker.projectKey ?? (await issues.read(issueId, [], 'user')).projectKey;
      const inviters = invitersFor(await settings.read(), project).map(({ id, label }) => ({
        connectionId: id,
        label,
      }));
      const isAnyWaiting = erasures.some(({ status }) => status === 'awaiting-approval');
      return {
        erasures,
        mayAct,
        mayApprove: isAnyWaiting && (await mayApprove(ports, issueId)),
        accountId: asker.accountId,
        inviters: mayAct ? inviters : [],
        refused: await viewRefusedStart(ports)(issueId, erasures),
      };
    },
    receipt: async ({ erasureId }, asker) => {
      await mustSee({ ...asker, issueId: issueOf(asker) });
      await mustBelong(erasureId, asker);
      const receipt = await receiptOf(portsOfThisInstallation())(erasureId);
      return { receipt, page: toReceiptPage(receipt) };
    },
    previewInvitation: ({ connectionId }, asker) =>
      previewInvitation(portsOfThisInstallation())(issueOf(asker), connectionId),
    invite: (asked, asker) =>
      invite(portsOfThisInstallation())({ ...asked, issueId: issueOf(asker), accountId: asker.accountId }),
    decide: async (decision, asker) => {
      await mustBelong(decision.erasureId, asker);
      await decide(portsOfThisInstallation())(decision, asker.accountId);
      return {};
    },
    changeDueDate: async ({ erasureId, dueAt, reason }, asker) => {
      await mustBelong(erasureId, asker);
      await changeDueDate(portsOfThisInstallation())(erasureId, { accountId: asker.accountId, dueAt, reason });
      return {};
    },
  },
  guard,
);
