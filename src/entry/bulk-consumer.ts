import type { AsyncEvent } from '@forge/events';
import * as z from 'zod/mini';
import { goOn } from '../app/bulk';
import { consoleLog } from '../forge/log-console';
import { portsOfThisInstallation } from '../forge/ports';
import { GoOn } from '../forge/queue-events';

/** The function's time-out in the manifest, less one slice and what the platform takes to start it. */
const MAY_RUN = 200_000;

/** Goes on with a bulk. An event that cannot be read is dropped: the sweep goes on with what runs. */
export async function bulkConsumer(event: AsyncEvent): Promise<void> {
  const parsed = z.safeParse(z.object({ body: GoOn }), event);
  if (!parsed.success) {
    consoleLog('bulk event not understood');
    return;
  }
  const ports = portsOfThisInstallation();
  await goOn(ports)(parsed.data.body.accountId, ports.chance.now() + MAY_RUN);
}
