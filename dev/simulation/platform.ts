/**
 * The platform of one life: a site in memory under the real adapters and their @forge packages, and the way out to the
 * vendors. Every call to it is a place where something can go wrong.
 */
import type { PushedEvent, ToJira } from '../platform/forge/calls';
import type { JiraResponse } from '../platform/forge/host';
import { runInProcess } from '../platform/forge/in-process';
import { plainReply } from '../platform/forge/plain-reply';
import { SiteInMemory } from '../platform/site-in-memory';
import { LENIENT, stricter } from '../platform/strictness';
import type { VirtualClock } from '../platform/virtual-clock';
import type { Faults } from './faults';
import type { Random } from '../platform/random';
import type { Vendors } from './vendors';

/** One run of a function: it can die at any call, and is ended when its time is up. */
export class Invocation {
  isDead = false;
  private onDeath: (why: string) => void = () => undefined;
  readonly death = new Promise<string>((resolve) => {
    this.onDeath = resolve;
  });

  constructor(
    readonly name: string,
    readonly accountId: string | null,
    /** How far this machine's clock is off. */
    readonly skew: number,
  ) {}

  die(why: string): void {
    if (this.isDead) return;
    this.isDead = true;
    this.onDeath(why);
  }
}

/** A request to Jira ends within a minute, and the app gives a vendor twenty seconds; the rest may take two minutes. */
const longest = (what: string): number =>
  what.startsWith('Jira') ? 58_000 : what.startsWith('fetch') ? 18_000 : 119_000;

const never = <T>(): Promise<T> => new Promise(() => undefined);

const LIMITS = ['jira-burst-based', 'jira-per-issue-on-write', 'jira-quota-global-based', 'jira-quota-tenant-based'];

/** What a call is told by: "storage set", "queue push", "Jira GET issue/N". */
function nameOf(remote: string | undefined, method: string, path: string): string {
  if (remote === 'kvs') return `storage ${path.slice('/api/v1/'.length)}`;
  if (remote === 'stargate') return 'queue push';
  return `Jira ${method} ${path.replace(/\d+/g, 'N').replace(/\?.*/, '').slice('/rest/api/3/'.length)}`;
}

/** What a life decides about its platform. */
export interface Weather {
  /** How long the index of the storage lags behind, in milliseconds. */
  readonly lag: number;
  /** How likely it is that an event of the queue is lost, or delivered twice. */
  readonly lost: number;
  readonly twice: number;
  /** How far clocks may be off, in milliseconds. */
  readonly skew: number;
  /** Whether Jira answers at this moment; a status and headers where it does not. */
  readonly jira: (now: number) => JiraResponse | null;
}

type Consume = (event: PushedEvent) => Promise<number | 'done' | 'failed'>;

export class Platform extends SiteInMemory {
  /** Whose turn it is: between two events of the clock only one invocation runs. */
  private running: Invocation | null = null;
  private readonly inFlight = new Map<string, number>();
  /** Events that are not delivered to the end. */
  queued = 0;
  /** Requests to Jira, as they went out. */
  readonly toJira: string[] = [];
  readonly pushed: string[] = [];
  readonly logs: string[] = [];
  consume: Consume = () => Promise.resolve('done');

  constructor(
    readonly clock: VirtualClock,
    readonly faults: Faults,
    private readonly random: Random,
    readonly weather: Weather,
    private readonly vendors: Vendors,
    readonly tell: (line: string) => void,
  ) {
    super('simulated', () => clock.now, { strictness: stricter(LENIENT, { storage: { indexLag: weather.lag } }) });
  }

  override log(line: string): void {
    this.logs.push(line);
  }

  get current(): Invocation {
    if (this.running === null) throw new Error('called outside of an invocation');
    return this.running;
  }

  /** The time as the machine of the running invocation sees it. */
  now(): number {
    return Math.round(this.clock.now + this.current.skew);
  }

  /** Lets an invocation wait, and go on when its time has come. */
  pause(milliseconds: number, invocation = this.current): Promise<void> {
    return new Promise((resolve) => {
      this.clock.schedule(this.clock.now + milliseconds, () => {
        this.running = invocation;
        resolve();
      });
    });
  }

  /** Runs a function of the app. Where it dies, nobody learns what it would have answered. */
  async invoke<T>(
    name: string,
    limit: number,
    accountId: string | null,
    work: () => Promise<T>,
  ): Promise<{ readonly kind: 'answered'; readonly value: T } | { readonly kind: 'failed'; readonly error: unknown }> {
    const { skew } = this.weather;
    const invocation = new Invocation(name, accountId, skew === 0 ? 0 : this.random.between(-skew, skew));
    this.clock.schedule(this.clock.now + limit, () => {
      invocation.die('time-out');
    });
    this.running = invocation;
    const answered = work().then(
      (value) => ({ kind: 'answered' as const, value }),
      (error: unknown) => ({ kind: 'failed' as const, error }),
    );
    const died = invocation.death.then((why) => {
      this.tell(`${name} dies: ${why}`);
      return { kind: 'failed' as const, error: new Error(why) };
    });
    const end = await Promise.race([answered, died]);
    invocation.isDead = true;
    return end;
  }

  /** A call to the platform: it takes a while, and something may go wrong before, in between and after. */
  private async call(
    what: string,
    apply: () => Response | Promise<Response>,
    broken: () => Response,
  ): Promise<Response> {
    const invocation = this.current;
    if (invocation.isDead) return never();
    const { fault, chance } = this.faults.next(what);
    if (fault !== null) this.tell(`${invocation.name}: ${what}: ${fault}`);
    const slow = 1000 + chance * longest(what);
    const wait = async (milliseconds: number) => {
      await this.pause(milliseconds, invocation);
      return invocation.isDead;
    };
    if (await wait(1 + chance * 15 + (fault === 'slow-before' ? slow : 0))) return never();
    if (fault === 'crash-before') {
      invocation.die(`before ${what}`);
      return never();
    }
    if (fault === 'error') {
      if (await wait(1 + chance * 15)) return never();
      return broken();
    }
    const reply = await apply();
    if (fault === 'crash-after') {
      invocation.die(`after ${what}`);
      return never();
    }
    if (await wait(1 + chance * 15 + (fault === 'slow-after' ? slow : 0))) return never();
    if (fault === 'lost-reply') throw new TypeError('fetch failed');
    return reply;
  }

  override answerForge(...asked: Parameters<SiteInMemory['answerForge']>): Promise<Response> {
    const [{ remote }, path, { method = 'GET' }] = asked;
    return this.call(
      nameOf(remote, method, path),
      () => super.answerForge(...asked),
      () => this.reply(this.broken(remote)),
    );
  }

  /** What a part of the platform answers that is out of order. */
  private broken(remote: string | undefined): JiraResponse {
    if (remote === 'kvs') return { status: 500, body: { code: 'INTERNAL', message: 'The storage has a fault.' } };
    if (remote === 'stargate') return { status: 429, body: {} };
    if (this.random.is(0.5)) return { status: 503, body: {} };
    const headers = {
      'Retry-After': String(this.random.int(1, 120)),
      'RateLimit-Reason': this.random.pick(LIMITS),
    };
    return { status: 429, headers, body: {} };
  }

  protected override reply({ status, body, headers = {} }: JiraResponse): Response {
    const text = body === undefined ? '' : JSON.stringify(body);
    return plainReply(status, text, { 'content-type': 'application/json', ...headers });
  }

  protected override answerJira(request: ToJira): Response {
    const down = this.weather.jira(this.clock.now);
    if (down !== null) return this.reply(down);
    if (request.method !== 'GET') this.toJira.push(`${request.path} ${request.body ?? ''}`);
    return super.answerJira(request);
  }

  /** What the app calls outside: the vendors. */
  override async answerOutside(url: string, init: RequestInit): Promise<Response> {
    const invocation = this.current;
    const { host } = new URL(url);
    const call = this.vendors.begin(url, init, invocation);
    return this.call(
      `fetch ${host}`,
      async () => {
        const answer = this.vendors.answer(call);
        await this.pause(answer.takes, invocation);
        if (answer.kind === 'time-out') throw Object.assign(new Error('timed out'), { name: 'TimeoutError' });
        if (answer.kind !== 'reply') throw new TypeError('fetch failed');
        return plainReply(answer.status, answer.text, answer.headers);
      },
      () => plainReply(502),
    ).finally(call.done);
  }

  // --- the queue

  protected override push(event: PushedEvent): void {
    this.pushed.push(JSON.stringify(event.body));
    if (!this.faults.isOver && this.random.is(this.weather.lost)) return;
    const copies = !this.faults.isOver && this.random.is(this.weather.twice) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      this.queued += 1;
      // Now and then an event is overtaken by later ones.
      const late = this.random.is(0.05) ? this.random.between(0, 60_000) : this.random.between(0, 200);
      this.deliverAt(this.clock.now + (event.delayInSeconds ?? 0) * 1000 + late, event, 0);
    }
  }

  private deliverAt(at: number, event: PushedEvent, retries: number): void {
    this.clock.schedule(at, () => {
      void this.deliver(event, retries);
    });
  }

  private async deliver(event: PushedEvent, retries: number): Promise<void> {
    const { key = '', limit = Infinity } = event.concurrency ?? {};
    // That the queue keeps to its limit is a convenience; nothing may depend on it.
    const isKept = this.faults.isOver || !this.random.is(this.weather.twice);
    if (isKept && (this.inFlight.get(key) ?? 0) >= limit) {
      this.deliverAt(this.clock.now + 500, event, retries);
      return;
    }
    this.inFlight.set(key, (this.inFlight.get(key) ?? 0) + 1);
    const end = await this.consume(event);
    this.inFlight.set(key, (this.inFlight.get(key) ?? 1) - 1);
    const backoff = end === 'failed' ? Math.min(2 ** retries, 900) : end;
    if (backoff === 'done' || retries >= 20) this.queued -= 1;
    else this.deliverAt(this.clock.now + backoff * 1000, event, retries + 1);
  }
}

let current: Platform | null = null;

/** Puts a platform under the @forge packages, which reach it by globals. One life at a time. */
export function putUnderTheApp(platform: Platform): void {
  current = platform;
}

runInProcess(() => (current === null ? undefined : { installation: current, accountId: current.current.accountId }));
