/**
 * What becomes of a step by its task, without a site.
 */
import { assign, cancelStep, finishByHand, isSettled, rebase, reset, type Step } from '../../../src/core/erasure/step';
import { type Followed, followTask, isTaskToBeTold, withTaskTold } from '../../../src/core/erasure/task-step';
import type { Statement } from '../../../src/core/status/statement';
import type { TaskFound } from '../../../src/core/status/task';
import { step } from '../../support/builders';
import { NOW } from '../../support/vendor';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TASK = { id: '10012', key: 'GDPR-12', assignee: 'acc', dueAt: NOW + DAY };
const OPEN: TaskFound = { kind: 'open', key: 'GDPR-12', assignee: 'acc', by: 'acc' };
const resolvedAs = (resolution: string, by: string | null = 'acc'): TaskFound => ({
  ...{ kind: 'resolved', key: 'GDPR-12', assignee: 'acc', resolution, by },
});
const READINGS = { Done: 'done', Gone: 'absent', 'Legal hold': 'kept' } as const;
const assigned = (more: Partial<Step> = {}): Step => assign(step({ giveUpAt: NOW + 10 * DAY, ...more }), TASK, NOW);

const follows = (
  given: Step,
  found: TaskFound,
  {
    statements = [],
    isHeld = false,
    now = NOW,
  }: { statements?: readonly Statement[]; isHeld?: boolean; now?: number } = {},
): Followed =>
  followTask({
    ...{ step: given, statements, found, readings: READINGS, isHeld, now },
    reason: (said, resolution) => `${said}: ${resolution}`,
  });
const outcomeOf = ({ step: { status, outcome } }: Followed) =>
  `${status} ${outcome?.kind === 'refused' ? outcome.reason : (outcome?.kind ?? '')}`;

it('is not settled while somebody has the task, and is read again within the hour, at the latest when it is given up', () => {
  expect(isSettled(assigned())).toBe(false);
  expect(assigned()).toMatchObject({ status: 'waiting', phase: 'assigned', notBefore: NOW + HOUR });
  expect(assigned({ giveUpAt: NOW + 60_000 }).notBefore).toBe(NOW + 60_001);
  expect(assigned({ giveUpAt: NOW - DAY }).notBefore).toBe(NOW + 1);
});

it.each([
  ['Done', 'done by-hand'],
  [' done ', 'done by-hand'],
  ['Gone', 'done by-hand'],
  ['Legal hold', 'done kept'],
  ['Duplicate', 'blocked task-unread'],
  ['', 'blocked task-unread'],
])('becomes by a resolution %j: %s', (resolution, became) => {
  expect(outcomeOf(follows(assigned(), resolvedAs(resolution)))).toBe(became);
});

it('never becomes done by what no person resolved', () => {
  for (const resolution of Object.keys(READINGS))
    expect(outcomeOf(follows(assigned(), resolvedAs(resolution, null)))).toBe('blocked task-by-app');
});

it.each<[TaskFound, string]>([
  [{ kind: 'gone' }, 'blocked task-gone'],
  [{ kind: 'closed', key: 'GDPR-12', assignee: null }, 'blocked task-unread'],
  [OPEN, 'waiting assigned'],
])('becomes by %j: %s', (found, became) => {
  expect(outcomeOf(follows(assigned(), found))).toBe(became);
});

it('takes back by any state but its own what resolving it said, and keeps it where the task is gone', () => {
  const done = follows(assigned(), resolvedAs('Done'));
  const again = (found: TaskFound) => follows(done.step, found, { statements: done.statements });
  expect(again(resolvedAs('Done'))).toMatchObject({ step: done.step, newEvents: [] });
  expect(again({ kind: 'gone' })).toMatchObject({ step: done.step, newEvents: [] });
  for (const [found, became] of [
    [OPEN, 'waiting assigned'],
    [resolvedAs('Duplicate'), 'blocked task-unread'],
    [resolvedAs('Legal hold'), 'done kept'],
    [resolvedAs('Done', null), 'blocked task-by-app'],
  ] as const) {
    const after = again(found);
    expect(outcomeOf(after)).toBe(became);
    expect(after.newEvents[0]).toMatchObject({ kind: 'by-hand-withdrawn' });
    expect(after.statements).toHaveLength(found.kind === 'resolved' && found.resolution === 'Legal hold' ? 1 : 0);
  }
});

it('gives whoever reopens it close to the due date a day', () => {
  const done = follows(assigned({ giveUpAt: NOW + HOUR }), resolvedAs('Done'));
  const after = follows(done.step, OPEN, { statements: done.statements, now: NOW + 2 * HOUR });
  expect(after.step).toMatchObject({ phase: 'assigned', giveUpAt: NOW + 2 * HOUR + DAY });
});

it('is late once it is given up, and hears a resolution after that', () => {
  const late = follows(assigned(), OPEN, { now: NOW + 10 * DAY + 1 });
  expect(outcomeOf(late)).toBe('blocked task-late');
  expect(outcomeOf(follows(late.step, OPEN, { now: NOW + 11 * DAY }))).toBe('blocked task-late');
  expect(outcomeOf(follows(late.step, resolvedAs('Done'), { now: NOW + 11 * DAY }))).toBe('done by-hand');
});

it('stays as it is while what is said is held for a second person', () => {
  const held = follows(assigned(), resolvedAs('Done'), { isHeld: true });
  expect(outcomeOf(held)).toBe('waiting assigned');
  expect(held.statements).toMatchObject([{ isHeld: true, task: TASK.id }]);
  expect(follows(held.step, resolvedAs('Done'), { isHeld: true, statements: held.statements }).newEvents).toEqual([]);
  const late = follows(held.step, resolvedAs('Done'), {
    ...{ isHeld: true, statements: held.statements, now: NOW + 11 * DAY },
  });
  expect(outcomeOf(late)).toBe('blocked task-late');
  expect(late.statements).toEqual(held.statements);
  const reopened = follows(held.step, OPEN, { isHeld: true, statements: held.statements });
  expect(reopened).toMatchObject({ statements: [], newEvents: [{ kind: 'by-hand-withdrawn', account: 'acc' }] });
});

it.each<[string, Step]>([
  ['was cancelled', cancelStep(assigned(), NOW)],
  ['was marked by hand', finishByHand(assigned(), { kind: 'by-hand' }, NOW)],
  ['is taken up again', reset({ ...assigned(), status: 'blocked', phase: 'final' }, NOW, NOW)],
])('does not follow its task once it %s', (_, given) => {
  for (const found of [OPEN, resolvedAs('Done'), resolvedAs('Duplicate'), { kind: 'gone' } as const])
    expect(follows(given, found)).toEqual({ step: given, statements: [], newEvents: [] });
});

it('has its task told once that it is not needed, and once that it is needed again', () => {
  const cancelled = cancelStep(assigned(), NOW);
  expect(isTaskToBeTold(assigned(), [])).toBe(false);
  expect(isTaskToBeTold(cancelled, [])).toBe(true);
  const told = withTaskTold(cancelled);
  expect(isTaskToBeTold(told, [])).toBe(false);
  const again = assign(reset(told, NOW, NOW + DAY), TASK, NOW);
  expect(isTaskToBeTold(again, [])).toBe(true);
  expect(isTaskToBeTold(withTaskTold(again), [])).toBe(false);
  const done = follows(assigned(), resolvedAs('Done'));
  expect(isTaskToBeTold(done.step, done.statements)).toBe(false);
});

it('keeps a task that was made while a person cancelled or said what became of it', () => {
  const read = step();
  const made = assign({ ...read, attempts: 1 }, TASK, NOW);
  expect(rebase(cancelStep(read, NOW), read, made)).toMatchObject({ task: TASK, status: 'blocked' });
  expect(rebase(finishByHand(read, { kind: 'by-hand' }, NOW), read, made)).toMatchObject({
    task: TASK,
    status: 'done',
  });
});
