/**
 * A site in memory: storage, queue and Jira, as the @forge packages reach them.
 */
// First: the @forge packages look at the platform's globals when they are loaded.
import { type Installation, MANIFEST } from './under-forge';
import { Kvs } from '../../dev/platform/forge/kvs';
import type { Rows } from '../../dev/platform/forge/kvs-rows';
import { Issues } from '../../dev/platform/jira/issues';
import { userByName } from '../../dev/platform/jira/people';
import { JiraRest } from '../../dev/platform/jira/rest';
import { Store } from '../../dev/platform/store';
import { MemoryRows } from '../../dev/simulation/memory-rows';

const APP_ACCOUNT = 'app-user-erasure';
export const EMAIL_FIELD = 'customfield_10050';

/** A user's name on the local Jira; null: nobody whom the platform knows. */
export type Who = string | null;
export const accountOf = (who: Who): string | null => (who === null ? null : (userByName(who)?.accountId ?? who));

/** An event of the queue, as the platform takes it. */
export interface Pushed {
  readonly queue: 'bulk' | 'drain';
  readonly body: unknown;
  readonly delayInSeconds?: number;
  readonly concurrency?: { readonly key: string; readonly limit: number };
}

/** A request to Jira, and as whom it is made. */
export interface ToJira {
  readonly method: string;
  readonly path: string;
  readonly body: string | null;
  readonly caller: { readonly accountId: string; readonly isApp: boolean };
}

export abstract class SiteInMemory<R extends Rows = MemoryRows> implements Installation {
  readonly kvs: Kvs;
  readonly issues: Issues;
  private readonly rest: JiraRest;

  constructor(
    readonly name: string,
    now: () => number,
    readonly rows: R = new MemoryRows() as Rows as R,
    private readonly jira = new Store(null),
  ) {
    this.kvs = new Kvs(rows, MANIFEST, 0, now);
    this.issues = new Issues(jira, MANIFEST);
    this.rest = new JiraRest(this.issues, () => `https://${name}.example`, now);
  }

  /** Lets go of its Jira: thousands of installations would fill the memory. */
  close(): void {
    this.jira.close();
  }

  abstract answerOutside(url: string, init: RequestInit): Response | Promise<Response>;
  abstract log(line: string): void;
  /** Takes an event of the queue. */
  protected abstract push(event: Pushed): void;

  protected reply(status: number, body?: unknown, headers: Readonly<Record<string, string>> = {}): Response {
    return new Response(body === undefined ? null : JSON.stringify(body), {
      status,
      headers: { 'content-type': 'application/json', ...headers },
    });
  }

  /** A new issue, by the admin. */
  issue(fields: Readonly<Record<string, unknown>>, project = 'GDPR'): { id: string; key: string } {
    const body = JSON.stringify({
      fields: { summary: 'Please delete me', project: { key: project }, issuetype: { name: 'Task' }, ...fields },
    });
    const caller = { accountId: accountOf('admin') ?? '', isApp: false };
    const made = this.rest.answer({ method: 'POST', path: '/rest/api/3/issue', body, caller, scopes: null });
    return made.body as { id: string; key: string };
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
      return this.reply(answer.status, answer.body);
    }
    if (meta.remote === 'stargate') return this.answerStargate(path, body ?? '{}');
    const isApp = meta.provider === 'app';
    const accountId = isApp ? APP_ACCOUNT : who;
    if (accountId === null)
      return new Response(null, { status: 401, headers: { 'forge-proxy-error': 'NEEDS_AUTHENTICATION_ERR' } });
    return this.answerJira({ method: init.method ?? 'GET', path, body, caller: { accountId, isApp } });
  }

  protected answerJira(asked: ToJira): Response {
    const reply = this.rest.answer({ ...asked, scopes: MANIFEST.scopes });
    return this.reply(reply.status, reply.body, reply.headers);
  }

  private answerStargate(path: string, body: string): Response {
    if (path === '/graphql')
      return this.reply(200, { data: { createWebTriggerUrl: { url: `https://${this.name}.example/t` } } });
    const { queueName = '', payload } = JSON.parse(body) as { queueName?: string; payload: Omit<Pushed, 'queue'>[] };
    for (const event of payload) this.push({ ...event, queue: queueName.includes('bulk') ? 'bulk' : 'drain' });
    return this.reply(201);
  }
}
