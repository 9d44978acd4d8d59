/**
 * An installation to measure: the app's real entries with the real @forge packages in this process, on the local host's
 * storage and Jira. Every request is counted, and takes as long as it is said to.
 */
import { asDocumented } from '../../../test/support/provider-answers';
import { settings } from '../../../test/support/settings';
import { EMAIL_FIELD, type Pushed, Tenant } from '../../../test/support/tenant';
import { triggerRequest } from '../../../test/support/tenant-world';
import { SqlRows } from '../../platform/forge/kvs-rows-sql';
import { Store } from '../../platform/store';
import { pointsOf } from '../../platform/jira/points';
import type { Ended } from './stored';
import type { Time } from './time';

/** How long requests take, in milliseconds. */
export interface Latency {
  readonly jira: number;
  readonly vendor: number;
  readonly storage: number;
}
export const NO_LATENCY: Latency = { jira: 0, vendor: 0, storage: 0 };

const TAKEN = ['completed', 'handed-over'];
const ENDS = [...TAKEN, 'partial', 'blocked', 'cancelled', 'rejected'];
const PROPERTY = /^\/rest\/api\/3\/issue\/([^/]+)\/properties\//;

/** In how many seconds an event is to be delivered again; null where it is not. */
const retryAfter = (answer: unknown): number | null => {
  const { retryOptions } = (answer ?? {}) as { retryOptions?: { retryAfter?: number } };
  return retryOptions?.retryAfter ?? null;
};

/** What Forge's bill is made of: how long functions ran and what the processor did meanwhile, requests to the storage, and bytes. */
export interface Metered {
  invokedMs: number;
  cpuMs: number;
  requests: number;
  readBytes: number;
  writtenBytes: number;
}

/** What an empty read counts. @see forge-platform-pricing */
const EMPTY_READ = 1000;

export class MeasuredSite extends Tenant<SqlRows> {
  /** Requests so far; the points that Jira would count for them; events of the queue. */
  readonly asked = { jira: 0, points: 0, storage: 0, events: 0 };
  readonly metered: Metered = { invokedMs: 0, cpuMs: 0, requests: 0, readBytes: 0, writtenBytes: 0 };
  /** Calls so far, by the provider's host. */
  readonly called = new Map<string, number>();
  /** When each issue told that its erasure has ended, by the issue's id; and how. */
  readonly ended = new Map<string, { readonly at: number; readonly status: string }>();
  private readonly lines = new Map<string, Promise<unknown>>();
  private people = 0;
  readonly store: Store;
  /** How much longer than its latency a vendor takes this time. */
  private readonly slower: () => number;

  constructor(
    private readonly time: Time,
    private readonly latency: Latency,
    { store = new Store(null), slower = () => 0 }: { store?: Store; slower?: () => number } = {},
  ) {
    super('measured', asDocumented, new SqlRows(store));
    this.store = store;
    this.slower = slower;
    this.everybodyMay = true;
  }

  /** Sets the app up, with other connections than the first four where they are given. @returns the secret of its web trigger */
  async setUp(connections?: unknown[]): Promise<string> {
    const admin = { who: 'admin' } as const;
    const policy = { maxPerHour: 10_000, projects: ['GDPR', 'OPS'] };
    const file = settings({ policy, ...(connections === undefined ? {} : { connections }) });
    await this.admin('importSettings', { file });
    return (await this.must<{ secret: string }>('adminResolver', 'rotateSecret', {}, admin)).secret;
  }

  /** A new issue that names somebody whom no other issue names. */
  somebody(project = 'GDPR'): { id: string; key: string; address: string } {
    this.people += 1;
    const address = `person.${String(this.people)}@example.com`;
    return { ...this.issue({ [EMAIL_FIELD]: address }, project), address };
  }

  /** Erases an issue's person through the web trigger, and waits until the issue tells how it ended. */
  async erase(secret: string, { id, key }: { id: string; key: string }): Promise<void> {
    const answer = (await this.invoke('eraseTrigger', {
      ...triggerRequest({ issueKey: key }, secret),
    })) as { statusCode: number };
    if (answer.statusCode !== 202) throw new Error(`${key} was answered with ${String(answer.statusCode)}`);
    while (!this.ended.has(id)) await this.time.wait(1);
  }

  /** Clicks *Delete user* on an issue. */
  async deleteUser(issueId: string, address: string): Promise<void> {
    const at = { who: 'admin', issueId } as const;
    await this.must('agentResolver', 'start', { expected: address, confirmed: true }, at);
  }

  /** Waits until nothing is being delivered any more. */
  async quiet(): Promise<void> {
    await Promise.all(this.lines.values());
  }

  /** What tells the rows of an issue's erasure from others'. */
  endedOf(issueId: string): Ended {
    const row = this.store.get(
      "SELECT value FROM kvs WHERE entity = 'erasure' AND value LIKE ?",
      `%"issueId":"${issueId}"%`,
    );
    const { record } = JSON.parse(String(row?.['value'])) as { record: { id: string; personId: string } };
    return { erasureId: record.id, personId: record.personId, issueId };
  }

  /** How many erasures are stored. */
  countStored(): number {
    return Number(this.store.get("SELECT count(*) AS n FROM kvs WHERE entity = 'erasure'")?.['n']);
  }

  /** @throws where anybody was not erased to the end */
  mustBeCompleted(count: number): void {
    const completed = [...this.ended.values()].filter(({ status }) => TAKEN.includes(status)).length;
    if (completed !== count || this.ended.size !== count)
      throw new Error(`${String(completed)} of ${String(count)} erasures were completed or handed over.`);
  }

  /** Nothing that leaves is kept here: it would be all that the memory holds. */
  protected override keep(): void {
    // as it says
  }

  protected override push(event: Pushed): void {
    this.asked.events += 1;
    const seconds = event.delayInSeconds ?? 0;
    if (seconds === 0) this.enqueue(event);
    else
      void this.time.wait(seconds * 1000).then(() => {
        this.enqueue(event);
      });
  }

  /** Events of one key are delivered one after the other, as the platform does. */
  private enqueue(event: Pushed): void {
    const key = event.concurrency?.key ?? '';
    const before = this.lines.get(key) ?? Promise.resolve();
    this.lines.set(
      key,
      before.then(async () => {
        const again = retryAfter(await this.consume(event));
        if (again !== null) this.push({ ...event, delayInSeconds: again });
      }),
    );
  }

  override async answerForge(...asked: Parameters<Tenant['answerForge']>): Promise<Response> {
    const [{ remote }, path, { method = 'GET', body }] = asked;
    if (remote === 'kvs') {
      this.asked.storage += 1;
      await this.take(this.latency.storage);
      const answer = await super.answerForge(...asked);
      await this.meter(path, typeof body === 'string' ? body : '', answer);
      return answer;
    }
    if (remote === 'stargate') return super.answerForge(...asked);
    this.asked.jira += 1;
    await this.take(this.latency.jira);
    const answer = await this.askJira(...asked);
    const found: unknown = path.includes('/search') ? await answer.clone().json() : null;
    this.asked.points += pointsOf(method, path, found);
    this.noteEnd(path, method, body);
    return answer;
  }

  private async meter(path: string, sent: string, answer: Response): Promise<void> {
    this.metered.requests += 1;
    if (!/(?:get|query)$/.test(path)) this.metered.writtenBytes += sent.length;
    else {
      const { length } = await answer.clone().text();
      const isEmpty = answer.status === 404 || length < '{"data":[]}'.length + 1;
      this.metered.readBytes += isEmpty ? EMPTY_READ : length;
    }
  }

  override async invoke(...asked: Parameters<Tenant['invoke']>): Promise<unknown> {
    const [began, cpu] = [this.time.now(), process.cpuUsage()];
    try {
      return await super.invoke(...asked);
    } finally {
      this.metered.invokedMs += this.time.now() - began;
      const { user, system } = process.cpuUsage(cpu);
      this.metered.cpuMs += (user + system) / 1000;
    }
  }

  private noteEnd(path: string, method: string, body: unknown): void {
    const [, id] = PROPERTY.exec(path) ?? [];
    if (id === undefined || method !== 'PUT' || typeof body !== 'string') return;
    const { status } = JSON.parse(body) as { status: string };
    if (ENDS.includes(status) && !this.ended.has(id)) this.ended.set(id, { at: this.time.now(), status });
  }

  override async answerOutside(url: string, init: RequestInit): Promise<Response> {
    const { host } = new URL(url);
    this.called.set(host, (this.called.get(host) ?? 0) + 1);
    await this.take(this.latency.vendor + this.slower());
    return this.askVendor(url, init);
  }

  protected async askJira(...asked: Parameters<Tenant['answerForge']>): Promise<Response> {
    return super.answerForge(...asked);
  }

  protected async askVendor(url: string, init: RequestInit): Promise<Response> {
    return super.answerOutside(url, init);
  }

  private async take(milliseconds: number): Promise<void> {
    if (milliseconds > 0) await this.time.wait(milliseconds);
  }
}
