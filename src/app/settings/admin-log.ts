/**
 * The admin log, in words.
 */
import type { AdminEventView } from '../../contract/admin-calls';
import type { AdminAction } from '../../core/settings/admin-log';
import type { Ports } from '../../ports/ports';

const PAGE = 20;

const WORDS: Record<AdminAction, string> = {
  'connection-added': 'Added the connection',
  'connection-changed': 'Changed the connection',
  'connection-switched-on': 'Switched on the connection',
  'connection-switched-off': 'Switched off the connection',
  'connection-removed': 'Removed the connection',
  'connection-tested': 'Tested the connection',
  'rules-changed': 'Changed the rules',
  'settings-imported': 'Imported a settings file',
  paused: 'Paused all deletions',
  resumed: 'Resumed deletions',
  uninstalled: 'The app was uninstalled: deletions were paused, and every key and open address was forgotten',
  'trigger-secret-made': 'Made a new secret for the web trigger',
  'evidence-key-made': 'Made a new signing key',
};

/** A page of what admins did, the latest first. @throws AppError `list-again` */
export async function viewAdminLog(
  { adminLog }: Pick<Ports, 'adminLog'>,
  cursor: string | null,
): Promise<{ events: AdminEventView[]; cursor: string | null }> {
  const page = await adminLog.page(PAGE, cursor);
  return {
    events: page.events.map(({ action, subject, ...event }) => ({
      ...event,
      action,
      words: subject === null ? WORDS[action] : `${WORDS[action]} ${subject}`,
    })),
    cursor: page.cursor,
  };
}
