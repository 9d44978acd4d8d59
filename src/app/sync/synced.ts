/**
 * Notes that an issue was told everything that was read; the evidence of an erasure that has ended is sealed by that, and what
 * is learned later is sealed as an addendum.
 */
import { type Erasure, hasEnded, unrecordedEvents } from '../../core/erasure/erasure';
import type { Step } from '../../core/erasure/step';
import type { NewEvent } from '../../core/evidence/chain';
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

type Published = Extract<NewEvent, { kind: 'published' }>;

/** An ended erasure: as it was read, and as it is once its issue knows. */
interface SyncedEnd {
  readonly before: Erasure;
  readonly next: Erasure;
  readonly steps: readonly Step[];
}

/** Whether something happened that no signature covers yet: that an issue was told once more what it knew is nothing. */
function isNews({ before, next, steps }: SyncedEnd, { comment }: Published): boolean {
  const { seal, addendum, chain } = before;
  const isLonger = chain.length > ((addendum ?? seal)?.length ?? 0) || unrecordedEvents({ chain }, steps).length > 0;
  return isLonger || comment || (next.isIssueGone && !before.isIssueGone);
}

/** The erasure with what was learned since its end, signed as an addendum to its receipt. */
async function addendumOf(
  ports: Pick<Ports, 'notary'>,
  learned: SyncedEnd,
  published: Published,
): Promise<Pick<ErasureUpdate, 'erasure' | 'page'>> {
  const { before, next, steps } = learned;
  if (!isNews(learned, published)) return { erasure: next };
  const { at } = published;
  const change = appendEvents(ports, next, steps, [published, { kind: 'addendum', at, status: before.status }]);
  const addendum = await ports.notary.seal(change.erasure.chain, at, 'addendum');
  return { ...change, erasure: { ...change.erasure, addendum } };
}

/** The erasure with its end in the chain, signed. What earlier ends and their addenda said stands in the chain, too. */
async function receiptOfEnd(
  ports: Pick<Ports, 'notary'>,
  { before, next, steps }: SyncedEnd,
  published: Published,
): Promise<Pick<ErasureUpdate, 'erasure' | 'page'>> {
  const { at } = published;
  const left = leftThere(steps);
  const change = appendEvents(ports, next, steps, [
    published,
    { kind: 'finished', at, status: before.status, ...(left.length === 0 ? {} : { left }) },
  ]);
  const { addendum: _, ...ended } = change.erasure;
  const seal = await ports.notary.seal(ended.chain, at);
  return { ...change, erasure: { ...ended, seal, isSealed: true } };
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
  const at = ports.system.now();
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
  const issue = isIssueGone ? 'gone' : 'told';
  const published: Published = { kind: 'published', at, issue, comment: isEndTold && !isIssueGone };
  const sign = erasure.isSealed === true ? addendumOf : receiptOfEnd;
  return { ...(await sign(ports, { before: erasure, next, steps }, published)), isSynced: true };
}
