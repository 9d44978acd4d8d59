import { Queue as ForgeQueue } from '@forge/events';
import * as z from 'zod/mini';
import { AccountId, ConnectionId, ErasureId } from '../core/ids';
import type { Queue } from '../ports/queue';

/** The body of a wake-up: a connection, and erasures that are probably due there. No person. */
export const DrainMessage = z.object({
  connectionId: ConnectionId,
  erasureIds: z.array(ErasureId).check(z.maxLength(100)),
  /** For these only; otherwise for whatever is due. */
  only: z._default(z.boolean(), false),
});
export type DrainMessage = z.infer<typeof DrainMessage>;

/** The body of an event that has a bulk gone on with: whose it is. */
export const BulkMessage = z.object({ accountId: AccountId });
export type BulkMessage = z.infer<typeof BulkMessage>;

/** The platform delays an event by 900 s at most. */
const delayed = (seconds: number): { delayInSeconds?: number } =>
  seconds > 0 ? { delayInSeconds: Math.min(Math.ceil(seconds), 900) } : {};

/** The queues as the manifest names them. One drain per connection, and one run per bulk at a time. */
export const queue: Queue = {
  async enqueueDrain(connectionId, erasureIds, { delaySeconds = 0, only = false } = {}) {
    const body: DrainMessage = { connectionId, erasureIds: [...erasureIds], only };
    const concurrency = { key: connectionId, limit: 1 };
    await new ForgeQueue({ key: 'drain' }).push({ body, concurrency, ...delayed(delaySeconds) });
  },

  async enqueueBulk(accountId, delaySeconds = 0) {
    const body: BulkMessage = { accountId };
    const concurrency = { key: `bulk.${accountId}`, limit: 1 };
    await new ForgeQueue({ key: 'bulk' }).push({ body, concurrency, ...delayed(delaySeconds) });
  },
};
