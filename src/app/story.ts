/**
 * One erasure's whole story: every event of its chain, in words.
 */
import type { StoryEvent } from '../contract/erasures-calls';
import type { ErasureView } from '../contract/erasure-view';
import type { Event } from '../core/evidence';
import type { Ports } from '../core/ports';
import { eventSentence } from '../core/receipt-page';
import { RefusedError } from '../core/refusal';
import { mayLook } from './may-look';
import { viewOne } from './view';

/** Who did it; null: nobody. */
function accountIn(event: Event): string | null {
  if ('account' in event) return event.account;
  const outcome = event.kind === 'settled' ? event.outcome : null;
  return outcome?.kind === 'refused' ? (outcome.by ?? null) : null;
}

/**
 * The erasure with its events, the earliest first. Whoever may see the issue may read it; where the issue is gone, Jira
 * admins may.
 * @throws RefusedError `not-permitted`, also where there is no such erasure
 */
export const story =
  (ports: Ports) =>
  async (erasureId: string): Promise<{ erasure: ErasureView; events: StoryEvent[] }> => {
    const erasure = await ports.ledger.erasure(erasureId);
    if (erasure === null || !(await mayLook(ports, [erasure])).has(erasure.id)) throw new RefusedError('not-permitted');
    const events = await ports.ledger.events(erasure);
    return {
      erasure: await viewOne(ports, erasure),
      events: events.map((event) => ({
        n: event.n,
        at: Date.parse(event.at),
        kind: event.kind,
        words: eventSentence(event, () => ''),
        account: accountIn(event),
      })),
    };
  };
