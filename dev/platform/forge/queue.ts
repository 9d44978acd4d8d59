/**
 * Forge's async events: a queue that outlives the host, delivers at least once, and retries for a day.
 * @see facts of limits: 50 events and 200 KB a push, 900 s delay, 500 events a minute, 1,000 pushes in a chain.
 */
import type { Row, Store } from '../store';
import type { Push } from './calls';
import { chanceOf, LENIENT, type QueueStrictness, type Strictness } from '../strictness';
import type { Random } from '../random';
import type { SiteClock } from './clock';

/** An event as a consumer gets it. */
export interface Delivery {
  readonly queueName: string;
  readonly jobId: string;
  readonly eventId: string;
  readonly body: unknown;
  readonly concurrency?: { readonly key: string; readonly limit: number };
  readonly retryContext?: {
    retryCount: number;
    retryReason: string;
    retryData: unknown;
    retentionWindow: { startTime: string; remainingTimeMs: number };
  };
}

/** How a consumer ended: done, or to be delivered again. */
export type Consumed =
  | { readonly kind: 'done' }
  | { readonly kind: 'retry'; readonly afterSeconds: number; readonly reason: string; readonly data: unknown }
  | { readonly kind: 'failed' };

const RETENTION = 24 * 3_600_000;
const LONGEST_BACKOFF = 900;
const PER_MINUTE = 500;
const LONGEST_CHAIN = 1000;

export class EventQueue {
  private readonly inFlight = new Map<string, number>();
  private readonly delivering = new Set<number>();
  private callOff: (() => void) | null = null;
  private pushed: number[] = [];
  private isClosed = false;
  private readonly chance: Random;
  private readonly limits: QueueStrictness;

  constructor(
    private readonly store: Store,
    private readonly consume: (delivery: Delivery, chain: number) => Promise<Consumed>,
    private readonly clock: SiteClock,
    strictness: Strictness = LENIENT,
  ) {
    this.chance = chanceOf(strictness, 'queue');
    this.limits = strictness.queue;
    store.exec(`CREATE TABLE IF NOT EXISTS queue (id INTEGER PRIMARY KEY, name TEXT, job TEXT, event TEXT, body TEXT, due INTEGER,
      ckey TEXT, climit INTEGER, since INTEGER, retries INTEGER, reason TEXT, data TEXT, chain INTEGER);
      CREATE INDEX IF NOT EXISTS queue_due ON queue (due);`);
  }

  /** Takes a push, as the platform's endpoint does. @param chain how many pushes led to this one */
  push(request: Push, chain: number): { status: number; body?: unknown } {
    const { queueName, jobId, payload } = request;
    if (payload.length > 50) return { status: 400, body: { message: 'More than 50 events' } };
    if (Buffer.byteLength(JSON.stringify(payload)) > 200 * 1024)
      return { status: 413, body: { errorMessage: 'The maximum payload size is 200KB.' } };
    if (chain > LONGEST_CHAIN) return { status: 405 };
    const now = this.clock.now();
    this.pushed = this.pushed.filter((at) => at > now - 60_000);
    if (this.pushed.length + payload.length > PER_MINUTE) return { status: 429 };
    this.store.atomically(() => {
      payload.forEach(({ body, delayInSeconds = 0, concurrency }, index) => {
        this.pushed.push(now);
        for (const due of this.deliveries(now + delayInSeconds * 1000))
          this.store.run(
            'INSERT INTO queue (name, job, event, body, due, ckey, climit, since, retries, chain) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)',
            queueName,
            jobId,
            `${jobId}#${String(index)}`,
            JSON.stringify(body),
            due,
            concurrency?.key ?? null,
            concurrency?.limit ?? null,
            now,
            chain,
          );
      });
    });
    this.schedule(0);
    return { status: 201 };
  }

  /** When an event is delivered: at least once. */
  private deliveries(due: number): number[] {
    const { twice, secondWithin } = this.limits;
    return this.chance.is(twice) ? [due, due + this.chance.between(0, secondWithin)] : [due];
  }

  /** Starts delivering, also what an earlier host left. */
  start(): void {
    this.schedule(0);
  }

  close(): void {
    this.isClosed = true;
    this.callOff?.();
  }

  /** How many events wait or are being delivered. */
  size(): number {
    return Number(this.store.get('SELECT count(*) AS n FROM queue')?.['n'] ?? 0);
  }

  private schedule(milliseconds: number): void {
    if (this.isClosed) return;
    this.callOff?.();
    this.callOff = this.clock.after(milliseconds, () => {
      this.callOff = null;
      this.deliverDue();
    });
  }

  private deliverDue(): void {
    const now = this.clock.now();
    for (const row of this.store.all('SELECT * FROM queue WHERE due <= ? ORDER BY due, id LIMIT 500', now))
      this.deliver(row);
    const next = this.store.get('SELECT min(due) AS due FROM queue WHERE due > ?', now)?.['due'];
    if (typeof next === 'number') this.schedule(Math.max(next - this.clock.now(), 1));
  }

  private deliver(row: Row): void {
    const id = Number(row['id']);
    const key = row['ckey'] === null ? null : String(row['ckey']);
    if (this.delivering.has(id)) return;
    if (key !== null && (this.inFlight.get(key) ?? 0) >= Number(row['climit'])) return;
    this.delivering.add(id);
    if (key !== null) this.inFlight.set(key, (this.inFlight.get(key) ?? 0) + 1);
    void this.consume(this.toDelivery(row), Number(row['chain']))
      .catch((): Consumed => ({ kind: 'failed' }))
      .then((consumed) => {
        if (this.isClosed) return;
        this.settle(row, consumed);
        this.delivering.delete(id);
        if (key !== null) this.inFlight.set(key, (this.inFlight.get(key) ?? 1) - 1);
        this.schedule(0);
      });
  }

  private toDelivery(row: Row): Delivery {
    const retryCount = Number(row['retries']);
    const since = Number(row['since']);
    return {
      queueName: String(row['name']),
      jobId: String(row['job']),
      eventId: String(row['event']),
      body: JSON.parse(String(row['body'])) as unknown,
      ...(row['ckey'] === null ? {} : { concurrency: { key: String(row['ckey']), limit: Number(row['climit']) } }),
      ...(retryCount === 0
        ? {}
        : {
            retryContext: {
              retryCount,
              retryReason: String(row['reason']),
              retryData: row['data'] === null ? null : (JSON.parse(String(row['data'])) as unknown),
              retentionWindow: {
                startTime: new Date(since).toISOString(),
                remainingTimeMs: since + RETENTION - this.clock.now(),
              },
            },
          }),
    };
  }

  private settle(row: Row, consumed: Consumed): void {
    const id = Number(row['id']);
    const retries = Number(row['retries']) + 1;
    if (consumed.kind === 'done' || this.clock.now() - Number(row['since']) > RETENTION) {
      this.store.run('DELETE FROM queue WHERE id = ?', id);
      return;
    }
    const after = consumed.kind === 'retry' ? consumed.afterSeconds : Math.min(2 ** (retries - 1), LONGEST_BACKOFF);
    const reason = consumed.kind === 'retry' ? consumed.reason : 'FUNCTION_FAILED';
    const data = consumed.kind === 'retry' ? JSON.stringify(consumed.data ?? null) : null;
    this.store.run(
      'UPDATE queue SET due = ?, retries = ?, reason = ?, data = ? WHERE id = ?',
      this.clock.now() + after * 1000,
      retries,
      reason,
      data,
      id,
    );
  }
}
