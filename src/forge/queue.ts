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

/** The body of an event that continues a bulk: whose it is. */
export const BulkMessage = z.object({ accountId: AccountId });
export type BulkMessage = z.infer<typeof BulkMessage>;

/** The platform delays an event by 900 s at most. */
const delayed = (seconds: number): { delayInSeconds?: number } =>
  seconds > 0 ? { delayInSeconds: Math.min(Math.ceil(seconds), 900) } : {};

/** Events of one push, and bytes of their bodies: less than the platform takes, for what it adds to each. */
const MOST_EVENTS = 50;
const MOST_BYTES = 150_000;

/** The wake-ups in as few pushes as the platform allows. */
function inPushes(bodies: readonly DrainMessage[]): DrainMessage[][] {
  const pushes: DrainMessage[][] = [];
  let room = 0;
  for (const body of bodies) {
    const bytes = Buffer.byteLength(JSON.stringify(body));
    const last = pushes.at(-1);
    if (last !== undefined && last.length < MOST_EVENTS && bytes <= room) last.push(body);
    else {
      pushes.push([body]);
      room = MOST_BYTES;
    }
    room -= bytes;
  }
  return pushes;
}

async function pushDrains(bodies: readonly DrainMessage[], delaySeconds = 0): Promise<void> {
  for (const push of inPushes(bodies))
    await new ForgeQueue({ key: 'drain' }).push(
      push.map((body) => ({ body, concurrency: { key: body.connectionId, limit: 1 }, ...delayed(delaySeconds) })),
    );
}

/** The queues as the manifest names them. One drain per connection, and one run per bulk at a time. */
export const queue: Queue = {
  enqueueDrains: (wakeUps) => pushDrains(wakeUps.map((one) => ({ ...one, erasureIds: [...one.erasureIds] }))),

  enqueueDrain: (connectionId, erasureIds, { delaySeconds = 0 } = {}) =>
    pushDrains([{ connectionId, erasureIds: [...erasureIds], only: false }], delaySeconds),

  async enqueueBulk(accountId, delaySeconds = 0) {
    const body: BulkMessage = { accountId };
    const concurrency = { key: `bulk.${accountId}`, limit: 1 };
    await new ForgeQueue({ key: 'bulk' }).push({ body, concurrency, ...delayed(delaySeconds) });
  },
};
