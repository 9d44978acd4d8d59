/**
 * Who may decide: never who asked, and whom the project's permissions let.
 */
import type { OutputOf } from '../../src/contract/call';
import type { ERASURES_CALLS } from '../../src/contract/erasures-calls';
import { settings } from '../support/settings';
import { worldOf } from '../support/world';

type List = OutputOf<(typeof ERASURES_CALLS)['list']>;

const world = worldOf({ policy: { approval: 'always', approvers: 'project-admins' } });

async function waiting(address: string) {
  const key = await world.site.issueFor(address);
  await world.site.agent('agent', key, 'start', { expected: address, confirmed: true });
  const { erasureId } = await world.site.settled(key, 'awaiting-approval');
  return { key, erasureId };
}
const decide = (user: string, erasureId: string, decision: string, reason?: string) =>
  world.site.erasures(user, 'decide', { erasureId, decision, reason });

it('lets only project admins approve and reject where the rules say so', async () => {
  const { site, providers } = world;
  const { key, erasureId } = await waiting('approve@example.com');
  for (const decision of ['approve', 'reject'])
    expect(await site.agent('second-agent', key, 'decide', { erasureId, decision })).toMatchObject({
      ok: false,
      error: { code: 'not-permitted' },
    });
  expect(await site.agent('second-agent', key, 'status')).toMatchObject({ value: { mayAct: true, mayApprove: false } });
  expect(await site.agent('admin', key, 'status')).toMatchObject({ value: { mayApprove: true } });
  expect(providers.received).toEqual([]);
  expect(await site.agent('admin', key, 'decide', { erasureId, decision: 'approve' })).toMatchObject({ ok: true });
  await site.settled(key);
});

it('is decided on the erasures page, too, by who may edit the issue', async () => {
  const { site, providers } = world;
  const { connections: _, ...rules } = settings({ policy: { approval: 'always' } });
  await site.admin('saveRules', { rules });
  const { key, erasureId } = await waiting('page@example.com');
  const mayAct = async (user: string) => {
    const answer = await site.erasures<List>(user, 'list', { filter: {}, cursor: null });
    return answer.ok ? answer.value.erasures.find(({ id }) => id === erasureId)?.mayAct : null;
  };
  // The list comes from the index, which lags behind.
  await site.until('the list', () => mayAct('second-agent'));
  expect([await mayAct('user'), await mayAct('other-agent')]).toEqual([false, undefined]);
  expect(await decide('agent', erasureId, 'approve')).toMatchObject({ error: { code: 'same-person' } });
  expect(await decide('user', erasureId, 'approve')).toMatchObject({ error: { code: 'not-permitted' } });
  expect(await decide('other-agent', erasureId, 'cancel')).toMatchObject({ error: { code: 'not-permitted' } });
  expect(await decide('agent', 'no-such-erasure', 'approve')).toMatchObject({ error: { code: 'not-permitted' } });
  expect(providers.received).toEqual([]);
  expect(await decide('second-agent', erasureId, 'reject')).toMatchObject({ error: { code: 'reason-missing' } });
  expect(await decide('second-agent', erasureId, 'reject', 'ask page@example.com')).toMatchObject({
    error: { code: 'address-in-reason' },
  });
  expect(await decide('second-agent', erasureId, 'reject', 'Not the customer.')).toMatchObject({ ok: true });
  expect(await site.settled(key, 'rejected')).toMatchObject({ waiting: 0 });
  expect(providers.received).toEqual([]);
});

it('makes no transition and adds no label for what was not completed', async () => {
  const { site } = world;
  const { connections: _, ...rules } = settings({
    policy: { approval: 'always' },
    status: { transition: 'Done', label: 'erased' },
  });
  await site.admin('saveRules', { rules });
  const rejected = await waiting('rejected@example.com');
  await decide('second-agent', rejected.erasureId, 'reject', 'No.');
  await site.settled(rejected.key, 'rejected');
  const approved = await waiting('completed@example.com');
  await decide('second-agent', approved.erasureId, 'approve');
  await site.settled(approved.key);
  const open = async (key: string) =>
    (await site.find(`key = ${key} AND status = Open AND labels IS EMPTY`)).length === 1;
  expect(await open(rejected.key)).toBe(true);
  expect(await site.find(`key = ${approved.key} AND status = Done AND labels = erased`)).toEqual([approved.key]);
});
