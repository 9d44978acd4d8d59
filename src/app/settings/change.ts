/**
 * Changes the settings by what stands there, with the entry of the admin log in the same instant. Two admins at once: both
 * changes stand, or one of them is told that what they looked at is not the latest any more.
 */
import { AppError } from '../../core/app-error';
import type { AdminAction, AdminChange, AdminEvent } from '../../core/settings/admin-log';
import { withRoom } from '../../core/settings/admin-log';
import { type Connection, rulesOf, type Settings } from '../../core/settings/schema';
import { AGAIN, updateWithRetry } from '../../lib/update-with-retry';
import type { Ports } from '../../ports/ports';

const TRIES = 20;
const A_WHILE = 200;

/** What was done, for the admin log. */
export interface Done {
  readonly action: AdminAction;
  readonly subject?: string;
  readonly changes?: readonly AdminChange[];
}

/** An entry of the admin log. @param by the account of whoever did it */
export const entryOf = (
  { system }: Pick<Ports, 'system'>,
  by: string | null,
  { action, subject, changes = [] }: Done,
): AdminEvent => ({
  id: system.newId(),
  at: system.now(),
  account: by,
  action,
  subject: subject ?? null,
  ...withRoom(changes),
});

/** Who acts, and by which revision their screen showed what they act on; missing: they acted on no screen. */
export interface Acting {
  readonly by: string;
  readonly revision?: string | null | undefined;
}

/** What the settings become; null leaves them as they are. */
type Change = { readonly settings: Settings; readonly done: Done | null } | null;

/**
 * Changes the settings by what stands in them; somebody else's change in between makes it look again.
 * @param by whoever acts; null: the app itself, which tells the admin log nothing
 * @throws AppError `settings-busy`; whatever `decide` throws: then nothing is changed
 */
export async function changeSettings(
  ports: Pick<Ports, 'settings' | 'system'>,
  by: string | null,
  decide: (settings: Settings, now: number) => Change | Promise<Change>,
): Promise<void> {
  const { settings, system } = ports;
  const attempt = async (tried: number) => {
    const change = await decide(await settings.read(), system.now());
    if (change === null) return true;
    const event = by === null || change.done === null ? null : entryOf(ports, by, change.done);
    if (await settings.write(change.settings, event)) return true;
    await system.sleep(A_WHILE * system.random() * Math.min(tried + 1, 5));
    return AGAIN;
  };
  await updateWithRetry(TRIES, attempt, () => {
    throw new AppError('settings-busy');
  });
}

/** What a screen shows of the settings is known again by this: a hash, which tells nothing of them. */
const revisionOf = ({ notary }: Pick<Ports, 'notary'>, part: unknown): string =>
  notary.sha256(JSON.stringify(part)).slice(0, 32);

/** The revision of one connection; null where there is none. */
export const connectionRevision = (ports: Pick<Ports, 'notary'>, connection: Connection | undefined): string | null =>
  connection === undefined ? null : revisionOf(ports, connection);

/** The revision of the rules. */
export const rulesRevision = (ports: Pick<Ports, 'notary'>, settings: Settings): string =>
  revisionOf(ports, rulesOf(settings));

/** The revision of everything that a file can hold. */
export const settingsRevision = (ports: Pick<Ports, 'notary'>, settings: Settings): string =>
  revisionOf(ports, [settings.connections, rulesOf(settings)]);

/** @throws AppError `stale` where the screen showed something else than what stands there */
export function assertLatest({ revision }: Acting, latest: string | null): void {
  if (revision !== undefined && revision !== latest) throw new AppError('stale');
}
