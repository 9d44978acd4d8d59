/**
 * What waits at a connection that is no more: blocked, with who took it away. Nobody is called done without having been
 * asked for.
 */
import type { Ports } from '../core/ports';
import { connectionFor, type Settings } from '../core/settings';
import { abandon, type Step } from '../core/step';
import { change } from './change';
import { each } from './each';

const DAY = 86_400_000;
const AT_ONCE = 500;
/** Who took more connections away than these is not told by their steps. */
const REMEMBERED = 100;
/** Erasures that wait at a connection are counted up to here. */
export const COUNTED_AT_MOST = 1000;

/** How many erasures wait at a connection; {@link COUNTED_AT_MOST}: so many, or more. */
export const waitingAt = async ({ ledger }: Pick<Ports, 'ledger'>, connectionId: string): Promise<number> =>
  (await ledger.unfinishedAt(connectionId, COUNTED_AT_MOST)).length;

/** The connections that are no more, with these among them. */
export function goneAfter(
  { gone }: Pick<Settings, 'gone'>,
  ids: readonly string[],
  by: string,
  now: number,
): Settings['gone'] {
  const all = Object.entries({ ...gone, ...Object.fromEntries(ids.map((id) => [id, { at: now, by }])) });
  return Object.fromEntries(all.sort(([, a], [, b]) => b.at - a.at).slice(0, REMEMBERED));
}

/** What a step becomes whose connection is no more. */
export const withoutConnection = (step: Step, { gone }: Pick<Settings, 'gone'>, now: number): Step =>
  abandon(step, gone[step.connectionId]?.by, now);

/** Blocks whatever waits at a connection and was planned for one that is no more, until its time is up. */
export const blockAt =
  (ports: Ports) =>
  async (connectionId: string, until: number): Promise<void> => {
    const settings = await ports.settings.read();
    const isGone = (step: Pick<Step, 'connectionId' | 'provider'>) => connectionFor(settings, step) === undefined;
    const isOpen = (step: Step) => step.connectionId === connectionId && isGone(step) && step.gate !== 'closed';
    const left = async () => (await ports.ledger.unfinishedAt(connectionId, AT_ONCE)).filter(isGone);
    await each(ports, until, 'block', left, ({ erasureId }) =>
      change(ports, erasureId, ({ erasure, steps }, now) => {
        if (!steps.some(isOpen)) return null;
        const blocked = steps.map((step) => (isOpen(step) ? withoutConnection(step, settings, now) : step));
        return { erasure, steps: blocked, news: [] };
      }),
    );
  };

/** Blocks what was left waiting at connections that were removed of late. */
export const blockGone =
  (ports: Ports) =>
  async (until: number): Promise<void> => {
    const { gone } = await ports.settings.read();
    const now = ports.chance.now();
    for (const [id, { at }] of Object.entries(gone)) if (at > now - DAY) await blockAt(ports)(id, until);
  };
