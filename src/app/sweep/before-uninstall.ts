/**
 * What the app lets go of when it is uninstalled. The platform keeps what is stored for a while after that, and may link a
 * new installation to it: by then nothing in it opens a provider, and nothing names anybody who was not erased yet.
 */
import { rememberingOf } from '../../core/erasure/step';
import { inPortions } from '../../lib/portions';
import type { Ports } from '../../ports/ports';
import { tryOrLog } from '../background/for-each-until';
import { drop } from '../connections/keep-secrets';
import { entryOf } from '../settings/change';

/** More than are open at any installation. */
const MOST_ADDRESSES = 10_000;
const AT_ONCE = 10;

async function forgetAddress({ erasureStore, addresses }: Ports, erasureId: string): Promise<void> {
  const read = await erasureStore.snapshot(erasureId);
  await addresses.forget(erasureId, read === null ? [] : rememberingOf(read.steps));
}

/**
 * Pauses all deletions, so that no drain goes on meanwhile; then forgets the secrets of every connection and of the web
 * trigger, and every address that may still be kept. What fails holds up nothing else.
 * @param until when its time is up, in milliseconds since the epoch: secrets come first
 */
export async function beforeUninstall(ports: Ports, until: number): Promise<void> {
  const { settings, triggerSecrets, addresses, system, log } = ports;
  const entry = entryOf(ports, null, { action: 'uninstalled' });
  await tryOrLog(ports, 'pause', () => settings.setPaused(true, entry), undefined);
  const { connections, strayVaultNames } = await settings.read();
  await drop(ports, [...connections.map(({ keptAs }) => keptAs), ...strayVaultNames.map(({ name }) => name)]);
  await tryOrLog(ports, 'trigger', () => triggerSecrets.write([]), undefined);
  const kept = await addresses.mayBeKept(MOST_ADDRESSES);
  let left = kept.length;
  await inPortions(kept, AT_ONCE, async (erasureId) => {
    if (system.now() > until) return;
    await tryOrLog(ports, 'forget', () => forgetAddress(ports, erasureId), undefined);
    left -= 1;
  });
  log('uninstalled', { connections: connections.length, addresses: kept.length, left });
}
