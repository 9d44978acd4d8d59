/**
 * What the @forge packages call: storage, queue and Jira, whoever runs the app.
 */
import type { JiraCaller, JiraResponse } from './host';
import type { Kvs } from './kvs';

/** The account that the app itself has in Jira. */
export const APP_ACCOUNT = 'app-user-erasure';

/** A call of the @forge packages. */
export interface ForgeCall {
  readonly meta: { readonly remote?: string; readonly provider?: string };
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly body: string | null;
  /** The user for whom the app runs; null where nobody asks. */
  readonly accountId: string | null;
}

/** An event of the queue, as an app pushes it. */
export interface PushedEvent {
  readonly body: unknown;
  readonly delayInSeconds?: number;
  /** Events of one key are delivered only so many at a time. */
  readonly concurrency?: { readonly key: string; readonly limit: number };
}

/** A push to a queue. */
export interface Push {
  readonly queueName: string;
  readonly jobId: string;
  readonly payload: readonly PushedEvent[];
}

/** A request to Jira, and as whom it is made. */
export interface ToJira {
  readonly method: string;
  readonly path: string;
  readonly body: string | null;
  readonly caller: JiraCaller;
}

/** What answers the calls. */
export interface Platform<R> {
  readonly kvs: Kvs;
  /** Makes a reply. */
  reply(answer: JiraResponse): R;
  push(push: Push): JiraResponse;
  /** The URL of a web trigger; null where the manifest has none by this key. */
  webTriggerUrl(key: string): string | null;
  jira(request: ToJira): R | Promise<R>;
  /** Takes a report of accounts. @returns what became of them; no body: nothing */
  report(accountIds: readonly string[]): JiraResponse;
}

function stargate<R>(on: Platform<R>, path: string, body: string | null): R {
  const json = JSON.parse(body ?? '{}') as Partial<Push> & {
    variables?: { input?: { triggerKey?: string } };
    accounts?: { accountId: string }[];
  };
  if (path.startsWith('/webhook/queue/publish/')) return on.reply(on.push(json as Push));
  if (path === '/app/report-accounts')
    return on.reply(on.report((json.accounts ?? []).map(({ accountId }) => accountId)));
  const key = json.variables?.input?.triggerKey;
  const url = path === '/graphql' && key !== undefined ? on.webTriggerUrl(key) : null;
  return on.reply(
    url === null
      ? { status: 404, body: { message: 'This is not part of the local platform.' } }
      : { status: 200, body: { data: { createWebTriggerUrl: { url } } } },
  );
}

/** Answers a call. Whoever asks Jira as a user for whom nobody runs is told to sign in. */
export function answerForge<R>(on: Platform<R>, { meta, method, path, body, accountId }: ForgeCall): R | Promise<R> {
  if (meta.remote === 'kvs') return on.reply(on.kvs.answer(path, body ?? '{}'));
  if (meta.remote === 'stargate') return stargate(on, path, body);
  const isApp = meta.provider === 'app';
  const asked = isApp ? APP_ACCOUNT : accountId;
  return asked === null
    ? on.reply({ status: 401, headers: { 'forge-proxy-error': 'NEEDS_AUTHENTICATION_ERR' } })
    : on.jira({ method, path, body, caller: { accountId: asked, isApp } });
}
