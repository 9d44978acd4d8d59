/**
 * Tells the issue that what a task said was taken back, where its end was told before.
 */
import type { Ports } from '../../ports/ports';
import { reopenedWords } from '../../words/task';
import { tryOrLog } from '../background/for-each-until';
import { rowsOf } from '../sync/comment-rows';

/** Tells it once; the property says so already. */
export async function tellReopened(ports: Ports, erasureId: string, connectionId: string): Promise<void> {
  const read = await ports.erasureStore.snapshot(erasureId);
  const settings = await ports.settings.read();
  const step = read?.steps.find((one) => one.connectionId === connectionId);
  if (read === null || step?.task === undefined || settings.status.comment === 'none') return;
  const { id, issueId, mask, isIssueGone } = read.erasure;
  if (isIssueGone) return;
  const comment = {
    mark: { erasureId: id, reopened: step.task.id, at: step.at ?? 0 },
    ...{ headline: reopenedWords(mask, step.task.key), rows: rowsOf([step], settings), notes: [], isInternal: true },
  };
  await tryOrLog(ports, 'reopened', () => ports.issueWriter.comment(issueId, comment, false), undefined);
}
