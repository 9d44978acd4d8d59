/**
 * Reminds people of an erasure before it is due: on its issue, and on the tasks that it waits for.
 */
import { dayIn, UTC } from '../../core/erasure/calendar';
import { isUnfinished } from '../../core/erasure/closing';
import { deadlineWords, NEVER, nextReminder, reminderOf } from '../../core/erasure/deadline';
import { isSettled } from '../../core/erasure/step';
import { isTaskNeeded } from '../../core/erasure/task-step';
import type { Settings } from '../../core/settings/schema';
import type { ErasureSnapshot } from '../../ports/erasure-store';
import type { IssueComment } from '../../ports/issue-writer';
import type { Ports } from '../../ports/ports';
import { reminderWords } from '../../words/task';
import { rowsOf } from '../sync/comment-rows';

function toReminder({ erasure, steps }: ErasureSnapshot, settings: Settings, now: number, at: number): IssueComment {
  const { id, mask, dueAt, month } = erasure;
  const zone = month?.zone ?? UTC;
  return {
    mark: { erasureId: id, reminder: at },
    headline: `Reminder: the erasure of ${mask} is ${deadlineWords(dueAt, now)}. The due date is ${dayIn(dueAt, zone)} (${zone}).`,
    rows: rowsOf(
      steps.filter((step) => !isSettled(step) || step.status === 'blocked' || step.status === 'handed-over'),
      settings,
    ),
    notes: [],
    isInternal: true,
  };
}
/** Reminds whoever has a task that the erasure waits for, on the task. @returns false where Jira does not take it now */
async function remindTasks({ issueWriter }: Ports, read: ErasureSnapshot, now: number, at: number): Promise<boolean> {
  const { id, issueKey, dueAt, month } = read.erasure;
  const day = dayIn(dueAt, month?.zone ?? UTC);
  for (const { task } of read.steps.filter(isTaskNeeded)) {
    if (task === undefined) continue;
    const comment: IssueComment = {
      mark: { erasureId: id, reminder: at },
      headline: reminderWords(issueKey, deadlineWords(dueAt, now), day),
      ...(task.assignee === null ? {} : { mention: task.assignee }),
      ...{ rows: [], notes: [], isInternal: true },
    };
    const written = await issueWriter.comment(task.id, comment, true);
    if (written.kind === 'later') return false;
  }
  return true;
}

/**
 * Reminds people of an erasure on its issue, where somebody still has to see to it. Always by an internal note: the
 * customer's own request is no place for it. Posted once for each reminder, also where it has to be tried again.
 */
export async function remind(ports: Ports, id: string): Promise<void> {
  const { erasureStore, issueWriter, reminders, settings, system } = ports;
  const read = await erasureStore.snapshot(id);
  const configured = await settings.read();
  if (read === null || !isUnfinished(read.erasure, configured.status.closing)) return reminders.set(id, null);
  const { dueAt, issueId, isIssueGone } = read.erasure;
  // Nobody can be reminded on an issue that is gone; the erasure stays among what is due.
  if (isIssueGone) return reminders.set(id, { dueAt, remindAt: NEVER });
  const now = system.now();
  const at = reminderOf(dueAt, now);
  if (configured.status.comment !== 'none') {
    const written = await issueWriter.comment(issueId, toReminder(read, configured, now, at), true);
    if (written.kind === 'later') return;
  }
  if (!(await remindTasks(ports, read, now, at))) return;
  await reminders.set(id, { dueAt, remindAt: nextReminder(dueAt, now) ?? NEVER });
}
