/**
 * Installations of the app in one warm runtime: the real entries and @forge packages, each installation on a platform of
 * its own, told apart by who invokes. Everything that leaves an installation is kept, to be searched.
 */
// First: the @forge packages look at the platform's globals when they are loaded.
import { asScreensSend } from './as-screens-send';
import { invocations } from '../../dev/platform/forge/invocations';
import type { Rows } from '../../dev/platform/forge/kvs-rows';
import type { MemoryRows } from '../../dev/platform/forge/kvs-rows-memory';
import * as app from '../../src';
import type { Answer } from '../../src/contract/call';
import type { ToJira } from '../../dev/platform/forge/calls';
import { accountOf, type Pushed, SiteInMemory, type Who } from '../../dev/platform/site-in-memory';

export { EMAIL_FIELD, type Pushed, type Who } from '../../dev/platform/site-in-memory';

export type Handler = keyof typeof app;
type Handle = (payload: unknown, context: unknown) => Promise<unknown>;
/** What the app calls outside, and what it is answered. */
export type Outside = (url: string, init: RequestInit) => Response | Promise<Response>;

/** From where a screen calls, and who looks at it. */
interface Where {
  readonly who: Who;
  readonly issueId?: string | undefined;
  readonly projectKey?: string | undefined;
  readonly requestKey?: string | undefined;
}

/** What Jira would answer if everybody were allowed everything. */
function everythingMay(path: string, body: string | null): Response {
  const asked = new URL(path, 'https://jira.example').searchParams.get('permissions');
  if (asked !== null) return Response.json({ permissions: { [asked]: { havePermission: true } } });
  const { projectPermissions } = JSON.parse(body ?? '{}') as {
    projectPermissions: { permissions: string[]; issues: number[] }[];
  };
  return Response.json({
    projectPermissions: projectPermissions.map(({ permissions, issues }) => ({ permission: permissions[0], issues })),
  });
}

export class Tenant<R extends Rows = MemoryRows> extends SiteInMemory<R> {
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
  private readonly pushed: Pushed[] = [];

  constructor(
    name: string,
    private readonly outside: Outside,
    rows?: R,
  ) {
    super(name, () => Date.now(), rows === undefined ? {} : { rows });
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

  /** A call of a screen. `issueId`, `requestKey`: the issue, or the portal's request, that the platform vouches for. */
  async call<Value>(
    handler: Handler,
    functionKey: string,
    payload: unknown,
    { who, issueId, projectKey, requestKey }: Where,
  ): Promise<Answer<Value>> {
    const issue = issueId === undefined ? {} : { issue: { id: issueId }, project: { key: projectKey ?? 'GDPR' } };
    const portal = requestKey === undefined ? {} : { portal: { id: 1 }, request: { key: requestKey, typeId: 1 } };
    const request = { call: { functionKey, payload }, context: { extension: { type: 'x', ...issue, ...portal } } };
    return (await this.invoke(handler, request, who)) as Answer<Value>;
  }

  /** A call that has to be answered. */
  async must<Value>(...asked: Parameters<Tenant['call']>): Promise<Value> {
    const answer = await this.call<Value>(...asked);
    if (!answer.ok) throw new Error(`${asked[1]}: ${answer.error.message}`);
    return answer.value;
  }

  /** A call of the admin page, with what the page sends along. */
  async admin<Value>(functionKey: string, payload: object = {}): Promise<Value> {
    const admin = { who: 'admin' } as const;
    const ask = (name: string, sent: object) => this.call('adminResolver', name, sent, admin);
    return this.must<Value>('adminResolver', functionKey, await asScreensSend(ask, functionKey, payload), admin);
  }

  /** Delivers what was pushed to the queue, until nothing more is. */
  async deliver(): Promise<void> {
    for (let event = this.pushed.shift(); event !== undefined; event = this.pushed.shift()) await this.consume(event);
  }

  protected consume({ queue, body }: Pushed): Promise<unknown> {
    return this.invoke(queue === 'bulk' ? 'bulkConsumer' : 'drainConsumer', { body });
  }

  protected override push({ queue, ...event }: Pushed): void {
    this.keep('queue', () => JSON.stringify(event));
    this.pushed.push({ ...event, queue });
  }

  /** Keeps something that left. */
  protected keep(where: keyof Tenant['left'], text: () => string): void {
    this.left[where].push(text());
  }

  log(line: string): void {
    this.keep('log', () => line);
  }

  protected override answerJira(asked: ToJira): Response {
    const { method, path, body } = asked;
    if (method !== 'GET') this.keep('jira', () => `${path} ${body ?? ''}`);
    return this.everybodyMay && path.includes('permissions') ? everythingMay(path, body) : super.answerJira(asked);
  }

  answerOutside(url: string, init: RequestInit): Response | Promise<Response> {
    this.keep('outside', () => `${url} ${JSON.stringify(init)}`);
    return this.outside(url, init);
  }
}
