/**
 * Tasks for people, made once, and what is said where Jira does not take them.
 */
import { accountOf } from '../../../dev/platform/site-in-memory';
import type { ToJira } from '../../../dev/platform/forge/calls';
import { drain } from '../../../src/app/drain/drain';
import { pause } from '../../../src/app/settings/pause';
import { retry } from '../../../src/app/decide/retry';
import { request as requesting } from '../../../src/app/request/request';
import type { Ports } from '../../../src/ports/ports';
import { viewIssue } from '../../../src/app/query/erasure';
import { AGENT, byTrigger, DAY, JANE, MINUTE, portsInMemory, SAYS, SECOND } from '../../support/ports-in-memory';
import { byTask, people, withTask } from '../../support/tasks';
import { NOW } from '../../support/vendor';
import type { World } from '../../support/world-in-memory';

const isMaking = ({ method, path }: ToJira): boolean => method === 'POST' && path === '/rest/api/3/issue';

it('makes a sub-task that says everything but the address', async () => {
  const { world, issue, became, step, inJira, erasureId } = await withTask();
  expect(await became()).toEqual({ status: 'running', archive: 'waiting assigned' });
  const { key, fields, properties } = await inJira('?properties=user-erasure-task');
  expect(fields).toMatchObject({
    summary: `Erase the person of ${issue.key} (j•••@e•••.com)`,
    assignee: { accountId: SECOND },
    duedate: new Date(NOW + 14 * DAY).toISOString().slice(0, 10),
    parent: { key: issue.key },
  });
  const text = JSON.stringify(fields['description']);
  for (const said of ['Look in room 12.', 'Shred what is there.', 'Done: the person is erased there.', issue.key])
    expect(text).toContain(said);
  expect(JSON.stringify({ fields, properties })).not.toContain(JANE.split('@')[0]);
  expect(properties).toEqual({ 'user-erasure-task': { of: `${erasureId}.archive`, issue: issue.key } });
  expect(await step()).toMatchObject({ phase: 'assigned', task: { key, assignee: SECOND } });
  expect(world.property(issue)?.steps).toMatchObject([{ status: 'waiting', outcome: 'assigned' }]);
  const [shown] = await viewIssue(world.as('agent'), issue.id);
  expect(shown?.steps[0]).toMatchObject({
    words: 'With a person',
    task: { key, assignee: SECOND },
    ...{ mayBeMarked: true, mayBeRetried: false, nextTryAt: null },
  });
  expect(shown?.steps[0]?.sentence).toContain(key);
});

it('makes a linked task in another project', async () => {
  const other = accountOf('other-agent');
  const task = { kind: 'linked task', project: 'OPS', issueType: 'Bug', assignee: other };
  const { issue, inJira } = await withTask({ task });
  const { key, fields } = await inJira();
  expect(key).toMatch(/^OPS-/);
  expect(fields).toMatchObject({ issuetype: { name: 'Bug' }, assignee: { accountId: other } });
  expect(fields['issuelinks']).toMatchObject([{ type: { name: 'Relates' }, outwardIssue: { key: issue.key } }]);
});

it.each([
  [30, 20, 17],
  [30, 40, 27],
  [30, 3, 1],
])('is due in time: an erasure in %i days, a task in %i', async (dueDays, days, expected) => {
  const { task } = await withTask({ task: { days }, policy: { dueDays: days === 20 ? 20 : days === 3 ? 4 : dueDays } });
  const { dueAt } = await task();
  expect(Math.round((dueAt - NOW) / DAY)).toBe(expected);
});

it.each<[string, object, string]>([
  ['nobody who may be assigned', { assignee: accountOf('customer') }, 'task-assignee'],
  ['no such issue type', { issueType: 'Epic' }, 'task-type'],
  ['no such project', { kind: 'linked task', project: 'NONE' }, 'task-not-permitted'],
])('needs a person where there is %s', async (_, task, reason) => {
  const { became, made } = await withTask({ task });
  expect(await became()).toEqual({ status: 'blocked', archive: `blocked ${reason}` });
  expect(made()).toEqual([]);
});

it.each<[number, object, string]>([
  [400, { errors: { customfield_1: 'Field is required.' } }, 'task-field'],
  [400, { errors: { parentId: 'Given parent work item does not belong to appropriate hierarchy.' } }, 'task-type'],
  [400, { errorMessages: ['No.'] }, 'task-field'],
  [403, {}, 'task-not-permitted'],
  [401, {}, 'task-not-permitted'],
  [201, {}, 'unexpected-reply'],
  [201, { id: 'no id', key: 'GDPR-2' }, 'unexpected-reply'],
  [404, {}, 'task-not-permitted'],
])('needs a person where Jira answers %i %j', async (status, body, reason) => {
  const { became, made } = await refusing({ status, body });
  expect(await became()).toEqual({ status: 'blocked', archive: `blocked ${reason}` });
  expect(made()).toEqual([]);
});

async function refusing(answer: { status: number; body?: object; headers?: Record<string, string> }) {
  const world = await portsInMemory({ vendors: {}, connections: [byTask()] });
  world.jiraAnswers = (asked) => (isMaking(asked) ? answer : null);
  const issue = world.asks(JANE);
  const { erasureId } = await requesting(world.ports, byTrigger(issue));
  await world.deliver();
  return { world, issue, erasureId, became: () => world.became(erasureId), ...people(world, erasureId) };
}

it.each([429, 500, 503])('tries again where Jira answers %i', async (status) => {
  const { world, became, made } = await refusing({ status, headers: { 'Retry-After': '120' } });
  expect((await became())['archive']).toMatch(/^waiting (?:rate-limited|server-error)$/);
  world.jiraIsBack();
  await world.passes(10 * MINUTE);
  expect(await became()).toEqual({ status: 'running', archive: 'waiting assigned' });
  expect(made()).toHaveLength(1);
});

it('leaves the due date out where the project has no such field', async () => {
  const world = await portsInMemory({ vendors: {}, connections: [byTask()] });
  world.jiraAnswers = (asked) =>
    isMaking(asked) && asked.body?.includes('duedate') === true
      ? { status: 400, body: { errors: { duedate: 'Field cannot be set. It is not on the appropriate screen.' } } }
      : null;
  const { erasureId } = await requesting(world.ports, byTrigger(world.asks(JANE)));
  await world.deliver();
  expect(await world.became(erasureId)).toMatchObject({ archive: 'waiting assigned' });
});

describe.each(['sub-task', 'linked task'])('a %s', (kind) => {
  // Wherever the run dies, and whatever was written by then.
  it.each([
    ['before it is made', { before: /^jira POST \/rest\/api\/3\/issue$/ }],
    ['after it is made', { after: /^jira POST \/rest\/api\/3\/issue$/ }],
    ['before it is known whose it is', { before: /^kvs .*entity\/set/ }],
    ['after it is linked', { after: /^jira POST \/rest\/api\/3\/issueLink$/ }],
  ] as const)('is made once, also where the run dies %s', async (_, death) => {
    if (kind === 'sub-task' && _ === 'after it is linked') return;
    const world = await portsInMemory({ vendors: {}, connections: [byTask({ kind })] });
    const issue = world.asks(JANE);
    const { erasureId } = await requesting(world.ports, byTrigger(issue));
    const budget = { until: world.now + 280_000, calls: 450 };
    await world.dying(death, (ports) => drain(ports, 'archive', { erasureIds: [erasureId], only: false }, budget));
    await world.passes(30 * MINUTE);
    await world.sweeps();
    await world.passes(10 * MINUTE);
    const { made, task } = people(world, erasureId);
    expect(await world.became(erasureId)).toEqual({ status: 'running', archive: 'waiting assigned' });
    expect(made().map(({ key }) => key)).toEqual([(await task()).key]);
    expect(made()[0]?.links?.length ?? 0).toBe(kind === 'sub-task' ? 0 : 1);
  });
});

/** The ports of a run whose first request of this kind is slow: meanwhile something happens. */
function slowAtRequest(world: World, request: string, meanwhile: () => Promise<unknown>): Ports {
  const left = [meanwhile];
  return world.as(null, {
    name: world.name,
    log: (line) => {
      world.log(line);
    },
    answerOutside: (...asked) => world.answerOutside(...asked),
    answerForge: async (...asked) => {
      const [{ remote }, path, { method = 'GET' }] = asked;
      if (remote !== 'kvs' && `${method} ${path}`.startsWith(request)) await left.shift()?.();
      return world.answerForge(...asked);
    },
  });
}

const ASKS_FOR_TYPES = 'GET /rest/api/3/issue/createmeta';
const MAKES = 'POST /rest/api/3/issue';

/** Jane's erasure at a person's, whose first run is slow at a request to Jira: meanwhile something happens. */
async function slowAt(request: string, meanwhile: (world: World, another: () => Promise<unknown>) => Promise<unknown>) {
  const world = await portsInMemory({ vendors: {}, connections: [byTask()] });
  const { erasureId } = await requesting(world.ports, byTrigger(world.asks(JANE)));
  const draining = (ports: Ports) =>
    drain(ports, 'archive', { erasureIds: [erasureId], only: false }, { until: world.now + 280_000, calls: 450 });
  const slow = slowAtRequest(world, request, () => meanwhile(world, () => draining(world.ports)));
  await draining(slow).catch(() => undefined);
  return { world, erasureId, ...people(world, erasureId) };
}

it.each([ASKS_FOR_TYPES, MAKES])('makes one task where another run takes over during %s', async (request) => {
  const { world, erasureId, made, task } = await slowAt(request, async (site, another) => {
    site.now += MINUTE;
    await another();
  });
  await world.passes(30 * MINUTE);
  expect(await world.became(erasureId)).toEqual({ status: 'running', archive: 'waiting assigned' });
  expect(made().map(({ key }) => key)).toEqual([(await task()).key]);
});

it('makes no task where deletions were paused while it was prepared', async () => {
  const { made } = await slowAt(ASKS_FOR_TYPES, (site) => pause(site.ports, true, AGENT));
  expect(made()).toEqual([]);
});

it('makes no task while all deletions are paused', async () => {
  const world = await portsInMemory({ vendors: {}, connections: [byTask()] });
  const { erasureId } = await requesting(world.ports, byTrigger(world.asks(JANE)));
  await pause(world.ports, true, AGENT);
  await world.deliver();
  expect(people(world, erasureId).made()).toEqual([]);
});

it('waits for the task beside what providers do, and is not called again', async () => {
  const { world, became, made } = await withTask({
    connections: [byTask(), ...[connectionAlpha()]],
    vendors: { alpha: [SAYS.deleted] },
  });
  await world.passes(3 * DAY);
  await world.sweeps();
  expect(await became()).toEqual({ status: 'running', alpha: 'done deleted', archive: 'waiting assigned' });
  expect(made()).toHaveLength(1);
});

it('takes the open task again on a retry, and makes another one where it is gone', async () => {
  const { world, erasureId, task, tells, made, became, resolves } = await withTask();
  const first = await task();
  await resolves('Cannot Reproduce');
  expect(await became()).toMatchObject({ archive: 'blocked task-unread' });
  await people(world, erasureId).moves('Open', { isTold: false });
  await retry(world.as('agent'), erasureId, AGENT);
  await world.deliver();
  expect(await became()).toEqual({ status: 'running', archive: 'waiting assigned' });
  expect((await task()).id).toBe(first.id);
  world.vanishes(first);
  await tells('deleted');
  expect(await became()).toEqual({ status: 'blocked', archive: 'blocked task-gone' });
  await retry(world.as('agent'), erasureId, AGENT);
  await world.deliver();
  expect(made().map(({ key }) => key)).toEqual([(await task()).key]);
  expect((await task()).id).not.toBe(first.id);
});

function connectionAlpha() {
  return {
    ...{ id: 'alpha', provider: 'http', label: 'alpha' },
    settings: { url: 'https://alpha.example/people/{{email}}', deleted: '200', accepted: '202', absent: '404' },
  };
}
