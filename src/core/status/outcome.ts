/**
 * What one call to a provider became, for one person; or what a named person says of it. A value: a provider's "no" is no
 * exception.
 */
import * as z from 'zod/mini';
import type { Reply } from '../reply/reply';
import { Task } from './task';

/** Why a call will be made again. */
export const RetryReason = z.enum([
  'timeout',
  'unreachable',
  /** Somebody answered, and could not show that they are the provider. */
  'insecure',
  'rate-limited',
  'server-error',
  'postponed',
  'paused',
]);
export type RetryReason = z.infer<typeof RetryReason>;

/** Why a call will not be made again before a person has looked. */
export const FailureReason = z.enum([
  'credentials',
  'not-found',
  'rejected',
  'rejected-address',
  /** The account is that of somebody who works there, or whose key it is. */
  'staff-account',
  'unexpected-reply',
  'redirected',
  'not-allowed',
  'still-there',
  'address-missing',
  'name-missing',
  /** A value would end the quotation marks between which it stands in a call. */
  'ends-quotes',
  'retries-exhausted',
  /** Erasures are not allowed any more in the project. */
  'project-not-allowed',
  /** The connection does not serve the project any more. */
  'not-served',
  'cancelled',
  'connection-removed',
  /** The connection is another provider's by now. */
  'connection-changed',
  /** Jira does not let the app make the task: no permission there, or no such project. */
  'task-not-permitted',
  /** There is no such issue type, or the issue can have no sub-task. */
  'task-type',
  /** The person cannot be assigned issues there. */
  'task-assignee',
  /** The project wants something of a new issue that the app does not know. */
  'task-field',
  /** The task was closed, or resolved in a way that the connection's settings do not name. */
  'task-unread',
  /** The task was resolved by an app, or by nobody who can be told. */
  'task-by-app',
  'task-gone',
  /** The task was not resolved until shortly before the due date. */
  'task-late',
]);
export type FailureReason = z.infer<typeof FailureReason>;

const Status = z.optional(z.int());

/**
 * The outcome of one call for one person; `by-hand` and `kept`: what a person says, without a call, and why stands in the
 * erasure's statements. `assigned`: a person has a task to see to it. `expectedBy` in milliseconds since the epoch.
 */
export const Outcome = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('deleted') }),
  z.object({ kind: z.literal('absent') }),
  z.object({ kind: z.literal('accepted'), expectedBy: z.optional(z.number()) }),
  z.object({ kind: z.literal('registered') }),
  z.object({ kind: z.literal('by-hand') }),
  z.object({ kind: z.literal('kept') }),
  z.object({ kind: z.literal('assigned'), task: Task }),
  z.object({
    kind: z.literal('retry'),
    reason: RetryReason,
    afterSeconds: z.optional(z.number()),
    httpStatus: Status,
  }),
  /** `by`: the account of whoever removed the connection, or made it another provider's. */
  z.object({ kind: z.literal('refused'), reason: FailureReason, httpStatus: Status, by: z.optional(z.string()) }),
]);
export type Outcome = z.infer<typeof Outcome>;

const refused = (reason: FailureReason, httpStatus?: number): Outcome =>
  httpStatus === undefined ? { kind: 'refused', reason } : { kind: 'refused', reason, httpStatus };

function retry(reason: RetryReason, reply?: Exclude<Reply, { kind: 'failed' }>): Outcome {
  return {
    kind: 'retry',
    reason,
    ...(reply === undefined ? {} : { httpStatus: reply.status }),
    ...(reply?.limit.afterSeconds === undefined ? {} : { afterSeconds: reply.limit.afterSeconds }),
  };
}

/** What a status means that is not tried again. */
function refusedBy(status: number): Outcome {
  if (status === 401 || status === 403) return refused('credentials', status);
  if (status === 404) return refused('not-found', status);
  // The request is understood: what cannot be processed is the person in it.
  if (status === 422) return refused('rejected-address', 422);
  if (status >= 300 && status < 400) return refused('redirected', status);
  return refused(status >= 400 ? 'rejected' : 'unexpected-reply', status);
}

/**
 * What a reply means that is not the documented success. 408, 425, 429 and 5xx, a 403 of a rate limit, time-outs and
 * broken connections are tried again; everything else needs a person. A success that does not read as documented is `unexpected-reply`.
 */
export function failure(reply: Reply): Outcome {
  if (reply.kind === 'failed') {
    if (reply.reason === 'not-allowed') return refused('not-allowed');
    // Deletions were paused before the call could be made.
    return reply.reason === 'too-large' ? refused('unexpected-reply') : retry(reply.reason);
  }
  const { status } = reply;
  if (reply.limit.isReached) return retry('rate-limited', reply);
  if (status === 408 || status === 425) return retry('timeout', reply);
  if (status >= 500) return retry('server-error', reply);
  return refusedBy(status);
}
