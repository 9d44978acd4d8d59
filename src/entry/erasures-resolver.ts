import { previewPage, runBulk, stopBulk, viewBulk } from '../app/bulk';
import { decide } from '../app/decide';
import { viewFigures } from '../app/figures';
import { findPerson, listErasures } from '../app/list';
import { noticeOf } from '../app/notice';
import { story } from '../app/story';
import { toBulkView, viewBulkRow } from '../app/view-bulk';
import { ERASURES_CALLS } from '../contract/erasures-calls';
import { RefusedError } from '../core/refusal';
import { portsOfThisInstallation } from '../forge/ports';
import { resolverFor } from './answer';

/** Answers the erasures page. What the asker may see and do is decided issue by issue. */
export const erasuresResolver = resolverFor(
  ERASURES_CALLS,
  {
    list: async ({ filter, cursor }, { accountId }) => {
      const ports = portsOfThisInstallation();
      const notice = noticeOf(await ports.settings.read(), null);
      return { ...(await listErasures(ports)(filter, cursor)), accountId, notice };
    },
    findPerson: async ({ address }) => ({ person: await findPerson(portsOfThisInstallation())(address) }),
    story: ({ erasureId }) => story(portsOfThisInstallation())(erasureId),
    figures: () => viewFigures(portsOfThisInstallation())(),
    decide: async (decision, { accountId }) => {
      const ports = portsOfThisInstallation();
      const erasure = await ports.ledger.erasure(decision.erasureId);
      if (erasure === null || !(await ports.issues.may('EDIT_ISSUES', erasure.issueId)))
        throw new RefusedError('not-permitted');
      await decide(ports)(decision, accountId);
      return {};
    },
    bulk: async ({ page }, { accountId }) => {
      const found = await viewBulk(portsOfThisInstallation())(accountId, page);
      return found === null
        ? { bulk: null, rows: [] }
        : { bulk: toBulkView(found.bulk), rows: found.rows.map(viewBulkRow) };
    },
    previewBulk: async ({ jql, goingOn }, { accountId }) => {
      const previewed = await previewPage(portsOfThisInstallation())(accountId, jql, goingOn);
      const { bulk, rows } = previewed;
      return { bulk: toBulkView(bulk), rows: rows.map(viewBulkRow), next: previewed.next };
    },
    runBulk: async ({ id, erasures }, { accountId }) => {
      await runBulk(portsOfThisInstallation())(accountId, id, erasures);
      return {};
    },
    stopBulk: async (_, { accountId }) => {
      await stopBulk(portsOfThisInstallation())(accountId);
      return {};
    },
  },
  () => Promise.resolve(),
);
