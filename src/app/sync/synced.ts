/**
 * Notes that an issue was told everything that was read; the evidence of an erasure that has ended is sealed by that.
 */
import { type Erasure, hasEnded } from '../../core/erasure/erasure';
import type { ErasureSnapshot, ErasureUpdate } from '../../ports/erasure-store';
import type { Ports } from '../../ports/ports';
import { appendEvents } from './append-events';
import { leftThere } from './left-there';

/** How the issue took it. */
export interface SyncEnd {
  /** There is no such issue any more. */
  readonly isIssueGone: boolean;
  /** A digest of its last comment; missing: as before. */
  readonly commentDigest?: string | undefined;
}

/**
 * The erasure once its issue was told, with what there is to say of it in the chain. An end that was to be told is told: the
 * lease on telling it is given back.
 */
export async function syncedUpdate(
  ports: Pick<Ports, 'system' | 'notary'>,
  { erasure, steps }: ErasureSnapshot,
  { isIssueGone, commentDigest }: SyncEnd,
): Promise<ErasureUpdate> {
  const { system, notary } = ports;
  const at = system.now();
  const { announcer, ...others } = erasure;
  const isEndTold = erasure.comment === 'posting';
  const next: Erasure = {
    ...others,
    isPropertyWritten: true,
    comment: isEndTold ? 'posted' : erasure.comment,
    isIssueGone,
    ...(commentDigest === undefined ? {} : { commentDigest }),
  };
  if (!hasEnded(erasure)) return { ...appendEvents(ports, next, steps, []), isSynced: true };
  const left = leftThere(steps);
  const change = appendEvents(ports, next, steps, [
    { kind: 'published', at, issue: isIssueGone ? 'gone' : 'told', comment: isEndTold && !isIssueGone },
    { kind: 'finished', at, status: erasure.status, ...(left.length === 0 ? {} : { left }) },
  ]);
  const seal = await notary.seal(change.erasure.chain, at);
  return { ...change, erasure: { ...change.erasure, seal }, isSynced: true };
}
