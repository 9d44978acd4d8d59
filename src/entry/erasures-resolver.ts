import { runBulk, stopBulk, viewBulk } from '../app/bulk/run';
import { viewStats } from '../app/query/stats';
import { findPerson, listErasures } from '../app/query/list';
import { readiness } from '../app/settings/readiness';
import { timeline } from '../app/query/timeline';
import { toBulkView, viewBulkRow } from '../app/bulk/view';
import { ERASURES_CALLS } from '../contract/erasures-calls';
import { resolverFor } from './answer';
import { DECIDE_ANSWERS } from './decide-answers';
import { lookAtPage } from '../app/bulk/look';
import { previewPage } from '../app/bulk/preview';

/** Answers the erasures page. What the asker may see and do is decided issue by issue. */
export const erasuresResolver = resolverFor(ERASURES_CALLS, {
  list: async (ports, { filter, cursor }, { accountId }) => {
    const notice = readiness(await ports.settings.read(), null);
    return { ...(await listErasures(ports, filter, cursor)), accountId, notice };
  },
  findPerson: async (ports, { address }) => ({ person: await findPerson(ports, address) }),
  story: async (ports, { erasureId }, { accountId }) => ({ ...(await timeline(ports, erasureId)), accountId }),
  figures: (ports) => viewStats(ports),
  ...DECIDE_ANSWERS,
  bulk: async (ports, { page }, { accountId }) => {
    const found = await viewBulk(ports, accountId, page);
    return found === null
      ? { bulk: null, rows: [] }
      : { bulk: toBulkView(found.bulk), rows: found.rows.map(viewBulkRow) };
  },
  previewBulk: async (ports, { jql, goingOn }, { accountId }) => {
    const previewed = await previewPage(ports, accountId, jql, goingOn);
    const { bulk, rows } = previewed;
    return { bulk: toBulkView(bulk), rows: rows.map(viewBulkRow), next: previewed.next };
  },
  lookBulk: (ports, looking, { accountId }) => lookAtPage(ports, accountId, looking),
  runBulk: async (ports, { id, erasures }, { accountId }) => {
    await runBulk(ports, accountId, id, erasures);
    return {};
  },
  stopBulk: async (ports, _, { accountId }) => {
    await stopBulk(ports, accountId);
    return {};
  },
});
