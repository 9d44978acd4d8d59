/**
 * Requests to Jira's REST API, as the asking user where a user asks, as the app where nobody does.
 * @see https://developer.atlassian.com/cloud/jira/platform/rest/v3/
 */
import api, { type APIResponse, NeedsAuthenticationError, type Route } from '@forge/api';
import * as z from 'zod/mini';
import { AppError } from '../../core/app-error';
import type { As } from '../../core/status/origin';

export type Init = NonNullable<Parameters<ReturnType<typeof api.asApp>['requestJira']>[1]>;

export const sendJson = (method: 'PUT' | 'POST', body: unknown): Init => ({
  method,
  headers: { 'content-type': 'application/json', accept: 'application/json' },
  body: JSON.stringify(body),
});

export async function ask(
  as: As,
  path: Route,
  init: Init = { headers: { accept: 'application/json' } },
): Promise<APIResponse> {
  try {
    return await (as === 'app' ? api.asApp() : api.asUser()).requestJira(path, init);
  } catch (error) {
    // The platform asks the user for consent where this error leaves the resolver.
    if (error instanceof NeedsAuthenticationError) throw error;
    throw new AppError('jira-unavailable');
  }
}

/** By then the burst that Jira refused is over, where it does not say how long that takes. */
const WHEN_UNSAID = 30;

/** Jira did not answer what was asked. Where that is for a quota, `afterSeconds` says when it may be asked again. */
export function unavailable({ status, headers }: APIResponse): AppError {
  if (status !== 429) return new AppError('jira-unavailable');
  const asked = Number(headers.get('Retry-After') ?? WHEN_UNSAID);
  const afterSeconds = Number.isFinite(asked) && asked > 0 ? asked : WHEN_UNSAID;
  return new AppError('jira-unavailable', undefined, undefined, afterSeconds);
}

/** The parsed body of a 200; null for what is not there or may not be seen. */
export async function read<S extends z.ZodMiniType>(schema: S, response: APIResponse): Promise<z.infer<S> | null> {
  if ([400, 401, 403, 404].includes(response.status)) return null;
  if (!response.ok) throw unavailable(response);
  return z.parse(schema, await response.json());
}

/** As {@link read}, for a place that may hold the address: only what is not there at all is empty, never what is refused. */
export async function readPlace<S extends z.ZodMiniType>(schema: S, response: APIResponse): Promise<z.infer<S> | null> {
  if (response.status === 404) return null;
  if (!response.ok) throw unavailable(response);
  return z.parse(schema, await response.json());
}

/** Whether two labels are the same to a reader. */
export const sameLabel = (a: string | undefined, b: string): boolean =>
  a?.trim().toLowerCase() === b.trim().toLowerCase();
