/**
 * The platform of one life: storage, queue, Jira and the way out, under the real adapters and their @forge packages.
 * Every call to it is a place where something can go wrong.
 */
import { join } from 'node:path';
import { Kvs } from '../platform/forge/kvs';
import { readManifest } from '../platform/forge/manifest';
import { Issues } from '../platform/jira/issues';
import { JiraRest } from '../platform/jira/rest';
import { Store } from '../platform/store';
import type { Clock } from './clock';
import type { Faults } from './faults';
import { MemoryRows } from './memory-rows';
import type { Random } from './random';
import type { Vendors } from './vendors';

const MANIFEST = readManifest(join(__dirname, '../..'));
const APP_ACCOUNT = 'app-user-erasure';

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

/** What a reply of the simulated network looks like to the packages that read it. */
interface PlainReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text: string;
}

const toResponse = ({ status, headers = {}, text }: PlainReply): Response => {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const bytes = Buffer.from(text);
  return {
    ok: status >= 200 && status < 300,
    status,
    statusText: String(status),
    headers: {
      get: (name: string) => lower.get(name.toLowerCase()) ?? null,
      has: (name: string) => lower.has(name.toLowerCase()),
    },
    body: text === '' ? null : [bytes],
    text: () => Promise.resolve(text),
    json: () => Promise.resolve(JSON.parse(text) as unknown),
  } as unknown as Response;
};

const json = (status: number, body: unknown, headers: Record<string, string> = {}): PlainReply => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  text: body === undefined ? '' : JSON.stringify(body),
});

/** A request to Jira ends within a minute, and the app gives a vendor twenty seconds; the rest may take two minutes. */
const longest = (what: string): number =>
  what.startsWith('Jira') ? 58_000 : what.startsWith('fetch') ? 18_000 : 119_000;

const never = <T>(): Promise<T> => new Promise(() => undefined);

/** An event of the queue. */
export interface QueueEvent {
  readonly body: unknown;
  readonly delayInSeconds?: number;
  readonly concurrency?: { readonly key: string; readonly limit: number };
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
  readonly jira: (now: number) => { status: number; headers: Record<string, string> } | null;
}

type Consume = (event: QueueEvent) => Promise<number | 'done' | 'failed'>;

export class Platform {
  /** Whose turn it is: between two events of the clock only one invocation runs. */
  private running: Invocation | null = null;
  readonly rows = new MemoryRows();
  private readonly kvs: Kvs;
  private readonly store = new Store(null);
  readonly issues: Issues;
  private readonly rest: JiraRest;
  private readonly inFlight = new Map<string, number>();
  /** Events that are not delivered to the end. */
  queued = 0;
  /** Requests to Jira, as they went out. */
  readonly toJira: string[] = [];
  readonly pushed: string[] = [];
  consume: Consume = () => Promise.resolve('done');

  constructor(
    readonly clock: Clock,
    readonly faults: Faults,
    private readonly random: Random,
    readonly weather: Weather,
    private readonly vendors: Vendors,
    readonly tell: (line: string) => void,
  ) {
    this.kvs = new Kvs(this.rows, MANIFEST, weather.lag, () => clock.now);
    this.issues = new Issues(this.store, MANIFEST);
    this.rest = new JiraRest(
      this.issues,
      () => 'https://jira.example',
      () => clock.now,
    );
  }

  close(): void {
    this.store.close();
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
    apply: () => PlainReply | Promise<PlainReply>,
    broken: () => PlainReply,
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
      return toResponse(broken());
    }
    const reply = await apply();
    if (fault === 'crash-after') {
      invocation.die(`after ${what}`);
      return never();
    }
    if (await wait(1 + chance * 15 + (fault === 'slow-after' ? slow : 0))) return never();
    if (fault === 'lost-reply') throw new TypeError('fetch failed');
    return toResponse(reply);
  }

  /** What the @forge packages call. */
  readonly forgeFetch = (
    meta: { readonly remote: string; readonly provider: string },
    path: string,
    init: { readonly method?: string; readonly body?: string } = {},
  ): Promise<Response> => {
    const body = init.body ?? '';
    if (meta.remote === 'kvs')
      return this.call(
        `storage ${path.slice('/api/v1/'.length)}`,
        () => {
          const answer = this.kvs.answer(path, body === '' ? '{}' : body);
          return json(answer.status, answer.body);
        },
        () => json(500, { code: 'INTERNAL', message: 'The storage has a fault.' }),
      );
    if (meta.remote === 'stargate')
      return this.call(
        'queue push',
        () => {
          for (const event of (JSON.parse(body) as { payload: QueueEvent[] }).payload) this.push(event);
          return json(201, undefined);
        },
        () => json(429, {}),
      );
    return this.jira(
      meta.provider === 'app' ? APP_ACCOUNT : (this.current.accountId ?? ''),
      path,
      init.method ?? 'GET',
      body,
    );
  };

  private jira(accountId: string, path: string, method: string, body: string): Promise<Response> {
    const limits = [
      'jira-burst-based',
      'jira-per-issue-on-write',
      'jira-quota-global-based',
      'jira-quota-tenant-based',
    ];
    const name = path.replace(/\d+/g, 'N').replace(/\?.*/, '').slice('/rest/api/3/'.length);
    return this.call(
      `Jira ${method} ${name}`,
      () => {
        const down = this.weather.jira(this.clock.now);
        if (down !== null) return json(down.status, {}, down.headers);
        if (method !== 'GET') this.toJira.push(`${path} ${body}`);
        const caller = { accountId, isApp: accountId === APP_ACCOUNT };
        const scopes = MANIFEST.scopes;
        const {
          status,
          headers,
          body: reply,
        } = this.rest.answer({ method, path, body: body === '' ? null : body, caller, scopes });
        return json(status, reply, headers);
      },
      () =>
        this.random.is(0.5)
          ? json(503, {})
          : json(
              429,
              {},
              { 'Retry-After': String(this.random.int(1, 120)), 'RateLimit-Reason': this.random.pick(limits) },
            ),
    );
  }

  /** What the app calls outside: the vendors. */
  readonly outsideFetch = async (url: string, init: RequestInit): Promise<Response> => {
    const invocation = this.current;
    const { host } = new URL(url);
    const done = this.vendors.begin(url, init, invocation);
    const reply = await this.call(
      `fetch ${host}`,
      async () => {
        const answer = this.vendors.answer(url, init);
        await this.pause(answer.takes, invocation);
        if (answer.kind === 'time-out') throw Object.assign(new Error('timed out'), { name: 'TimeoutError' });
        if (answer.kind === 'reset') throw new TypeError('fetch failed');
        return answer;
      },
      () => ({ status: 502, text: '' }),
    ).finally(done);
    return reply;
  };

  // --- the queue

  private push(event: QueueEvent): void {
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

  private deliverAt(at: number, event: QueueEvent, retries: number): void {
    this.clock.schedule(at, () => {
      void this.deliver(event, retries);
    });
  }

  private async deliver(event: QueueEvent, retries: number): Promise<void> {
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

const here = (): Platform => {
  if (current === null) throw new Error('there is no platform');
  return current;
};

Object.assign(globalThis, {
  __forge_fetch__: (...[meta, path, init]: Parameters<Platform['forgeFetch']>) => here().forgeFetch(meta, path, init),
});
Object.defineProperty(globalThis, '__forge_runtime__', {
  configurable: true,
  get: () => ({
    appContext: {
      appId: MANIFEST.appId,
      appVersion: '1.0.0',
      environmentId: '0a4b3c2d-0000-4000-8000-000000000001',
      environmentType: 'DEVELOPMENT',
      invocationId: 'simulated',
      installationId: 'simulated',
      moduleKey: 'simulated',
      permissions: { scopes: MANIFEST.scopes },
    },
    contextAri: 'ari:cloud:jira::site/simulated',
    aaid: here().current.accountId ?? undefined,
    externalAuth: [],
    proxy: { token: 'simulated' },
    tracing: { traceId: 'simulated', spanId: 'simulated' },
    lambdaContext: { getRemainingTimeInMillis: () => 60_000 },
    metrics: {
      counter: () => ({ incr: () => undefined, decr: () => undefined }),
      timing: () => ({ measure: () => ({ stop: () => undefined }) }),
    },
  }),
});
