import { runBulk, stopBulk, viewBulk } from '../app/bulk/run';
import { decide } from '../app/decide/decide';
import { viewStats } from '../app/query/stats';
import { findPerson, listErasures } from '../app/query/list';
import { readiness } from '../app/settings/readiness';
import { timeline } from '../app/query/timeline';
import { toBulkView, viewBulkRow } from '../app/bulk/view';
import { ERASURES_CALLS } from '../contract/erasures-calls';
import { AppError } from '../core/app-error';
import { portsOfThisInstallation } from '../forge/ports';
import { resolverFor } from './answer';
import { previewPage } from '../app/bulk/preview';

/** Answers the erasures page. What the asker may see and do is decided issue by issue. */
export const erasuresResolver = resolverFor(
  ERASURES_CALLS,
  {
    list: async ({ filter, cursor }, { accountId }) => {
      const ports = portsOfThisInstallation();
      const notice = readiness(await ports.settings.read(), null);
      return { ...(await listErasures(ports, filter, cursor)), accountId, notice };
    },
    findPerson: async ({ address }) => ({ person: await findPerson(portsOfThisInstallation(), address) }),
    story: ({ erasureId }) => timeline(portsOfThisInstallation(), erasureId),
    figures: () => viewStats(portsOfThisInstallation()),
    decide: async (decision, { accountId }) => {
      const ports = portsOfThisInstallation();
      const erasure = await ports.erasureStore.erasure(decision.erasureId);
      if (erasure === null || !(await ports.permissions.may('EDIT_ISSUES', erasure.issueId)))
        throw new AppError('not-permitted');
      await decide(ports, decision, accountId);
      return {};
    },
    bulk: async ({ page }, { accountId }) => {
      const found = await viewBulk(portsOfThisInstallation(), accountId, page);
      return found === null
        ? { bulk: null, rows: [] }
        : { bulk: toBulkView(found.bulk), rows: found.rows.map(viewBulkRow) };
    },
    previewBulk: async ({ jql, goingOn }, { accountId }) => {
      const previewed = await previewPage(portsOfThisInstallation(), accountId, jql, goingOn);
      const { bulk, rows } = previewed;
      return { bulk: toBulkView(bulk), rows: rows.map(viewBulkRow), next: previewed.next };
    },
    runBulk: async ({ id, erasures }, { accountId }) => {
      await runBulk(portsOfThisInstallation(), accountId, id, erasures);
      return {};
    },
    stopBulk: async (_, { accountId }) => {
      await stopBulk(portsOfThisInstallation(), accountId);
      return {};
    },
  },
  () => Promise.resolve(),
);
