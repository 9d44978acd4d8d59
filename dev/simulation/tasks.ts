/**
 * What people do in a life with the tasks that the app made for them, and what must hold of it: an erasure never says more
 * than a person said by their task, and only while they say so.
 */
import { type Erasure, isAllKept, isCalledOff } from '../../src/core/erasure/erasure';
import type { Step } from '../../src/core/erasure/step';
import { followsTask } from '../../src/core/erasure/task-step';
import { type IssueRecord, STATUSES } from '../platform/jira/issues';
import { AGENTS, AUTOMATION, type Action, READINGS } from './plan';
import type { Platform } from './platform';

type TaskAction = Extract<Action, { kind: 'task' }>;
type Acting = Pick<TaskAction, 'does' | 'user' | 'as'>;

/** Something that was done to a task. */
interface Done extends Acting {
  readonly taskId: string;
  readonly at: number;
}

/** Longer than it takes until every task was read. */
const HALF_A_DAY = 12 * 3_600_000;

const userOf = (accountId: string): string => accountId.replace(/^local-/, '');
const isOver = (issue: IssueRecord): boolean => (issue.fields['status'] as { name: string }).name === 'Done';
const resolutionOf = ({ fields }: IssueRecord): string | undefined =>
  (fields['resolution'] as { name: string } | null | undefined)?.name;
const readingOf = (as: string): string | undefined => (READINGS as Readonly<Record<string, string>>)[as];

export class Tasks {
  static readonly CONNECTION = 'archive';
  /** Everything that was done, in order. */
  private readonly done: Done[] = [];
  /** Somebody had two open tasks for one step. */
  private isAskedTwice = false;

  constructor(
    private readonly platform: Platform,
    readonly now: () => number,
  ) {}

  /** The tasks of an erasure that are there, the latest last. */
  private of(erasureId: string): IssueRecord[] {
    const mark = `${erasureId}.${Tasks.CONNECTION}`;
    const isTask = ({ properties }: IssueRecord) =>
      (properties['user-erasure-task'] as { of?: string } | undefined)?.of === mark;
    return this.platform.issues.all().filter(isTask);
  }

  private carryOut(task: IssueRecord, { does, user, as }: Acting): void {
    if (does === 'delete') this.platform.issues.remove(task);
    else {
      const id = String(STATUSES.indexOf(does === 'resolve' ? 'Done' : 'Open') + 1);
      const fields = does === 'resolve' ? { resolution: { name: as } } : {};
      const asked = { transition: { id }, fields };
      this.platform.inJira(userOf(user), 'POST', `/issue/${task.id}/transitions`, asked);
    }
    this.done.push({ taskId: task.id, at: this.now(), does, user, as });
  }

  /** Does something to the latest task of an erasure. @returns its id; null where there is none, or nothing to do */
  act(erasureId: string, action: Acting): string | null {
    const task = this.of(erasureId).at(-1);
    if (task === undefined || (action.does === 'reopen' && !isOver(task))) return null;
    // Jira notes nobody who resolves as before what is resolved.
    if (action.does === 'resolve' && isOver(task) && resolutionOf(task) === action.as) return null;
    this.carryOut(task, action);
    return task.id;
  }

  /** Resolves whatever task is open. @returns their ids */
  resolveAll(): string[] {
    const open = this.platform.issues
      .all()
      .filter((issue) => issue.properties['user-erasure-task'] !== undefined && !isOver(issue));
    const marks = open.map(({ properties }) => JSON.stringify(properties['user-erasure-task']));
    this.isAskedTwice ||= new Set(marks).size < marks.length;
    for (const task of open) this.carryOut(task, { does: 'resolve', user: AGENTS[0] ?? '', as: 'Done' });
    return open.map(({ id }) => id);
  }

  /** What a task may be told to say: what its person said last; of one that is gone also what stood there half a day before. */
  private mayBeTold(taskId: string): Done[] {
    const done = this.done.filter((one) => one.taskId === taskId);
    const gone = done.find(({ does }) => does === 'delete');
    const said = done.filter((one) => one !== gone);
    return gone === undefined
      ? said.slice(-1)
      : said.filter((_, index) => (said[index + 1] ?? gone).at > gone.at - HALF_A_DAY);
  }

  /** What is wrong with a step, by what was done to its tasks. */
  violations(erasure: Erasure, step: Step): string[] {
    const { id, statements } = erasure;
    if (step.connectionId !== Tasks.CONNECTION) return [];
    const wrong: string[] = [];
    const open = this.of(id).filter((task) => !isOver(task));
    if (this.isAskedTwice || open.length > 1) wrong.push('a person has two open tasks for one step');
    const said = statements.find(({ connectionId, task }) => connectionId === Tasks.CONNECTION && task !== undefined);
    // Of what was called off nothing is heard any more.
    if (said !== undefined && (!isCalledOff(erasure) || isAllKept(erasure))) {
      // Whoever deletes a task takes nothing back, and what it said meanwhile nobody may have read.
      const isSo = this.mayBeTold(said.task ?? '').some(
        ({ does, as, user }) => does === 'resolve' && readingOf(as) === said.said && user === said.account,
      );
      if (!isSo || said.account === AUTOMATION) wrong.push('a task is told to say what its person does not say');
    }
    const isByHand = step.outcome?.kind === 'by-hand' || step.outcome?.kind === 'kept';
    const hasStatement = statements.some((one) => one.connectionId === Tasks.CONNECTION && !one.isHeld);
    if (isByHand && !hasStatement) wrong.push('a task’s step is done, and nobody said so');
    if (followsTask(step, statements) && step.phase === 'assigned' && open.length === 0 && said === undefined)
      wrong.push('a step waits for a task that is not open');
    return wrong;
  }
}
