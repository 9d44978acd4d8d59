/**
 * The rules, the pause, and the settings as a file. Secrets go in and never out.
 */
import * as z from 'zod/mini';
import type { Ports } from '../core/ports';
import { RefusedError } from '../core/refusal';
import { REFUSAL_TEXTS } from '../core/report';
import { changesOfRules } from '../core/admin-log';
import { rulesOf, SettingsFile, whatIsWrong } from '../core/settings';
import { type Acting, changeSettings, entryOf, mustBeLatest, rulesRevision } from './change-settings';

/** Every query of the rules has to be one that Jira understands. @throws RefusedError `bad-settings` */
export async function mustBeUnderstood({ issues }: Ports, { rules }: SettingsFile['events']): Promise<void> {
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

/** The settings as a file that can be imported elsewhere, without any secret. */
export const exportSettings =
  ({ settings }: Ports) =>
  async (): Promise<SettingsFile> => {
    const { connections, extraction, policy, status, events } = await settings.read();
    const files = connections.map(({ savedAt, keptAs, ...connection }) => connection);
    return { connections: files, extraction, policy, status, events };
  };

/**
 * Replaces where the address is found, the rules, and how the issue is told.
 * @throws RefusedError `bad-settings`; `stale` where the rules are not those that the screen showed
 */
export const saveRules =
  (ports: Ports) =>
  async (raw: unknown, acting: Acting): Promise<void> => {
    const { extraction, policy, status, events } = SettingsFile.shape;
    const parsed = z.safeParse(z.strictObject({ extraction, policy, status, events }), raw);
    if (!parsed.success) throw new RefusedError('bad-settings', whatIsWrong(parsed.error));
    await mustBeUnderstood(ports, parsed.data.events);
    await changeSettings(ports, acting.by, (settings) => {
      mustBeLatest(acting, rulesRevision(ports, settings));
      const changes = changesOfRules(rulesOf(settings), parsed.data);
      return { settings: { ...settings, ...parsed.data }, done: { action: 'rules-changed', changes } };
    });
  };

/** Pauses every call, or lets them go on. */
export const pause =
  (ports: Ports) =>
  (paused: boolean, by: string): Promise<void> =>
    ports.settings.setPaused(paused, entryOf(ports, by, { action: paused ? 'paused' : 'resumed' }));
