/**
 * The rules, the pause, and the settings as a file. Secrets go in and never out.
 */
import { type SettingsFile } from '../../core/settings/schema';
import type { Ports } from '../../ports/ports';
/** The settings as a file that can be imported elsewhere, without any secret. */
export async function exportSettings({ settings }: Ports): Promise<SettingsFile> {
  const { connections, extraction, policy, status, events } = await settings.read();
  const files = connections.map(({ savedAt, keptAs, keySavedAt, setUpAt, ...connection }) => connection);
  return { connections: files, extraction, policy, status, events };
}
