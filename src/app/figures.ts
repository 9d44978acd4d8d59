/**
 * Daily figures: what ended is counted once, and charts are drawn from the counts.
 */
import type { FiguresView } from '../contract/erasures-calls';
import { isUnfinished } from '../core/closing';
import { contributionOf, lastDays, NO_FIGURES, summed, together } from '../core/figures';
import type { Ending, Ports } from '../core/ports';

const DAY = 86_400_000;
/** How far back the charts go. */
export const CHART_DAYS = 30;
/** Read, counted and written at once. */
const AT_ONCE = 48;
/** What is due is counted up to here: a chart of more says "500 or more". */
const DUE_AT_MOST = 500;
const A_YEAR = 366 * DAY;

/** Erasures that ended, and when. */
type Uncounted = Pick<Ending, 'erasureId' | 'at'>;

async function countSome({ ledger, figures, reminders, settings }: Ports, some: readonly Uncounted[]): Promise<void> {
  const erasures = await ledger.erasures(some.map(({ erasureId }) => erasureId));
  const steps = await ledger.steps(erasures.flatMap(({ stepKeys }) => stepKeys));
  const endings = some.map(({ erasureId, at }) => {
    const erasure = erasures.find(({ id }) => id === erasureId);
    const own = steps.filter((step) => step.erasureId === erasureId);
    return { erasureId, at, contribution: erasure === undefined ? null : contributionOf(erasure, own) };
  });
  const { closing } = (await settings.read()).status;
  // Nothing is due any more of what is done or called off.
  for (const erasure of erasures) if (!isUnfinished(erasure, closing)) await reminders.set(erasure.id, null);
  await figures.count(endings);
}

/** Counts what ended, each once. Where one of a portion cannot be read, the others are counted one by one. */
export const countEnded =
  (ports: Ports) =>
  async (some: readonly Uncounted[]): Promise<void> => {
    try {
      await countSome(ports, some);
    } catch (error) {
      if (some.length < 2) throw error;
      for (const one of some) await countSome(ports, [one]).catch(() => undefined);
    }
  };

/** What ended, in portions that are counted at once. */
export async function uncounted({ figures }: Ports, limit: number): Promise<Uncounted[][]> {
  const all = await figures.uncounted(limit);
  return Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, index) =>
    all.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  );
}

/** What the charts show: the last {@link CHART_DAYS} days, and what is due by now. */
export const viewFigures =
  ({ figures, reminders, chance }: Ports) =>
  async (): Promise<FiguresView> => {
    const now = chance.now();
    const days = lastDays(now, CHART_DAYS);
    const found = await figures.of(days);
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
      byDay: days.map((day, index) => ({ day, ended: (found[index] ?? NO_FIGURES).ended })),
      due: { overdue, days3, days7, later, atMost: DUE_AT_MOST },
      took,
      late,
      became: summed(Object.values(became)),
    };
  };
