/**
 * The local Forge host: the app's own handlers on the real @forge packages, with a local platform under them.
 */
import { randomUUID } from 'node:crypto';
import type { Store } from '../store';
import { chanceOf, type Strictness } from '../strictness';
import type { Random } from '../random';
import { ReportedAccounts } from './accounts';
import { bundle } from './bundle';
import { answerForge, type Platform, type ToJira } from './calls';
import type { SiteClock } from './clock';
import { Egress, type PlainResponse } from './egress';
import { passes, type PropertiesOf } from './event-filter';
import { GrantedEgress } from './granted-egress';
import { ExpressionError, isTrue } from './jira-expression';
import { Kvs } from './kvs';
import { SqlRows } from './kvs-rows-sql';
import type { Log } from './log';
import { type Manifest, readManifest, type UiModule } from './manifest';
import type { OutsideCall } from './messages';
import { type Consumed, type Delivery, EventQueue } from './queue';
import { type Invocation, InvocationTimedOutError, Runtime, WorkerEndedError } from './runtime';

/** Whoever sends a request to Jira: a user, or the app itself with the scopes it has. */
export interface JiraCaller {
  readonly accountId: string;
  readonly isApp: boolean;
}

export interface JiraRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly body: string | null;
  readonly caller: JiraCaller;
  /** The scopes that the caller is limited to; null: a caller from outside, who is not. */
  readonly scopes: readonly string[] | null;
}

export interface JiraResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What happened in Jira. */
export interface JiraEvent {
  readonly eventType: string;
  readonly [fact: string]: unknown;
}

export interface HostOptions {
  readonly root: string;
  readonly store: Store;
  readonly clock: SiteClock;
  readonly log: Log;
  readonly routes: ReadonlyMap<string, string>;
  readonly jira: (request: JiraRequest) => Promise<JiraResponse>;
  readonly strictness: Strictness;
  /** How much faster than on Forge schedules run: 1 is every five minutes. */
  readonly scheduleSpeed: number;
  /** Milliseconds that each request to Jira takes. */
  readonly jiraLatency: number;
}

const MOST_EVENT_RETRIES = 4;
/** How long `pass` waits for what runs, in the machine's milliseconds. */
const A_MOMENT = 1000;
const SKIPPED = 'clock.skipped';
const eventQueueOf = (triggerKey: string): string => `event.${triggerKey}`;

/** Whether a validator's expression is true of an issue. One that cannot be evaluated is not. */
function holds(expression: string, issue: object): boolean {
  try {
    return isTrue(expression, { issue });
  } catch (error) {
    if (error instanceof ExpressionError) return false;
    throw error;
  }
}

/** What a trigger throws is lost; Jira sends an event again whose function the platform ended. */
function isLost(error: unknown): null {
  if (error instanceof InvocationTimedOutError || error instanceof WorkerEndedError) throw error;
  return null;
}

const toPlain = ({ status, headers, body }: JiraResponse): PlainResponse => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: body === undefined ? null : Buffer.from(JSON.stringify(body)),
});

export class Host {
  readonly manifest: Manifest;
  readonly kvs: Kvs;
  readonly queue: EventQueue;
  /** Requests of the app to Jira by method, for the benchmarks. */
  readonly jiraRequests = new Map<string, number>();
  private readonly runtime: Runtime;
  private readonly accounts: ReportedAccounts;
  readonly egress: Egress;
  /** What an admin of this site allowed the app to call. */
  readonly granted: GrantedEgress;
  private readonly cloudId: string;
  private readonly chance: Random;
  private webTriggerBase = '';

  constructor(private readonly options: HostOptions) {
    const { root, store } = options;
    this.manifest = readManifest(root);
    store.exec('CREATE TABLE IF NOT EXISTS host (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID');
    this.cloudId = this.remembered('cloudId', () => randomUUID());
    options.clock.skip(Number(this.remembered(SKIPPED, () => '0')));
    this.kvs = new Kvs(new SqlRows(store), this.manifest, options.strictness, options.clock.now);
    this.chance = chanceOf(options.strictness, 'events');
    const consume = (delivery: Delivery, chain: number) => this.consume(delivery, chain);
    this.queue = new EventQueue(store, consume, options.clock, options.strictness);
    this.accounts = new ReportedAccounts(this.manifest.scopes);
    this.granted = new GrantedEgress(store, this.manifest.isEgressConfigurable);
    this.egress = new Egress(this.manifest.egress, options.routes, () => this.granted.domains());
    const site = { contextAri: this.contextAri, installationId: this.remembered('installationId', () => randomUUID()) };
    this.runtime = new Runtime(
      bundle(root),
      this.manifest,
      site,
      (...call) => this.outside(...call),
      options.log,
      options.clock,
    );
  }

  get contextAri(): string {
    return `ari:cloud:jira::site/${this.cloudId}`;
  }

  /** A value that the host keeps from one start to the next. */
  remembered(name: string, make: () => string): string {
    const { store } = this.options;
    const known = store.get('SELECT value FROM host WHERE name = ?', name);
    if (known !== null) return String(known['value']);
    const value = make();
    store.run('INSERT INTO host VALUES (?, ?)', name, value);
    return value;
  }

  remember(name: string, value: string): void {
    this.options.store.run('INSERT OR REPLACE INTO host VALUES (?, ?)', name, value);
  }

  /** Starts the queue and the schedules. @param webTriggerBase the origin where web triggers are answered */
  start(webTriggerBase: string): void {
    this.webTriggerBase = webTriggerBase;
    this.queue.start();
    for (const { key, functionKey, seconds } of this.manifest.schedules) {
      const { clock } = this.options;
      const every = (seconds * 1000) / this.options.scheduleSpeed;
      const plan = () => {
        const last = Number(this.remembered(`schedule.${key}`, () => String(clock.now())));
        clock.at(last + every, () => {
          this.remember(`schedule.${key}`, String(clock.now()));
          void this.runSchedule(key, functionKey);
          if (this.chance.is(this.options.strictness.queue.twice)) void this.runSchedule(key, functionKey);
          plan();
        });
      };
      plan();
    }
  }

  /**
   * Lets time pass, from one thing that waits to the next. Whatever runs is let run first, as far as it can without
   * time; a function that waits for an answer from outside is waited for as long as a person would.
   * @param most how many milliseconds may pass @returns how many did, and whether nothing runs any more
   */
  async pass(most: number): Promise<{ readonly passed: number; readonly isQuiet: boolean }> {
    const { clock } = this.options;
    if (!(await this.isIdle())) return { passed: 0, isQuiet: false };
    const due = clock.next();
    const passed = Math.min(Math.max((due ?? Infinity) - clock.now(), 0), most);
    clock.skip(passed);
    this.remember(SKIPPED, String(clock.skipped[0]));
    return { passed, isQuiet: await this.isIdle() };
  }

  private async isIdle(): Promise<boolean> {
    const { clock } = this.options;
    const giveUp = Date.now() + A_MOMENT;
    // Twice in a row: an answer that just came is worked on in between.
    for (let times = 0; times < 2;) {
      await new Promise((turn) => setImmediate(turn));
      times = this.runtime.isIdle && (clock.next() ?? Infinity) > clock.now() ? times + 1 : 0;
      if (times === 0) await new Promise((wait) => setTimeout(wait, 2));
      if (Date.now() > giveUp) return false;
    }
    return true;
  }

  private async runSchedule(moduleKey: string, functionKey: string): Promise<void> {
    const request = { context: { cloudId: this.cloudId, moduleKey }, contextToken: '' };
    const what = { functionKey, by: 'schedule', moduleKey, accountId: null, chain: 0 } as const;
    await this.runtime.invoke(what, [request, this.context(null)]).catch(() => undefined);
  }

  private context(accountId: string | null): unknown {
    return { installContext: this.contextAri, ...(accountId === null ? {} : { principal: { accountId } }) };
  }

  private async consume(delivery: Delivery, chain: number): Promise<Consumed> {
    const trigger = this.manifest.triggers.find(({ key }) => delivery.queueName === eventQueueOf(key));
    const functionKey = trigger?.functionKey ?? this.manifest.consumers.get(delivery.queueName);
    if (functionKey === undefined) return { kind: 'done' };
    const retries = delivery.retryContext?.retryCount ?? 0;
    // Jira gives up on an event of its own after four more tries.
    if (trigger !== undefined && retries > MOST_EVENT_RETRIES) return { kind: 'done' };
    const by = trigger === undefined ? ('consumer' as const) : ('event' as const);
    const payload =
      trigger === undefined ? delivery : { ...(delivery.body as object), retryContext: delivery.retryContext };
    const what = { functionKey, by, moduleKey: trigger?.key ?? delivery.queueName, accountId: null, chain };
    const running = this.runtime.invoke(what, [payload, this.context(null)]);
    const value = await (trigger === undefined ? running : running.catch(isLost));
    const retry = value as {
      _retry?: boolean;
      retryOptions?: { retryAfter?: number; retryReason?: string; retryData?: unknown };
    } | null;
    if (retry?._retry !== true) return { kind: 'done' };
    const { retryAfter = 1, retryReason = 'FUNCTION_RETRY_REQUEST', retryData } = retry.retryOptions ?? {};
    return {
      kind: 'retry',
      afterSeconds: Math.min(Math.max(retryAfter, 1), 900),
      reason: retryReason,
      data: retryData,
    };
  }

  /**
   * Tells the app what happened in Jira, later and at least once.
   * @param isSelf it was the app's own doing
   * @param propertiesOf the properties of what it is about
   */
  tell(event: JiraEvent, isSelf: boolean, propertiesOf: PropertiesOf = () => ({})): void {
    const [least, most] = this.options.strictness.queue.eventsLate;
    for (const { key, events, filter } of this.manifest.triggers) {
      const body = { ...event, selfGenerated: isSelf };
      if (!events.includes(event.eventType) || !passes(filter, body, propertiesOf)) continue;
      const delayInSeconds = this.chance.between(least, most) / 1000;
      this.queue.push({ queueName: eventQueueOf(key), jobId: randomUUID(), payload: [{ body, delayInSeconds }] }, 1);
    }
  }

  /** Has the app clean up, as the platform does before it uninstalls an app; what comes of it stops nothing. */
  async beforeUninstall(): Promise<void> {
    for (const { key: moduleKey, functionKey } of this.manifest.beforeUninstall) {
      const request = { context: { cloudId: this.cloudId, moduleKey }, contextToken: '' };
      const what = { functionKey, by: 'uninstall', moduleKey, accountId: null, chain: 0 } as const;
      await this.runtime.invoke(what, [request, this.context(null)]).catch(() => undefined);
    }
  }

  /** Runs an action of an automation rule, as the user of the rule's connection. */
  runAction(key: string, inputs: unknown, accountId: string): Promise<unknown> {
    const functionKey = this.manifest.actions.find((action) => action.key === key)?.functionKey ?? '';
    const what = { functionKey, by: 'action', moduleKey: key, accountId, chain: 0 } as const;
    return this.runtime.invoke(what, [inputs, this.context(accountId)]);
  }

  /** Asks a workflow validator about a transition. @returns why it is not allowed; null where it is */
  async validate(key: string, issue: { readonly key: string; readonly properties: unknown }): Promise<string | null> {
    const validator = this.manifest.validators.find((one) => one.key === key);
    if (validator === undefined) return null;
    const { functionKey, expression, errorMessage } = validator;
    if (functionKey === null) return holds(expression, issue) ? null : errorMessage;
    const what = { functionKey, by: 'validator', moduleKey: key, accountId: null, chain: 0 } as const;
    const payload = { issue: { key: issue.key }, configuration: {}, transition: {} };
    const value = await this.runtime.invoke(what, [payload, this.context(null)]).catch(() => null);
    const { result, errorMessage: said } = (value ?? {}) as { result?: unknown; errorMessage?: string };
    return result === true ? null : (said ?? 'The validator failed.');
  }

  /** A call of a Custom UI page, by the user whom the platform knows. */
  async invokeResolver(
    module: UiModule,
    accountId: string,
    functionKey: string,
    payload: unknown,
    extension: unknown,
  ): Promise<unknown> {
    const request = {
      call: { functionKey, payload },
      context: { cloudId: this.cloudId, localId: module.key, moduleKey: module.key, extension },
    };
    const what = {
      functionKey: module.functionKey,
      by: 'resolver',
      moduleKey: module.key,
      accountId,
      chain: 0,
    } as const;
    return this.runtime.invoke(what, [request, this.context(accountId)]);
  }

  /** What stands beside the label of an issue's context, by the module's own function; null: nothing. */
  async statusOf(module: UiModule, accountId: string, extension: unknown): Promise<unknown> {
    if (module.statusFunctionKey === null) return null;
    const { key, statusFunctionKey: functionKey } = module;
    const what = { functionKey, by: 'resolver', moduleKey: key, accountId, chain: 0 } as const;
    const payload = { cloudId: this.cloudId, extension };
    const value = await this.runtime.invoke(what, [payload, this.context(accountId)]).catch(() => null);
    return (value as { status?: unknown } | null)?.status ?? null;
  }

  /** The URL of a web trigger: stable for an installation. */
  webTriggerUrl(key: string): string {
    return `${this.webTriggerBase}/public/${this.remembered(`webtrigger.${key}`, () => randomUUID().replaceAll('-', ''))}`;
  }

  /** Answers a request to a web trigger; null where there is none under this id. */
  async answerWebTrigger(
    id: string,
    request: unknown,
  ): Promise<{ statusCode: number; headers?: Record<string, string[]>; body?: string } | null> {
    const found = [...this.manifest.webTriggers].find(([key]) => this.webTriggerUrl(key).endsWith(`/public/${id}`));
    if (found === undefined) return null;
    const [moduleKey, functionKey] = found;
    const what = { functionKey, by: 'webtrigger', moduleKey, accountId: null, chain: 0 } as const;
    const value = await this.runtime.invoke(what, [request, this.context(null)]);
    const answer = value as { statusCode?: unknown } | null;
    if (typeof answer?.statusCode !== 'number')
      return { statusCode: 500, body: 'The function did not answer with a statusCode.' };
    return answer as { statusCode: number };
  }

  private async outside(call: OutsideCall, invocation: Invocation, signal: AbortSignal): Promise<PlainResponse> {
    if (call.to === 'fetch') return this.egress.send({ ...call, url: call.target }, signal);
    const { target: path, method, body } = call;
    const platform: Platform<PlainResponse> = {
      kvs: this.kvs,
      reply: toPlain,
      push: (push) => this.queue.push(push, invocation.chain + 1),
      webTriggerUrl: (key) => (this.manifest.webTriggers.has(key) ? this.webTriggerUrl(key) : null),
      jira: (request) => this.jira(request),
      report: (accountIds) => this.accounts.report(accountIds),
    };
    return answerForge(platform, { meta: call.meta, method, path, body, accountId: invocation.accountId });
  }

  private async jira(request: ToJira): Promise<PlainResponse> {
    this.jiraRequests.set(request.method, (this.jiraRequests.get(request.method) ?? 0) + 1);
    if (this.options.jiraLatency > 0) await new Promise((resolve) => setTimeout(resolve, this.options.jiraLatency));
    return toPlain(await this.options.jira({ ...request, scopes: this.manifest.scopes }));
  }

  async close(): Promise<void> {
    this.options.clock.stop();
    this.queue.close();
    await this.runtime.close();
  }
}
