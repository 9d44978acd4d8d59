/**
 * Events of issues: an admin's rules say which of them start an erasure. Late and repeated events are harmless, because
 * the issue is read again, and (issue, person) is erased once.
 */
import * as z from 'zod/mini';
import { AppError } from '../../core/app-error';
import type { FailedTrigger } from '../../core/erasure/failed-trigger';
import { isTransient } from '../../core/error-code';
import { type EventKind, type EventRule, fits } from '../../core/settings/event-rules';
import type { Settings } from '../../core/settings/schema';
import type { Issue } from '../../ports/issues';
import type { Ports } from '../../ports/ports';
import { onTaskEvent } from '../tasks/tasks';
import { request } from './request';

/** What Jira told: perhaps minutes ago, perhaps for the second time. */
export interface IssueEvent {
  readonly kind: EventKind | 'deleted';
  readonly issueId: string;
  /** The project the issue was in then. */
  readonly projectKey: string;
  /** Whose doing it was. */
  readonly accountId: string | null;
}

const Named = z.object({ name: z.string() });
const Fields = z.object({ status: z.optional(Named), labels: z._default(z.array(z.string()), []) });

async function isMet({ issueSearch, issues }: Ports, rule: EventRule, issue: Issue): Promise<boolean> {
  if (rule.kind === 'jql') return issueSearch.matches(issue.id, rule.jql);
  const { status, labels } = z.parse(Fields, issue.fields);
  const requestType = rule.requestType === undefined ? null : await issues.requestType(issue);
  return fits(rule, { projectKey: issue.projectKey, status: status?.name ?? null, labels, requestType });
}

/** Whether any rule is met. One whose query Jira does not understand (any more) holds up no other. */
async function isAnyMet(ports: Ports, rules: readonly EventRule[], issue: Issue): Promise<boolean> {
  for (const rule of rules) {
    try {
      if (await isMet(ports, rule, issue)) return true;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'bad-jql') throw error;
      ports.log('event rule not understood', { rule: rules.indexOf(rule) });
    }
  }
  return false;
}

type Came = 'ignored' | 'begun' | 'refused' | 'task';

/** What Jira told of an issue that may start an erasure. */
type Starting = IssueEvent & { readonly kind: EventKind };

async function tryToStart(ports: Ports, { events, policy }: Settings, happened: Starting): Promise<Came> {
  const { kind, issueId, projectKey, accountId } = happened;
  const rules = events.rules.filter(({ on }) => on.includes(kind));
  // Every event of every project comes here: nothing is read for those that no rule can be about.
  if (rules.length === 0 || !policy.projects.includes(projectKey)) return 'ignored';
  const issue = await ports.issues.read(issueId, ['status', 'labels'], 'app');
  if (!(await isAnyMet(ports, rules, issue))) return 'ignored';
  try {
    await request(ports, { issue: issue.id, origin: { via: 'issue-event', accountId } });
  } catch (error) {
    if (!(error instanceof AppError) || isTransient(error.code)) throw error;
    return 'refused';
  }
  return 'begun';
}

/** Starts the erasure that a rule asks for; what stands in the way only for now is noted. */
async function start(ports: Ports, settings: Settings, happened: Starting): Promise<Came> {
  try {
    return await tryToStart(ports, settings, happened);
  } catch (error) {
    if (!(error instanceof AppError) || !isTransient(error.code)) throw error;
    const { issueId, accountId, kind } = happened;
    const origin = { via: 'issue-event', accountId } as const;
    await ports.failedTriggers.note({ issueId, origin, code: error.code, at: ports.system.now(), retryAs: kind });
    return 'refused';
  }
}

/**
 * Follows the app's own task that the event is about; else starts the erasure that a rule asks for on it. What the site's
 * rules refuse is noted for the issue's panel; what stands in the way only for now, wherever it does, is noted and tried
 * again by the sweep.
 * @returns `ignored` where no rule is about it
 * @throws AppError `no-such-issue`; `jira-unavailable`, `busy` where a task cannot be followed now
 */
export async function onIssueEvent(ports: Ports, happened: IssueEvent): Promise<Came> {
  const settings = await ports.settings.read();
  if (await onTaskEvent(ports, settings, happened.issueId)) return 'task';
  const { kind } = happened;
  return kind === 'deleted' ? 'ignored' : start(ports, settings, { ...happened, kind });
}

/** Tries an event again that could not start its erasure for something that passes by itself. */
export async function retryFailedTrigger(ports: Ports, { issueId, retryAs, origin }: FailedTrigger): Promise<void> {
  if (retryAs === null) return;
  const { issues, failedTriggers } = ports;
  try {
    const { projectKey } = await issues.read(issueId, [], 'app');
    const came = await onIssueEvent(ports, { kind: retryAs, issueId, projectKey, accountId: origin.accountId });
    // What is refused once more is noted anew, in its place.
    if (came !== 'refused') await failedTriggers.drop(issueId);
  } catch (error) {
    if (!(error instanceof AppError) || isTransient(error.code)) throw error;
    await failedTriggers.drop(issueId);
  }
}
