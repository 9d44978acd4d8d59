/**
 * Daily figures: what ended is counted once, and charts are drawn from the counts.
 */
import type { FiguresView } from '../../contract/erasures-calls';
import { EMPTY_STATS, lastDays, summed, together } from '../../core/stats';
import type { Ports } from '../../ports/ports';
import { DAY } from '../../lib/time';
/** How far back the charts go. */
export const CHART_DAYS = 30;
/** What is due is counted up to here: a chart of more says "500 or more". */
const DUE_AT_MOST = 500;
const A_YEAR = 366 * DAY;
/** What the charts show: the last {@link CHART_DAYS} days, and what is due by now. */
export async function viewStats({ stats, reminders, system }: Ports): Promise<FiguresView> {
  const now = system.now();
  const days = lastDays(now, CHART_DAYS);
  const found = await stats.of(days);
  const { took, late, became } = together(found);
  const due = (from: number, until: number) => reminders.countDue(from, until, DUE_AT_MOST);
  const [overdue, days3, days7, later] = await Promise.all([
    due(0, now),
    due(now + 1, now + 3 * DAY),
    due(now + 3 * DAY + 1, now + 7 * DAY),
    due(now + 7 * DAY + 1, now + 2 * A_YEAR),
  ]);
  return {
    days: CHART_DAYS,
    byDay: days.map((day, index) => ({ day, ended: (found[index] ?? EMPTY_STATS).ended })),
    due: { overdue, days3, days7, later, atMost: DUE_AT_MOST },
    took,
    late,
    became: summed(Object.values(became)),
  };
}
