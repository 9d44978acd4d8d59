/**
 * The generic HTTP provider from end to end: an admin sets it up, allows its host, and people are gone there.
 */
import type { ConnectionView } from '../../src/contract/admin-calls';
import { KEYS } from '../../dev/platform/vendors/accounts';
import { worldOf } from '../support/world';
import { EMAIL_FIELD } from '../support/site';

const world = worldOf({ connections: [] });
const connection = {
  id: 'forum',
  provider: 'http',
  label: 'Forum',
  settings: {
    url: 'https://forum.example.com/v1/members/{{email}}',
    auth: 'bearer',
    authSecret: KEYS.forum,
    deleted: '204',
    absent: '404',
    absentBody: '/error = unknown member',
  },
};
const stepOf = async (key: string, status: string) => (await world.site.settled(key, status)).steps[0];

it('calls nobody before an admin allowed the host, and then as it was set up', async () => {
  const { site } = world;
  expect(await site.admin('saveConnection', { connection })).toMatchObject({ ok: true });
  const overview = await site.admin<{ connections: ConnectionView[] }>('overview');
  expect(overview).toMatchObject({
    value: { connections: [{ id: 'forum', hosts: ['forum.example.com'], secrets: { authSecret: { set: true } } }] },
  });
  expect(JSON.stringify(overview)).not.toContain(KEYS.forum);

  const jane = await site.issue({ [EMAIL_FIELD]: 'jane.doe@example.com' });
  await site.trigger({ issueKey: jane });
  expect(await stepOf(jane, 'blocked')).toMatchObject({ status: 'blocked', outcome: 'refused' });
  // The connection itself is not locked: its key was never shown to anybody.
  expect(await site.admin('overview')).toMatchObject({ value: { connections: [{ isKeyRefused: false }] } });
  expect(await site.agent('agent', jane, 'status')).toMatchObject({
    value: {
      erasures: [{ steps: [{ sentence: expect.stringContaining('A Jira admin has to allow this host') as string }] }],
    },
  });

  expect(await site.allowHost('connection-forum', 'https://forum.example.com', 'agent')).toBe(403);
  expect(await site.allowHost('connection-forum', 'https://forum.example.com')).toBe(200);
  const { erasureId } = await site.settled(jane, 'blocked');
  await site.agent('agent', jane, 'decide', { erasureId, decision: 'retry' });
  expect(await stepOf(jane, 'completed')).toMatchObject({ status: 'done', outcome: 'deleted' });

  const again = await site.issue({ [EMAIL_FIELD]: 'jane.doe@example.com' });
  await site.trigger({ issueKey: again });
  expect(await stepOf(again, 'completed')).toMatchObject({ status: 'done', outcome: 'absent' });
});

it('is set up wrongly in words', async () => {
  const bad = { ...connection, settings: { ...connection.settings, url: 'https://forum.example.com/v1/members/' } };
  expect(await world.site.admin('saveConnection', { connection: bad })).toMatchObject({
    ok: false,
    error: { code: 'bad-settings', message: expect.stringContaining('tells one person from another') as string },
  });
});
