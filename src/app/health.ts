/**
 * How the connections do: what their providers said of late, and what waits for them.
 */
import type { HealthView } from '../contract/admin-calls';
import { lastDays, SUCCESSES, together } from '../core/figures';
import type { Ports } from '../core/ports';
import { CHART_DAYS } from './figures';

/** Waiting steps are counted up to here. */
const COUNTED_AT_MOST = 100;
/** Connections whose queue is asked for at once. */
const AT_ONCE = 10;

/** The health of every connection, in their order. */
export const viewHealth =
  ({ settings, figures, ledger, chance }: Ports) =>
  async (): Promise<HealthView[]> => {
    const { connections } = await settings.read();
    const { became, lastSuccess } = together(await figures.of(lastDays(chance.now(), CHART_DAYS)));
    const viewOne = async (id: string): Promise<HealthView> => {
      const { waiting, nextAt } = await ledger.queueOf(id, COUNTED_AT_MOST);
      const counts = became[id] ?? {};
      return {
        id,
        lastSuccessAt: lastSuccess[id] ?? null,
        succeeded: SUCCESSES.reduce((sum, as) => sum + (counts[as] ?? 0), 0),
        byHand: counts['by-hand'] ?? 0,
        kept: counts['kept'] ?? 0,
        refused: counts['refused'] ?? 0,
        waiting,
        isMore: waiting >= COUNTED_AT_MOST,
        nextAt,
      };
    };
    const views: HealthView[] = [];
    for (let first = 0; first < connections.length; first += AT_ONCE)
      views.push(...(await Promise.all(connections.slice(first, first + AT_ONCE).map(({ id }) => viewOne(id)))));
    return views;
  };
