/**
 * Writes what happened into an erasure's chain of events, and hands the evidence out.
 */
import { type Erasure, unrecordedEvents } from '../../core/erasure/erasure';
import type { Step } from '../../core/erasure/step';
import { chainEvents, type NewEvent } from '../../core/evidence/chain';
import type { ErasureUpdate } from '../../ports/erasure-store';
import type { Ports } from '../../ports/ports';

/** The erasure with what became of its steps, and then `news`, at the end of its chain; and these events as a page. */
export function appendEvents(
  { notary }: Pick<Ports, 'notary'>,
  erasure: Erasure,
  steps: readonly Step[],
  newEvents: readonly NewEvent[],
): Pick<ErasureUpdate, 'erasure' | 'page'> {
  const { events, head } = chainEvents(
    erasure.chain,
    [...unrecordedEvents(erasure, steps), ...newEvents],
    notary.sha256,
  );
  if (events.length === 0) return { erasure };
  const taken = Object.fromEntries(steps.map(({ connectionId, history }) => [connectionId, history.length]));
  return { erasure: { ...erasure, chain: { ...head, pages: erasure.chain.pages + 1, recorded: taken } }, page: events };
}
