/**
 * Before the app is uninstalled: nothing that is left opens a provider or the web trigger, or names anybody.
 */
import { beforeUninstall } from '../../../src/app/sweep/before-uninstall';
import { viewAdminLog } from '../../../src/app/settings/admin-log';
import { rotateSecret } from '../../../src/app/settings/trigger-secret';
import { request } from '../../../src/app/request/request';
import { spellingsOf } from '../../support/spellings';
import { ADMIN, begun, byTrigger, JANE, KEY, MINUTE, SAYS, TAKEN } from '../../support/ports-in-memory';

const secrets = (world: { rows: { keysOf: (kind: string, entity: string) => string[] } }) =>
  world.rows.keysOf('secret', '').filter((key) => !key.startsWith('key.'));

it('forgets the keys of every connection, the web trigger’s secrets and every address that is left', async () => {
  const { world, erasureId, became } = await begun({ vendors: { alpha: [], beta: [] } });
  await rotateSecret(world.ports, () => 'a-new-secret', ADMIN);
  await request(world.ports, byTrigger(world.asks('omar@example.com')));
  expect(secrets(world).filter((key) => key.startsWith('address.'))).toHaveLength(2);
  expect(world.connectionsWithKeys()).toEqual(['alpha', 'beta']);
  await beforeUninstall(world.ports, world.now + MINUTE);
  expect(secrets(world)).toEqual(['trigger']);
  expect(await world.ports.triggerSecrets.read()).toEqual([]);
  const kept = world.rows.asText().filter((row) => !row.startsWith('secret '));
  for (const word of [...spellingsOf(JANE), KEY]) expect(kept.filter((row) => row.includes(word))).toEqual([]);
  // Nothing is called any more, and nothing is said of anybody.
  await world.deliver();
  await world.sweeps();
  expect([world.called, (await became())['status'], await world.keeps(erasureId)]).toEqual([[], 'running', false]);
  expect(await world.ports.settings.isPaused()).toBe(true);
  world.now += MINUTE;
  const { events } = await viewAdminLog(world.ports, null);
  expect(events).toContainEqual(expect.objectContaining({ action: 'uninstalled', account: null }));
});

it('leaves evidence of what was erased as it is', async () => {
  const { world, became } = await begun({ vendors: { alpha: [SAYS.deleted], beta: [SAYS.deleted] } });
  await world.deliver();
  const keys = await world.ports.notary.publicKeys();
  await beforeUninstall(world.ports, world.now + MINUTE);
  expect(await became()).toMatchObject({ status: TAKEN });
  expect(await world.ports.notary.publicKeys()).toEqual(keys);
});

it('forgets keys first, and stops when its time is up', async () => {
  const { world } = await begun({ vendors: { alpha: [], beta: [] } });
  await beforeUninstall(world.ports, world.now - 1);
  expect(world.connectionsWithKeys()).toEqual([]);
  expect(secrets(world).filter((key) => key.startsWith('address.'))).toHaveLength(1);
  expect(world.logged.at(-1)).toContain('"left":1');
});

it('goes on where one thing cannot be forgotten', async () => {
  const { world } = await begun({ vendors: { alpha: [], beta: [] } });
  world.storageFails = ({ path, body }) => path.endsWith('/secret/delete') && body.includes('alpha');
  await beforeUninstall(world.ports, world.now + MINUTE);
  expect(secrets(world).filter((key) => key.startsWith('address.'))).toEqual([]);
  expect(world.connectionsWithKeys()).toEqual(['alpha']);
});
