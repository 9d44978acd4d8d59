/**
 * What whoever made a request is shown of it on the portal: how far it is, and never whether anybody was found anywhere.
 */
import { decide } from '../../../src/app/decide/decide';
import { waive } from '../../../src/app/decide/waive';
import { viewForRequester } from '../../../src/app/query/requester';
import { request } from '../../../src/app/request/request';
import {
  adminOver,
  AGENT,
  begun,
  byAgent,
  connection,
  type Given,
  HOUR,
  JANE,
  MINUTE,
  portsInMemory,
  SAYS,
} from '../../support/ports-in-memory';

const BY_NAME: Given = { status: { portal: 'systems' } };
const NAMED = 'Newsletter of the shop';
const named = { ...connection('alpha'), label: NAMED };

/** A request at a provider that answers so. */
async function shownAfter(says: number, given: Given = BY_NAME) {
  const { world, issue } = await begun({ vendors: { alpha: [says] }, connections: [named], ...given });
  await world.deliver();
  return viewForRequester(world.ports, issue.id);
}

it('is the same whether the person was deleted, was not there, or the request was taken on', async () => {
  const [deleted, absent, accepted] = [
    await shownAfter(SAYS.deleted),
    await shownAfter(SAYS.absent),
    await shownAfter(SAYS.accepted),
  ];
  expect(deleted?.progress).toBe('answered');
  expect(deleted?.endedAt).not.toBeNull();
  expect(absent).toEqual(deleted);
  expect(accepted).toEqual(deleted);
});

it('never says of itself that somebody is deleted, and never who, or why', async () => {
  for (const says of [SAYS.deleted, SAYS.refused, SAYS.badKey, SAYS.down]) {
    const text = JSON.stringify(await shownAfter(says));
    expect(text).not.toMatch(/jane|@|key|refus|approv|block|protect|completed|agent/i);
  }
});

it('names no system unless an admin wants it', async () => {
  expect((await shownAfter(SAYS.deleted))?.systems).toEqual([
    { label: NAMED, progress: 'answered', words: 'Answered' },
  ]);
  const shown = await shownAfter(SAYS.deleted, {});
  expect(shown?.systems).toEqual([]);
  expect(JSON.stringify(shown)).not.toContain(NAMED);
  expect(await shownAfter(SAYS.deleted, { status: { portal: 'nothing' } })).toBeNull();
});

it('says that nothing was begun where nothing was', async () => {
  const world = await portsInMemory();
  const issue = world.asks(JANE);
  expect(await viewForRequester(world.ports, issue.id)).toMatchObject({
    ...{ progress: 'not-begun', begunAt: null, endedAt: null, systems: [] },
  });
});

it('waits for a person where one has to approve, and ends where they reject', async () => {
  const { world, issue, erasureId } = await begun({
    ...{ ...BY_NAME, vendors: {}, connections: [named], policy: { approval: 'always' } },
  });
  expect(await viewForRequester(world.ports, issue.id)).toMatchObject({
    ...{ progress: 'with-a-person', endedAt: null, systems: [{ label: NAMED, progress: 'with-a-person' }] },
  });
  await decide(world.as('second-agent'), { erasureId, decision: 'reject', reason: 'Nobody asked.' }, 'x');
  expect(await viewForRequester(world.ports, issue.id)).toMatchObject({
    ...{ progress: 'ended', systems: [{ progress: 'ended' }] },
  });
});

it.each([
  ['is blocked everywhere', SAYS.refused, SAYS.refused, 'with-a-person', 'with-a-person'],
  ['is blocked at one', SAYS.deleted, SAYS.refused, 'partly', 'answered'],
  ['waits at one', SAYS.deleted, SAYS.down, 'going-on', 'answered'],
])('has not ended where it %s', async (_, alpha, beta, progress, first) => {
  const { world, issue } = await begun({ ...BY_NAME, vendors: { alpha: [alpha], beta: [beta] } });
  await world.deliver();
  expect(await viewForRequester(world.ports, issue.id)).toMatchObject({
    ...{ progress, endedAt: null },
    systems: [{ label: 'alpha', progress: first }, { label: 'beta' }],
  });
});

it('goes on as long as a provider still finds whom it said it deleted', async () => {
  const records = (...ids: number[]) => ({
    status: 200,
    body: { results: ids.map((id) => ({ id, email: JANE })) },
  });
  const searching = connection('alpha', {
    settings: {
      ...{ url: 'https://alpha.example/people/{{id}}', findUrl: 'https://alpha.example/found?email={{email}}' },
      ...{ findRecords: '/results', findId: '/id', findEmail: '/email', findSeesEverybody: true },
    },
  });
  const vendors = { alpha: [records(1), SAYS.deleted] };
  const { world, issue } = await begun({ ...BY_NAME, vendors, connections: [searching] });
  await world.deliver();
  expect(await viewForRequester(world.ports, issue.id)).toMatchObject({ progress: 'answered' });
  world.answers('alpha', records(1));
  await world.passes(10 * MINUTE);
  await world.sweeps();
  expect(await viewForRequester(world.ports, issue.id)).toMatchObject({
    ...{ progress: 'going-on', endedAt: null, systems: [{ progress: 'going-on' }] },
  });
});

it('of several people has ended only once everybody is done with, and says that somebody was left out', async () => {
  const [anna, bert] = ['anna@example.com', 'bert@example.com'];
  const world = await portsInMemory({ ...BY_NAME, vendors: { alpha: [] } });
  world.alwaysAnswers('alpha', SAYS.deleted);
  const issue = world.asks(`${anna}, ${bert}`);
  const agent = world.as('agent');
  await request(agent, byAgent(issue, anna, { chosenAmong: [anna, bert] }));
  await world.deliver();
  expect(await viewForRequester(world.ports, issue.id)).toMatchObject({ progress: 'partly', endedAt: null });
  const personId = await world.ports.addresses.personId(bert as never);
  await waive(agent, { issueId: issue.id, personId, accountId: AGENT, reason: 'Not a customer of ours.' });
  await world.deliver();
  expect(await viewForRequester(world.ports, issue.id)).toMatchObject({ progress: 'ended' });
});

it('shows a connection by the name that it has, and keeps to what an admin says by now', async () => {
  const { world, issue } = await begun({ ...BY_NAME, vendors: { alpha: [SAYS.deleted] } });
  await world.deliver();
  await world.passes(HOUR);
  await adminOver(world.as('admin')).save({ ...connection('alpha'), label: 'Forum' });
  expect((await viewForRequester(world.ports, issue.id))?.systems).toMatchObject([{ label: 'Forum' }]);
  const { extraction, policy, status, events } = await world.ports.settings.read();
  await adminOver(world.as('admin')).rules({ extraction, policy, status: { ...status, portal: 'status' }, events });
  expect((await viewForRequester(world.ports, issue.id))?.systems).toEqual([]);
});
