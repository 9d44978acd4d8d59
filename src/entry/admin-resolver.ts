import { randomBytes } from 'node:crypto';
import { webTrigger } from '@forge/api';
import {
  removeConnection,
  saveConnection,
  switchConnection,
  testConnection,
  viewConnections,
  viewTried,
} from '../app/connections';
import { viewHealth } from '../app/health';
import { exportSettings, importSettings, pause, saveRules } from '../app/settings-file';
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
        table: ruleTable(policy),
        paused,
        trigger: { url: await webTrigger.getUrl('erase'), secret: await viewSecret(ports)() },
      };
    },
    saveConnection: async ({ connection }) => {
      await saveConnection(portsOfThisInstallation())(connection);
      await takeUpUnlocked();
      return {};
    },
    switchConnection: async ({ id, enabled }) => {
      await switchConnection(portsOfThisInstallation())(id, enabled);
      return {};
    },
    removeConnection: async ({ id }) => {
      await removeConnection(portsOfThisInstallation())(id);
      return {};
    },
    testConnection: async ({ id }) => {
      const result = await testConnection(portsOfThisInstallation())(id);
      if (result.kind === 'ok') await takeUpUnlocked();
      return viewTried(result);
    },
    health: async () => ({ connections: await viewHealth(portsOfThisInstallation())() }),
    tryExtraction: ({ issueKey, extraction }) => tryExtraction(portsOfThisInstallation())(issueKey, extraction),
    saveRules: async ({ rules }) => {
      await saveRules(portsOfThisInstallation())(rules);
      return {};
    },
    pause: async ({ paused }) => {
      const ports = portsOfThisInstallation();
      await pause(ports)(paused);
      if (!paused) await wakeDue(ports)();
      return {};
    },
    rotateSecret: async () => ({
      secret: await rotateSecret(portsOfThisInstallation())(() => `whsec_${randomBytes(32).toString('base64')}`),
    }),
    evidenceKeys: async () => ({ keys: await portsOfThisInstallation().notary.publicKeys() }),
    rotateEvidenceKey: async () => {
      const { notary, chance } = portsOfThisInstallation();
      await notary.rotate(chance.now());
      return {};
    },
    importSettings: async ({ file }) => {
      await importSettings(portsOfThisInstallation())(file);
      await takeUpUnlocked();
      return {};
    },
    exportSettings: async () => ({ file: { ...(await exportSettings(portsOfThisInstallation())()) } }),
  },
  async () => {
    if (!(await portsOfThisInstallation().issues.isAdmin())) throw new RefusedError('not-permitted');
  },
);
