/**
 * Settings as a whole: import and export. Secrets go in and never out.
 */
import * as z from 'zod/mini';
import type { Ports } from '../core/ports';
import { RefusedError } from '../core/refusal';
import { REFUSAL_TEXTS } from '../core/report';
import { type Connection, SettingsFile, whatIsWrong } from '../core/settings';
import { providerOf } from '../providers';
import { saveConnection } from './connections';

const twice = (ids: readonly string[]): string | undefined => ids.find((id, index) => ids.indexOf(id) !== index);

/** What is wrong with the connections of a file, before anything is stored. */
async function problemsOf(
  { vault }: Ports,
  { connections }: SettingsFile,
  kept: readonly Connection[],
): Promise<string[]> {
  const problems = await Promise.all(
    connections.map(async ({ id, provider: providerId, settings }, index) => {
      const at = `connections.${String(index)} (${id})`;
      const provider = providerOf(providerId);
      if (provider === undefined) return `${at}: there is no provider "${providerId}"`;
      const secrets = kept.some((connection) => connection.id === id) ? await vault.secrets(id) : {};
      const wrong = provider.problems({ ...secrets, ...settings });
      return wrong === null ? null : `${at}.settings: ${whatIsWrong(wrong)}`;
    }),
  );
  const double = twice(connections.map(({ id }) => id));
  return [
    ...problems.filter((problem) => problem !== null),
    ...(double === undefined ? [] : [`connections: "${double}" stands there twice`]),
  ];
}

/** Every query of the rules has to be one that Jira understands. @throws RefusedError `bad-settings` */
async function mustBeUnderstood({ issues }: Ports, { rules }: SettingsFile['events']): Promise<void> {
  for (const [index, rule] of rules.entries()) {
    if (rule.kind !== 'jql') continue;
    try {
      await issues.mustBeJql(rule.jql);
    } catch (error) {
      if (!(error instanceof RefusedError) || error.code !== 'bad-jql') throw error;
      throw new RefusedError('bad-settings', `events.rules.${String(index)}.jql: ${REFUSAL_TEXTS['bad-jql']}`);
    }
  }
}

/**
 * Replaces all settings by those of a file. A secret the file does not give stays as it is stored.
 * @throws RefusedError `bad-settings`, naming what is wrong and where; nothing is changed then
 */
export const importSettings =
  (ports: Ports) =>
  async (raw: unknown): Promise<void> => {
    const parsed = z.safeParse(SettingsFile, raw);
    if (!parsed.success) throw new RefusedError('bad-settings', whatIsWrong(parsed.error));
    const { settings, vault } = ports;
    const before = await settings.read();
    const stays = (earlier: Connection) =>
      parsed.data.connections.some(({ id, provider }) => id === earlier.id && provider === earlier.provider);
    const kept = before.connections.filter(stays);
    const problems = await problemsOf(ports, parsed.data, kept);
    if (problems.length > 0) throw new RefusedError('bad-settings', problems.slice(0, 5).join('; '));
    await mustBeUnderstood(ports, parsed.data.events);
    const dropped = before.connections.filter((earlier) => !stays(earlier));
    const { extraction, policy, status, events } = parsed.data;
    await settings.write({ ...before, connections: kept, extraction, policy, status, events });
    for (const { id } of dropped) {
      await vault.dropSecrets(id);
      await vault.setToken(id, null);
    }
    for (const connection of parsed.data.connections) await saveConnection(ports)(connection);
  };

/** The settings as a file that can be imported elsewhere, without any secret. */
export const exportSettings =
  ({ settings }: Ports) =>
  async (): Promise<SettingsFile> => {
    const { connections, extraction, policy, status, events } = await settings.read();
    const files = connections.map(({ savedAt, ...connection }) => connection);
    return { connections: files, extraction, policy, status, events };
  };

/** Replaces where the address is found, the rules, and how the issue is told. @throws RefusedError `bad-settings` */
export const saveRules =
  (ports: Ports) =>
  async (raw: unknown): Promise<void> => {
    const { settings } = ports;
    const { extraction, policy, status, events } = SettingsFile.shape;
    const parsed = z.safeParse(z.strictObject({ extraction, policy, status, events }), raw);
    if (!parsed.success) throw new RefusedError('bad-settings', whatIsWrong(parsed.error));
    await mustBeUnderstood(ports, parsed.data.events);
    await settings.write({ ...(await settings.read()), ...parsed.data });
  };

/** Pauses every call, or lets them go on. */
export const pause =
  ({ settings }: Ports) =>
  (paused: boolean): Promise<void> =>
    settings.setPaused(paused);
