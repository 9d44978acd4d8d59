/**
 * What the @forge packages find in `__forge_runtime__` while a function runs.
 */
import type { Manifest } from './manifest';

interface Running {
  readonly invocationId: string;
  readonly installationId: string;
  readonly contextAri: string;
  readonly moduleKey: string;
  /** The user who acts; null where nobody does. */
  readonly accountId: string | null;
}

const ENVIRONMENT = '0a4b3c2d-0000-4000-8000-000000000001';

/** What the platform calls a module of the app's. */
export const extensionId = ({ appId }: Pick<Manifest, 'appId'>, moduleKey: string): string =>
  `ari:cloud:ecosystem::extension/${appId}/${ENVIRONMENT}/static/${moduleKey}`;

/** The part that is data, and can be sent to a worker. */
export function contextOf({ appId, scopes }: Manifest, running: Running): object {
  const { invocationId, installationId, contextAri, moduleKey, accountId } = running;
  return {
    appContext: {
      appId,
      appVersion: '1.0.0',
      environmentId: ENVIRONMENT,
      environmentType: 'DEVELOPMENT',
      invocationId,
      installationId,
      moduleKey,
      license: undefined,
      installation: { ari: { installationId }, contexts: [contextAri] },
      permissions: { scopes },
    },
    contextAri,
    aaid: accountId ?? undefined,
    externalAuth: [],
    proxy: { token: invocationId },
    tracing: { traceId: invocationId, spanId: invocationId },
  };
}

const metrics = {
  counter: () => ({ incr: () => undefined, decr: () => undefined }),
  timing: () => ({ measure: () => ({ stop: () => undefined }) }),
};

/** All of it. @param remainingMs how long the function may still run */
export const withFunctions = (context: object, remainingMs: () => number): object => ({
  ...context,
  lambdaContext: { getRemainingTimeInMillis: remainingMs },
  metrics,
});
