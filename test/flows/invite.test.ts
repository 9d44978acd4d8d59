import { ProvidersServer } from '../support/providers-server';
import { settings } from '../support/settings';
import { settingsFile } from '../support/settings-file';
import { LocalSite } from '../support/site';
import type { Receipt } from '../../src/core/evidence/receipt';

let providers: ProvidersServer;
let site: LocalSite;

beforeAll(async () => {
  providers = await ProvidersServer.start();
  site = await LocalSite.start('--settings', settingsFile(settings()), ...providers.routes());
});
afterAll(async () => {
  await site.stop();
  await providers.stop();
});
beforeEach(() => providers.reset());

const connectionId = 'external-users';
const invite = (key: string, expected: string, reason: string | null = null, user = 'agent') =>
  site.agent<{ words: string }>(user, key, 'invite', { connectionId, expected, reason });
const invitations = () => providers.to('example.centercode.com').filter(({ path }) => path.startsWith('/api/v1/x'));

it('shows who will be invited, and invites them once', async () => {
  const key = await site.issueFor('new@example.com');
  const status = await site.agent<{ inviters: unknown[] }>('agent', key, 'status');
  expect(status).toMatchObject({ ok: true, value: { inviters: [{ connectionId, label: 'Invitations' }] } });
  expect(await site.agent('agent', key, 'previewInvitation', { connectionId })).toMatchObject({
    ok: true,
    value: { address: 'new@example.com', erasedAt: null },
  });
  expect(await invite(key, 'new@example.com')).toMatchObject({
    ok: true,
    value: { words: expect.stringContaining('The invitation was taken.') as string },
  });
  expect(invitations().map(({ path }) => path)).toEqual(['/api/v1/x?email=new%40example.com']);
  expect(await invite(key, 'new@example.com')).toMatchObject({ ok: false, error: { code: 'invited-before' } });
  expect(invitations()).toHaveLength(1);
});

it('is not sent again where nobody knows whether it was taken', async () => {
  providers.reset(() => ({ status: 503 }));
  const key = await site.issueFor('unknown@example.com');
  expect(await invite(key, 'unknown@example.com')).toMatchObject({
    ok: true,
    value: { words: expect.stringContaining('may have been taken') as string },
  });
  providers.reset();
  expect(await invite(key, 'unknown@example.com')).toMatchObject({ ok: false, error: { code: 'invited-before' } });
  expect(invitations()).toEqual([]);
});

it('may be tried again where the provider surely did not take it', async () => {
  providers.reset(() => ({ status: 401 }));
  const key = await site.issueFor('later@example.com');
  expect(await invite(key, 'later@example.com')).toMatchObject({
    value: { words: expect.stringContaining('refuses this connection’s key') as string },
  });
  providers.reset();
  expect(await invite(key, 'later@example.com')).toMatchObject({
    value: { words: expect.stringContaining('The invitation was taken.') as string },
  });
});

it('invites somebody who was erased only with a reason, which goes into the evidence', async () => {
  const key = await site.issueFor('erased@example.com');
  const { body } = await site.trigger({ issueKey: key });
  await site.settled(key);
  providers.reset();
  const back = await site.issueFor('Erased@example.com');
  expect(await invite(back, 'erased@example.com')).toMatchObject({ ok: false, error: { code: 'erased-before' } });
  expect(await invite(back, 'erased@example.com', 'she wrote to erased@example.com')).toMatchObject({
    ok: false,
    error: { code: 'address-in-reason' },
  });
  expect(invitations()).toEqual([]);
  expect(await invite(back, 'erased@example.com', 'She asked to come back.')).toMatchObject({ ok: true });
  expect(invitations()).toHaveLength(1);
  const receipt = await site.until('the evidence', async () => {
    const answer = await site.agent<{ receipt: Receipt }>('agent', key, 'receipt', { erasureId: body.erasureId });
    return answer.ok && answer.value.receipt.events.some(({ kind }) => kind === 'invited') && answer.value.receipt;
  });
  expect(receipt.events.find(({ kind }) => kind === 'invited')).toMatchObject({ reason: 'She asked to come back.' });
  expect(await site.property(key)).toMatchObject({ status: 'handed-over' });
});

it('is for those who may edit the issue, and for the address that they saw', async () => {
  const key = await site.issueFor('seen@example.com');
  expect(await invite(key, 'seen@example.com', null, 'user')).toMatchObject({
    ok: false,
    error: { code: 'not-permitted' },
  });
  expect(await invite(key, 'other@example.com')).toMatchObject({ ok: false, error: { code: 'mismatch' } });
  expect(
    await site.agent('agent', key, 'invite', { connectionId: 'quickhelp', expected: 'seen@example.com', reason: null }),
  ).toMatchObject({ ok: false, error: { code: 'unknown-connection' } });
  expect(invitations()).toEqual([]);
});
