/**
 * A site in memory: storage, queue and Jira, as the @forge packages reach them.
 */
// First: the @forge packages look at the platform's globals when they are loaded.
import { type Installation, MANIFEST } from './forge/in-process';
import { answerForge, type Platform, type Push, type PushedEvent, type ToJira } from './forge/calls';
import { ReportedAccounts } from './forge/accounts';
import type { JiraResponse } from './forge/host';
import { Kvs } from './forge/kvs';
import type { Rows } from './forge/kvs-rows';
import { MemoryRows } from './forge/kvs-rows-memory';
import { Issues } from './jira/issues';
import { userByName } from './jira/people';
import { JiraRest } from './jira/rest';
import { Store } from './store';
import { chanceOf, LENIENT, type Strictness } from './strictness';
import type { Random } from './random';

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
  /** How strict its platform is; missing: not at all. */
  readonly strictness?: Strictness;
}

export abstract class SiteInMemory<R extends Rows = MemoryRows> implements Installation {
  readonly rows: R;
  readonly kvs: Kvs;
  readonly issues: Issues;
  private readonly jira: Store;
  /** Its Jira. */
  readonly rest: JiraRest;
  readonly accounts = new ReportedAccounts(MANIFEST.scopes);
  private readonly platform: Platform<Response>;
  private readonly strictness: Strictness;
  private readonly deliveries: Random;

  constructor(
    readonly name: string,
    now: () => number,
    { rows = new MemoryRows() as Rows as R, jira = new Store(null), strictness = LENIENT }: Parts<R> = {},
  ) {
    this.rows = rows;
    this.jira = jira;
    this.strictness = strictness;
    this.deliveries = chanceOf(strictness, 'queue');
    this.kvs = new Kvs(rows, MANIFEST, strictness, now);
    this.issues = new Issues(jira, MANIFEST, { now, searchLag: strictness.jira.searchLag });
    this.rest = new JiraRest(this.issues, {
      baseUrl: () => `https://${name}.example`,
      now,
      strictness: strictness.jira,
    });
    this.platform = {
      kvs: this.kvs,
      reply: (answer) => this.reply(answer),
      push: ({ queueName, payload }) => this.pushAll(queueName, payload),
      webTriggerUrl: () => `https://${this.name}.example/t`,
      jira: (request) => this.answerJira(request),
      report: (accountIds) => this.accounts.report(accountIds),
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
    const queue = queueName.includes('bulk') ? 'bulk' : 'drain';
    const { twice, secondWithin } = this.strictness.queue;
    for (const event of payload) {
      this.push({ ...event, queue });
      if (!this.deliveries.is(twice)) continue;
      const later = this.deliveries.between(0, secondWithin) / 1000;
      this.push({ ...event, queue, delayInSeconds: (event.delayInSeconds ?? 0) + later });
    }
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
    const asked = { summary: 'Please delete me', project: { key: project }, issuetype: { name: 'Task' }, ...fields };
    return this.inJira('admin', 'POST', '/issue', { fields: asked }).body as { id: string; key: string };
  }

  /** What a user does in Jira, or an app of somebody else's. */
  inJira(who: string, method: string, path: string, asked: object = {}): JiraResponse {
    const caller = { accountId: accountOf(who) ?? '', isApp: false };
    const body = method === 'GET' ? null : JSON.stringify(asked);
    return this.rest.answer({ method, path: `/rest/api/3${path}`, body, caller, scopes: null });
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
