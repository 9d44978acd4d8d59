import { type AsyncEvent, InvocationError, InvocationErrorCode } from '@forge/events';
import * as z from 'zod/mini';
import { drain } from '../app/drain/drain';
import { consoleLog } from '../forge/log';
import { portsOfThisInstallation } from '../forge/ports';
import { DrainMessage } from '../forge/queue';

/** The function's time-out in the manifest, less what the platform takes to start it. */
const MAY_RUN = 280_000;
/** The platform delivers an event again after 900 s at most. */
const LONGEST_RETRY_SECONDS = 900;
/** 100 calls for every minute of the function's time-out, less what belongs to reserves. */
const MAY_CALL = 450;

/**
 * Answers a wake-up. A wake-up that cannot be read is dropped: the sweep wakes what is due. Where another drain is at
 * work, the platform delivers this one again.
 */
export async function drainConsumer(event: AsyncEvent): Promise<InvocationError | undefined> {
  const parsed = z.safeParse(z.object({ body: DrainMessage }), event);
  if (!parsed.success) {
    consoleLog('wake-up not understood');
    return undefined;
  }
  const ports = portsOfThisInstallation();
  const { connectionId, erasureIds, only } = parsed.data.body;
  const drained = await drain(
    ports,
    connectionId,
    { erasureIds: erasureIds, only },
    {
      until: ports.system.now() + MAY_RUN,
      calls: MAY_CALL,
    },
  );
  // A provider that wants to be left alone for longer than the platform can wait is left to the sweep.
  if (drained.kind !== 'again' || drained.afterSeconds > LONGEST_RETRY_SECONDS) return undefined;
  return new InvocationError({
    retryAfter: Math.max(1, drained.afterSeconds),
    retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST,
    retryData: {},
  });
}
