import { Queue as ForgeQueue } from '@forge/events';
import * as z from 'zod/mini';
import type { Queue } from '../core/ports';

/** The body of a wake-up: a connection, and erasures that are probably due there. No person. */
export const WakeUp = z.object({
  connectionId: z.string(),
  erasureIds: z.array(z.string()).check(z.maxLength(100)),
});
export type WakeUp = z.infer<typeof WakeUp>;

/** The queue as the manifest names it. One drain per connection at a time. */
export const drainQueue: Queue = {
  async wake(connectionId, erasureIds, delaySeconds = 0) {
    const body: WakeUp = { connectionId, erasureIds: [...erasureIds] };
    await new ForgeQueue({ key: 'drain' }).push({
      body,
      concurrency: { key: connectionId, limit: 1 },
      ...(delaySeconds > 0 ? { delayInSeconds: Math.min(Math.ceil(delaySeconds), 900) } : {}),
    });
  },
};
