/**
 * The globals that the real @forge packages expect, for several installations in one process: who invokes decides which
 * one answers.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { join } from 'node:path';
import { readManifest } from '../../dev/platform/forge/manifest';

export const MANIFEST = readManifest(join(__dirname, '../..'));

/** One installation's platform. */
export interface Installation {
  readonly name: string;
  answerForge(
    meta: { remote?: string; provider?: string },
    path: string,
    init: RequestInit,
    accountId: string | null,
  ): Response | Promise<Response>;
  answerOutside(url: string, init: RequestInit): Response | Promise<Response>;
  log(line: string): void;
}

/** One run of the app. */
export interface Invocation {
  readonly installation: Installation;
  readonly accountId: string | null;
}

/** Which installation runs, and as whom. */
export const invocations = new AsyncLocalStorage<Invocation>();
const here = (): Invocation => {
  const invocation = invocations.getStore();
  if (invocation === undefined) throw new Error('called outside of an invocation');
  return invocation;
};

Object.assign(globalThis, {
  __forge_fetch__: (meta: { remote?: string; provider?: string }, path: string, init: RequestInit = {}) => {
    const { installation, accountId } = here();
    return Promise.resolve(installation.answerForge(meta, path, init, accountId));
  },
  fetch: (url: string, init: RequestInit = {}) => Promise.resolve(here().installation.answerOutside(url, init)),
});
Object.defineProperty(globalThis, '__forge_runtime__', {
  configurable: true,
  get: () => {
    const running = invocations.getStore();
    // The packages look already while they are loaded, and nobody runs then.
    if (running === undefined) return undefined;
    const { installation, accountId } = running;
    return {
      appContext: {
        appId: MANIFEST.appId,
        appVersion: '1.0.0',
        environmentId: '0a4b3c2d-0000-4000-8000-000000000001',
        environmentType: 'DEVELOPMENT',
        invocationId: 'test',
        installationId: installation.name,
        moduleKey: 'test',
        permissions: { scopes: MANIFEST.scopes },
      },
      contextAri: `ari:cloud:jira::site/${installation.name}`,
      aaid: accountId ?? undefined,
      externalAuth: [],
      proxy: { token: 'test' },
      tracing: { traceId: 'test', spanId: 'test' },
      lambdaContext: { getRemainingTimeInMillis: () => 60_000 },
      metrics: {
        counter: () => ({ incr: () => undefined, decr: () => undefined }),
        timing: () => ({ measure: () => ({ stop: () => undefined }) }),
      },
    };
  },
});
for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
  // eslint-disable-next-line no-console -- what the app logs is kept with the installation that logged it
  console[level] = (...parts: unknown[]) => {
    invocations.getStore()?.installation.log(parts.map(String).join(' '));
  };
