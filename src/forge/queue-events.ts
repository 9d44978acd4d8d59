import { Queue as ForgeQueue } from '@forge/events';
import * as z from 'zod/mini';
import { AccountId, ConnectionId, ErasureId } from '../core/ids';
import type { Queue } from '../core/ports';

/** The body of a wake-up: a connection, and erasures that are probably due there. No person. */
export const WakeUp = z.object({
  connectionId: ConnectionId,
  erasureIds: z.array(ErasureId).check(z.maxLength(100)),
  /** For these only; otherwise for whatever is due. */
  only: z._default(z.boolean(), false),
});
export type WakeUp = z.infer<typeof WakeUp>;

/** The body of an event that has a bulk gone on with: whose it is. */
export const GoOn = z.object({ accountId: AccountId });
export type GoOn = z.infer<typeof GoOn>;

/** The platform delays an event by 900 s at most. */
const delayed = (seconds: number): { delayInSeconds?: number } =>
  seconds > 0 ? { delayInSeconds: Math.min(Math.ceil(seconds), 900) } : {};

/** The queues as the manifest names them. One drain per connection, and one run per bulk at a time. */
export const queues: Queue = {
  async wake(connectionId, erasureIds, { delaySeconds = 0, only = false } = {}) {
    const body: WakeUp = { connectionId, erasureIds: [...erasureIds], only };
    const concurrency = { key: connectionId, limit: 1 };
    await new ForgeQueue({ key: 'drain' }).push({ body, concurrency, ...delayed(delaySeconds) });
  },

  async goOn(accountId, delaySeconds = 0) {
    const body: GoOn = { accountId };
    const concurrency = { key: `bulk.${accountId}`, limit: 1 };
    await new ForgeQueue({ key: 'bulk' }).push({ body, concurrency, ...delayed(delaySeconds) });
  },
};
