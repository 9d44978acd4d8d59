/**
 * Tells tasks that they are not needed any more, or are needed again: people work at them, and read no panel.
 */
import { isTaskToBeTold, withTaskTold } from '../../core/erasure/task-step';
import type { Step } from '../../core/erasure/step';
import type { SyncResult } from '../../core/status/sync-result';
import { AGAIN } from '../../lib/update-with-retry';
import type { ErasureSnapshot } from '../../ports/erasure-store';
import type { IssueComment } from '../../ports/issue-writer';
import type { Ports } from '../../ports/ports';
import { calledOffWords, neededAgainWords } from '../../words/task';

type Later = Extract<SyncResult, { kind: 'later' }>;

function toComment({ id, issueKey }: ErasureSnapshot['erasure'], step: Step): IssueComment {
  const isNeededAgain = step.isTaskCalledOff === true;
  return {
    mark: { erasureId: id, task: isNeededAgain ? 'needed again' : 'called off', at: step.at ?? 0 },
    headline: isNeededAgain ? neededAgainWords(issueKey) : calledOffWords(issueKey),
    ...{ rows: [], notes: [], isInternal: true },
  };
}

/**
 * Comments on the tasks that are to be told something, each once.
 * @returns what stands there then, `read` itself where there was nothing to tell; `later`: what Jira does not take now
 */
export async function tellTasks(
  { issueWriter, erasureStore }: Ports,
  read: ErasureSnapshot,
): Promise<ErasureSnapshot | typeof AGAIN | Later> {
  const { erasure, steps } = read;
  const toTell = steps.filter((step) => isTaskToBeTold(step, erasure.statements));
  if (toTell.length === 0) return read;
  for (const step of toTell) {
    const result = await issueWriter.comment(step.task?.id ?? '', toComment(erasure, step), true);
    if (result.kind === 'later') return result;
  }
  const become = steps.map((step) => (toTell.includes(step) ? withTaskTold(step) : step));
  return (await erasureStore.save(read, { erasure, steps: become })) ?? AGAIN;
}
