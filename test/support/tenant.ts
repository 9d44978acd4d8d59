/**
 * Installations of the app in one warm runtime: the real entries and @forge packages, each installation on a platform of
 * its own, told apart by who invokes. Everything that leaves an installation is kept, to be searched.
 */
// First: the @forge packages look at the platform's globals when they are loaded.
import { type Installation, invocations, MANIFEST } from './under-forge';
import { Kvs } from '../../local/host/kvs';
import type { Rows } from '../../local/host/kvs-rows';
import { Issues } from '../../local/jira/issues';
import { userByName } from '../../local/jira/people';
import { JiraRest } from '../../local/jira/rest';
import { Store } from '../../local/store';
import { MemoryRows } from '../../simulation/memory-rows';
import * as app from '../../src';
import type { Answer } from '../../src/contract/call';

const APP_ACCOUNT = 'app-user-erasure';
export const EMAIL_FIELD = 'customfield_10050';

export type Handler = keyof typeof app;
type Handle = (payload: unknown, context: unknown) => Promise<unknown>;
/** What the app calls outside, and what it is answered. */
export type Outside = (url: string, init: RequestInit) => Response | Promise<Response>;

const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(body === undefined ? null : JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });

/** What Jira would answer if everybody were allowed everything. */
function everythingMay(path: string, body: string | null): Response {
  const asked = new URL(path, 'https://jira.example').searchParams.get('permissions');
  if (asked !== null) return json(200, { permissions: { [asked]: { havePermission: true } } });
  const { projectPermissions } = JSON.parse(body ?? '{}') as {
    projectPermissions: { permissions: string[]; issues: number[] }[];
  };
  return json(200, {
    projectPermissions: projectPermissions.map(({ permissions, issues }) => ({ permission: permissions[0], issues })),
  });
}

/** An event of the queue, as the platform takes it. */
export interface Pushed {
  readonly queue: 'bulk' | 'drain';
  readonly body: unknown;
  readonly delayInSeconds?: number;
  readonly concurrency?: { readonly key: string; readonly limit: number };
}

/** A user's name on the local Jira; null: nobody whom the platform knows. */
export type Who = string | null;
const accountOf = (who: Who): string | null => (who === null ? null : (userByName(who)?.accountId ?? who));

export class Tenant<R extends Rows = MemoryRows> implements Installation {
  readonly kvs: Kvs;
  readonly issues: Issues;
  /** Everything that left: log lines, writes to Jira, queue bodies, answers, and requests to providers. */
  readonly left: Record<'log' | 'jira' | 'queue' | 'answer' | 'outside', string[]> = {
    log: [],
    jira: [],
    queue: [],
    answer: [],
    outside: [],
  };
  /** Switched off: Jira says that everybody may do everything. */
  everybodyMay = false;
  private readonly jira = new Store(null);
  private readonly rest: JiraRest;
  private readonly pushed: Pushed[] = [];

  constructor(
    readonly name: string,
    private readonly outside: Outside,
    readonly rows: R = new MemoryRows() as Rows as R,
  ) {
    this.kvs = new Kvs(rows, MANIFEST, 0, () => Date.now());
    this.issues = new Issues(this.jira, MANIFEST);
    this.rest = new JiraRest(this.issues, () => `https://${name}.example`, Date.now);
  }

  /** Lets go of its Jira: thousands of installations would fill the memory. */
  close(): void {
    this.jira.close();
  }

  /** A new issue, by the agent. */
  issue(fields: Readonly<Record<string, unknown>>, project = 'GDPR'): { id: string; key: string } {
    const body = JSON.stringify({
      fields: { summary: 'Please delete me', project: { key: project }, issuetype: { name: 'Task' }, ...fields },
    });
    const caller = { accountId: accountOf('admin') ?? '', isApp: false };
    const made = this.rest.answer({ method: 'POST', path: '/rest/api/3/issue', body, caller, scopes: null });
    return made.body as { id: string; key: string };
  }

  private run<T>(who: Who, work: () => Promise<T>): Promise<T> {
    return invocations.run({ installation: this, accountId: accountOf(who) }, work);
  }

  /** Invokes a handler as the platform does. */
  async invoke(handler: Handler, payload: unknown, who: Who = null): Promise<unknown> {
    const accountId = accountOf(who);
    const context = { installContext: this.name, ...(accountId === null ? {} : { principal: { accountId } }) };
    const answer = await this.run(who, () => (app[handler] as Handle)(payload, context));
    this.keep('answer', () => JSON.stringify(answer ?? null));
    return answer;
  }

  /** A call of a screen. `issueId`: the issue that the platform vouches for. */
  async call<Value>(
    handler: Handler,
    functionKey: string,
    payload: unknown,
    { who, issueId, projectKey }: { who: Who; issueId?: string | undefined; projectKey?: string | undefined },
  ): Promise<Answer<Value>> {
    const issue = issueId === undefined ? {} : { issue: { id: issueId }, project: { key: projectKey ?? 'GDPR' } };
    const request = { call: { functionKey, payload }, context: { extension: { type: 'x', ...issue } } };
    return (await this.invoke(handler, request, who)) as Answer<Value>;
  }

  /** A call that has to be answered. */
  async must<Value>(...asked: Parameters<Tenant['call']>): Promise<Value> {
    const answer = await this.call<Value>(...asked);
    if (!answer.ok) throw new Error(`${asked[1]}: ${answer.error.message}`);
    return answer.value;
  }

  /** Delivers what was pushed to the queue, until nothing more is. */
  async deliver(): Promise<void> {
    for (let event = this.pushed.shift(); event !== undefined; event = this.pushed.shift()) await this.consume(event);
  }

  protected consume({ queue, body }: Pushed): Promise<unknown> {
    return this.invoke(queue === 'bulk' ? 'bulkConsumer' : 'drainConsumer', { body });
  }

  /** Takes an event of the queue. */
  protected push(event: Pushed): void {
    this.pushed.push(event);
  }

  /** Keeps something that left. */
  protected keep(where: keyof Tenant['left'], text: () => string): void {
    this.left[where].push(text());
  }

  log(line: string): void {
    this.keep('log', () => line);
  }

  /** What the @forge packages call. */
  answerForge(
    meta: { remote?: string; provider?: string },
    path: string,
    init: RequestInit,
    who: string | null,
  ): Response | Promise<Response> {
    const body = typeof init.body === 'string' ? init.body : null;
    if (meta.remote === 'kvs') {
      const answer = this.kvs.answer(path, body ?? '{}');
      return json(answer.status, answer.body);
    }
    if (meta.remote === 'stargate') return this.answerStargate(path, body ?? '{}');
    const isApp = meta.provider === 'app';
    const accountId = isApp ? APP_ACCOUNT : who;
    if (accountId === null)
      return new Response(null, { status: 401, headers: { 'forge-proxy-error': 'NEEDS_AUTHENTICATION_ERR' } });
    const method = init.method ?? 'GET';
    if (method !== 'GET') this.keep('jira', () => `${path} ${body ?? ''}`);
    if (this.everybodyMay && path.includes('permissions')) return everythingMay(path, body);
    const caller = { accountId, isApp };
    const reply = this.rest.answer({ method, path, body, caller, scopes: MANIFEST.scopes });
    return json(reply.status, reply.body, reply.headers);
  }

  private answerStargate(path: string, body: string): Response {
    if (path === '/graphql')
      return json(200, { data: { createWebTriggerUrl: { url: `https://${this.name}.example/t` } } });
    const { queueName = '', payload } = JSON.parse(body) as { queueName?: string; payload: Omit<Pushed, 'queue'>[] };
    for (const event of payload) {
      this.keep('queue', () => JSON.stringify(event));
      this.push({ ...event, queue: queueName.includes('bulk') ? 'bulk' : 'drain' });
    }
    return json(201, undefined);
  }

  answerOutside(url: string, init: RequestInit): Response | Promise<Response> {
    this.keep('outside', () => `${url} ${JSON.stringify(init)}`);
    return this.outside(url, init);
  }
}
