/**
 * How an erasure ends besides the usual way: after a grace period, with a label and a transition, after asking again.
 */
import { ProvidersServer } from '../support/providers-server';
import { settings, settingsFile } from '../support/settings';
import { EMAIL_FIELD, LocalSite, until } from '../support/site';

let providers: ProvidersServer;
let site: LocalSite;

beforeAll(async () => {
  providers = await ProvidersServer.start();
});
afterAll(() => providers.stop());
beforeEach(() => providers.reset());
afterEach(() => site.stop());

const [centercode] = settings().connections as [{ settings: object }];
const start = (more: Parameters<typeof settings>[0], ...options: string[]) =>
  LocalSite.start('--settings', settingsFile(settings(more)), ...providers.routes(), ...options);

describe('a grace period', () => {
  // 0.001 hours; the schedule that ends it runs every second here instead of every five minutes.
  const GRACE = { policy: { graceHours: 0.001 } };

  it('calls nobody before its end, and then everybody', async () => {
    site = await start(GRACE, '--schedule-speed', '300');
    const key = await site.issueFor('later@example.com');
    expect(await site.trigger({ issueKey: key })).toMatchObject({ status: 202, body: { status: 'scheduled' } });
    expect(providers.received).toEqual([]);
    expect(await site.property(key)).toMatchObject({ status: 'scheduled', waiting: 3 });
    await site.settled(key, 'completed', 40_000);
  });

  it('ends in nothing where the issue names somebody else by then', async () => {
    site = await start(GRACE, '--schedule-speed', '300');
    const key = await site.issueFor('typo@example.com');
    await site.trigger({ issueKey: key });
    await site.rest('PUT', `/issue/${key}`, { fields: { [EMAIL_FIELD]: 'corrected@example.com' } });
    await site.settled(key, 'cancelled', 40_000);
    expect(providers.received).toEqual([]);
  });

  it('waits for a second person where somebody became protected meanwhile', async () => {
    site = await start(GRACE, '--schedule-speed', '300');
    const key = await site.issueFor('leader@example.com');
    await site.agent('agent', key, 'start', { expected: 'leader@example.com', confirmed: true });
    const { extraction, policy, status } = settings({
      policy: { ...GRACE.policy, protectedAddresses: ['leader@example.com'] },
    });
    expect(await site.admin('saveRules', { rules: { extraction, policy, status } })).toMatchObject({ ok: true });
    const { erasureId } = await site.settled(key, 'awaiting-approval', 40_000);
    expect(providers.received).toEqual([]);
    expect(await site.agent('second-agent', key, 'decide', { erasureId, decision: 'approve' })).toMatchObject({
      ok: true,
    });
    await site.settled(key);
  });

  it('is a time to cancel in', async () => {
    site = await start({ policy: { graceHours: 1 } });
    const key = await site.issueFor('cancel@example.com');
    const { body } = await site.trigger({ issueKey: key });
    expect(await site.agent('agent', key, 'decide', { erasureId: body.erasureId, decision: 'cancel' })).toMatchObject({
      ok: true,
    });
    expect(await site.settled(key, 'cancelled')).toMatchObject({ waiting: 0 });
    expect(providers.received).toEqual([]);
    await until('the comment', async () => (await site.comments(key)).length === 1);
  });
});

it('labels and moves the issue at the end where the settings say so, and tells publicly', async () => {
  site = await start({ status: { comment: 'public', label: 'erased', transition: 'Done' } });
  const key = await site.issueFor('labelled@example.com');
  await site.trigger({ issueKey: key });
  await site.settled(key);
  const { body } = await until('the transition', async () => {
    const reply = await site.rest<{ fields: { status: { name: string }; labels: string[] } }>(
      'GET',
      `/issue/${key}?fields=status,labels`,
    );
    return reply.body.fields.status.name === 'Done' && reply;
  });
  expect(body.fields.labels).toEqual(['erased']);
  expect((await site.comments(key))[0]?.jsdPublic).toBe(true);
});

it('leaves no comment where none is wanted', async () => {
  site = await start({ status: { comment: 'none' } });
  const key = await site.issueFor('silent@example.com');
  await site.trigger({ issueKey: key });
  await site.settled(key);
  await new Promise((wait) => setTimeout(wait, 500));
  expect(await site.comments(key)).toEqual([]);
});

it('asks Centercode afterwards whether the person is gone, where a look-up is configured', async () => {
  const lookupUrl = 'https://example.centercode.com/api/v1/recordLookups/who?find=VALUE&apiKey=k';
  site = await start({ connections: [{ ...centercode, settings: { ...centercode.settings, lookupUrl } }] });
  providers.reset(({ method }) => (method === 'GET' ? { status: 200, body: [] } : { status: 200, body: {} }));
  const key = await site.issueFor('gone@example.com');
  await site.trigger({ issueKey: key });
  const handedOver = await until('the macro to be taken', async () => {
    const property = await site.property(key);
    return property?.handedOver === 1 && property;
  });
  expect(handedOver.status).toBe('running');
  expect(await site.settled(key, 'completed', 40_000)).toMatchObject({
    done: 1,
    handedOver: 0,
    steps: [{ outcome: 'absent' }],
  });
  expect(providers.received.map(({ method }) => method)).toEqual(['POST', 'GET']);
});
