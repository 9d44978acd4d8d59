/**
 * Makes the calls of one connection: whatever is due, batch by batch, each outcome recorded before the next call.
 * One drain per connection at a time, so that a provider's rate is kept in one place and its batches are full.
 */
import type { Http, Lease, Ports } from '../core/ports';
import type { Connection } from '../core/settings';
import { skip, type Step, stepKey } from '../core/step';
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
  { readonly kind: 'drained' | 'handed-on' | 'paused' } | { readonly kind: 'again'; readonly afterSeconds: number };

/** The platform delays a queue event by 900 s at most; what is due later is woken by the sweep. */
const LONGEST_DELAY_SECONDS = 900;
/** The longest that a turn takes: its calls, what is recorded, and what the issues are told. */
const ONE_TURN = 40_000;
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
    // A batch may be split in as many calls as it has people, and twice that on the way.
    if (chance.now() + ONE_TURN > budget.until || pace.calls() + 2 * room > budget.calls) {
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
  }
  const { ids, at } = seen.later();
  const delay = Math.max(1, Math.ceil((at - chance.now()) / 1000));
  if (delay <= LONGEST_DELAY_SECONDS) await queue.wake(connection.id, ids, delay);
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
    try {
      const settings = await ports.settings.read();
      const connection = settings.connections.find(({ id }) => id === connectionId) ?? removed(connectionId);
      const provider = providerOf(connection.provider) ?? NO_PROVIDER;
      return await takeTurns(ports, { connection, provider }, hints, budget, lease);
    } catch (error) {
      if (!(error instanceof OvertakenError)) throw error;
      log('drain overtaken', { connection: connectionId });
      return { kind: 'again', afterSeconds: 5 };
    } finally {
      await leases.giveBack(lease);
    }
  };
