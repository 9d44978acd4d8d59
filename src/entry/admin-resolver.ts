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
import { AppError } from '../core/app-error';
import { ruleTable } from '../words/rule-table';
import { portsOfThisInstallation } from '../forge/ports';
import { PROVIDERS } from '../providers';
import { resolverFor } from './answer';
import { testConnection, viewTried } from '../app/connections/test';
import { saveRules } from '../app/settings/rules';
import { pause } from '../app/settings/pause';

/** The time for taking up what waited for another key, while the admin waits; the sweep takes up the rest. */
const UNLOCKING = 8000;

async function takeUpUnlocked(): Promise<void> {
  const ports = portsOfThisInstallation();
  await resumeAllAfterKeyChange(ports, ports.system.now() + UNLOCKING);
}

/** Answers the admin page, to Jira admins only. */
export const adminResolver = resolverFor(
  ADMIN_CALLS,
  {
    overview: async () => {
      const ports = portsOfThisInstallation();
      const settings = await ports.settings.read();
      const { extraction, policy, status, events, paused } = settings;
      return {
        providers: PROVIDERS.map((provider) => ({
          ...provider,
          notes: [...provider.notes],
          secretFields: [...provider.secretFields],
          schema: { ...provider.schema() },
        })),
        connections: await viewConnections(ports, settings),
        rules: { extraction, policy, status, events },
        rulesRevision: rulesRevision(ports, settings),
        table: ruleTable(policy),
        paused,
        trigger: { url: await webTrigger.getUrl('erase'), secret: await viewSecret(ports) },
      };
    },
    saveConnection: async ({ connection, revision }, { accountId: by }) => {
      await saveConnection(portsOfThisInstallation(), connection, { by, revision });
      await takeUpUnlocked();
      return {};
    },
    switchConnection: async ({ id, enabled }, { accountId }) => {
      await switchConnection(portsOfThisInstallation(), id, enabled, accountId);
      return {};
    },
    waitingAt: async ({ id }) => {
      const waiting = await openErasuresAt(portsOfThisInstallation(), id);
      return { waiting, isMore: waiting >= COUNTED_AT_MOST };
    },
    removeConnection: async ({ id, revision, confirmed }, { accountId: by }) => {
      await removeConnection(portsOfThisInstallation(), id, { by, revision, confirmed });
      return {};
    },
    testConnection: async ({ id }, { accountId }) => {
      const result = await testConnection(portsOfThisInstallation(), id, accountId);
      if (result.kind === 'ok') await takeUpUnlocked();
      return viewTried(result);
    },
    health: async () => ({ connections: await viewHealth(portsOfThisInstallation()) }),
    tryExtraction: ({ issueKey, extraction }) => tryExtraction(portsOfThisInstallation(), issueKey, extraction),
    saveRules: async ({ rules, revision }, { accountId: by }) => {
      await saveRules(portsOfThisInstallation(), rules, { by, revision });
      return {};
    },
    pause: async ({ paused }, { accountId }) => {
      const ports = portsOfThisInstallation();
      await pause(ports, paused, accountId);
      if (!paused) await enqueueDue(ports);
      return {};
    },
    rotateSecret: async (_, { accountId }) => {
      const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;
      return { secret: await rotateSecret(portsOfThisInstallation(), newSecret, accountId) };
    },
    evidenceKeys: async () => ({ keys: await portsOfThisInstallation().notary.publicKeys() }),
    rotateEvidenceKey: async (_, { accountId }) => {
      const ports = portsOfThisInstallation();
      await ports.adminLog.add(entryOf(ports, accountId, { action: 'evidence-key-made' }));
      await ports.notary.rotate(ports.system.now());
      return {};
    },
    previewImport: ({ file, replaceAll }) => previewImport(portsOfThisInstallation(), file, { replaceAll }),
    importSettings: async ({ file, replaceAll, revision, confirmed }, { accountId: by }) => {
      await importSettings(portsOfThisInstallation(), file, { by, replaceAll, revision, confirmed });
      await takeUpUnlocked();
      return {};
    },
    adminLog: ({ cursor }) => viewAdminLog(portsOfThisInstallation(), cursor),
    exportSettings: async () => ({ file: { ...(await exportSettings(portsOfThisInstallation())) } }),
  },
  async () => {
    if (!(await portsOfThisInstallation().permissions.isAdmin())) throw new AppError('not-permitted');
  },
);
