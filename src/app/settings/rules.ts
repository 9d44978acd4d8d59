/**
 * Saves the rules: where the address is found, who may be erased, what the issue shows.
 */
import * as z from 'zod/mini';
import { AppError } from '../../core/app-error';
import { changesOfRules } from '../../core/settings/admin-log';
import { rulesOf, SettingsFile } from '../../core/settings/schema';
import type { Ports } from '../../ports/ports';
import { ERROR_TEXTS } from '../../words/errors';
import { whatIsWrong } from '../../words/settings-problems';
import { type Acting, assertLatest, changeSettings, rulesRevision } from './change';

/** Every query of the rules has to be one that Jira understands. @throws AppError `bad-settings` */
export async function assertJqlRules({ issueSearch }: Ports, { rules }: SettingsFile['events']): Promise<void> {
  for (const [index, rule] of rules.entries()) {
    if (rule.kind !== 'jql') continue;
    try {
      await issueSearch.assertJql(rule.jql);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'bad-jql') throw error;
      throw new AppError('bad-settings', `events.rules.${String(index)}.jql: ${ERROR_TEXTS['bad-jql']}`);
    }
  }
}
/**
 * Replaces where the address is found, the rules, and how the issue is told.
 * @throws AppError `bad-settings`; `stale` where the rules are not those that the screen showed
 */
export async function saveRules(ports: Ports, raw: unknown, acting: Acting): Promise<void> {
  const { extraction, policy, status, events } = SettingsFile.shape;
  const parsed = z.safeParse(z.strictObject({ extraction, policy, status, events }), raw);
  if (!parsed.success) throw new AppError('bad-settings', whatIsWrong(parsed.error));
  await assertJqlRules(ports, parsed.data.events);
  await changeSettings(ports, acting.by, (settings) => {
    assertLatest(acting, rulesRevision(ports, settings));
    const changes = changesOfRules(rulesOf(settings), parsed.data);
    return { settings: { ...settings, ...parsed.data }, done: { action: 'rules-changed', changes } };
  });
}
