/**
 * One installation in memory: a clock that the test moves, a queue that it delivers, and vendors that answer what it
 * scripted and nothing else.
 */
import type { Installation } from '../../dev/platform/forge/in-process';
import type { ToJira } from '../../dev/platform/forge/calls';
import { accountOf, EMAIL_FIELD, type Pushed, SiteInMemory, type Who } from '../../dev/platform/site-in-memory';
import type { JiraResponse } from '../../dev/platform/forge/host';
import { portsOver } from './ports-over';
import { plainReply } from '../../dev/platform/forge/plain-reply';
import { askedBy, NOW, type Scripted, toResponse } from './vendor';
import { Store } from '../../dev/platform/store';
import { LENIENT, type Strictness } from '../../dev/platform/strictness';
import { continueBulk } from '../../src/app/bulk/run';
import { drain } from '../../src/app/drain/drain';
import { sweep } from '../../src/app/sweep/sweep';
import { secondsAskedFor } from '../../src/core/throttled-error';
import type { Event } from '../../src/core/evidence/chain';
import type { Ports } from '../../src/ports/ports';
import { BulkMessage, DrainMessage } from '../../src/forge/queue';
import type { System } from '../../src/ports/system';
import { type ErasureProperty, PROPERTY_KEY } from '../../src/core/erasure/issue-property';

/** A vendor's next reply: a status, a whole reply, or what to do while it is asked. */
export type Says = number | Scripted | (() => Promise<number>);

/** A request to the storage. */
export interface ToStorage {
  readonly path: string;
  readonly body: string;
}

interface Queued extends Pushed {
  readonly at: number;
}

/** How Jira refuses a request. */
interface Trouble {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** At which call to the platform a run dies: before it arrives, or after it was carried out. */
type Death = { readonly before: RegExp } | { readonly after: RegExp };

/** Where the issues stand. Making such a store takes longer than most tests: a file's worlds use one, in turn. */
let store: Store | null = null;
function emptied(): Store {
  if (store === null) return (store = new Store(null));
  store.exec('DELETE FROM issue; DELETE FROM counter;');
  return store;
}

/** Ids are made for all worlds together: what one wrote may be written into another. */
let ids = 0;

const worlds: World[] = [];
afterEach(() => {
  const left = worlds.splice(0).flatMap((world) => world.leftOver());
  expect(left).toEqual([]);
});

export class World extends SiteInMemory {
  now = NOW;
  /** Calls to vendors, as "connection address". */
  readonly called: string[] = [];
  /** Events of the queue that are not delivered yet. */
  queue: Queued[] = [];
  readonly logged: string[] = [];
  /** What Jira answers instead of what is asked of it; null: as ever. */
  jiraAnswers: (asked: ToJira) => Trouble | null = () => null;
  /** Whether the storage has a fault at this request. */
  storageFails: (asked: ToStorage) => boolean = () => false;
  /** Whether the storage refuses this request for its rate. */
  storageIsThrottled: (asked: ToStorage) => boolean = () => false;
  /** Requests to the queue. */
  pushes = 0;
  /** The ports of the app itself: nobody asks. */
  readonly ports: Ports = this.as(null);
  private readonly script = new Map<string, Says[]>();
  private readonly always = new Map<string, Says>();
  private readonly unscripted: string[] = [];
  private readonly toStorage: ToStorage[] = [];

  constructor(strictness: Strictness = LENIENT) {
    super('world', () => this.now, { jira: emptied(), strictness });
    worlds.push(this);
  }

  /** The ports as they are when this user asks. */
  as(who: Who, installation: Installation = this): Ports {
    return portsOver({ installation, accountId: accountOf(who) }, this.chance());
  }

  private chance(): System {
    return {
      now: () => this.now,
      random: () => 0.5,
      newId: () => `id-${String((ids += 1))}`,
      // Whoever sleeps wakes up later, and nobody waits.
      sleep: (milliseconds) => {
        this.now += milliseconds;
        return Promise.resolve();
      },
    };
  }

  /** An issue that names this person. */
  asks(address: string, fields: object = {}, project = 'GDPR'): { id: string; key: string } {
    return this.issue({ [EMAIL_FIELD]: address, ...fields }, project);
  }

  /** Changes fields of an issue, as somebody does in Jira. */
  edit({ id }: { id: string }, fields: object): void {
    const issue = this.issues.find(id);
    if (issue === null) throw new Error('there is no such issue');
    Object.assign(issue.fields, fields);
    this.issues.save(issue);
  }

  /** Adds to what a vendor answers, in turn. */
  answers(vendor: string, ...says: Says[]): void {
    this.script.set(vendor, [...(this.script.get(vendor) ?? []), ...says]);
  }

  /** What a vendor answers whenever nothing else is scripted. */
  alwaysAnswers(vendor: string, says: Says): void {
    this.always.set(vendor, says);
  }

  /** What a vendor would have answered is not asked for any more. */
  forget(vendor: string): void {
    this.script.delete(vendor);
  }

  /** Has a run die at a call to the platform: nothing arrives from then on. */
  async dying(at: Death, work: (ports: Ports) => Promise<unknown>, who: Who = null): Promise<void> {
    const run = { isDead: false };
    const mortal: Installation = {
      name: this.name,
      log: (line) => this.log(line),
      answerOutside: (...asked) => {
        if (run.isDead) throw new TypeError('fetch failed');
        return this.answerOutside(...asked);
      },
      answerForge: (...asked) => {
        const [{ remote = 'jira' }, path, { method = 'GET' }] = asked;
        const call = `${remote} ${method} ${path}`;
        if ('before' in at && at.before.test(call)) run.isDead = true;
        if (run.isDead) throw new TypeError('fetch failed');
        const answer = this.answerForge(...asked);
        if (!('after' in at) || !at.after.test(call)) return answer;
        run.isDead = true;
        throw new TypeError('fetch failed');
      },
    };
    await work(this.as(who, mortal)).catch(() => undefined);
    if (!run.isDead) throw new Error('the run did not come that far');
  }

  override answerForge(...asked: Parameters<SiteInMemory['answerForge']>): Response | Promise<Response> {
    const [{ remote }, path, { body }] = asked;
    if (remote === 'kvs' && typeof body === 'string') {
      if (this.storageFails({ path, body }))
        return this.reply({ status: 500, body: { code: 'INTERNAL', message: 'A fault.' } });
      if (this.storageIsThrottled({ path, body }))
        return this.reply({ status: 429, body: { code: 'TOO_MANY_REQUESTS', message: 'The rate is used up.' } });
      this.toStorage.push({ path, body });
    }
    if (remote === 'stargate') this.pushes += 1;
    return super.answerForge(...asked);
  }

  /** Every request to the storage so far that wrote something. */
  written(): readonly ToStorage[] {
    return this.toStorage.filter(({ path }) => /\/(?:set|delete|transaction)$/.test(path));
  }

  /** Writes what was written in another world. */
  write(written: readonly ToStorage[]): void {
    for (const { path, body } of written) this.kvs.answer(path, body);
  }

  // --- time and the queue

  /** Delivers what is due by now, and what comes of it. */
  deliver(): Promise<void> {
    return this.passes(0);
  }

  /** Lets time pass: events are delivered when they are due. */
  async passes(milliseconds: number): Promise<void> {
    const until = this.now + milliseconds;
    for (;;) {
      const next = this.queue.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.queue = this.queue.filter((one) => one !== next);
      this.now = Math.max(this.now, next.at);
      await this.consume(next);
    }
    this.now = Math.max(this.now, until);
  }

  /** What the schedule does every five minutes. */
  async sweeps(): Promise<void> {
    await sweep(this.ports);
    await this.deliver();
  }

  private async consume(event: Queued): Promise<void> {
    if (event.queue === 'bulk') {
      await continueBulk(this.ports, BulkMessage.parse(event.body).accountId, this.now + 200_000);
      return;
    }
    const { connectionId, erasureIds, only } = DrainMessage.parse(event.body);
    const budget = { until: this.now + 280_000, calls: 450 };
    const drained = await drain(this.ports, connectionId, { erasureIds: erasureIds, only }, budget).catch(
      // The queue delivers again what a consumer threw at.
      (error: unknown) => {
        const afterSeconds = secondsAskedFor(error);
        if (afterSeconds === null) throw error;
        return { kind: 'again' as const, afterSeconds };
      },
    );
    if (drained.kind === 'again') this.queue.push({ ...event, at: this.now + drained.afterSeconds * 1000 });
  }

  protected override push(event: Pushed): void {
    this.queue.push({ ...event, at: this.now + (event.delayInSeconds ?? 0) * 1000 });
  }

  // --- what stands there

  /** What became of an erasure: its status, and each connection's step with its last outcome. */
  async became(id: string): Promise<Record<string, string>> {
    const whole = await this.ports.erasureStore.snapshot(id);
    if (whole === null) throw new Error('there is no such erasure');
    const steps = whole.steps.map(({ connectionId, status, outcome }) => {
      const said = outcome === null ? '' : 'reason' in outcome ? outcome.reason : outcome.kind;
      return [connectionId, `${status} ${said}`.trim()];
    });
    return { status: whole.erasure.status, ...(Object.fromEntries(steps) as Record<string, string>) };
  }

  private async events(id: string): Promise<Event[]> {
    const erasure = await this.ports.erasureStore.erasure(id);
    return erasure === null ? [] : this.ports.erasureStore.events(erasure);
  }

  /** What kinds of things happened to an erasure, in order, by its chain of events. */
  async kinds(id: string): Promise<Event['kind'][]> {
    return (await this.events(id)).map(({ kind }) => kind);
  }

  /** Every event of one kind in an erasure's chain. */
  async happened(id: string, kind: Event['kind']): Promise<Event[]> {
    return (await this.events(id)).filter((event) => event.kind === kind);
  }

  /** How many erasures are stored. */
  stored(): number {
    return this.rows.keysOf('entity', 'erasure').length;
  }

  /** Whether the secret store holds the person of an erasure. */
  async keeps(id: string): Promise<boolean> {
    return (await this.ports.addresses.person(id)) !== null;
  }

  /** Connections whose keys, or tokens, the secret store holds. */
  connectionsWithKeys(): string[] {
    const keys = this.rows.keysOf('secret', '');
    return keys.flatMap((key) => /^(?:connection|token)\.([\w-]+)\./.exec(key)?.[1] ?? []).sort();
  }

  property({ id }: { id: string }): ErasureProperty | undefined {
    return this.issues.find(id)?.properties[PROPERTY_KEY] as ErasureProperty | undefined;
  }

  comments({ id }: { id: string }): string[] {
    return (this.issues.find(id)?.comments ?? []).map(({ body }) => JSON.stringify(body));
  }

  // --- what leaves

  override async answerOutside(url: string, init: RequestInit): Promise<Response> {
    const asked = askedBy(url, init);
    const vendor = asked.url.hostname.replace(/\.example$/, '');
    this.called.push(`${vendor} ${decodeURIComponent(asked.url.pathname.split('/').at(-1) ?? '')}`);
    const says = this.script.get(vendor)?.shift() ?? this.always.get(vendor);
    if (says === undefined) {
      this.unscripted.push(`unscripted: ${asked.method} ${vendor}`);
      throw new TypeError('unscripted call');
    }
    if (typeof says === 'number') return toResponse({ status: says }, asked);
    if (typeof says !== 'function') return toResponse(says, asked);
    const said = await says(asked);
    return toResponse(typeof said === 'number' ? { status: said } : said, asked);
  }

  protected override reply({ status, body, headers }: JiraResponse): Response {
    return plainReply(status, body === undefined ? '' : JSON.stringify(body), headers);
  }

  protected override answerJira(asked: ToJira): Response {
    const trouble = this.jiraAnswers(asked);
    return trouble === null ? super.answerJira(asked) : this.reply({ body: {}, ...trouble });
  }

  /** Jira is away from now on. */
  jiraIsAway(): void {
    this.jiraAnswers = () => ({ status: 503 });
  }

  /** Jira answers as ever from now on. */
  jiraIsBack(): void {
    this.jiraAnswers = () => null;
  }

  override log(line: string): void {
    this.logged.push(line);
  }

  /** Calls that nobody scripted, and replies that nobody asked for. */
  leftOver(): string[] {
    const unasked = [...this.script].filter(([, says]) => says.length > 0);
    return [...this.unscripted, ...unasked.map(([vendor, { length }]) => `unasked: ${vendor} ${String(length)}`)];
  }
}
