/**
 * What cannot be told to an issue now is told later.
 */
import { LONGEST_DELAY_SECONDS } from '../../core/drain/limits';
import { LONGEST_PAUSE } from '../../core/erasure/step';
import type { SyncResult } from '../../core/status/sync-result';
import type { ErasureSnapshot } from '../../ports/erasure-store';
import type { Ports } from '../../ports/ports';

/** When Jira does not say how long to wait. */
const A_MINUTE_SECONDS = 60;

/** Has an erasure looked at again later, by the drain of one of its connections; else the sweep comes back to it. */
export async function comeBack(
  { queue }: Pick<Ports, 'queue'>,
  { steps: [step] }: Pick<ErasureSnapshot, 'steps'>,
  seconds: number,
): Promise<void> {
  if (step !== undefined && seconds <= LONGEST_DELAY_SECONDS)
    await queue.enqueueDrain(step.connectionId, [step.erasureId], { delaySeconds: seconds }).catch(() => undefined);
}

/** Notes what stands in the way of telling the issue of what was read, and comes back once it may have passed. */
export async function putOff(
  ports: Pick<Ports, 'queue' | 'outbox' | 'system'>,
  read: ErasureSnapshot,
  { why, afterSeconds }: Extract<SyncResult, { kind: 'later' }>,
): Promise<void> {
  const seconds = Math.min(afterSeconds ?? A_MINUTE_SECONDS, LONGEST_PAUSE / 1000);
  await ports.outbox.recordSyncError(read, why, ports.system.now() + seconds * 1000);
  // Once: while Jira is away for hours, wake-ups that beget wake-ups would pile up.
  if (!read.hasSyncError) await comeBack(ports, read, seconds);
}
