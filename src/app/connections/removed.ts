/**
 * What waits at a connection that is no more: blocked, with who took it away. Nobody is called done without having been
 * asked for, and nobody is asked about any more.
 */
import { blockAsRemoved, type Step } from '../../core/erasure/step';
import { type Connection, connectionFor, type Settings } from '../../core/settings/schema';
import type { Ports } from '../../ports/ports';
import { forEachUntil } from '../background/for-each-until';
import { updateErasure } from '../sync/update';
import { DAY } from '../../lib/time';

const AT_ONCE = 500;
/** Who took more connections away than these is not told by their steps. */
const REMEMBERED = 100;
/** Erasures that wait at a connection are counted up to here. */
export const COUNTED_AT_MOST = 1000;

/** How many erasures wait at a connection; {@link COUNTED_AT_MOST}: so many, or more. */
export const openErasuresAt = async ({ stepIndex }: Pick<Ports, 'stepIndex'>, connectionId: string): Promise<number> =>
  (await stepIndex.unfinishedSteps(connectionId, COUNTED_AT_MOST)).length;

/** The connections that are no more, with these among them. */
export function removedAfter(
  { removed }: Pick<Settings, 'removed'>,
  gone: readonly Connection[],
  by: string,
  now: number,
): Settings['removed'] {
  const added = gone.map(({ id, label, provider }) => [id, { at: now, by, label, provider }] as const);
  const all = Object.entries({ ...removed, ...Object.fromEntries(added) });
  return Object.fromEntries(all.sort(([, a], [, b]) => b.at - a.at).slice(0, REMEMBERED));
}

/** What a step becomes whose connection is no more, or is another provider's. */
export function blockedAsRemoved(
  step: Step,
  { connections, removed }: Pick<Settings, 'connections' | 'removed'>,
  now: number,
): Step {
  const isThere = connections.some(({ id }) => id === step.connectionId);
  return blockAsRemoved(
    step,
    isThere ? 'connection-changed' : 'connection-removed',
    removed[step.connectionId]?.by,
    now,
  );
}

/** Blocks whatever waits at a connection and was planned for one that is no more, until its time is up. */
export async function blockRemovedAt(ports: Ports, connectionId: string, until: number): Promise<void> {
  const settings = await ports.settings.read();
  const isGone = (step: Pick<Step, 'connectionId' | 'provider'>) => connectionFor(settings, step) === undefined;
  const isOpen = (step: Step) => step.connectionId === connectionId && isGone(step) && step.phase !== 'final';
  const { stepIndex, questionIndex } = ports;
  const list = async () => {
    const unfinished = await stepIndex.unfinishedSteps(connectionId, AT_ONCE);
    // Nobody is asked there any more, so that nothing is kept for it.
    const asked = await questionIndex.dueAt(connectionId, Number.MAX_SAFE_INTEGER, AT_ONCE);
    return [...unfinished, ...asked].filter(isGone);
  };
  await forEachUntil(ports, { what: 'block', list, until }, ({ erasureId }) =>
    updateErasure(ports, erasureId, ({ erasure, steps }, now) => {
      if (!steps.some(isOpen)) return null;
      const blocked = steps.map((step) => (isOpen(step) ? blockedAsRemoved(step, settings, now) : step));
      return { erasure, steps: blocked, newEvents: [] };
    }),
  );
}

/** Blocks what was left waiting at connections that were removed of late. */
export async function blockRemoved(ports: Ports, until: number): Promise<void> {
  const { removed } = await ports.settings.read();
  const now = ports.system.now();
  for (const [id, { at }] of Object.entries(removed)) if (at > now - DAY) await blockRemovedAt(ports, id, until);
}
