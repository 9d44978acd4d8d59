/**
 * What people do with their tasks, and what an erasure becomes by it: never more than a person said, and only while they
 * say so.
 */
import { approve, cancel, reject } from '../../../src/app/decide/decisions';
import { retry } from '../../../src/app/decide/retry';
import { confirmByHand, markByHand, withdrawByHand } from '../../../src/app/decide/by-hand';
import { onIssueEvent } from '../../../src/app/request/on-issue-event';
import { receiptOf } from '../../../src/app/query/receipt';
import { request } from '../../../src/app/request/request';
import { viewIssue } from '../../../src/app/query/erasure';
import {
  ADMIN,
  adminOver,
  AGENT,
  byAgent,
  DAY,
  HOUR,
  JANE,
  portsInMemory,
  SECOND,
} from '../../support/ports-in-memory';
import { byTask, LEGAL, people, withTask } from '../../support/tasks';

describe('resolving the task', () => {
  it.each([
    ['Done', 'completed', 'done by-hand', 'done'],
    ['Duplicate', 'completed', 'done by-hand', 'absent'],
    ["Won't Do", 'cancelled', 'done kept', 'kept'],
  ])('as %s says what became of the person', async (as, status, archive, said) => {
    const { world, issue, became, resolves, task, erasureId } = await withTask();
    await resolves(as);
    expect(await became()).toEqual({ status, archive });
    const { key } = await task();
    const [event] = await world.happened(erasureId, 'by-hand');
    expect(event).toMatchObject({ account: SECOND, said, reference: key, isHeld: false });
    const reason = `The task was resolved as “${as}”.${said === 'kept' ? ` ${LEGAL}` : ''}`;
    expect(event).toMatchObject({ reason });
    expect((await receiptOf(world.ports, erasureId)).events).toContainEqual(event);
    const [shown] = await viewIssue(world.as('agent'), issue.id);
    expect(shown?.steps[0]?.statement).toMatchObject({ account: SECOND, reference: key });
    expect(world.property(issue)).toMatchObject({ status, mayClose: true });
    expect(await world.keeps(erasureId)).toBe(false);
  });

  it('is read from the task, also where its event was lost', async () => {
    const { world, became, resolves } = await withTask();
    await resolves('Done', { isTold: false });
    await world.sweeps();
    expect(await became()).toMatchObject({ status: 'running' });
    await world.passes(HOUR);
    await world.sweeps();
    expect(await became()).toEqual({ status: 'completed', archive: 'done by-hand' });
  });

  it('is read again without a trace while it says the same', async () => {
    const { world, resolves, tells } = await withTask();
    await resolves('Done');
    const { length } = world.written();
    await tells();
    expect(world.written()).toHaveLength(length);
  });

  it('is told once, however often Jira tells of it', async () => {
    const { world, erasureId, issue, resolves, tells } = await withTask();
    await resolves('Done');
    await tells();
    await tells();
    await world.sweeps();
    expect(await world.happened(erasureId, 'by-hand')).toHaveLength(1);
    expect(world.comments(issue)).toHaveLength(1);
  });

  it.each([
    ['by an app', 'automation', 'Done', 'task-by-app'],
    ['as something that says nothing', 'second-agent', 'Cannot Reproduce', 'task-unread'],
  ])('%s needs a person', async (_, who, as, reason) => {
    const { world, issue, became, resolves, reopens } = await withTask();
    await resolves(as, { who });
    expect(await became()).toEqual({ status: 'blocked', archive: `blocked ${reason}` });
    expect(world.property(issue)).toMatchObject({ mayClose: false, blocked: 1 });
    await reopens();
    expect(await became()).toEqual({ status: 'running', archive: 'waiting assigned' });
    await resolves('Done');
    expect(await became()).toEqual({ status: 'completed', archive: 'done by-hand' });
  });

  it('closed without a resolution says nothing', async () => {
    const { world, became, resolves, task, tells } = await withTask();
    await resolves('Done', { isTold: false });
    world.inJira('admin', 'PUT', `/issue/${(await task()).id}`, { fields: { resolution: null } });
    await tells();
    expect(await became()).toMatchObject({ archive: 'blocked task-unread' });
  });

  it('is heard from the task of this erasure alone', async () => {
    const { world, became, task } = await withTask();
    const { id } = world.issue({ summary: 'Looks like it' });
    const mark = people(world, (await task()).id).made()[0]?.properties['user-erasure-task'];
    world.inJira('agent', 'PUT', `/issue/${id}/properties/user-erasure-task`, mark as object);
    world.inJira('agent', 'POST', `/issue/${id}/transitions`, { transition: { id: '3' } });
    await onIssueEvent(world.ports, { kind: 'updated', issueId: id, projectKey: 'GDPR', accountId: AGENT });
    expect(await became()).toMatchObject({ status: 'running' });
  });

  it('leaves what was moved and given to somebody else as it is', async () => {
    const { world, became, task, tells, resolves, erasureId } = await withTask();
    world.inJira('agent', 'PUT', `/issue/${(await task()).id}`, { fields: { assignee: { accountId: AGENT } } });
    await tells();
    expect(await task()).toMatchObject({ assignee: AGENT });
    expect(await world.kinds(erasureId)).toEqual(['requested', 'called']);
    await resolves('Done', { who: 'admin' });
    expect(await world.happened(erasureId, 'by-hand')).toMatchObject([{ account: ADMIN }]);
    expect(await became()).toMatchObject({ status: 'completed' });
  });

  it('reads resolutions as the connection says by then', async () => {
    const { world, became, resolves } = await withTask();
    const { settings } = byTask();
    await adminOver(world.as('admin')).save({
      ...byTask(),
      settings: { ...settings, resolutions: { Duplicate: 'done' } },
    });
    await resolves('Done');
    expect(await became()).toMatchObject({ archive: 'blocked task-unread' });
  });
});

describe('reopening the task', () => {
  it('takes back what was said, and the end with it', async () => {
    const { world, issue, became, resolves, reopens, erasureId } = await withTask();
    await resolves('Done');
    expect(await became()).toMatchObject({ status: 'completed' });
    await reopens({ who: 'agent' });
    expect(await became()).toEqual({ status: 'running', archive: 'waiting assigned' });
    expect(await world.happened(erasureId, 'by-hand-withdrawn')).toMatchObject([
      { account: AGENT, connection: 'archive' },
    ]);
    expect(world.property(issue)).toMatchObject({ status: 'running', done: 0, mayClose: false, finishedAt: null });
    expect(world.comments(issue).at(-1)).toContain('was reopened');
    await resolves('Duplicate');
    expect(await became()).toEqual({ status: 'completed', archive: 'done by-hand' });
    const kinds = await world.kinds(erasureId);
    expect(kinds.filter((kind) => kind.startsWith('by-hand'))).toEqual(['by-hand', 'by-hand-withdrawn', 'by-hand']);
    expect((await receiptOf(world.ports, erasureId)).events.map(({ kind }) => kind)).toEqual(kinds);
  });

  it('is found where its event was lost', async () => {
    const { world, became, resolves, reopens } = await withTask();
    await resolves('Done');
    await reopens({ isTold: false });
    await world.passes(2 * HOUR);
    await world.sweeps();
    expect(await became()).toEqual({ status: 'running', archive: 'waiting assigned' });
  });

  it('and resolving it otherwise at once says the other', async () => {
    const { world, became, resolves, moves, erasureId } = await withTask();
    await resolves('Done');
    await moves('Open', { isTold: false });
    await resolves("Won't Do");
    expect(await became()).toEqual({ status: 'cancelled', archive: 'done kept' });
    expect(await world.happened(erasureId, 'by-hand')).toHaveLength(2);
    expect(await world.happened(erasureId, 'by-hand-withdrawn')).toHaveLength(1);
  });

  it('takes back nothing that was said on the issue itself', async () => {
    const { world, became, resolves, reopens, erasureId } = await withTask();
    const reason = { reason: 'Seen in the archive.', reference: 'Room 12' };
    await markByHand(world.as('agent'), erasureId, AGENT, { connectionId: 'archive', said: 'done', ...reason });
    await resolves('Done');
    await reopens();
    expect(await became()).toEqual({ status: 'completed', archive: 'done by-hand' });
    expect(await world.happened(erasureId, 'by-hand-withdrawn')).toEqual([]);
  });
});

describe('where a second person has to confirm', () => {
  async function held() {
    const world = await portsInMemory({ vendors: {}, connections: [byTask()], policy: { approval: 'always' } });
    const issue = world.asks(JANE);
    const { erasureId } = await request(world.as('agent'), byAgent(issue, JANE));
    await approve(world.as('admin'), erasureId, ADMIN);
    await world.deliver();
    return { world, issue, erasureId, became: () => world.became(erasureId), ...people(world, erasureId) };
  }

  it('holds what resolving says until they do', async () => {
    const { world, erasureId, became, resolves, tells } = await held();
    await resolves('Done');
    await tells();
    expect(await became()).toEqual({ status: 'running', archive: 'waiting assigned' });
    expect(await world.happened(erasureId, 'by-hand')).toMatchObject([{ isHeld: true }]);
    await expect(confirmByHand(world.as('second-agent'), erasureId, SECOND, 'archive')).rejects.toMatchObject({
      code: 'same-person',
    });
    await confirmByHand(world.as('agent'), erasureId, AGENT, 'archive');
    expect(await became()).toEqual({ status: 'completed', archive: 'done by-hand' });
  });

  it('is taken back by reopening, and not otherwise', async () => {
    const { world, erasureId, became, resolves, reopens } = await held();
    await resolves('Done');
    const withdrawn = withdrawByHand(world.as('second-agent'), erasureId, SECOND, 'archive');
    await expect(withdrawn).rejects.toMatchObject({ code: 'not-open' });
    await reopens();
    await expect(confirmByHand(world.as('agent'), erasureId, AGENT, 'archive')).rejects.toMatchObject({
      code: 'not-open',
    });
    expect(await became()).toEqual({ status: 'running', archive: 'waiting assigned' });
  });
});

describe('a task that is not needed any more', () => {
  const NOT_NEEDED = 'This task is not needed any more';
  const told = (world: Awaited<ReturnType<typeof withTask>>['world'], id: string) => world.comments({ id });

  it.each<[string, (made: Awaited<ReturnType<typeof withTask>>) => Promise<unknown>]>([
    ['is cancelled', ({ world, erasureId }) => cancel(world.as('agent'), erasureId, AGENT)],
    [
      'is marked by hand',
      ({ world, erasureId }) =>
        markByHand(world.as('agent'), erasureId, AGENT, {
          ...{ connectionId: 'archive', said: 'done', reason: 'Seen there.', reference: 'Room 12' },
        }),
    ],
    ['has its connection removed', ({ world }) => adminOver(world.as('admin')).remove('archive')],
  ])('is told so once where its erasure %s', async (_, ends) => {
    const made = await withTask();
    const { world, task, tells, resolves, became } = made;
    const { id } = await task();
    await ends(made);
    await world.sweeps();
    expect(told(world, id)).toEqual([expect.stringContaining(NOT_NEEDED)]);
    const ended = await became();
    await resolves('Done');
    await tells();
    await world.sweeps();
    expect(await became()).toEqual(ended);
    expect(told(world, id)).toHaveLength(1);
    expect(world.issues.find(id)).not.toBeNull();
  });

  it('is told so once Jira takes it', async () => {
    const { world, task, erasureId } = await withTask();
    const { id } = await task();
    world.jiraIsAway();
    await cancel(world.as('agent'), erasureId, AGENT).catch(() => undefined);
    expect(told(world, id)).toEqual([]);
    world.jiraIsBack();
    await world.passes(30 * 60_000);
    await world.sweeps();
    expect(told(world, id)).toHaveLength(1);
  });

  it('is needed again where its connection is there again', async () => {
    const { world, task, erasureId, became } = await withTask();
    const { id } = await task();
    await adminOver(world.as('admin')).remove('archive');
    await world.sweeps();
    await adminOver(world.as('admin')).save(byTask());
    await retry(world.as('agent'), erasureId, AGENT);
    await world.deliver();
    expect(await became()).toEqual({ status: 'running', archive: 'waiting assigned' });
    expect((await task()).id).toBe(id);
    expect(told(world, id).at(-1)).toContain('needed again');
  });
});

describe('in time', () => {
  it('blocks the step shortly before the due date, and still hears what is said later', async () => {
    const { world, became, resolves, task } = await withTask({ policy: { dueDays: 10 } });
    await world.passes(7 * DAY + HOUR);
    await world.sweeps();
    expect(await became()).toEqual({ status: 'blocked', archive: 'blocked task-late' });
    expect(world.comments(await task())).toEqual([expect.stringContaining('due in 3 days')]);
    await resolves('Done');
    expect(await became()).toEqual({ status: 'completed', archive: 'done by-hand' });
  });

  it('reminds whoever has the task when the erasure is due, once for each reminder', async () => {
    const { world, issue, task, resolves } = await withTask({ policy: { dueDays: 10 } });
    await world.passes(3 * DAY + HOUR);
    await world.sweeps();
    await world.sweeps();
    const said = world.comments(await task());
    expect(said).toEqual([expect.stringContaining('due in 7 days')]);
    expect(said[0]).toMatch(new RegExp(`"type":"mention","attrs":{[^}]*"id":"${SECOND}"`));
    expect(world.comments(issue)).toHaveLength(1);
    await resolves('Done');
    await world.passes(10 * DAY);
    await world.sweeps();
    expect(world.comments(await task())).toHaveLength(1);
  });

  it('reminds again once it is reopened', async () => {
    const { world, task, resolves, reopens } = await withTask({ policy: { dueDays: 10 } });
    await resolves('Done');
    await world.sweeps();
    await reopens();
    await world.passes(3 * DAY + HOUR);
    await world.sweeps();
    expect(world.comments(await task())).toHaveLength(1);
  });
});

it('makes no task for an erasure that is rejected', async () => {
  const world = await portsInMemory({ vendors: {}, connections: [byTask()] });
  const issue = world.asks('jane@ourcompany.example');
  const { erasureId } = await request(world.as('agent'), byAgent(issue, 'jane@ourcompany.example'));
  await reject(world.as('second-agent'), erasureId, SECOND, 'Not this one.');
  await world.deliver();
  expect(people(world, erasureId).made()).toEqual([]);
});
