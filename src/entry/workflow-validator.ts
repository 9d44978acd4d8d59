/**
 * A workflow validator that asks the ledger: an issue cannot be closed before its erasure is finished. The other one,
 * in the manifest, is a Jira expression over the issue's property, which whoever edits the issue can edit.
 * @see https://developer.atlassian.com/platform/forge/manifest-reference/modules/jira-workflow-validator/
 */
import { errorWords } from '../words/errors';
import * as z from 'zod/mini';
import { whyNotClosable } from '../app/sync/may-be-closed';
import { IssueKey } from '../core/ids';
import { AppError } from '../core/app-error';
import { consoleLog } from '../forge/log';
import { portsOfThisInstallation } from '../forge/ports';

const Transition = z.object({ issue: z.object({ key: IssueKey }) });

/** Whether the transition is allowed; with the words for who tried it where it is not. */
export interface Validated {
  readonly result: boolean;
  readonly errorMessage?: string;
}

/** Answers a transition. Whatever cannot be asked is not allowed: closing waits, and nothing is lost by it. */
export async function workflowValidator(payload: unknown): Promise<Validated> {
  const parsed = z.safeParse(Transition, payload);
  if (!parsed.success) return { result: false, errorMessage: 'Jira did not say which issue this is.' };
  try {
    const why = await whyNotClosable(portsOfThisInstallation(), parsed.data.issue.key);
    return why === null ? { result: true } : { result: false, errorMessage: why };
  } catch (error) {
    if (error instanceof AppError) return { result: false, errorMessage: errorWords(error) };
    consoleLog('validator failed', { error: error instanceof Error ? error.name : 'unknown' });
    return { result: false, errorMessage: 'The app could not look at the erasure. Try again in a moment.' };
  }
}
