import { type Erasure, hasEnded } from '../../core/erasure/erasure';
import type { PersonId } from '../../core/person/person';
import type { Ports } from '../../ports/ports';
import { AppError } from '../../core/app-error';
import { previousErasure } from '../people/previous-erasure';

/** A person has hardly ever more erasures; the latest ones are looked at. */
const LOOKED_AT = 100;

/**
 * The last erasure of somebody who is not being erased. What this issue begins, and what was begun last, is found by key, at
 * once; what other issues began before that, by the index.
 * @throws AppError `erasure-open` where an erasure is open, because of whatever issue, or is just being begun because of
 * this one
 */
export async function lastErasure(ports: Ports, issueId: string, personId: PersonId): Promise<Erasure | null> {
  const { claims, erasureStore, erasureIndex } = ports;
  const claimed = await claims.claimed(issueId, personId);
  // Claimed, and not stored yet: it is just being begun.
  const isBegun = claimed !== null && (await erasureStore.erasure(claimed)) === null;
  const { erasures } = await erasureIndex.list({ by: 'person', personId }, LOOKED_AT);
  const last = await previousErasure(ports, personId);
  const isOpen = [...erasures, ...(last === null ? [] : [last])].some((erasure) => !hasEnded(erasure));
  if (isBegun || isOpen) throw new AppError('erasure-open');
  return last;
}
