/**
 * What a step's success promises stands beside it: by the settings of its own connection.
 */
import { promiseIn } from '../../../src/app/sync/comment-rows';
import { adminOver, begun, connection, DAY, SAYS } from '../../support/ports-in-memory';

const OWN = 'An admin set up what its answers mean: 200 as deleted; 202 as accepted; 404 as nobody there.';
const GENERAL = 'An admin sets up what its answers mean.';

it('is told on the issue as the connection was set up', async () => {
  const { world, issue } = await begun({ vendors: { alpha: [SAYS.accepted] } });
  await world.deliver();
  await world.sweeps();
  expect(world.comments(issue).join()).toContain(OWN);
});

it('is the provider’s general one once the connection was set up anew: that says nothing of calls before', async () => {
  const { world } = await begun({ vendors: { alpha: [SAYS.accepted] } });
  await world.deliver();
  const step = { connectionId: 'alpha', provider: 'http', at: world.now };
  expect(promiseIn(await world.ports.settings.read(), step)).toBe(OWN);
  await world.passes(DAY);
  await adminOver(world.as('admin')).save(connection('alpha', { settings: { accepted: '', deleted: '200,202' } }));
  expect(promiseIn(await world.ports.settings.read(), step)).toBe(GENERAL);
});
