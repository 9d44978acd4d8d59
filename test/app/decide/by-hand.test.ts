/**
 * Steps that a person finishes by hand: a named person says it, with a reason and a reference, and it is final.
 */
import { mayDecide } from '../../../src/app/decide/may-decide';
import { confirmByHand, markByHand, withdrawByHand } from '../../../src/app/decide/by-hand';
import { whyNotClosable } from '../../../src/app/sync/may-be-closed';
import { approve } from '../../../src/app/decide/decisions';
import { request } from '../../../src/app/request/request';
import { retry } from '../../../src/app/decide/retry';
import { viewIssue } from '../../../src/app/query/erasure';
import type { Said } from '../../../src/core/status/statement';
import { accountOf } from '../../../dev/platform/site-in-memory';
import { AGENT, begun, byAgent, HOUR, JANE, MINUTE, portsInMemory, SAYS, SECOND } from '../../support/ports-in-memory';
import type { World } from '../../support/world-in-memory';
import { receiptOf } from '../../../src/app/query/receipt';

const REASON = 'Deleted in the console.';
const REFERENCE = 'OPS-17';
interface Marking {
  readonly who?: 'agent' | 'second-agent' | 'admin' | 'second-admin';
  readonly connectionId?: string;
  readonly said?: Said;
  readonly reason?: string;
  readonly reference?: string;
}

const marks = (
  world: World,
  erasureId: string,
  { who = 'agent', connectionId = 'beta', said = 'done', reason = REASON, reference = REFERENCE }: Marking = {},
) => markByHand(world.as(who), erasureId, accountOf(who) ?? '', { connectionId, said, reason, reference });

/** Jane's erasure: alpha deleted her, and beta answered this. */
async function leftOver(beta: number) {
  const made = await begun({ vendors: { alpha: [SAYS.deleted], beta: [beta] } });
  await made.world.deliver();
  return made;
}

/** The step of beta as the panel shows it. */
async function shown(world: World, { id }: { id: string }) {
  const [erasure] = await viewIssue(world.as('agent'), id);
  return erasure?.steps.find(({ connectionId }) => connectionId === 'beta');
}

it.each<[string, number]>([
  ['blocked', SAYS.refused],
  ['without a key', SAYS.badKey],
  ['handed over', SAYS.accepted],
  ['waiting', SAYS.down],
])('finishes a step that is %s, and the erasure with it', async (_, beta) => {
  const { world, issue, erasureId, became } = await leftOver(beta);
  expect(await shown(world, issue)).toMatchObject({ mayBeMarked: true });
  await marks(world, erasureId);
  await world.deliver();
  expect(await became()).toEqual({ status: 'completed', alpha: 'done deleted', beta: 'done by-hand' });
  expect(world.property(issue)).toMatchObject({
    status: 'completed',
    done: 2,
    blocked: 0,
    handedOver: 0,
    mayClose: true,
  });
  expect(world.property(issue)?.steps[1]).toMatchObject({ status: 'done', outcome: 'by-hand' });
  const said = { account: AGENT, said: 'done', reason: REASON, reference: REFERENCE };
  expect(await world.happened(erasureId, 'by-hand')).toMatchObject([{ ...said, connection: 'beta', isHeld: false }]);
  expect((await receiptOf(world.ports, erasureId)).events).toContainEqual(expect.objectContaining(said));
  expect(await shown(world, issue)).toMatchObject({ words: 'By hand', mayBeMarked: false, statement: said });
  expect(await world.keeps(erasureId)).toBe(false);
  expect(world.comments(issue).at(-1)).toContain('By hand: a person says');
  expect(world.comments(issue).at(-1)).not.toContain(REFERENCE);
});

it.each<[Said, number, string, string]>([
  ['done', SAYS.deleted, 'completed', 'by-hand'],
  ['absent', SAYS.deleted, 'completed', 'by-hand'],
  ['kept', SAYS.deleted, 'completed', 'kept'],
  ['kept', SAYS.accepted, 'handed-over', 'kept'],
  ['kept', SAYS.refused, 'partial', 'kept'],
])('says of one that is %s what the others make of it (%i: %s)', async (said, alpha, status, outcome) => {
  const { world, issue, erasureId, became } = await begun({ vendors: { alpha: [alpha], beta: [SAYS.refused] } });
  await world.deliver();
  await marks(world, erasureId, { said });
  await world.deliver();
  expect(await became()).toMatchObject({ status, beta: `done ${outcome}` });
  expect(world.property(issue)?.steps[1]).toMatchObject({ outcome });
});

it('deletes nobody where all may be kept: it ends cancelled, and the issue may be closed', async () => {
  const { world, issue, erasureId, became } = await begun({ vendors: { alpha: [SAYS.refused], beta: [SAYS.refused] } });
  await world.deliver();
  const kept = { said: 'kept', reason: 'Tax law, ten years.' } as const;
  await marks(world, erasureId, { ...kept, connectionId: 'alpha' });
  expect(await became()).toMatchObject({ status: 'partial', alpha: 'done kept' });
  expect(world.property(issue)).toMatchObject({ mayClose: false });
  await marks(world, erasureId, kept);
  await world.deliver();
  expect(await became()).toEqual({ status: 'cancelled', alpha: 'done kept', beta: 'done kept' });
  expect(world.property(issue)).toMatchObject({ status: 'cancelled', mayClose: true });
  expect(await whyNotClosable(world.ports, issue.key)).toBeNull();
  expect(world.comments(issue).at(-1)).toContain('Nobody was deleted');
});

it.each([
  ['reason-missing', { reason: '  ' }],
  ['reference-missing', { reference: '' }],
  ['reason-missing', { reason: 'ok' }],
  ['reason-missing', { reason: '... - ?!' }],
  ['reference-missing', { reference: '§ 1' }],
  ['address-in-reason', { reason: `Was ${JANE}` }],
  ['address-in-reason', { reference: `https://crm.example/${JANE}` }],
  ['not-open', { connectionId: 'alpha' }],
  ['not-open', { connectionId: 'gamma' }],
])('is refused (%s) with %j', async (code, marking) => {
  const { world, erasureId, became } = await leftOver(SAYS.refused);
  const before = await became();
  await expect(marks(world, erasureId, marking)).rejects.toMatchObject({ code });
  expect(await became()).toEqual(before);
  expect(await world.happened(erasureId, 'by-hand')).toEqual([]);
});

it.each<[string, (world: World, erasureId: string) => Promise<unknown>]>([
  ['a later call', (world) => world.passes(HOUR)],
  ['a sweep', (world) => world.sweeps()],
  ['a retry', (world, erasureId) => retry(world.as('agent'), erasureId, AGENT).catch(() => undefined)],
])('is final: %s asks nobody', async (_, work) => {
  const { world, erasureId, became } = await leftOver(SAYS.down);
  await marks(world, erasureId);
  const asked = world.called.length;
  await work(world, erasureId);
  await world.deliver();
  expect([await became(), world.called.length]).toEqual([
    { status: 'completed', alpha: 'done deleted', beta: 'done by-hand' },
    asked,
  ]);
});

it.each<[string, number]>([
  ['deletes', SAYS.deleted],
  ['refuses', SAYS.refused],
  ['refuses the key', SAYS.badKey],
  ['is down', SAYS.down],
])('is final for a call that is on its way: the provider %s, which stands in the history', async (_, says) => {
  const { world, issue, erasureId, became } = await begun({ vendors: { alpha: [SAYS.deleted], beta: [] } });
  world.answers('beta', async () => {
    await marks(world, erasureId, { said: 'kept', reason: 'Tax law.' });
    return says;
  });
  await world.deliver();
  for (let hours = 0; hours < 3; hours += 1) {
    await world.passes(HOUR);
    await world.sweeps();
  }
  expect(await became()).toEqual({ status: 'completed', alpha: 'done deleted', beta: 'done kept' });
  expect(world.called.filter((call) => call.startsWith('beta'))).toHaveLength(1);
  expect(await world.happened(erasureId, 'called')).toHaveLength(2);
  expect(world.property(issue)?.steps[1]).toMatchObject({ status: 'done', outcome: 'kept' });
});

it('is not for what nobody was called for yet, nor for what was called off', async () => {
  const waiting = await begun({ policy: { graceHours: 1 } });
  await expect(marks(waiting.world, waiting.erasureId)).rejects.toMatchObject({ code: 'not-open' });
  expect(await shown(waiting.world, waiting.issue)).toMatchObject({ mayBeMarked: false });
});

describe('where the rules ask for a second person', () => {
  const confirms = (world: World, who: 'agent' | 'second-agent' | 'user', erasureId: string) =>
    confirmByHand(world.as(who), erasureId, accountOf(who) ?? '', 'beta');

  /** Jane's erasure, approved, which beta refuses; and what the agent says of it. */
  async function held() {
    const world = await portsInMemory({
      vendors: { alpha: [SAYS.deleted], beta: [SAYS.refused] },
      policy: { approval: 'always' },
    });
    const issue = world.asks(JANE);
    const { erasureId } = await request(world.as('agent'), byAgent(issue, JANE));
    await approve(world.as('second-agent'), erasureId, SECOND);
    await world.deliver();
    await marks(world, erasureId);
    return { world, issue, erasureId, became: () => world.became(erasureId) };
  }
  const AS_IT_WAS = { status: 'partial', alpha: 'done deleted', beta: 'blocked rejected' };

  it('nothing changes before another confirms it, who is named', async () => {
    const { world, issue, erasureId, became } = await held();
    expect(await became()).toEqual(AS_IT_WAS);
    expect(await shown(world, issue)).toMatchObject({ status: 'blocked', statement: { isHeld: true, account: AGENT } });
    await confirms(world, 'second-agent', erasureId);
    await world.deliver();
    expect(await became()).toMatchObject({ status: 'completed', beta: 'done by-hand' });
    expect(await world.happened(erasureId, 'by-hand')).toMatchObject([{ account: AGENT, isHeld: true }]);
    expect(await world.happened(erasureId, 'by-hand-confirmed')).toMatchObject([{ account: SECOND }]);
    expect(await shown(world, issue)).toMatchObject({
      statement: { account: AGENT, confirmedBy: SECOND, isHeld: false },
    });
  });

  it.each([
    ['who said it', 'agent', 'same-person'],
    ['who may not approve', 'user', 'not-permitted'],
  ] as const)('it is not confirmed by %s', async (_, who, code) => {
    const { world, erasureId, became } = await held();
    await expect(confirms(world, who, erasureId)).rejects.toMatchObject({ code });
    expect(await became()).toEqual(AS_IT_WAS);
  });

  it('it can be taken back, and then nobody confirms it', async () => {
    const { world, issue, erasureId, became } = await held();
    await withdrawByHand(world.as('agent'), erasureId, AGENT, 'beta');
    await expect(confirms(world, 'second-agent', erasureId)).rejects.toMatchObject({ code: 'not-open' });
    expect([await became(), (await shown(world, issue))?.statement]).toEqual([AS_IT_WAS, null]);
    expect(await world.happened(erasureId, 'by-hand-withdrawn')).toMatchObject([{ account: AGENT }]);
  });

  it('a provider that says so first leaves nothing to confirm', async () => {
    const { world, erasureId, became } = await held();
    world.answers('beta', SAYS.deleted);
    await retry(world.as('agent'), erasureId, AGENT);
    await world.passes(MINUTE);
    expect(await became()).toMatchObject({ status: 'completed', beta: 'done deleted' });
    await expect(confirms(world, 'second-agent', erasureId)).rejects.toMatchObject({ code: 'not-open' });
  });

  it('a protected person is one where they do', async () => {
    const world = await portsInMemory({ vendors: { alpha: [SAYS.refused] } });
    const issue = world.asks('boss@ourcompany.example');
    const { erasureId } = await request(world.as('agent'), byAgent(issue, 'boss@ourcompany.example'));
    await approve(world.as('second-agent'), erasureId, SECOND);
    await world.deliver();
    await marks(world, erasureId, { connectionId: 'alpha' });
    expect(await world.became(erasureId)).toEqual({ status: 'blocked', alpha: 'blocked rejected' });
  });
});

describe('at an issue that is gone', () => {
  /** Handed over at beta, and then somebody deleted the issue. */
  async function gone(policy: object = {}) {
    const made = await begun({ policy, vendors: { alpha: [SAYS.deleted], beta: [SAYS.accepted] } });
    if (Object.keys(policy).length > 0) await approve(made.world.as('second-agent'), made.erasureId, SECOND);
    await made.world.deliver();
    made.world.vanishes(made.issue);
    await made.world.passes(5 * MINUTE);
    await made.world.sweeps();
    expect(await made.became()).toMatchObject({ status: 'handed-over' });
    return made;
  }
  const mayDecideAs = async ({ world, erasureId }: Awaited<ReturnType<typeof gone>>, who: string) => {
    const erasure = await world.ports.erasureStore.erasure(erasureId);
    return erasure === null ? null : mayDecide(world.as(who), erasure);
  };

  it('Jira admins decide, and nobody else', async () => {
    const made = await gone();
    expect(await mayDecideAs(made, 'agent')).toBe(false);
    expect(await mayDecideAs(made, 'project-admin')).toBe(false);
    expect(await mayDecideAs(made, 'admin')).toBe(true);
    await marks(made.world, made.erasureId, { who: 'admin' });
    await made.world.deliver();
    expect(await made.became()).toMatchObject({ status: 'completed', beta: 'done by-hand' });
    expect(await made.world.keeps(made.erasureId)).toBe(false);
  });

  it('a second admin confirms where the rules ask for one', async () => {
    const { world, erasureId, became } = await gone({ approval: 'always' });
    await marks(world, erasureId, { who: 'admin' });
    const confirms = (who: string) => confirmByHand(world.as(who), erasureId, accountOf(who) ?? '', 'beta');
    await expect(confirms('second-agent')).rejects.toMatchObject({ code: 'not-permitted' });
    await expect(confirms('admin')).rejects.toMatchObject({ code: 'same-person' });
    await confirms('second-admin');
    await world.deliver();
    expect(await became()).toMatchObject({ status: 'completed', beta: 'done by-hand' });
  });
});
