/**
 * The local site as a user starts it: `dev/local/start.ts` in a process of its own, built once for all tests, and calls to it
 * from outside.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join, resolve } from 'node:path';
import { STRICT } from '../../dev/platform/strictness';
import { asScreensSend } from './as-screens-send';
import type { ErasureProperty } from '../../src/core/erasure/issue-property';

export const ROOT = resolve(__dirname, '../..');
/** @see build-start.ts */
export const BUILT_START = join(ROOT, 'dist/local/start.cjs');

interface Ready {
  readonly jira: string;
  readonly admin: string;
  readonly erasures: string;
  readonly webTriggers: { readonly erase: { readonly url: string; readonly secret: string } };
  readonly pid: number;
}

export interface Reply<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

type Refusal = { readonly error: { readonly code: string; readonly message: string } };
type Begun = { readonly erasureId: string; readonly status: string; readonly created: boolean };

async function replyOf<Body>(response: Response): Promise<Reply<Body>> {
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text === '' ? {} : JSON.parse(text)) as Body };
}

export const EMAIL_FIELD = 'customfield_10050';

const HOUR = 3_600_000;
/** How long anything may take on a machine that does much else beside, in its own milliseconds. */
const A_LONG_WHILE = 300_000;

/** Waits for something that is no matter of the site's time. */
export async function until<T>(what: string, look: () => Promise<T | null | undefined | false>): Promise<T> {
  const giveUp = Date.now() + A_LONG_WHILE;
  for (;;) {
    const seen = await look();
    if (seen !== null && seen !== undefined && seen !== false) return seen;
    if (Date.now() > giveUp) throw new Error(`waited in vain for ${what}`);
    await new Promise((wait) => setTimeout(wait, 20));
  }
}

/** Whatever a test leaves running is ended with it. */
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

export class LocalSite {
  private constructor(
    private readonly child: ChildProcess,
    readonly ready: Ready,
  ) {}

  /** Starts a site; what it says on the error stream is in the error where it does not come up. */
  static async start(...options: string[]): Promise<LocalSite> {
    const child = spawn(process.execPath, [BUILT_START, '--port', '0', '--strict', '--json', ...options], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    const line = await new Promise<string>((take, refuse) => {
      createInterface({ input: child.stdout }).once('line', take);
      child.once('exit', (code) => refuse(new Error(`the site ended with ${String(code)}: ${complaint}`)));
    });
    return new LocalSite(child, JSON.parse(line) as Ready);
  }

  /** Ends it as a user would. @returns the exit code */
  async stop(): Promise<number | null> {
    return this.end('SIGTERM');
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<number | null> {
    return this.end('SIGKILL');
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const ended = new Promise<number | null>((resolveEnd, refuse) =>
      this.child.once('exit', (code, by) => {
        if (by === null || by === 'SIGKILL') resolveEnd(code);
        else refuse(new Error(`the site ended by ${by}`));
      }),
    );
    this.child.kill(signal);
    return ended;
  }

  async rest<Body = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    user = 'admin',
  ): Promise<Reply<Body>> {
    return replyOf<Body>(
      await fetch(`${this.ready.jira}/rest/api/3${path}`, {
        method,
        headers: {
          authorization: `Basic ${Buffer.from(`${user}:x`).toString('base64')}`,
          'content-type': 'application/json',
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
  }

  /** A new issue of the privacy project. @returns its key */
  async issue(fields: Record<string, unknown>, project = 'GDPR'): Promise<string> {
    const made = await this.rest<{ key: string }>('POST', '/issue', {
      fields: { summary: 'Please delete me', project: { key: project }, issuetype: { name: 'Task' }, ...fields },
    });
    if (made.status !== 201) throw new Error(JSON.stringify(made.body));
    return made.body.key;
  }

  issueFor(address: string): Promise<string> {
    return this.issue({ [EMAIL_FIELD]: address });
  }

  async trigger(body: unknown, headers: Record<string, string> = {}): Promise<Reply<Begun & Refusal>> {
    const { url, secret } = this.ready.webTriggers.erase;
    return replyOf(
      await fetch(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
  }

  async property(key: string): Promise<ErasureProperty | null> {
    const reply = await this.rest<{ value: ErasureProperty }>('GET', `/issue/${key}/properties/user-erasure`);
    return reply.status === 200 ? reply.body.value : null;
  }

  /** The site's time, in milliseconds: what passed on it is not what passed in this test. */
  async now(): Promise<number> {
    return (await this.pass(0)).now;
  }

  /** Lets the site's time pass to the next thing that waits for it, and whatever runs then run as far as it can. */
  private async pass(upTo: number): Promise<{ passed: number; isQuiet: boolean; now: number }> {
    return (await this.local<{ passed: number; isQuiet: boolean; now: number }>('/local/clock', 'admin', { upTo }))
      .body;
  }

  /** Lets so much of the site's time pass. */
  async letPass(milliseconds: number): Promise<void> {
    for (let left = milliseconds; left > 0;) left -= (await this.pass(left)).passed;
    await this.quiet();
  }

  /** Waits until nothing runs, and nothing is due. */
  async quiet(): Promise<void> {
    await until('the site to be quiet', async () => (await this.pass(0)).isQuiet);
  }

  /**
   * Waits until something is there, and lets the site's time pass meanwhile, from one thing that waits to the next.
   * @throws where it is not there after three hours of the site's time
   */
  async until<T>(what: string, look: () => Promise<T | null | undefined | false>): Promise<T> {
    const giveUp = Date.now() + A_LONG_WHILE;
    for (let left = 3 * HOUR, step = 100; ;) {
      const seen = await look();
      if (seen !== null && seen !== undefined && seen !== false) return seen;
      if (left <= 0 || Date.now() > giveUp) throw new Error(`waited in vain for ${what}`);
      const { passed } = await this.pass(Math.min(step, left));
      left -= passed;
      // Nothing waited for so long: the next look is further away.
      step = passed === step ? step * 2 : 100;
    }
  }

  /** The property once the erasure has this status (missing: every provider of these took it), and what follows at once (a comment, the receipt) has happened. */
  async settled(key: string, status = 'handed-over'): Promise<ErasureProperty> {
    const settled = await this.until(`${key} to be ${status}`, async () => {
      const property = await this.property(key);
      return property?.status === status && property;
    });
    if (status !== 'running') await this.quiet();
    return settled;
  }

  async comments(
    key: string,
  ): Promise<{ body: unknown; jsdPublic: boolean; properties: { key: string; value: unknown }[] }[]> {
    const reply = await this.rest<{ comments: never[] }>('GET', `/issue/${key}/comment?expand=properties`);
    return reply.body.comments;
  }

  /** Waits until Jira's search knows what was written. */
  async searchable(): Promise<void> {
    await this.letPass(STRICT.jira.searchLag);
  }

  async find(jql: string): Promise<string[]> {
    await this.searchable();
    const reply = await this.rest<{ issues: { key: string }[] }>('POST', '/search/jql', { jql, maxResults: 100 });
    return reply.body.issues.map(({ key }) => key);
  }

  /* eslint-disable @typescript-eslint/no-unnecessary-type-parameters -- a test says once what it expects an answer to be */
  /** A call of one of the app's screens, by a user. */
  async call<Value = unknown>(
    module: string,
    user: string,
    issueKey: string | null,
    functionKey: string,
    payload: unknown = {},
  ) {
    const reply = await replyOf<{ value: { ok: true; value: Value } | ({ ok: false } & Refusal) }>(
      await fetch(`${this.ready.jira}/local/invoke`, {
        method: 'POST',
        headers: { cookie: `local-user=${user}`, 'content-type': 'application/json' },
        body: JSON.stringify({ module, issueKey, functionKey, payload }),
      }),
    );
    return reply.body.value;
  }

  erasures<Value = unknown>(user: string, functionKey: string, payload: unknown = {}) {
    return this.call<Value>('erasures-page', user, null, functionKey, payload);
  }

  private async local<Body>(path: string, user: string, body: unknown): Promise<Reply<Body>> {
    return replyOf<Body>(
      await fetch(`${this.ready.jira}${path}`, {
        method: 'POST',
        headers: { cookie: `local-user=${user}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
  }

  /** Runs an action of an automation rule as a user. @returns what the audit log says */
  async act(user: string, action: string, issueKey: string, inputs: object = {}) {
    const asked = { action, issueKey, inputs: { issueKey: '{{issue.key}}', ...inputs } };
    return (await this.local<{ said: string; isError: boolean }>('/local/automation', user, asked)).body;
  }

  /** What the app shows beside an issue's fields; null: nothing. */
  async statusBeside(issueKey: string, user = 'agent'): Promise<unknown> {
    const asked = { module: 'erasure-status', issueKey };
    return (await this.local<{ status: unknown }>('/local/status', user, asked)).body.status;
  }

  /** What Jira asks an admin, who says yes. */
  async allowHost(key: string, domain: string, user = 'admin'): Promise<number> {
    const configured = [{ domain, type: ['FETCH_BACKEND_SIDE'] }];
    const asked = { call: 'set', groups: [{ key, description: '', configured }] };
    return (await this.local('/local/egress', user, asked)).status;
  }

  /** Has the workflow ask a validator before an issue is done; empty: none. */
  async askBeforeDone(validator: string): Promise<void> {
    await fetch(`${this.ready.jira}/workflow`, { method: 'POST', body: new URLSearchParams({ validator }) });
  }

  agent<Value = unknown>(user: string, issueKey: string, functionKey: string, payload: unknown = {}) {
    return this.call<Value>('delete-user', user, issueKey, functionKey, payload);
  }

  /** A call of the admin page, with what the page sends along. */
  async admin<Value = unknown>(functionKey: string, payload: object = {}, user = 'admin') {
    const ask = (name: string, asked: object) => this.call('erasure-admin', user, null, name, asked);
    const send = async () =>
      this.call<Value>('erasure-admin', user, null, functionKey, await asScreensSend(ask, functionKey, payload));
    let answer = await send();
    // Work may come or go between the look and the click: then the number is looked at again.
    for (let looks = 0; looks < 10 && !answer.ok && answer.error.code === 'work-waits'; looks += 1)
      answer = await send();
    return answer;
  }
}
