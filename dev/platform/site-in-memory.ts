/**
 * A site in memory: storage, queue and Jira, as the @forge packages reach them.
 */
// First: the @forge packages look at the platform's globals when they are loaded.
import { type Installation, MANIFEST } from './forge/in-process';
import { answerForge, type Platform, type Push, type PushedEvent, type ToJira } from './forge/calls';
import type { JiraResponse } from './forge/host';
import { Kvs } from './forge/kvs';
import type { Rows } from './forge/kvs-rows';
import { MemoryRows } from './forge/kvs-rows-memory';
import { Issues } from './jira/issues';
import { userByName } from './jira/people';
import { JiraRest } from './jira/rest';
import { Store } from './store';

export const EMAIL_FIELD = 'customfield_10050';

/** A user's name on the local Jira; null: nobody whom the platform knows. */
export type Who = string | null;
export const accountOf = (who: Who): string | null => (who === null ? null : (userByName(who)?.accountId ?? who));

/** An event of the queue, as the platform takes it. */
export interface Pushed extends PushedEvent {
  readonly queue: 'bulk' | 'drain';
}

interface Parts<R> {
  readonly rows?: R;
  readonly jira?: Store;
  /** How long the index of the storage lags behind, in milliseconds. */
  readonly lag?: number;
}

export abstract class SiteInMemory<R extends Rows = MemoryRows> implements Installation {
  readonly rows: R;
  readonly kvs: Kvs;
  readonly issues: Issues;
  private readonly jira: Store;
  private readonly rest: JiraRest;
  private readonly platform: Platform<Response>;

  constructor(
    readonly name: string,
    now: () => number,
    { rows = new MemoryRows() as Rows as R, jira = new Store(null), lag = 0 }: Parts<R> = {},
  ) {
    this.rows = rows;
    this.jira = jira;
    this.kvs = new Kvs(rows, MANIFEST, lag, now);
    this.issues = new Issues(jira, MANIFEST);
    this.rest = new JiraRest(this.issues, () => `https://${name}.example`, now);
    this.platform = {
      kvs: this.kvs,
      reply: (answer) => this.reply(answer),
      push: ({ queueName, payload }) => this.pushAll(queueName, payload),
      webTriggerUrl: () => `https://${this.name}.example/t`,
      jira: (request) => this.answerJira(request),
    };
  }

  /** Lets go of its Jira: thousands of installations would fill the memory. */
  close(): void {
    this.jira.close();
  }

  abstract answerOutside(url: string, init: RequestInit): Response | Promise<Response>;
  abstract log(line: string): void;
  /** Takes an event of the queue. */
  protected abstract push(event: Pushed): void;

  private pushAll(queueName: string, payload: Push['payload']): JiraResponse {
    for (const event of payload) this.push({ ...event, queue: queueName.includes('bulk') ? 'bulk' : 'drain' });
    return { status: 201 };
  }

  protected reply({ status, body, headers = {} }: JiraResponse): Response {
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

  /** Somebody deletes an issue in Jira. */
  vanishes({ id }: { id: string }): void {
    const issue = this.issues.find(id);
    if (issue !== null) this.issues.remove(issue);
  }

  answerForge(...[meta, path, init, accountId]: Parameters<Installation['answerForge']>): Response | Promise<Response> {
    const body = typeof init.body === 'string' ? init.body : null;
    return answerForge(this.platform, { meta, method: init.method ?? 'GET', path, body, accountId });
  }

  protected answerJira(request: ToJira): Response {
    return this.reply(this.rest.answer({ ...request, scopes: MANIFEST.scopes }));
  }
}
