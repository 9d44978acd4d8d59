import { randomBytes } from 'node:crypto';
import { webTrigger } from '@forge/api';
import { viewAdminLog } from '../app/admin-log';
import { removeConnection, saveConnection, switchConnection } from '../app/change-connections';
import { entryOf, rulesRevision } from '../app/change-settings';
import { testConnection, viewConnections, viewTried } from '../app/connections';
import { COUNTED_AT_MOST, waitingAt } from '../app/gone';
import { viewHealth } from '../app/health';
import { exportSettings, pause, saveRules } from '../app/settings-file';
import { importSettings, previewImport } from '../app/settings-import';
import { wakeDue } from '../app/sweep';
import { unlockAll } from '../app/take-up';
import { rotateSecret, viewSecret } from '../app/trigger';
import { tryExtraction } from '../app/try-extraction';
import { ADMIN_CALLS } from '../contract/admin-calls';
import { RefusedError } from '../core/refusal';
import { ruleTable } from '../core/rule-table';
import { portsOfThisInstallation } from '../forge/ports';
import { PROVIDERS } from '../providers';
import { resolverFor } from './answer';

/** The time for taking up what waited for another key, while the admin waits; the sweep takes up the rest. */
const UNLOCKING = 8000;

async function takeUpUnlocked(): Promise<void> {
  const ports = portsOfThisInstallation();
  await unlockAll(ports)(ports.chance.now() + UNLOCKING);
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
        connections: await viewConnections(ports)(settings),
        rules: { extraction, policy, status, events },
        rulesRevision: rulesRevision(ports, settings),
        table: ruleTable(policy),
        paused,
        trigger: { url: await webTrigger.getUrl('erase'), secret: await viewSecret(ports)() },
      };
    },
    saveConnection: async ({ connection, revision }, { accountId: by }) => {
      await saveConnection(portsOfThisInstallation())(connection, { by, revision });
      await takeUpUnlocked();
      return {};
    },
    switchConnection: async ({ id, enabled }, { accountId }) => {
      await switchConnection(portsOfThisInstallation())(id, enabled, accountId);
      return {};
    },
    waitingAt: async ({ id }) => {
      const waiting = await waitingAt(portsOfThisInstallation(), id);
      return { waiting, isMore: waiting >= COUNTED_AT_MOST };
    },
    removeConnection: async ({ id, revision, confirmed }, { accountId: by }) => {
      await removeConnection(portsOfThisInstallation())(id, { by, revision, confirmed });
      return {};
    },
    testConnection: async ({ id }, { accountId }) => {
      const result = await testConnection(portsOfThisInstallation())(id, accountId);
      if (result.kind === 'ok') await takeUpUnlocked();
      return viewTried(result);
    },
    health: async () => ({ connections: await viewHealth(portsOfThisInstallation())() }),
    tryExtraction: ({ issueKey, extraction }) => tryExtraction(portsOfThisInstallation())(issueKey, extraction),
    saveRules: async ({ rules, revision }, { accountId: by }) => {
      await saveRules(portsOfThisInstallation())(rules, { by, revision });
      return {};
    },
    pause: async ({ paused }, { accountId }) => {
      const ports = portsOfThisInstallation();
      await pause(ports)(paused, accountId);
      if (!paused) await wakeDue(ports)();
      return {};
    },
    rotateSecret: async (_, { accountId }) => {
      const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`;
      return { secret: await rotateSecret(portsOfThisInstallation())(newSecret, accountId) };
    },
    evidenceKeys: async () => ({ keys: await portsOfThisInstallation().notary.publicKeys() }),
    rotateEvidenceKey: async (_, { accountId }) => {
      const ports = portsOfThisInstallation();
      await ports.adminLog.add(entryOf(ports, accountId, { action: 'evidence-key-made' }));
      await ports.notary.rotate(ports.chance.now());
      return {};
    },
    previewImport: ({ file, replaceAll }) => previewImport(portsOfThisInstallation())(file, { replaceAll }),
    importSettings: async ({ file, replaceAll, revision, confirmed }, { accountId: by }) => {
      await importSettings(portsOfThisInstallation())(file, { by, replaceAll, revision, confirmed });
      await takeUpUnlocked();
      return {};
    },
    adminLog: ({ cursor }) => viewAdminLog(portsOfThisInstallation())(cursor),
    exportSettings: async () => ({ file: { ...(await exportSettings(portsOfThisInstallation())()) } }),
  },
  async () => {
    if (!(await portsOfThisInstallation().issues.isAdmin())) throw new RefusedError('not-permitted');
  },
);
