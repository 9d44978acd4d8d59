/**
 * Whoever is written into an issue, or taken out of it, while its erasures run or afterwards: nothing says that everybody
 * is done before they are, and nobody is waited for who stands there no more.
 */
import { decide } from '../../../src/app/decide/decide';
import { preview } from '../../../src/app/request/preview';
import { request } from '../../../src/app/request/request';
import { whyNotClosable } from '../../../src/app/sync/may-be-closed';
import {
  AGENT,
  byAgent,
  byTrigger,
  HOUR,
  type Issue,
  MINUTE,
  portsInMemory,
  SAYS,
  TAKEN,
} from '../../support/ports-in-memory';
import { EMAIL_FIELD } from '../../../dev/platform/site-in-memory';
import type { World } from '../../support/world-in-memory';

const A = 'anna@example.com';
const B = 'bert@example.com';

/** An issue that names some people, and everything that its property ever said. */
async function naming(people: string, given: Parameters<typeof portsInMemory>[0] = {}) {
  const world = await portsInMemory({ vendors: { alpha: [] }, status: { label: 'erased' }, ...given });
  world.alwaysAnswers('alpha', SAYS.deleted);
  const issue = world.asks(people);
  const said: string[] = [];
  world.jiraAnswers = ({ method, path, body }) => {
    if (method === 'PUT' && path.includes('/properties/')) said.push(body ?? '');
    return null;
  };
  const erase = (address: string, among: string[] = []) =>
    request(world.as('agent'), byAgent(issue, address, among.length > 0 ? { chosenAmong: among } : {}));
  return { world, issue, said, erase };
}

const labels = (world: World, { id }: Issue) => world.issues.find(id)?.fields['labels'];
const closes = (world: World, { key }: Issue) => whyNotClosable(world.ports, key);
const cancelled = (world: World, erasureId: string) =>
  decide(world.as('agent'), { erasureId, decision: 'cancel' }, AGENT);

describe('an issue whose newest erasure was called off', () => {
  it.each([
    ['running', SAYS.down, 'running'],
    ['blocked', SAYS.refused, 'partial'],
    ['erased', SAYS.deleted, 'partial'],
  ])('says so of nobody else who is %s', async (_, says, status) => {
    const { world, issue, erase } = await naming(`${A}, ${B}`);
    world.alwaysAnswers('alpha', says);
    await erase(A, [A, B]);
    await world.deliver();
    world.alwaysAnswers('alpha', SAYS.down);
    const { erasureId } = await erase(B, [A, B]);
    await world.deliver();
    await cancelled(world, erasureId);
    await world.deliver();
    expect(world.property(issue)).toMatchObject({ erasureId, status, mayClose: false });
  });

  it('says so where all of them were', async () => {
    const { world, issue, erase } = await naming(`${A}, ${B}`, { policy: { graceHours: 1 } });
    for (const address of [A, B]) await cancelled(world, (await erase(address, [A, B])).erasureId);
    expect(world.property(issue)).toMatchObject({ status: 'cancelled', people: { total: 2, finished: 0 } });
  });
});

describe('somebody who is written in while the first is erased', () => {
  /** Anna is down for a while; meanwhile Bert is written in. */
  async function written(passes: number) {
    const made = await naming(A);
    const { world, issue, erase } = made;
    world.answers('alpha', SAYS.down);
    const { erasureId } = await erase(A);
    await world.deliver();
    world.edit(issue, { [EMAIL_FIELD]: `${A}, ${B}` });
    await world.passes(passes);
    return { ...made, erasureId };
  }

  it('is left, whatever became of the first: nothing says that everybody is done', async () => {
    const { world, issue, said, erasureId } = await written(HOUR);
    expect(await world.became(erasureId)).toMatchObject({ status: TAKEN });
    expect(world.property(issue)).toMatchObject({
      ...{ status: 'partial', mayClose: false, people: { total: 2, finished: 1, waived: 0 } },
    });
    expect(said.filter((one) => one.includes('"status":"completed"'))).toEqual([]);
    expect(said).not.toEqual([]);
    expect(labels(world, issue)).toEqual([]);
    expect(world.comments(issue).join()).toContain('1 of 2 people of this issue finished. Left: b•••@e•••.com.');
    expect(await closes(world, issue)).toContain('1 of 2 people');
  });

  it('is erased then, and the issue is finished', async () => {
    const { world, issue, erase } = await written(HOUR);
    await erase(B, [A, B]);
    await world.deliver();
    expect(world.property(issue)).toMatchObject({ status: TAKEN, mayClose: true, people: { total: 2, finished: 2 } });
    expect([labels(world, issue), await closes(world, issue)]).toEqual([['erased'], null]);
  });

  it('is seen also where the first is erased in a moment: not once is the issue said to be completed', async () => {
    const { world, issue, said, erase } = await naming(A);
    await erase(A);
    world.edit(issue, { [EMAIL_FIELD]: `${A}, ${B}` });
    await world.deliver();
    expect(said.map((one) => (JSON.parse(one) as { status: string }).status)).toEqual(['running', 'partial']);
    expect(world.property(issue)).toMatchObject({ people: { total: 2, finished: 1 } });
    expect(labels(world, issue)).toEqual([]);
  });

  it.each([404, 503, 403])('is not seen where the issue cannot be read (%i)', async (status) => {
    const { world, issue, erase } = await naming(A);
    await erase(A);
    world.edit(issue, { [EMAIL_FIELD]: `${A}, ${B}` });
    world.jiraAnswers = ({ method, path }) =>
      method === 'GET' && path.includes(`/issue/${issue.id}?`) ? { status } : null;
    await world.passes(MINUTE);
    expect(world.property(issue)).toMatchObject({ status: TAKEN, people: { total: 1, finished: 1 } });
    expect(world.comments(issue)).toHaveLength(1);
    world.jiraIsBack();
    expect(await closes(world, issue)).toContain('1 of 2 people');
  });

  it('or afterwards keeps the issue from being closed, by either validator', async () => {
    const { world, issue, erase } = await naming(A);
    await erase(A);
    await world.deliver();
    expect(await closes(world, issue)).toBeNull();
    world.edit(issue, { [EMAIL_FIELD]: `${A}, ${B}` });
    await world.passes(MINUTE);
    expect(await closes(world, issue)).toContain('1 of 2 people');
    expect(world.property(issue)).toMatchObject({ status: 'partial', mayClose: false });
  });
});

describe('somebody who was written in by mistake, and taken out before anything was begun for them', () => {
  const LOOKS: Record<string, (world: World, issue: Issue) => Promise<unknown>> = {
    'the first validator': closes,
    'an agent who looks': (world, { id }) => preview(world.as('agent'), id),
    'an agent who begins': (world, issue) => request(world.as('agent'), byAgent(issue, A)),
    'a trigger': (world, issue) => request(world.ports, byTrigger(issue)),
    'the sweep': async (world) => {
      await world.sweeps();
    },
  };

  it.each(Object.keys(LOOKS))('is waited for no more, once %s counts', async (by) => {
    const { world, issue, erase } = await naming(`${A}, ${B}`);
    await erase(A, [A, B]);
    await world.deliver();
    expect(world.property(issue)).toMatchObject({ status: 'partial', mayClose: false });
    world.edit(issue, { [EMAIL_FIELD]: A });
    await world.passes(MINUTE);
    await LOOKS[by]?.(world, issue);
    const finished = { status: TAKEN, mayClose: true, people: { total: 1, finished: 1, waived: 0 } };
    expect(world.property(issue)).toMatchObject(finished);
    expect(await closes(world, issue)).toBeNull();
    await world.passes(10 * MINUTE);
    await world.sweeps();
    expect([labels(world, issue), world.comments(issue).length]).toEqual([['erased'], 2]);
    // Who is alone on an issue is not counted.
    expect(world.comments(issue).at(-1)).not.toMatch(/\d+ of \d+ people/);
  });

  it('is written in once more, and taken out again: no comment says what another said', async () => {
    const { world, issue, erase } = await naming(`${A}, ${B}`);
    await erase(A, [A, B]);
    for (const people of [A, `${A}, ${B}`, A]) {
      await world.passes(HOUR);
      world.edit(issue, { [EMAIL_FIELD]: people });
      await closes(world, issue);
      await world.passes(HOUR);
    }
    const comments = world.comments(issue);
    expect([comments.length, new Set(comments).size]).toEqual([2, 2]);
  });

  it('is waited for while they stand there, and once only told', async () => {
    const { world, issue, erase } = await naming(`${A}, ${B}`);
    await erase(A, [A, B]);
    for (let turn = 0; turn < 2; turn += 1) {
      await world.passes(HOUR);
      await world.sweeps();
      expect(await closes(world, issue)).toContain('1 of 2 people');
    }
    expect([world.property(issue)?.status, world.comments(issue).length]).toEqual(['partial', 1]);
  });
});
