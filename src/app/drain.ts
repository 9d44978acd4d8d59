/**
 * Makes the calls of one connection: whatever is due, batch by batch, each outcome recorded before the next call.
 * One drain per connection at a time, so that a provider's rate is kept in one place and its batches are full.
 */
import type { Http, Lease, Ports } from '../core/ports';
import type { Connection } from '../core/settings';
import { isSettled, skip, type Step, stepKey } from '../core/step';
import { providerOf } from '../providers';
import type { Provider } from '../providers/kit';
import { openConnection } from './connections';
import { publish } from './publish';
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
const MOST_CALLS_A_TURN = 60;
const RENEW_EVERY = 10_000;
const TELL_AT_ONCE = 10;

class OvertakenError extends Error {
  override name = 'OvertakenError' as const;
}

interface Pace {
  readonly http: Http;
  calls(): number;
}

/** Counts calls, spreads them over the minute as the provider wishes, and keeps the lease alive between them. */
function paced({ http, chance, leases }: Ports, callsPerMinute: number, lease: Lease): Pace {
  let calls = 0;
  let nextTurn = 0;
  let renewedAt = chance.now();
  return {
    calls: () => calls,
    http: async (call) => {
      calls += 1;
      const turn = Math.max(chance.now(), nextTurn);
      nextTurn = turn + 60_000 / callsPerMinute;
      if (turn > chance.now()) await chance.sleep(turn - chance.now());
      if (chance.now() - renewedAt > RENEW_EVERY) {
        renewedAt = chance.now();
        if (!(await leases.renew(lease, renewedAt))) throw new OvertakenError();
      }
      return http(call);
    },
  };
}

const hasNews = (before: Step, after: Step): boolean =>
  before.status !== after.status || before.gate !== after.gate || before.outcome?.kind !== after.outcome?.kind;

const keyOf = ({ erasureId, connectionId }: Step): string => stepKey(erasureId, connectionId);

/** What this run has learned of each step: until when the index need not name it again. */
class Seen {
  private readonly until = new Map<string, number>();

  note(steps: readonly Step[]): void {
    for (const { erasureId, connectionId, gate, notBefore } of steps)
      this.until.set(stepKey(erasureId, connectionId), gate === 'open' ? notBefore : Infinity);
  }

  has(key: string, now: number): boolean {
    return (this.until.get(key) ?? 0) > now;
  }

  /** Ids of steps to come back to, and when the first of them is due. */
  later(): { ids: string[]; at: number } {
    const waiting = [...this.until].filter(([, at]) => at !== Infinity).sort(([, a], [, b]) => a - b);
    return {
      ids: waiting.slice(0, HINTS).map(([key]) => key.slice(0, key.indexOf('.'))),
      at: waiting[0]?.[1] ?? Infinity,
    };
  }
}

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

/** Takes turns until nothing is due or the budget is nearly spent. */
async function takeTurns(
  ports: Ports,
  { connection, provider }: { connection: Connection; provider: Provider },
  hints: readonly string[],
  budget: Budget,
  lease: Lease,
): Promise<Drained> {
  const { ledger, chance, vault, queue } = ports;
  const pace = paced(ports, provider.callsPerMinute, lease);
  const opened = openConnection(connection, await vault.secrets(connection.id), { ...ports, http: pace.http });
  const room = provider.batchSize * provider.concurrency;
  const seen = new Seen();
  const hinted = hints.map((id) => stepKey(id, connection.id));
  for (;;) {
    if ((await ports.settings.read()).paused) return { kind: 'paused' };
    if (chance.now() + ONE_TURN > budget.until || pace.calls() + MOST_CALLS_A_TURN > budget.calls) {
      await queue.wake(
        connection.id,
        hinted.slice(0, HINTS).map((key) => key.slice(0, key.indexOf('.'))),
      );
      return { kind: 'handed-on' };
    }
    const next = hinted.splice(0, room);
    const listed =
      next.length < room
        ? await ledger.dueOf(
            connection.id,
            chance.now(),
            room - next.length,
            (key) => seen.has(key, chance.now()) || next.includes(key),
          )
        : [];
    const read = await ledger.steps([...next, ...listed]);
    seen.note(read);
    // Settled already: whoever did it may have died before the issue was told.
    await tellAll(
      ports,
      read.filter((step) => isSettled(step) && next.includes(keyOf(step))).map(({ erasureId }) => erasureId),
    );
    const due = read.filter(({ gate, notBefore }) => gate === 'open' && notBefore <= chance.now());
    if (due.length === 0) {
      if (hinted.length > 0) continue;
      break;
    }
    const after = connection.enabled
      ? await callFor(ports, provider, opened, due)
      : due.map((step) => skip(step, chance.now()));
    const news = after.filter((step, index) => hasNews(due[index] ?? step, step)).map(({ erasureId }) => erasureId);
    if (!(await ledger.record(after, new Set(news), lease, chance.now()))) throw new OvertakenError();
    seen.note(after);
    await tellAll(ports, news);
    const until = quietUntil(after);
    if (until !== null) {
      await wakeLater(ports, connection.id, seen, until);
      return { kind: 'quiet', until };
    }
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
      const drained = await takeTurns(ports, { connection, provider }, hints, budget, lease);
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
