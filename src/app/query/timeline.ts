/**
 * One erasure's whole story: every event of its chain, in words.
 */
import type { ErasureView } from '../../contract/erasure-view';
import type { StoryEvent } from '../../contract/erasures-calls';
import { AppError } from '../../core/app-error';
import type { Event } from '../../core/evidence/chain';
import type { Ports } from '../../ports/ports';
import { eventSentence } from '../../words/receipt-page';
import { mayApprove, mayDecide } from '../decide/may-decide';
import { viewOne } from './erasure';
import { visibleTo } from './visible';

/** Who did it; null: nobody. */
function accountIn(event: Event): string | null {
  if ('account' in event) return event.account;
  const outcome = event.kind === 'settled' ? event.outcome : null;
  return outcome?.kind === 'refused' ? (outcome.by ?? null) : null;
}

/**
 * The erasure with its events, the earliest first. Whoever may see the issue may read it; where the issue is gone, Jira
 * admins may.
 * @throws AppError `not-permitted`, also where there is no such erasure
 */
export async function timeline(
  ports: Ports,
  erasureId: string,
): Promise<{ erasure: ErasureView; events: StoryEvent[]; mayAct: boolean; mayApprove: boolean }> {
  const erasure = await ports.erasureStore.erasure(erasureId);
  if (erasure === null || !(await visibleTo(ports, [erasure])).has(erasure.id)) throw new AppError('not-permitted');
  const events = await ports.erasureStore.events(erasure);
  return {
    erasure: await viewOne(ports, erasure),
    mayAct: await mayDecide(ports, erasure),
    mayApprove: await mayApprove(ports, erasure),
    events: events.map((event) => ({
      n: event.n,
      at: Date.parse(event.at),
      kind: event.kind,
      words: eventSentence(event, () => ''),
      account: accountIn(event),
    })),
  };
}
