import type { StepView } from '../../../src/contract/erasure-view';
import { SHARED } from '../words/shared';
import { IssueLink } from './issue-link';
import { useNames } from './names';
import { exactDay } from './time';

/** The task that a person has, or had, for a step. */
export function TaskLine({ task }: { task: NonNullable<StepView['task']> }) {
  const { key, assignee, dueAt } = task;
  const nameOf = useNames([assignee]);
  return (
    <span className="sentence small" data-testid="task">
      {SHARED.task.task} <IssueLink issueKey={key} /> ·{' '}
      {assignee === null ? SHARED.task.nobody : <bdi>{nameOf(assignee)}</bdi>} · {SHARED.task.due(exactDay(dueAt))}
    </span>
  );
}
