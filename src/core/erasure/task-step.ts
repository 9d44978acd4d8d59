/**
 * What becomes of a step by the task that a person has for it: resolving it is what they say of the step, reopening it takes
 * that back. It is the same statement as the one that is made on the erasure's own issue, said another way.
 */
import { type FailureReason } from '../status/outcome';
import { outcomeOf, type Said, type Statement } from '../status/statement';
import { type Readings, readingOf, type Task, type TaskFound } from '../status/task';
import type { NewEvent } from '../evidence/chain';
import { DAY } from '../../lib/time';
import { assign, finalise, finishByHand, type Step, withHistory } from './step';

const FOLLOWED: readonly FailureReason[] = ['task-unread', 'task-by-app', 'task-gone', 'task-late'];

const reasonOf = ({ status, outcome }: Step): FailureReason | null =>
  status === 'blocked' && outcome?.kind === 'refused' ? outcome.reason : null;

/** Whether a step is blocked because of what became of its task. */
const isBlockedByTask = (step: Step): boolean => FOLLOWED.some((reason) => reason === reasonOf(step));

/** What was said of a step by resolving its task. */
const saidByTask = ({ connectionId, task }: Step, statements: readonly Statement[]): Statement | null =>
  statements.find((one) => one.connectionId === connectionId && one.task !== undefined && one.task === task?.id) ??
  null;

/** Whether a step is done because its task was resolved. */
export const isDoneByTask = (step: Step, statements: readonly Statement[]): boolean =>
  step.status === 'done' && saidByTask(step, statements)?.isHeld === false;

/** Whether what becomes of its task decides about a step. */
export const followsTask = (step: Step, statements: readonly Statement[]): boolean =>
  step.task !== undefined && (step.phase === 'assigned' || isBlockedByTask(step) || isDoneByTask(step, statements));

/** Whether a person still has to see to the task of a step. */
export const isTaskNeeded = (step: Step): boolean =>
  step.task !== undefined && (step.phase === 'assigned' || isBlockedByTask(step));

/** Whether a step's task is called off, and was not told so yet; or is needed again, and was told that it is not. */
export const isTaskToBeTold = (step: Step, statements: readonly Statement[]): boolean => {
  if (step.task === undefined || step.phase === 'ready' || step.phase === 'held') return false;
  return !isDoneByTask(step, statements) && isTaskNeeded(step) === (step.isTaskCalledOff === true);
};

/** A step whose task was told how it stands. */
export function withTaskTold(step: Step): Step {
  const { isTaskCalledOff = false, ...others } = step;
  return isTaskCalledOff ? others : { ...others, isTaskCalledOff: true };
}

/** What is known of a step when its task is read. */
export interface Following {
  readonly step: Step;
  readonly statements: readonly Statement[];
  readonly found: TaskFound;
  readonly readings: Readings;
  /** Whether a second person has to confirm what is said. */
  readonly isHeld: boolean;
  /** The reason that goes into the evidence. */
  readonly reason: (said: Said, resolution: string) => string;
  readonly now: number;
}

/** What a task makes of its step. */
export interface Followed {
  readonly step: Step;
  /** All statements of the erasure as they are then. */
  readonly statements: readonly Statement[];
  readonly newEvents: readonly NewEvent[];
}

/** The task as Jira tells of it now. */
const taskNow = (task: Task, found: TaskFound): Task =>
  found.kind === 'gone' ? task : { ...task, key: found.key, assignee: found.assignee };

/** What was said is taken back, where anything was. */
function takenBack({ step, statements, found, now }: Following): Pick<Followed, 'statements' | 'newEvents'> {
  const said = saidByTask(step, statements);
  if (said === null) return { statements, newEvents: [] };
  const account = found.kind === 'open' ? found.by : null;
  return {
    statements: statements.filter((one) => one !== said),
    newEvents: [{ kind: 'by-hand-withdrawn', at: now, account, connection: step.connectionId }],
  };
}

/** The step needs a person, because of what became of its task. */
function blocked(following: Following, reason: FailureReason): Followed {
  const { step, now } = following;
  const after: Step =
    reasonOf(step) === reason
      ? step
      : withHistory(step, finalise(step, { status: 'blocked', outcome: { kind: 'refused', reason } }, now), now);
  return { step: after, ...takenBack(following) };
}

/** The task is open. It has the step wait again, whatever was said; what is too late stays blocked until it is resolved. */
function opened(following: Following, task: Task): Followed {
  const { step, statements, now } = following;
  const isLate = now > step.giveUpAt;
  if (reasonOf(step) === 'task-late') return { ...takenBack(following), step: { ...step, task } };
  if (step.phase === 'assigned' && isLate) return blocked(following, 'task-late');
  if (step.phase === 'assigned') {
    const { notBefore } = assign(step, task, now);
    const isSaid = saidByTask(step, statements) !== null;
    return { ...(isSaid ? takenBack(following) : { statements, newEvents: [] }), step: { ...step, task, notBefore } };
  }
  // Who opens it again close to the due date has a day for it.
  const again: Step = { ...step, giveUpAt: Math.max(step.giveUpAt, now + DAY) };
  return { ...takenBack(following), step: withHistory(step, assign(again, task, now), now) };
}

/**
 * A step of which everything is said by its task, and which nobody has confirmed yet: it is as late as any, and can still be
 * confirmed.
 */
function unconfirmed(step: Step, now: number): Step {
  if (step.phase !== 'assigned' || step.task === undefined) return step;
  if (now <= step.giveUpAt) return { ...step, notBefore: assign(step, step.task, now).notBefore };
  const outcome = { kind: 'refused', reason: 'task-late' } as const;
  return withHistory(step, finalise(step, { status: 'blocked', outcome }, now), now);
}

/** A person resolved the task in a way that says something. */
function resolved(following: Following, task: Task, { said, account, resolution }: Resolving): Followed {
  const { step, statements, isHeld, reason, now } = following;
  const { connectionId, provider } = step;
  const before = saidByTask(step, statements);
  if (before?.said === said && before.account === account)
    return { step: unconfirmed({ ...step, task }, now), statements, newEvents: [] };
  const texts = { reason: reason(said, resolution), reference: task.key };
  const statement: Statement = {
    ...{ connectionId, account, said, ...texts, at: now, isHeld, confirmedBy: null, task: task.id },
  };
  const event: NewEvent = {
    ...{ kind: 'by-hand', at: now, account, connection: connectionId, provider, said, ...texts, isHeld },
  };
  const { newEvents } = takenBack(following);
  const open: Step = step.status === 'done' ? assign(step, task, now) : { ...step, task };
  return {
    step: isHeld ? open : finishByHand(open, outcomeOf(statement), now),
    statements: [...statements.filter((one) => one.connectionId !== connectionId), statement],
    newEvents: [...newEvents, event],
  };
}

interface Resolving {
  readonly said: Said;
  readonly account: string;
  readonly resolution: string;
}

/** What a step becomes by what was found of its task. One that does not follow its task stays what it is. */
export function followTask(following: Following): Followed {
  const { step, statements, found, readings } = following;
  const { task } = step;
  if (task === undefined || !followsTask(step, statements)) return { step, statements, newEvents: [] };
  const now = taskNow(task, found);
  switch (found.kind) {
    case 'gone':
      // What was said by it stays said.
      return isDoneByTask(step, statements) ? { step, statements, newEvents: [] } : blocked(following, 'task-gone');
    case 'open':
      return opened(following, now);
    case 'closed':
      return blocked(following, 'task-unread');
    case 'resolved': {
      if (found.by === null) return blocked(following, 'task-by-app');
      const said = readingOf(readings, found.resolution);
      if (said === null) return blocked(following, 'task-unread');
      return resolved(following, now, { said, account: found.by, resolution: found.resolution });
    }
  }
}
