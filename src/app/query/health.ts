/**
 * How the connections do: what their providers said of late, and what waits for them.
 */
import type { HealthView } from '../../contract/admin-calls';
import { lastDays, SUCCESSES, together } from '../../core/stats';
import type { Ports } from '../../ports/ports';
import { backoffSentence } from '../../words/outcomes';
import { backoffsOf } from '../background/backoff';
import { CHART_DAYS } from './stats';
import { inPortions } from '../../lib/portions';

/** Waiting steps are counted up to here. */
const COUNTED_AT_MOST = 100;
/** Connections whose queue is asked for at once. */
const AT_ONCE = 10;

/** The health of every connection, in their order. */
export async function viewHealth(ports: Ports): Promise<HealthView[]> {
  const { settings, stats, stepIndex, system } = ports;
  const { connections } = await settings.read();
  const backoffs = await backoffsOf(ports, connections);
  const { became, lastSuccess } = together(await stats.of(lastDays(system.now(), CHART_DAYS)));
  const viewOne = async (id: string): Promise<HealthView> => {
    const { waiting, nextAt } = await stepIndex.backlog(id, COUNTED_AT_MOST);
    const counts = became[id] ?? {};
    const backoff = backoffs.get(id);
    return {
      id,
      lastSuccessAt: lastSuccess[id] ?? null,
      succeeded: SUCCESSES.reduce((sum, as) => sum + (counts[as] ?? 0), 0),
      byHand: counts['by-hand'] ?? 0,
      kept: counts['kept'] ?? 0,
      refused: counts['refused'] ?? 0,
      waiting,
      isMore: waiting >= COUNTED_AT_MOST,
      nextAt: nextAt === null ? null : Math.max(nextAt, backoff?.until ?? 0),
      backoff: backoff === undefined ? null : { until: backoff.until, words: backoffSentence(backoff.reason) },
    };
  };
  return inPortions(connections, AT_ONCE, ({ id }) => viewOne(id));
}
