/**
 * What happens before the app is uninstalled. The platform waits for it and goes on whatever comes of it.
 * @see https://developer.atlassian.com/platform/forge/manifest-reference/modules/pre-uninstall-trigger/
 */
import { beforeUninstall } from '../app/sweep/before-uninstall';
import { consoleLog } from '../forge/log';
import { portsOfThisInstallation } from '../forge/ports';

/** The function's 55 seconds, less what the platform takes to start it. */
const MAY_RUN = 50_000;

/** Forgets keys and addresses. */
export async function preUninstall(): Promise<void> {
  const ports = portsOfThisInstallation();
  try {
    await beforeUninstall(ports, ports.system.now() + MAY_RUN);
  } catch (error) {
    consoleLog('not everything was forgotten', { error: error instanceof Error ? error.name : 'unknown' });
  }
}
