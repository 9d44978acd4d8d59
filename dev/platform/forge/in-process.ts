/**
 * The globals that the real @forge packages expect, for an app that runs in this process. Whoever runs it says which
 * installation is running; there may be several.
 */
import { join } from 'node:path';
import { readManifest } from './manifest';
import { contextOf, withFunctions } from './runtime-context';

export const MANIFEST = readManifest(join(__dirname, '../../..'));

type Meta = { readonly remote?: string; readonly provider?: string };

/** One installation's platform. */
export interface Installation {
  readonly name: string;
  answerForge(meta: Meta, path: string, init: RequestInit, accountId: string | null): Response | Promise<Response>;
  answerOutside(url: string, init: RequestInit): Response | Promise<Response>;
  log(line: string): void;
}

/** One run of the app. */
export interface Invocation {
  readonly installation: Installation;
  readonly accountId: string | null;
}

/** Has the app's functions run here from now on. @param running who runs; undefined while nobody does */
export function runInProcess(running: () => Invocation | undefined): void {
  const here = (): Invocation => {
    const invocation = running();
    if (invocation === undefined) throw new Error('called outside of an invocation');
    return invocation;
  };
  Object.assign(globalThis, {
    __forge_fetch__: (meta: Meta, path: string, init: RequestInit = {}) => {
      const { installation, accountId } = here();
      return Promise.resolve(installation.answerForge(meta, path, init, accountId));
    },
    fetch: (url: string, init: RequestInit = {}) => Promise.resolve(here().installation.answerOutside(url, init)),
  });
  Object.defineProperty(globalThis, '__forge_runtime__', {
    configurable: true,
    get: () => {
      const invocation = running();
      // The packages look already while they are loaded, and nobody runs then.
      if (invocation === undefined) return undefined;
      const { installation, accountId } = invocation;
      const context = contextOf(MANIFEST, {
        invocationId: 'in-process',
        installationId: installation.name,
        contextAri: `ari:cloud:jira::site/${installation.name}`,
        moduleKey: 'in-process',
        accountId,
      });
      return withFunctions(context, () => 60_000);
    },
  });
}
