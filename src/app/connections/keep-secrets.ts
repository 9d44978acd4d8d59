/**
 * Secrets of connections in the vault. It cannot be listed, so whatever may be in it without need is noted in the settings
 * before: whoever dies in between leaves a note, and the sweep drops what no connection has.
 */
import type { Settings } from '../../core/settings/schema';
import type { Ports } from '../../ports/ports';
import { changeSettings } from '../settings/change';
import { tryOrLog } from '../background/for-each-until';
import { MINUTE } from '../../lib/time';
import { inPortions } from '../../lib/portions';

/** No function runs longer: by then nobody writes under a name that was given up. */
const IN_USE = 15 * MINUTE;
const AT_ONCE = 10;

/** Secrets under the name that a connection will have them kept as. */
export interface Kept {
  readonly keptAs: string;
  readonly secrets: Readonly<Record<string, string>>;
}

/** A name that nothing is kept under yet. */
export const newName = ({ system }: Pick<Ports, 'system'>, connectionId: string): string =>
  `${connectionId}.${system.newId()}`;

/** What the vault may keep without need, once these are in use and those are not any more. */
export function strayAfter(
  { strayVaultNames }: Pick<Settings, 'strayVaultNames'>,
  used: readonly string[],
  unused: readonly string[],
  now: number,
): Settings['strayVaultNames'] {
  const left = strayVaultNames.filter(({ name }) => !used.includes(name) && !unused.includes(name));
  return [...left, ...unused.filter((name) => name !== '').map((name) => ({ name, at: now }))];
}

/** Has the vault keep secrets of connections that are about to be written. */
export async function keep(ports: Ports, wanted: readonly Kept[]): Promise<void> {
  if (wanted.length === 0) return;
  const names = wanted.map(({ keptAs }) => keptAs);
  await changeSettings(ports, null, (settings, now) => ({
    settings: { ...settings, strayVaultNames: strayAfter(settings, [], names, now) },
    done: null,
  }));
  await inPortions(wanted, AT_ONCE, ({ keptAs, secrets }) =>
    ports.connectionSecrets.setSecrets(keptAs, { ...secrets }),
  );
}

/** Drops what no connection has any more. What cannot be dropped now is noted, and the sweep drops it. */
export async function drop(ports: Ports, names: readonly string[]): Promise<void> {
  const kept = names.filter((name) => name !== '');
  await inPortions(kept, AT_ONCE, (name) =>
    tryOrLog(ports, 'drop', () => ports.connectionSecrets.dropSecrets(name), undefined),
  );
}

/** Drops whatever is noted and no connection has. */
export async function tidyVault(ports: Ports): Promise<void> {
  const { strayVaultNames } = await ports.settings.read();
  const isOver = ({ at }: { at: number }, now: number) => at < now - IN_USE;
  if (!strayVaultNames.some((one) => isOver(one, ports.system.now()))) return;
  const dropped: string[] = [];
  // Out of the notes only what is gone: whoever dies in between does it once more.
  await changeSettings(ports, null, async (settings, now) => {
    const named = settings.connections.map(({ keptAs }) => keptAs);
    const over = settings.strayVaultNames.filter((one) => isOver(one, now)).map(({ name }) => name);
    for (const name of over) {
      if (named.includes(name) || dropped.includes(name)) continue;
      await ports.connectionSecrets.dropSecrets(name);
      dropped.push(name);
    }
    return {
      settings: { ...settings, strayVaultNames: settings.strayVaultNames.filter(({ name }) => !over.includes(name)) },
      done: null,
    };
  });
}
