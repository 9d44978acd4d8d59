/**
 * The rules at the moment of a call, whichever way the work was taken up.
 */
import { decide } from '../../../src/app/decide/decide';
import { drain } from '../../../src/app/drain/drain';
import { request } from '../../../src/app/request/request';
import { retry } from '../../../src/app/decide/retry';
import { accountOf, EMAIL_FIELD } from '../../../dev/platform/site-in-memory';
import {
  adminOver,
  AGENT,
  begun,
  byAgent,
  byTrigger,
  connection,
  JANE,
  MINUTE,
  portsInMemory,
  SAYS,
  SECOND,
  TAKEN,
} from '../../support/ports-in-memory';
import { settings } from '../../support/settings';
import type { World } from '../../support/world-in-memory';

const rules = (world: World, policy: object) => {
  const { connections, ...file } = settings({ policy });
  return adminOver(world.as('admin')).rules(file);
};
const PROTECTED = { protectedDomains: ['example.com'] };
const ELSEWHERE = { projects: ['OPS'] };
const limited = (world: World, id: string, projects: string[]) =>
  adminOver(world.as('admin')).save(connection(id, { projects }));
const renew = async (world: World, id: string) => {
  const { connections } = await world.ports.settings.read();
  const { projects = ['GDPR'] } = connections.find((one) => one.id === id) ?? {};
  await adminOver(world.as('admin')).save(connection(id, { projects, settings: { authSecret: 'k2' } }));
};
const decides = (world: World, who: string, decision: 'approve' | 'reject', erasureId: string) =>
  decide(world.as(who), { erasureId, decision, reason: 'No.' }, accountOf(who) ?? '');

type TakenUp = (world: World, erasureId: string) => Promise<unknown>;
/** What beta said at first, and how its step is taken up later. */
const WAYS: [string, number, TakenUp][] = [
  ['a wake-up', SAYS.down, (world) => world.passes(MINUTE)],
  ['a retry', SAYS.refused, (world, id) => retry(world.as('agent'), id, AGENT).then(() => world.deliver())],
  [
    'a new key',
    SAYS.badKey,
    async (world) => {
      await renew(world, 'beta');
      await world.sweeps();
    },
  ],
];

/** Jane's erasure, done at alpha, and not yet at beta for what it said. */
async function halfWay(beta: number) {
  const made = await begun({ vendors: { alpha: [SAYS.deleted], beta: [beta] } });
  await made.world.deliver();
  return made;
}

describe.each(WAYS)('by %s', (_, beta, takeUp) => {
  it('somebody who is protected by now waits for a second person', async () => {
    const { world, issue, erasureId, became } = await halfWay(beta);
    await rules(world, PROTECTED);
    await takeUp(world, erasureId);
    expect(await became()).toMatchObject({ status: 'awaiting-approval', alpha: 'done deleted' });
    expect(world.called).toHaveLength(2);
    expect(world.property(issue)).toMatchObject({ status: 'awaiting-approval', done: 1 });
    expect(await world.happened(erasureId, 'held')).toMatchObject([{ because: ['protected'] }]);
    expect(await world.keeps(erasureId)).toBe(true);
    world.answers('beta', SAYS.deleted);
    await decides(world, 'second-agent', 'approve', erasureId);
    await world.deliver();
    expect(await became()).toEqual({ status: TAKEN, alpha: 'done deleted', beta: 'done deleted' });
  });

  it('and is called off, not rejected, where that person says no: somebody was called', async () => {
    const { world, erasureId, became } = await halfWay(beta);
    await rules(world, PROTECTED);
    await takeUp(world, erasureId);
    await decides(world, 'second-agent', 'reject', erasureId);
    await world.sweeps();
    expect(await became()).toMatchObject({ status: 'cancelled', alpha: 'done deleted' });
    expect(world.called).toHaveLength(2);
    expect(await world.keeps(erasureId)).toBe(false);
  });

  it('nobody is called for a project that is not allowed any more', async () => {
    const { world, erasureId, became } = await halfWay(beta);
    await rules(world, ELSEWHERE);
    await takeUp(world, erasureId).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'project-not-allowed' });
    });
    await world.sweeps();
    expect(world.called).toHaveLength(2);
    expect(await became()).toMatchObject({ status: 'partial', beta: expect.stringMatching(/^blocked /) as string });
  });

  it('nobody is called at a connection that does not serve the project any more, until it does again', async () => {
    const { world, issue, erasureId, became } = await halfWay(beta);
    await limited(world, 'beta', ['OPS']);
    await takeUp(world, erasureId);
    await world.sweeps();
    expect(world.called).toHaveLength(2);
    expect(await became()).toEqual({ status: 'partial', alpha: 'done deleted', beta: 'blocked not-served' });
    expect(world.comments(issue).at(-1)).toContain('does not serve this project any more');
    await limited(world, 'beta', ['OPS', 'GDPR']);
    world.answers('beta', SAYS.deleted);
    await retry(world.as('agent'), erasureId, AGENT);
    await world.deliver();
    expect(await became()).toMatchObject({ status: TAKEN });
  });

  it('a pause waits', async () => {
    const { world, erasureId, became } = await halfWay(beta);
    await world.ports.settings.setPaused(true);
    await takeUp(world, erasureId);
    expect(world.called).toHaveLength(2);
    await world.ports.settings.setPaused(false);
    world.answers('beta', SAYS.deleted);
    await world.passes(10 * MINUTE);
    await world.sweeps();
    expect(await became()).toMatchObject({ status: TAKEN });
  });
});

it.each<[string, (issue: { id: string }, world: World) => void]>([
  ['somebody else', (issue, world) => world.edit(issue, { [EMAIL_FIELD]: 'john@example.com' })],
  ['nobody', (issue, world) => world.edit(issue, { [EMAIL_FIELD]: null })],
])('a retry while it goes on elsewhere is refused where the issue names %s by now', async (_, edit) => {
  const { world, issue, erasureId } = await begun({ vendors: { alpha: [SAYS.down], beta: [SAYS.refused] } });
  await world.deliver();
  edit(issue, world);
  await expect(retry(world.as('agent'), erasureId, AGENT)).rejects.toMatchObject({
    code: expect.stringMatching(/mismatch|no-address/) as string,
  });
  expect(world.called).toHaveLength(2);
});

describe('a second person', () => {
  it('is somebody else than who asked, and than who had it taken up again', async () => {
    const { world, erasureId, became } = await halfWay(SAYS.refused);
    await rules(world, PROTECTED);
    await retry(world.as('agent'), erasureId, AGENT);
    await expect(decides(world, 'agent', 'approve', erasureId)).rejects.toMatchObject({ code: 'same-person' });
    world.answers('beta', SAYS.deleted);
    await decides(world, 'second-agent', 'approve', erasureId);
    await world.deliver();
    expect(await became()).toMatchObject({ status: TAKEN });
  });

  it('who approved before is enough', async () => {
    const world = await portsInMemory({
      vendors: { alpha: [SAYS.refused] },
      policy: { ...PROTECTED },
    });
    const { erasureId } = await request(world.as('agent'), byAgent(world.asks(JANE), JANE));
    await decides(world, 'second-agent', 'approve', erasureId);
    await world.deliver();
    world.answers('alpha', SAYS.deleted);
    await retry(world.as('agent'), erasureId, AGENT);
    await world.deliver();
    expect((await world.ports.erasureStore.erasure(erasureId))?.approvedBy).toBe(SECOND);
    expect(await world.became(erasureId)).toMatchObject({ status: TAKEN });
  });
});

describe('a run that takes long', () => {
  const budget = (world: World) => ({ until: world.now + 280_000, calls: 450 });
  /** Many people wait at alpha; what happens while the first is called takes this long. */
  async function longRun(during: (world: World) => Promise<unknown>, takes: number) {
    const world = await portsInMemory({ vendors: { alpha: [] } });
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      ids.push((await request(world.ports, byTrigger(world.asks(`${name}@example.com`)))).erasureId);
    world.queue = [];
    let calls = 0;
    world.alwaysAnswers('alpha', async () => {
      calls += 1;
      if (calls === 1) {
        await during(world);
        await world.ports.system.sleep(takes);
      }
      return SAYS.deleted;
    });
    const drained = await drain(world.ports, 'alpha', { erasureIds: ids, only: false }, budget(world));
    return { world, ids, drained };
  }
  const statuses = async (world: World, ids: readonly string[]) =>
    (await Promise.all(ids.map((id) => world.became(id)))).map(({ status }) => status);

  it('calls for nobody who was protected more than ten seconds before', async () => {
    const { world, ids } = await longRun((one) => rules(one, PROTECTED), 10_000);
    expect(world.called.length).toBeLessThanOrEqual(2);
    const held = (await statuses(world, ids)).filter((status) => status === 'awaiting-approval');
    expect(held).toHaveLength(5 - world.called.length);
  });

  it('calls for nobody of a project that was taken out more than ten seconds before', async () => {
    const { world, ids } = await longRun((one) => rules(one, ELSEWHERE), 10_000);
    expect(world.called.length).toBeLessThanOrEqual(2);
    const blocked = (await statuses(world, ids)).filter((status) => status === 'blocked');
    expect(blocked).toHaveLength(5 - world.called.length);
  });

  it.each<[string, (world: World) => Promise<void>]>([
    ['switched off', (world) => adminOver(world.as('admin')).turn('alpha', false)],
    ['saved anew', (world) => renew(world, 'alpha')],
  ])('ends where its connection is %s, and another one goes on', async (_, change) => {
    const { world, drained } = await longRun(change, 10_000);
    expect(drained).toEqual({ kind: 'handed-on' });
    expect(world.called.length).toBeLessThanOrEqual(2);
    expect(world.queue.length).toBeGreaterThan(0);
  });

  it('goes on where nothing changed that it hangs on', async () => {
    const { world, ids } = await longRun((one) => renew(one, 'beta'), 10_000);
    expect(world.called).toHaveLength(5);
    expect(new Set(await statuses(world, ids))).toEqual(new Set([TAKEN]));
  });
});

it('nobody is called for whose erasure was called off while the vendor said to come back', async () => {
  const { world, erasureId, became } = await begun({ vendors: { alpha: [SAYS.down] } });
  world.answers('alpha', async () => {
    await decide(world.as('agent'), { erasureId, decision: 'cancel' }, AGENT);
    return SAYS.down;
  });
  await world.passes(10 * MINUTE);
  await world.sweeps();
  await world.passes(60 * MINUTE);
  await world.sweeps();
  expect(world.called).toHaveLength(2);
  expect(await became()).toEqual({ status: 'cancelled', alpha: 'blocked cancelled' });
  expect(await world.keeps(erasureId)).toBe(false);
});

it('no further call of a turn is made once somebody in it was protected ten seconds before', async () => {
  const quickhelp = {
    ...{ id: 'quickhelp', provider: 'quickhelp', label: 'QuickHelp' },
    settings: { apiKey: 'k', subscriptionKey: 's' },
  };
  const world = await portsInMemory({ vendors: {}, connections: [quickhelp] });
  const ids: string[] = [];
  for (const name of ['a', 'b'])
    ids.push((await request(world.ports, byTrigger(world.asks(`${name}@example.com`)))).erasureId);
  // One of the two is refused: the vendor is asked again, for each of them alone.
  world.answers('qhapi.quickhelp.com', async () => {
    await rules(world, PROTECTED);
    await world.ports.system.sleep(10_000);
    return 400;
  });
  await world.deliver();
  expect(world.called).toHaveLength(1);
  for (const id of ids) expect(await world.became(id)).toEqual({ status: 'awaiting-approval', quickhelp: 'waiting' });
});

it('a step that waits for a key still does while its erasure waits for a second person', async () => {
  const { world, erasureId, became } = await begun({ vendors: { alpha: [SAYS.badKey], beta: [SAYS.down] } });
  await world.deliver();
  await rules(world, PROTECTED);
  await world.passes(MINUTE);
  await renew(world, 'alpha');
  await world.sweeps();
  expect(await became()).toMatchObject({ status: 'awaiting-approval', alpha: 'blocked credentials' });
  for (const vendor of ['alpha', 'beta']) world.answers(vendor, SAYS.deleted);
  await decides(world, 'second-agent', 'approve', erasureId);
  await world.sweeps();
  await world.sweeps();
  expect(await became()).toEqual({ status: TAKEN, alpha: 'done deleted', beta: 'done deleted' });
});
