/**
 * How an erasure ends besides the usual way: after a grace period, with a label and a transition, after asking again.
 */
import { settings } from '../support/settings';
import { EMAIL_FIELD } from '../support/site';
import { worldOf } from '../support/world';

const world = worldOf();

const [centercode] = settings().connections as [{ settings: object }];
describe('a grace period', () => {
  const GRACE = { policy: { graceHours: 1 } };

  it('calls nobody before its end, and then everybody', async () => {
    await world.configure(GRACE);
    const key = await world.site.issueFor('later@example.com');
    expect(await world.site.trigger({ issueKey: key })).toMatchObject({ status: 202, body: { status: 'scheduled' } });
    expect(world.providers.received).toEqual([]);
    expect(await world.site.property(key)).toMatchObject({ status: 'scheduled', waiting: 3 });
    await world.site.settled(key);
  });

  it('ends in nothing where the issue names somebody else by then', async () => {
    await world.configure(GRACE);
    const key = await world.site.issueFor('typo@example.com');
    await world.site.trigger({ issueKey: key });
    await world.site.rest('PUT', `/issue/${key}`, { fields: { [EMAIL_FIELD]: 'corrected@example.com' } });
    await world.site.settled(key, 'cancelled');
    expect(world.providers.received).toEqual([]);
  });

  it('waits for a second person where somebody became protected meanwhile', async () => {
    await world.configure(GRACE);
    const key = await world.site.issueFor('leader@example.com');
    await world.site.agent('agent', key, 'start', { expected: 'leader@example.com', confirmed: true });
    const { extraction, policy, status } = settings({
      policy: { ...GRACE.policy, protectedAddresses: ['leader@example.com'] },
    });
    expect(await world.site.admin('saveRules', { rules: { extraction, policy, status } })).toMatchObject({ ok: true });
    const { erasureId } = await world.site.settled(key, 'awaiting-approval');
    expect(world.providers.received).toEqual([]);
    expect(await world.site.agent('second-agent', key, 'decide', { erasureId, decision: 'approve' })).toMatchObject({
      ok: true,
    });
    await world.site.settled(key);
  });

  it('is a time to cancel in', async () => {
    await world.configure({ policy: { graceHours: 1 } });
    const key = await world.site.issueFor('cancel@example.com');
    const { body } = await world.site.trigger({ issueKey: key });
    expect(
      await world.site.agent('agent', key, 'decide', { erasureId: body.erasureId, decision: 'cancel' }),
    ).toMatchObject({
      ok: true,
    });
    expect(await world.site.settled(key, 'cancelled')).toMatchObject({ waiting: 0 });
    expect(world.providers.received).toEqual([]);
    await world.site.until('the comment', async () => (await world.site.comments(key)).length === 1);
  });
});

it('labels and moves the issue at the end where the settings say so, and tells publicly', async () => {
  await world.configure({ status: { comment: 'public', label: 'erased', transition: 'Done' } });
  const key = await world.site.issueFor('labelled@example.com');
  await world.site.trigger({ issueKey: key });
  await world.site.settled(key);
  const { body } = await world.site.until('the transition', async () => {
    const reply = await world.site.rest<{ fields: { status: { name: string }; labels: string[] } }>(
      'GET',
      `/issue/${key}?fields=status,labels`,
    );
    return reply.body.fields.status.name === 'Done' && reply;
  });
  expect(body.fields.labels).toEqual(['erased']);
  expect((await world.site.comments(key))[0]?.jsdPublic).toBe(true);
});

it('leaves no comment where none is wanted', async () => {
  await world.configure({ status: { comment: 'none' } });
  const key = await world.site.issueFor('silent@example.com');
  await world.site.trigger({ issueKey: key });
  await world.site.settled(key);
  await world.site.letPass(3_600_000);
  expect(await world.site.comments(key)).toEqual([]);
});

it('asks Centercode afterwards whether the person is gone, where a look-up is configured', async () => {
  const lookupUrl = 'https://example.centercode.com/api/v1/recordLookups/who?find=VALUE&apiKey=k';
  const look = { lookupUrl, lookupUnknown: 'empty' };
  await world.configure({ connections: [{ ...centercode, settings: { ...centercode.settings, ...look } }] });
  let isThere = true;
  world.providers.reset(({ method }) => {
    if (method === 'GET') return { status: 200, body: isThere ? [{ email: 'gone@example.com' }] : [] };
    isThere = false;
    return { status: 200, body: {} };
  });
  const key = await world.site.issueFor('gone@example.com');
  await world.site.trigger({ issueKey: key });
  // The end does not wait for the look-up; what it shows is told later.
  expect(await world.site.settled(key, 'handed-over')).toHaveProperty('addressKeptUntil');
  expect(await world.site.settled(key, 'completed')).toMatchObject({
    done: 1,
    handedOver: 0,
    steps: [{ outcome: 'absent', verifiedAt: expect.any(String) as string }],
  });
  // The first look shows that the look-up works; the second that nobody is there any more.
  expect(world.providers.received.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET']);
});
