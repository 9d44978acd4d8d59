import { approve, cancel, reject, retry } from '../app/decisions';
import { preview } from '../app/preview';
import { request } from '../app/request';
import { viewIssue } from '../app/view';
import { AGENT_CALLS } from '../contract/agent-calls';
import { RefusedError } from '../core/refusal';
import { portsOfThisInstallation } from '../forge/ports';
import { type Asker, resolverFor } from './answer';

const issueOf = ({ issueId }: Asker): string => {
  if (issueId === null) throw new RefusedError('no-such-issue');
  return issueId;
};

/** Whoever changes something must be allowed to edit the issue; looking needs the right to see it. */
async function guard(asker: Asker, name: string): Promise<void> {
  const { issues } = portsOfThisInstallation();
  const issueId = issueOf(asker);
  // Looking is answered for in `status` itself, which has to know both.
  if (name === 'status') return;
  if (!(await issues.mayEdit(issueId))) throw new RefusedError('not-permitted');
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
      const mayAct = await ports.issues.mayEdit(issueId);
      if (!mayAct && !(await ports.issues.visible([issueId])).has(issueId)) throw new RefusedError('no-such-issue');
      const erasures = await viewIssue(ports)(issueId);
      return { erasures, mayAct, accountId: asker.accountId };
    },
    decide: async ({ erasureId, decision }, asker) => {
      const ports = portsOfThisInstallation();
      await mustBelong(erasureId, asker);
      const decide = { approve, reject, cancel, retry }[decision];
      await decide(ports)(erasureId, asker.accountId);
      return {};
    },
  },
  guard,
);
