/**
 * Makes the calls of one connection: whatever is due, batch by batch, each outcome recorded before the next call.
 * One drain per connection at a time, so that a provider's rate is kept in one place and its batches are full.
 */
import type { Lease, Ports } from '../core/ports';
import type { Connection, Settings } from '../core/settings';
import { isSettled, skip, type Step, stepKey } from '../core/step';
import { providerOf } from '../providers';
import type { Provider } from '../providers/kit';
import { openConnection } from './connections';
import { OvertakenError, paced } from './pace';
import { publish } from './publish';
import { idOf, keyOf, Seen } from './seen';
import { callFor } from './turn';
import { HINTS } from './wake';

/** What one run may use up. */
export interface Budget {
  /** When the run must be over, in milliseconds since the epoch. */
  readonly until: number;
  /** Calls to providers. */
  readonly calls: number;
}

/** How a run ended. `again`: the queue should deliver the same wake-up again after so many seconds. */
export type Drained =
  | { readonly kind: 'drained' | 'handed-on' | 'paused' }
  /** The provider asked for a pause: nobody calls it before. */
  | { readonly kind: 'quiet'; readonly until: number }
  | { readonly kind: 'again'; readonly afterSeconds: number };

/** The platform delays a queue event by 900 s at most; what is due later is woken by the sweep. */
const LONGEST_DELAY_SECONDS = 900;
/** The longest that a turn takes: its calls, what is recorded, and what the issues are told. */
const ONE_TURN = 90_000;
/** More than any provider makes in one turn. */
const MOST_CALLS_A_TURN = 100;
const TELL_AT_ONCE = 10;

const hasNews = (before: Step, after: Step): boolean =>
  before.status !== after.status || before.gate !== after.gate || before.outcome?.kind !== after.outcome?.kind;

async function tellAll(ports: Ports, ids: readonly string[]): Promise<void> {
  for (let first = 0; first < ids.length; first += TELL_AT_ONCE)
    await Promise.all(ids.slice(first, first + TELL_AT_ONCE).map(publish(ports)));
}

/** Until when a provider asked to be left alone, by Retry-After; null where it did not. */
function quietUntil(steps: readonly Step[]): number | null {
  const asked = steps.filter(
    ({ gate, outcome }) => gate === 'open' && outcome?.kind === 'retry' && outcome.afterSeconds !== undefined,
  );
  return asked.length === 0 ? null : Math.max(...asked.map(({ notBefore }) => notBefore));
}

/** Comes back to what was seen and is not settled, as far as the queue can be told to wait. */
async function wakeLater({ queue, chance }: Ports, connectionId: string, seen: Seen, earliest: number): Promise<void> {
  const { ids, at } = seen.later();
  const delay = Math.max(1, Math.ceil((Math.max(at, earliest) - chance.now()) / 1000));
  if (delay <= LONGEST_DELAY_SECONDS) await queue.wake(connectionId, ids, delay);
}

interface Work {
  readonly connection: Connection;
  readonly provider: Provider;
  readonly lease: Lease;
  /** Keys of steps that were named by the wake-up and are not read yet. */
  readonly hinted: string[];
  readonly seen: Seen;
}

/**
 * The steps of the next turn: those that were hinted at, then what the index names, each read strictly.
 * `isLast`: there are no hints left, and the index knows of no more.
 */
async function readDue(ports: Ports, { connection, provider, hinted, seen }: Work) {
  const { ledger, chance } = ports;
  const room = provider.batchSize * provider.concurrency;
  const next = hinted.splice(0, room);
  const isKnown = (key: string) => seen.has(key, chance.now()) || next.includes(key);
  const left = room - next.length;
  const listed = left > 0 ? await ledger.dueOf(connection.id, chance.now(), left, isKnown) : [];
  const read = await ledger.steps([...next, ...listed]);
  seen.note(read);
  // Settled already: whoever did it may have died before the issue was told.
  const settled = read.filter((step) => isSettled(step) && next.includes(keyOf(step)));
  await tellAll(
    ports,
    settled.map(({ erasureId }) => erasureId),
  );
  return {
    due: read.filter(({ gate, notBefore }) => gate === 'open' && notBefore <= chance.now()),
    isLast: hinted.length === 0 && listed.length < left,
  };
}

/** Records what became of the steps, and tells their issues. @throws OvertakenError */
async function settle(
  ports: Ports,
  { lease, seen }: Work,
  before: readonly Step[],
  after: readonly Step[],
): Promise<void> {
  const news = after.filter((step, index) => hasNews(before[index] ?? step, step)).map(({ erasureId }) => erasureId);
  if (!(await ports.ledger.record(after, new Set(news), lease, ports.chance.now()))) throw new OvertakenError();
  seen.note(after);
  await tellAll(ports, news);
}

/** Takes turns until nothing is due or the budget is nearly spent. */
async function takeTurns(ports: Ports, work: Work, settings: Settings, budget: Budget): Promise<Drained> {
  const { chance, vault, queue } = ports;
  const { connection, provider, lease, hinted, seen } = work;
  const pace = paced(ports, provider.callsPerMinute, lease);
  const opened = openConnection(connection, await vault.secrets(connection.id), { ...ports, http: pace.http });
  let { paused } = settings;
  for (;;) {
    if (paused) return { kind: 'paused' };
    if (chance.now() + ONE_TURN > budget.until || pace.calls() + MOST_CALLS_A_TURN > budget.calls) {
      await queue.wake(connection.id, hinted.slice(0, HINTS).map(idOf));
      return { kind: 'handed-on' };
    }
    const { due, isLast } = await readDue(ports, work);
    if (due.length > 0) {
      // A connection that was switched off, or set up anew for another provider, is not what was planned.
      const planned = due.filter((step) => connection.enabled && step.provider === connection.provider);
      const unplanned = due.filter((step) => !planned.includes(step));
      const called = planned.length === 0 ? [] : await callFor(ports, provider, opened, planned);
      const after = [...called, ...unplanned.map((step) => skip(step, chance.now()))];
      await settle(ports, work, [...planned, ...unplanned], after);
      const until = quietUntil(after);
      if (until !== null) {
        await wakeLater(ports, connection.id, seen, until);
        return { kind: 'quiet', until };
      }
    }
    if (isLast) break;
    ({ paused } = await ports.settings.read());
  }
  await wakeLater(ports, connection.id, seen, 0);
  return { kind: 'drained' };
}

/** A connection that was removed: its open steps are skipped. */
const removed = (id: string): Connection => ({ id, provider: '', label: id, enabled: false, settings: {} });
const NO_PROVIDER = { batchSize: 20, concurrency: 1, callsPerMinute: 60 } as Provider;

/**
 * Drains one connection. The hints name erasures that are probably due; what is due the ledger says.
 * @param hints ids of erasures.
 */
export const drain =
  (ports: Ports) =>
  async (connectionId: string, hints: readonly string[], budget: Budget): Promise<Drained> => {
    const { leases, chance, log } = ports;
    const lease = await leases.take(`drain.${connectionId}`, chance.now());
    if ('retryAfterSeconds' in lease) return { kind: 'again', afterSeconds: lease.retryAfterSeconds };
    let quiet: number | null = null;
    try {
      const settings = await ports.settings.read();
      const connection = settings.connections.find(({ id }) => id === connectionId) ?? removed(connectionId);
      const provider = providerOf(connection.provider) ?? NO_PROVIDER;
      const hinted = hints.map((id) => stepKey(id, connectionId));
      const work: Work = { connection, provider, lease, hinted, seen: new Seen() };
      const drained = await takeTurns(ports, work, settings, budget);
      if (drained.kind === 'quiet') quiet = drained.until;
      return drained;
    } catch (error) {
      if (!(error instanceof OvertakenError)) throw error;
      log('drain overtaken', { connection: connectionId });
      return { kind: 'again', afterSeconds: 5 };
    } finally {
      await leases.giveBack(lease, quiet);
    }
  };
