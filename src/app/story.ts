/**
 * One erasure's whole story: every event of its chain, in words.
 */
import type { StoryEvent } from '../contract/erasures-calls';
import type { ErasureView } from '../contract/erasure-view';
import type { Ports } from '../core/ports';
import { eventSentence } from '../core/receipt-page';
import { RefusedError } from '../core/refusal';
import { mayLook } from './may-look';
import { viewOne } from './view';

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
        account: 'account' in event ? event.account : null,
      })),
    };
  };
