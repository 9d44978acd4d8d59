/**
 * The status beside the issue's fields, which shows without a click. It says no more than the issue's property does, to
 * nobody who does not see the issue.
 * @see https://developer.atlassian.com/platform/forge/manifest-reference/modules/jira-issue-context/
 */
import * as z from 'zod/mini';
import { issueStatus } from '../app/query/issue-status';
import { IssueId } from '../core/ids';
import type { ErasureStatus } from '../core/status/erasure-status';
import { consoleLog } from '../forge/log';
import { portsOfThisInstallation } from '../forge/ports';
import { ERASURE_WORDS } from '../words/erasure';

const Shown = z.object({ extension: z.object({ issue: z.object({ id: IssueId }) }) });

type Look = 'default' | 'inprogress' | 'moved' | 'removed' | 'success';

/** What is handed over is not confirmed, and never green. */
const LOOKS: Record<ErasureStatus, Look> = {
  'awaiting-approval': 'moved',
  scheduled: 'default',
  running: 'inprogress',
  completed: 'success',
  'handed-over': 'inprogress',
  partial: 'removed',
  blocked: 'removed',
  cancelled: 'default',
  rejected: 'default',
};

interface Properties {
  readonly status?: { readonly type: 'lozenge'; readonly value: { readonly label: string; readonly type: Look } };
}

/** Answers what Jira shows beside the label; nothing where there is no erasure, or the ledger cannot be read now. */
export async function issueStatusProperties(payload: unknown): Promise<Properties> {
  const shown = z.safeParse(Shown, payload);
  if (!shown.success) return {};
  try {
    const status = await issueStatus(portsOfThisInstallation(), shown.data.extension.issue.id);
    if (status === null) return {};
    return { status: { type: 'lozenge', value: { label: ERASURE_WORDS[status], type: LOOKS[status] } } };
  } catch (error) {
    consoleLog('status not shown', { error: error instanceof Error ? error.name : 'unknown' });
    return {};
  }
}
