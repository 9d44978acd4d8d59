import { randomBytes } from 'node:crypto';
import { webTrigger } from '@forge/api';
import { viewAdminLog } from '../app/settings/admin-log';
import { removeConnection, saveConnection, switchConnection } from '../app/connections/save';
import { entryOf, rulesRevision } from '../app/settings/change';
import { viewConnections } from '../app/connections/view';
import { COUNTED_AT_MOST, openErasuresAt } from '../app/connections/removed';
import { viewHealth } from '../app/query/health';
import { exportSettings } from '../app/settings/export';
import { importSettings, previewImport } from '../app/import/import';
import { enqueueDue } from '../app/sweep/sweep';
import { resumeAllAfterKeyChange } from '../app/decide/retry';
import { rotateSecret, viewSecret } from '../app/settings/trigger-secret';
import { tryExtraction } from '../app/settings/try-sources';
import { ADMIN_CALLS } from '../contract/admin-calls';
import { panelModule } from '../forge/panel-module';
import type { Ports } from '../ports/ports';
import { keptWords } from '../words/keeps';
import { askedWords } from '../words/look';
import { ruleTable } from '../words/rule-table';
import { PROVIDERS } from '../providers';
import { resolverFor } from './answer';
import { testConnection, viewTried } from '../app/connections/test';
import { saveRules } from '../app/settings/rules';
import { pause } from '../app/settings/pause';

/** The time for taking up what waited for another key, while the admin waits; the sweep takes up the rest. */
const UNLOCKING = 8000;

async function takeUpUnlocked(ports: Ports): Promise<void> {
  await resumeAllAfterKeyChange(ports, ports.system.now() + UNLOCKING);
}

/** Answers the admin page, to Jira admins only. */
export const adminResolver = resolverFor(ADMIN_CALLS, {
  overview: async (ports) => {
    const settings = await ports.settings.read();
    const { extraction, policy, status, events, paused } = settings;
    return {
      providers: PROVIDERS.map((provider) => ({
        ...provider,
        notes: [...provider.notes],
        keeps: keptWords(provider.keeps),
        asked: provider.erases ? askedWords(provider) : null,
        secretFields: [...provider.secretFields],
        schema: { ...provider.schema() },
      })),
      connections: await viewConnections(ports, settings),
      rules: { extraction, policy, status, events },
      rulesRevision: rulesRevision(ports, settings),
      table: ruleTable(policy),
      paused,
      panel: panelModule(),
      trigger: { url: await webTrigger.getUrl('erase'), secret: await viewSecret(ports) },
    };
  },
  saveConnection: async (ports, { connection, revision }, { accountId: by }) => {
    await saveConnection(ports, connection, { by, revision });
    await takeUpUnlocked(ports);
    return {};
  },
  switchConnection: async (ports, { id, enabled }, { accountId }) => {
    await switchConnection(ports, id, enabled, accountId);
    return {};
  },
  waitingAt: async (ports, { id }) => {
    const waiting = await openErasuresAt(ports, id);
    return { waiting, isMore: waiting >= COUNTED_AT_MOST };
  },
  removeConnection: async (ports, { id, revision, confirmed }, { accountId: by }) => {
    await removeConnection(ports, id, { by, revision, confirmed });
    return {};
  },
  testConnection: async (ports, { id }, { accountId }) => {
    const result = await testConnection(ports, id, accountId);
    if (result.kind === 'ok') await takeUpUnlocked(ports);
    return viewTried(result);
  },
  health: async (ports) => ({ connections: await viewHealth(ports) }),
  tryExtraction: (ports, { issueKey, extraction }) => tryExtraction(ports, issueKey, extraction),
  saveRules: async (ports, { rules, revision }, { accountId: by }) => {
    await saveRules(ports, rules, { by, revision });
    return {};
  },
  pause: async (ports, { paused }, { accountId }) => {
    await pause(ports, paused, accountId);
    if (!paused) await enqueueDue(ports);
    return {};
  },
  rotateSecret: async (ports, _, { accountId }) => {
    const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;
    return { secret: await rotateSecret(ports, newSecret, accountId) };
  },
  evidenceKeys: async (ports) => ({ keys: await ports.notary.publicKeys() }),
  rotateEvidenceKey: async (ports, _, { accountId }) => {
    await ports.adminLog.add(entryOf(ports, accountId, { action: 'evidence-key-made' }));
    await ports.notary.rotate(ports.system.now());
    return {};
  },
  previewImport: (ports, { file, replaceAll }) => previewImport(ports, file, { replaceAll }),
  importSettings: async (ports, { file, replaceAll, revision, confirmed }, { accountId: by }) => {
    await importSettings(ports, file, { by, replaceAll, revision, confirmed });
    await takeUpUnlocked(ports);
    return {};
  },
  adminLog: (ports, { cursor }) => viewAdminLog(ports, cursor),
  exportSettings: async (ports) => ({ file: { ...(await exportSettings(ports)) } }),
});
