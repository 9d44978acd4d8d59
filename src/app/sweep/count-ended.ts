import { isUnfinished } from '../../core/erasure/closing';
import { firstReminder } from '../../core/erasure/deadline';
import { statEntryOf } from '../../core/stats';
import type { Ports } from '../../ports/ports';
import type { PendingStat } from '../../ports/stats';
import { portionsOf } from '../../lib/portions';

/** Read, counted and written at once. */
const AT_ONCE = 48;
/** Erasures that ended, and when. */
type Uncounted = Pick<PendingStat, 'erasureId' | 'at'>;
async function countSome(
  { erasureStore, stepStore, stats, reminders, settings, system }: Ports,
  some: readonly Uncounted[],
): Promise<void> {
  const erasures = await erasureStore.erasures(some.map(({ erasureId }) => erasureId));
  const steps = await stepStore.steps(erasures.flatMap(({ stepKeys }) => stepKeys));
  const endings = some.map(({ erasureId, at }) => {
    const erasure = erasures.find(({ id }) => id === erasureId);
    const own = steps.filter((step) => step.erasureId === erasureId);
    return { erasureId, at, entry: erasure === undefined ? null : statEntryOf(erasure, own) };
  });
  const { closing } = (await settings.read()).status;
  const now = system.now();
  for (const { id, dueAt, laterNews, ...erasure } of erasures) {
    // Nothing is due any more of what is done or called off; of what turned out not to be done, it is again.
    if (!isUnfinished(erasure, closing)) await reminders.set(id, null);
    else if (laterNews !== undefined) await reminders.set(id, { dueAt, remindAt: firstReminder(dueAt, now) });
  }
  await stats.count(endings);
}
/** Counts what ended, each once. Where one of a portion cannot be read, the others are counted one by one. */
export async function countEnded(ports: Ports, some: readonly Uncounted[]): Promise<void> {
  try {
    await countSome(ports, some);
  } catch (error) {
    if (some.length < 2) throw error;
    for (const one of some) await countSome(ports, [one]).catch(() => undefined);
  }
}
/** What ended, in portions that are counted at once. */
export async function uncounted({ stats }: Ports, limit: number): Promise<Uncounted[][]> {
  return portionsOf(await stats.uncounted(limit), AT_ONCE);
}
