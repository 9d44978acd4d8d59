/**
 * The second look: thirty days after an erasure was completed its providers are asked once whether the person is back. Who is
 * back is told; the address goes by the date that was shown, whatever comes of it.
 */
import { markByHand } from '../../../src/app/decide/by-hand';
import { receiptOf } from '../../../src/app/query/receipt';
import { viewOne } from '../../../src/app/query/erasure';
import { request } from '../../../src/app/request/request';
import { whyNotClosable } from '../../../src/app/sync/may-be-closed';
import { beforeUninstall } from '../../../src/app/sweep/before-uninstall';
import { days, holds, isTraced, NOBODY, searching } from '../../support/asked-again';
import {
  adminOver,
  AGENT,
  begun,
  byTrigger,
  connection,
  DAY,
  type Given,
  HOUR,
  JANE,
  MINUTE,
  SAYS,
} from '../../support/ports-in-memory';
import type { World } from '../../support/world-in-memory';

const POLICY = { secondLook: 'after-30-days' as const };

/** Jane was deleted at alpha and verified to be gone; beta deleted her, and cannot be asked. */
async function completed(given: Given = {}) {
  const made = await begun({
    connections: [searching('alpha'), connection('beta')],
    vendors: { alpha: [holds(1), SAYS.deleted], beta: [SAYS.deleted] },
    policy: POLICY,
    ...given,
  });
  const { world, erasureId } = made;
  await world.deliver();
  world.answers('alpha', NOBODY);
  await world.passes(11 * MINUTE);
  const stored = async () => {
    const read = await world.ports.erasureStore.snapshot(erasureId);
    if (read === null) throw new Error('it is stored');
    return read;
  };
  return {
    ...made,
    erasure: async () => (await stored()).erasure,
    step: async () => (await stored()).steps[0],
    view: async () => viewOne(world.as('agent'), await made.world.ports.erasureStore.erasure(erasureId).then(there)),
    asked: () => world.called.filter((one) => one === 'alpha found').length,
  };
}

const there = <T>(value: T | null): T => {
  if (value === null) throw new Error('it is there');
  return value;
};

async function turnOff({ ports }: World): Promise<void> {
  const { extraction, status, events, policy } = await ports.settings.read();
  await adminOver(ports).rules({ extraction, status, events, policy: { ...policy, secondLook: 'never' } });
}

describe('until then', () => {
  it('the address is kept, and everybody is told until when and what for; nothing else of the person is', async () => {
    const { world, issue, erasureId, erasure, view } = await completed();
    const { secondLookAt = 0, addressKeptUntil, finishedAt } = await erasure();
    expect([secondLookAt, addressKeptUntil]).toEqual([(finishedAt ?? 0) + 30 * DAY, secondLookAt + 6 * HOUR]);
    expect(world.property(issue)).toMatchObject({
      status: 'completed',
      addressKeptUntil: expect.any(String) as string,
    });
    expect(world.comments(issue).at(-1)).toContain(
      'On 22 December 2026 (UTC) the providers that can be asked are asked once more whether the person is back. For that the address is kept, encrypted, until 22 December 2026',
    );
    expect(await world.keeps(erasureId)).toBe(true);
    expect(world.rows.asText().join('\n')).not.toContain('memory.');
    expect(await view()).toMatchObject({
      secondLookAt,
      steps: [
        {
          connectionId: 'alpha',
          verification: { state: 'verified', nextAt: null },
          secondLook: { state: 'planned', at: secondLookAt },
        },
        { connectionId: 'beta', secondLook: { state: 'not-askable' } },
      ],
    });
  });

  it('nothing is kept where no admin wants it', async () => {
    const { world, erasureId } = await completed({ policy: {} });
    expect([await world.keeps(erasureId), isTraced(world)]).toEqual([false, false]);
    await days(world, 32, 12);
  });

  it('nothing is kept where the address was gone before a person completed the erasure', async () => {
    const { world, erasureId, became } = await begun({
      connections: [searching('alpha'), connection('beta')],
      vendors: { alpha: [holds(1), SAYS.deleted], beta: [SAYS.refused] },
      policy: POLICY,
    });
    await world.deliver();
    world.answers('alpha', NOBODY);
    await world.passes(11 * MINUTE);
    expect([(await became())['status'], await world.keeps(erasureId)]).toEqual(['partial', false]);
    const said = { connectionId: 'beta', said: 'done' as const, reason: 'It was done there.', reference: 'OPS-1' };
    await markByHand(world.as('agent'), erasureId, AGENT, said);
    expect((await became())['status']).toBe('completed');
    expect(await world.ports.erasureStore.erasure(erasureId)).not.toHaveProperty('secondLookAt');
  });

  it('nothing is kept where nobody can be asked', async () => {
    const { world, erasureId } = await begun({
      connections: [connection('beta')],
      vendors: { beta: [SAYS.deleted] },
      policy: POLICY,
    });
    await world.deliver();
    expect(await world.keeps(erasureId)).toBe(false);
  });
});

describe('thirty days later', () => {
  it('nobody is back: that stands in the chain and on the panel, no comment is made, and the address is gone', async () => {
    const { world, issue, erasureId, view } = await completed();
    const comments = world.comments(issue).length;
    const before = await receiptOf(world.ports, erasureId);
    await days(world, 29, 12);
    world.answers('alpha', NOBODY);
    await days(world, 2, 6);
    const { addendum, ...receipt } = await receiptOf(world.ports, erasureId);
    expect(addendum?.events.slice(-3)).toMatchObject([
      { kind: 'second-look', connection: 'alpha', found: 'nobody' },
      { kind: 'published', comment: false },
      { kind: 'addendum', status: 'completed' },
    ]);
    expect(receipt).toEqual({ ...before, addendum: undefined });
    expect((await view()).steps[0]).toMatchObject({ secondLook: { state: 'nobody' } });
    expect(world.property(issue)?.steps[0]).not.toHaveProperty('reappearedAt');
    expect([world.comments(issue).length, isTraced(world)]).toEqual([comments, false]);
  });

  it('who is back is told, as a finding that changes nothing of what was done', async () => {
    const { world, issue, erasureId, view, asked } = await completed();
    const comments = world.comments(issue).length;
    await days(world, 29, 12);
    const before = asked();
    world.answers('alpha', holds(7));
    await days(world, 2, 6);
    expect(asked()).toBe(before + 1);
    expect(world.property(issue)).toMatchObject({ status: 'completed', mayClose: true });
    expect(world.property(issue)?.steps).toMatchObject([
      {
        outcome: 'deleted',
        verifiedAt: expect.any(String) as string,
        reappearedAt: expect.stringContaining('2026-12-22') as string,
      },
      { outcome: 'deleted' },
    ]);
    expect(await whyNotClosable(world.ports, issue.key)).toBeNull();
    expect(world.comments(issue)).toHaveLength(comments + 1);
    expect(world.comments(issue).at(-1)).toMatch(/somebody is there again since.*create an issue that names them/su);
    expect(await view()).toMatchObject({
      status: 'completed',
      note: expect.stringContaining('a new finding') as string,
    });
    expect((await receiptOf(world.ports, erasureId)).addendum?.events).toContainEqual(
      expect.objectContaining({ kind: 'second-look', found: 'back' }),
    );
    expect(isTraced(world)).toBe(false);
  });

  it.each<[string, (world: World) => unknown, string]>([
    ['it does not answer', (world) => world.alwaysAnswers('alpha', 503), 'unknown'],
    ['deletions are paused', (world) => world.ports.settings.setPaused(true), 'not-asked'],
    ['its connection is switched off', (world) => adminOver(world.ports).turn('alpha', false), 'not-asked'],
    [
      'it does not serve the project any more',
      (world) => adminOver(world.ports).save(searching('alpha', {}, { projects: ['OPS'] })),
      'not-asked',
    ],
    [
      'its key is another',
      (world) => adminOver(world.ports).save(searching('alpha', { authSecret: 'another' })),
      'not-asked',
    ],
  ])('nothing is known where %s, and the address goes by its date', async (_, then, found) => {
    const { world, issue, erasureId, erasure, step } = await completed();
    const until = (await erasure()).addressKeptUntil ?? 0;
    await days(world, 29, 12);
    await then(world);
    while (world.now < until + HOUR) {
      await world.passes(HOUR);
      await world.sweeps();
    }
    expect(await step()).toMatchObject({ status: 'done', secondLook: { found } });
    expect(world.property(issue)).toMatchObject({ status: 'completed', mayClose: true });
    expect([await world.keeps(erasureId), isTraced(world)]).toEqual([false, false]);
  });

  it.each<[string, object]>([
    ['who is protected by now', { protectedDomains: ['example.com'] }],
    ['in a project that is not allowed any more', { projects: ['OPS'] }],
  ])('nobody is asked about %s', async (_, policy) => {
    const { world, step, asked } = await completed();
    const { extraction, status, events, policy: before } = await world.ports.settings.read();
    await adminOver(world.ports).rules({ extraction, status, events, policy: { ...before, ...policy } });
    const calls = asked();
    await days(world, 31, 12);
    expect([await step(), asked()]).toMatchObject([{ secondLook: { found: 'not-asked' } }, calls]);
    expect(isTraced(world)).toBe(false);
  });

  it('nobody is asked about a person whom another issue had erased anew meanwhile', async () => {
    const { world, step } = await completed();
    await days(world, 3, 12);
    const other = world.asks(JANE);
    world.answers('alpha', NOBODY);
    world.answers('beta', SAYS.deleted);
    await request(world.ports, byTrigger(other));
    await world.deliver();
    world.alwaysAnswers('alpha', NOBODY);
    await days(world, 28, 12);
    expect(await step()).toMatchObject({ secondLook: { found: 'not-asked' } });
    await days(world, 4, 12);
    expect(isTraced(world)).toBe(false);
  });

  it('nobody is asked for an issue that is gone', async () => {
    const { world, issue, step, asked } = await completed();
    world.vanishes(issue);
    const calls = asked();
    await days(world, 31, 12);
    expect([await step(), asked()]).toMatchObject([{ secondLook: { found: 'not-asked' } }, calls]);
    expect(isTraced(world)).toBe(false);
  });
});

describe('the address goes', () => {
  it('with the next sweep, once an admin wants it no more', async () => {
    const { world, issue, erasureId, erasure, step } = await completed();
    await turnOff(world);
    await world.sweeps();
    expect([await world.keeps(erasureId), isTraced(world)]).toEqual([false, false]);
    expect(await erasure()).not.toHaveProperty('addressKeptUntil');
    expect(await step()).toMatchObject({ phase: 'final', secondLook: { found: 'not-asked' } });
    expect(world.property(issue)).not.toHaveProperty('addressKeptUntil');
  });

  it('once the person is verified to be gone, where the look was called off before', async () => {
    const { world, erasureId } = await begun({
      connections: [searching('alpha')],
      vendors: { alpha: [holds(1), SAYS.deleted] },
      policy: POLICY,
    });
    await world.deliver();
    await turnOff(world);
    await world.sweeps();
    expect(await world.keeps(erasureId)).toBe(true);
    world.answers('alpha', NOBODY);
    await world.passes(11 * MINUTE);
    expect(isTraced(world)).toBe(false);
  });

  it('with the app', async () => {
    const { world, erasureId } = await completed();
    await beforeUninstall(world.ports, world.now + MINUTE);
    expect([await world.keeps(erasureId), isTraced(world)]).toEqual([false, false]);
  });
});
