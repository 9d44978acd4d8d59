/**
 * What people decide about an erasure: whoever asked cannot approve, and the issue is read again before it runs.
 */
import { decide } from '../../../src/app/decide/decide';
import { start } from '../../../src/app/decide/decisions';
import { request } from '../../../src/app/request/request';
import { retry } from '../../../src/app/decide/retry';
import { accountOf, EMAIL_FIELD } from '../../../dev/platform/site-in-memory';
import {
  adminOver,
  begun,
  byAgent,
  connection,
  HOUR,
  JANE,
  portsInMemory,
  SAYS,
  SECOND,
  TAKEN,
} from '../../support/ports-in-memory';
import { settings } from '../../support/settings';
import type { World } from '../../support/world-in-memory';
import { listErasures } from '../../../src/app/query/list';
import { receiptOf } from '../../../src/app/query/receipt';

type Decision = 'approve' | 'reject' | 'cancel';
const BOTH = { alpha: [SAYS.deleted], beta: [SAYS.deleted] };
const UNCALLED = { alpha: 'skipped', beta: 'skipped' };

const decides = (world: World, who: string, decision: Decision, erasureId: string, reason?: string) =>
  decide(world.as(who), { erasureId, decision, ...(reason === undefined ? {} : { reason }) }, accountOf(who) ?? '');
const saveSettings = (world: World, more: Parameters<typeof settings>[0]) => {
  const { connections, ...rules } = settings(more);
  return adminOver(world.as('admin')).rules(rules);
};

/** Jane's erasure, asked for by the agent, waiting for a second person. */
async function waiting(given: Parameters<typeof portsInMemory>[0] = {}) {
  const world = await portsInMemory({ ...given, policy: { approval: 'always', ...given.policy } });
  const issue = world.asks(JANE);
  const { erasureId } = await request(world.as('agent'), byAgent(issue, JANE));
  return { world, issue, erasureId, became: () => world.became(erasureId) };
}

describe('approving', () => {
  it('has it run, and the evidence says who', async () => {
    const { world, erasureId, became } = await waiting({ vendors: BOTH });
    await decides(world, 'second-agent', 'approve', erasureId);
    await world.deliver();
    expect(await became()).toMatchObject({ status: TAKEN });
    expect(await world.kinds(erasureId)).toEqual(expect.arrayContaining(['requested', 'approved', 'finished']));
    expect((await world.ports.erasureStore.erasure(erasureId))?.approvedBy).toBe(SECOND);
  });

  it.each([
    ['whoever asked', 'agent', 'same-person', {}],
    ['who may not edit the issue', 'user', 'not-permitted', {}],
    ['who may not see the issue', 'other-agent', 'not-permitted', {}],
    ['who is no project admin where one is wanted', 'second-agent', 'not-permitted', { approvers: 'project-admins' }],
  ])('is not for %s', async (_, who, code, policy) => {
    const { world, erasureId, became } = await waiting({ policy });
    const before = await became();
    await expect(decides(world, who, 'approve', erasureId)).rejects.toMatchObject({ code });
    await world.sweeps();
    expect(await became()).toEqual(before);
  });

  it('is for a project admin where one is wanted', async () => {
    const { world, erasureId, became } = await waiting({ policy: { approvers: 'project-admins' } });
    await decides(world, 'project-admin', 'approve', erasureId);
    expect(await became()).toMatchObject({ status: 'running' });
  });

  it.each([
    ['second-agent', 'project-admins', { mayAct: true, mayApprove: false }],
    ['project-admin', 'project-admins', { mayAct: true, mayApprove: true }],
    ['second-agent', 'editors', { mayAct: true, mayApprove: true }],
    ['user', 'editors', { mayAct: false, mayApprove: false }],
  ])('is offered in the list of %s by what the rules want: %s', async (who, approvers, offered) => {
    const { world, erasureId } = await waiting({ policy: { approvers } });
    const { erasures } = await listErasures(world.as(who), {}, null);
    expect(erasures).toMatchObject([{ id: erasureId, ...offered }]);
  });

  it.each<[string, string, (world: World, issue: { id: string }) => unknown]>([
    [
      'mismatch',
      'the issue names somebody else',
      (world, issue) => world.edit(issue, { [EMAIL_FIELD]: 'b@example.com' }),
    ],
    [
      'ambiguous',
      'the issue names two',
      (world, issue) => world.edit(issue, { [EMAIL_FIELD]: `${JANE} b@example.com` }),
    ],
    ['no-address', 'the issue names nobody', (world, issue) => world.edit(issue, { [EMAIL_FIELD]: null })],
    ['paused', 'deletions are paused', (world) => world.ports.settings.setPaused(true)],
    [
      'project-not-allowed',
      'the project is taken out',
      (world) => saveSettings(world, { policy: { projects: ['OPS'] } }),
    ],
  ])('is refused (%s) where %s by now, and it goes on waiting', async (code, _, change) => {
    const { world, issue, erasureId, became } = await waiting();
    await change(world, issue);
    await expect(decides(world, 'second-agent', 'approve', erasureId)).rejects.toMatchObject({ code });
    expect(await became()).toMatchObject({ status: 'awaiting-approval' });
    expect(await world.keeps(erasureId)).toBe(true);
  });

  it('twice calls nobody twice', async () => {
    const { world, erasureId } = await waiting({ vendors: BOTH });
    const both = await Promise.allSettled(
      ['second-agent', 'admin'].map((who) => decides(world, who, 'approve', erasureId)),
    );
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await world.deliver();
    expect(world.called).toHaveLength(2);
  });

  it('leaves what is left of a grace period', async () => {
    const { world, erasureId, became } = await waiting({ vendors: BOTH, policy: { graceHours: 2 } });
    await decides(world, 'second-agent', 'approve', erasureId);
    await world.passes(HOUR);
    await world.sweeps();
    expect(await became()).toMatchObject({ status: 'scheduled', alpha: 'waiting' });
    await world.passes(HOUR);
    await world.sweeps();
    expect(await became()).toMatchObject({ status: TAKEN });
  });
});

describe('rejecting', () => {
  it('calls nobody, lets go of the address, and keeps the reason', async () => {
    const { world, issue, erasureId, became } = await waiting();
    await decides(world, 'second-agent', 'reject', erasureId, 'Still a customer.');
    await world.sweeps();
    expect(await became()).toEqual({ status: 'rejected', ...UNCALLED });
    expect([await world.keeps(erasureId), world.property(issue)?.status]).toEqual([false, 'rejected']);
    expect(await world.kinds(erasureId)).toContain('rejected');
  });

  it.each([
    ['reason-missing', ' '],
    ['address-in-reason', `It is ${JANE}`],
  ])('is refused without a reason that can be kept: %s', async (code, reason) => {
    const { world, erasureId, became } = await waiting();
    await expect(decides(world, 'second-agent', 'reject', erasureId, reason)).rejects.toMatchObject({ code });
    expect(await became()).toMatchObject({ status: 'awaiting-approval' });
  });

  it('is not for who may not edit the issue, nor of what runs already', async () => {
    const { world, erasureId } = await waiting();
    const reject = (who: string) => decides(world, who, 'reject', erasureId, 'No.');
    await expect(reject('user')).rejects.toMatchObject({ code: 'not-permitted' });
    await decides(world, 'second-agent', 'approve', erasureId);
    await expect(reject('second-agent')).rejects.toMatchObject({ code: 'not-open' });
  });
});

describe('cancelling', () => {
  it('before the first call calls nobody', async () => {
    const { world, erasureId, became } = await begun();
    await decides(world, 'agent', 'cancel', erasureId);
    await world.deliver();
    expect(await became()).toEqual({ status: 'cancelled', ...UNCALLED });
    expect(await world.keeps(erasureId)).toBe(false);
  });

  it('leaves what was done told as done, and says of what was tried that it may have been carried out', async () => {
    const { world, issue, erasureId, became } = await begun({ vendors: { alpha: [SAYS.deleted], beta: [SAYS.down] } });
    await world.deliver();
    await decides(world, 'agent', 'cancel', erasureId);
    await world.passes(HOUR);
    expect(await became()).toEqual({ status: 'cancelled', alpha: 'done deleted', beta: 'blocked cancelled' });
    expect(world.property(issue)).toMatchObject({ status: 'cancelled', done: 1, blocked: 1 });
  });

  it('does not call back a call that is on its way: what became of it is told as well', async () => {
    const { world, issue, erasureId, became } = await begun({ vendors: { alpha: [] } });
    world.answers('alpha', async () => {
      await decides(world, 'agent', 'cancel', erasureId);
      return SAYS.deleted;
    });
    await world.deliver();
    await world.passes(HOUR);
    await world.sweeps();
    expect(await became()).toMatchObject({ status: 'cancelled', alpha: 'done deleted' });
    expect(world.property(issue)).toMatchObject({ status: 'cancelled', done: world.called.length });
  });

  it.each<[string, number, string, number]>([
    ['partial', SAYS.deleted, 'done deleted', 1],
    ['blocked', SAYS.refused, 'blocked rejected', 2],
  ])(
    'ends what is %s as it is: no key that is saved later has anybody called',
    async (status, says, alpha, blocked) => {
      const { world, issue, erasureId, became } = await begun({ vendors: { alpha: [says], beta: [SAYS.badKey] } });
      await world.deliver();
      expect(await became()).toMatchObject({ status });
      await decides(world, 'agent', 'cancel', erasureId);
      const ended = { status: 'cancelled', alpha, beta: 'blocked credentials' };
      expect(await became()).toEqual(ended);
      expect(world.property(issue)).toMatchObject({ status: 'cancelled', blocked, mayClose: false });
      expect(world.comments(issue)).toHaveLength(2);
      await adminOver(world.as('admin')).save(connection('beta', { settings: { authSecret: 'k2' } }));
      for (let hours = 0; hours < 3; hours += 1) {
        await world.sweeps();
        await world.passes(HOUR);
      }
      await expect(retry(world.as('agent'), erasureId, '')).rejects.toMatchObject({ code: 'not-open' });
      expect([await became(), world.called.length]).toEqual([ended, 2]);
      expect(await world.ports.stepIndex.awaitingKey('beta', 10)).toEqual([]);
      expect((await receiptOf(world.ports, erasureId)).events.at(-1)).toMatchObject({
        kind: 'finished',
        status: 'cancelled',
      });
    },
  );

  it('while a call is on its way that the provider refuses the key for leaves nothing that waits for another', async () => {
    const { world, erasureId, became } = await begun({ vendors: { alpha: [] } });
    world.answers('alpha', async () => {
      await decides(world, 'agent', 'cancel', erasureId);
      return SAYS.badKey;
    });
    await world.deliver();
    expect(await became()).toMatchObject({ status: 'cancelled', alpha: 'blocked credentials' });
    expect(await world.ports.stepIndex.awaitingKey('alpha', 10)).toEqual([]);
    await adminOver(world.as('admin')).save(connection('alpha', { settings: { authSecret: 'k2' } }));
    await world.sweeps();
    expect(world.called).toHaveLength(1);
  });

  it('is refused once every provider did it or took it', async () => {
    const { world, erasureId } = await begun({ vendors: { alpha: [SAYS.deleted], beta: [SAYS.accepted] } });
    await world.deliver();
    await expect(decides(world, 'agent', 'cancel', erasureId)).rejects.toMatchObject({ code: 'not-open' });
  });

  it('is refused once it has ended', async () => {
    const { world, erasureId } = await begun({ vendors: BOTH });
    await world.deliver();
    await expect(decides(world, 'agent', 'cancel', erasureId)).rejects.toMatchObject({ code: 'not-open' });
  });
});

describe('the end of a grace period', () => {
  const grace = { policy: { graceHours: 1 } };

  it('runs it, and not a moment before', async () => {
    const { world, erasureId, became } = await begun({ vendors: BOTH, ...grace });
    await world.passes(HOUR - 1);
    await world.sweeps();
    await start(world.ports, erasureId);
    expect(await became()).toEqual({ status: 'scheduled', alpha: 'waiting', beta: 'waiting' });
    await world.passes(1);
    await start(world.ports, erasureId);
    await world.deliver();
    expect(await became()).toMatchObject({ status: TAKEN });
  });

  it.each<[string, (world: World, issue: { id: string }) => unknown]>([
    ['names somebody else', (world, issue) => world.edit(issue, { [EMAIL_FIELD]: 'b@example.com' })],
    ['names nobody', (world, issue) => world.edit(issue, { [EMAIL_FIELD]: null })],
    ['is gone', (world, { id }) => world.vanishes({ id })],
    ['is of a project that is taken out', (world) => saveSettings(world, { ...grace, policy: { projects: ['OPS'] } })],
  ])('calls nobody where the issue %s', async (_, change) => {
    const { world, issue, erasureId, became } = await begun(grace);
    await change(world, issue);
    await world.passes(HOUR);
    await world.sweeps();
    expect(await became()).toEqual({ status: 'cancelled', ...UNCALLED });
    expect(await world.keeps(erasureId)).toBe(false);
  });

  it('waits where deletions are paused, or Jira does not answer', async () => {
    const { world, became } = await begun({ vendors: BOTH, ...grace });
    await world.ports.settings.setPaused(true);
    await world.passes(HOUR);
    await world.sweeps();
    expect(await became()).toMatchObject({ status: 'scheduled' });
    await world.ports.settings.setPaused(false);
    world.jiraIsAway();
    await world.sweeps();
    expect(await became()).toMatchObject({ status: 'scheduled' });
    world.jiraIsBack();
    await world.sweeps();
    expect(await became()).toMatchObject({ status: TAKEN });
  });

  it('holds somebody who is protected by now for a second person, whichever way it came', async () => {
    const { world, erasureId, became } = await begun({ vendors: BOTH, ...grace });
    await saveSettings(world, { policy: { protectedDomains: ['example.com'] } });
    await world.passes(HOUR);
    await world.sweeps();
    expect(await became()).toEqual({ status: 'awaiting-approval', alpha: 'waiting', beta: 'waiting' });
    await decides(world, 'agent', 'approve', erasureId);
    await world.deliver();
    expect(await became()).toMatchObject({ status: TAKEN });
  });

  it('waits for a second person where the rules want one by now; one who approved before is enough', async () => {
    const { world, erasureId, became } = await begun({ vendors: BOTH, ...grace });
    await saveSettings(world, { policy: { approval: 'always', graceHours: 1 } });
    await world.passes(HOUR);
    await world.sweeps();
    expect(await became()).toMatchObject({ status: 'awaiting-approval', alpha: 'waiting' });
    await decides(world, 'agent', 'approve', erasureId);
    await world.deliver();
    expect(await became()).toMatchObject({ status: TAKEN });
  });
});

it.each<Decision>(['approve', 'reject', 'cancel'])('to %s what there is not is refused', async (decision) => {
  const world = await portsInMemory();
  await expect(decides(world, 'agent', decision, 'nothing', 'No.')).rejects.toMatchObject({ code: 'not-open' });
});
