/**
 * What Jira tells of issues: created, updated, commented, deleted.
 * @see https://developer.atlassian.com/platform/forge/events-reference/jira/
 */
import { InvocationError, InvocationErrorCode } from '@forge/events';
import * as z from 'zod/mini';
import { type IssueEvent as Happened, onIssueEvent } from '../app/request/on-issue-event';
import { isTransient } from '../core/error-code';
import { IssueId, IssueKey } from '../core/ids';
import { AppError } from '../core/app-error';
import { secondsAskedFor } from '../core/throttled-error';
import { consoleLog } from '../forge/log';
import { portsOfThisInstallation } from '../forge/ports';

const KINDS: Readonly<Record<string, Happened['kind']>> = {
  'avi:jira:created:issue': 'created',
  'avi:jira:updated:issue': 'updated',
  'avi:jira:commented:issue': 'commented',
  'avi:jira:deleted:issue': 'deleted',
};

/** What is read of an event. Everything else is read from the issue, because events come late. */
const IssueEvent = z.object({
  eventType: z.string(),
  selfGenerated: z._default(z.boolean(), false),
  issue: z.object({ id: IssueId, key: IssueKey }),
  atlassianId: z.optional(z.nullable(z.string())),
});

/** Between the four tries that the platform makes, and at most. */
const RETRY_SECONDS = 120;
const LONGEST_RETRY_SECONDS = 900;

/** Answers an event. One that cannot be read, or that is the app's own doing, is left alone. */
export async function issueEvents(event: unknown): Promise<InvocationError | undefined> {
  const parsed = z.safeParse(IssueEvent, event);
  const kind = parsed.success ? KINDS[parsed.data.eventType] : undefined;
  if (!parsed.success || kind === undefined) {
    consoleLog('event not understood');
    return undefined;
  }
  const { selfGenerated, issue, atlassianId = null } = parsed.data;
  if (selfGenerated) return undefined;
  const projectKey = issue.key.slice(0, issue.key.lastIndexOf('-'));
  try {
    const came = await onIssueEvent(portsOfThisInstallation(), {
      kind,
      issueId: issue.id,
      projectKey,
      accountId: atlassianId,
    });
    if (came !== 'ignored') consoleLog('event', { kind, came });
  } catch (error) {
    if (error instanceof AppError && !isTransient(error.code)) {
      consoleLog('event refused', { kind, code: error.code });
      return undefined;
    }
    // Thrown errors are not delivered again; this one is.
    consoleLog('event failed', { kind, error: error instanceof Error ? error.name : 'unknown' });
    return new InvocationError({
      retryAfter: Math.min(Math.max(RETRY_SECONDS, secondsAskedFor(error) ?? 0), LONGEST_RETRY_SECONDS),
      retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST,
      retryData: {},
    });
  }
  return undefined;
}
