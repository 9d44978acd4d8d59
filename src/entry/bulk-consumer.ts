import type { AsyncEvent } from '@forge/events';
import * as z from 'zod/mini';
import { continueBulk } from '../app/bulk/run';
import { consoleLog } from '../forge/log';
import { portsOfThisInstallation } from '../forge/ports';
import { BulkMessage } from '../forge/queue';

/** The function's time-out in the manifest, less one slice and what the platform takes to start it. */
const MAY_RUN = 200_000;

/** Goes on with a bulk. An event that cannot be read is dropped: the sweep goes on with what runs. */
export async function bulkConsumer(event: AsyncEvent): Promise<void> {
  const parsed = z.safeParse(z.object({ body: BulkMessage }), event);
  if (!parsed.success) {
    consoleLog('bulk event not understood');
    return;
  }
  const ports = portsOfThisInstallation();
  await continueBulk(ports, parsed.data.body.accountId, ports.system.now() + MAY_RUN);
}
