/**
 * What an admin is told of a key that expires by itself.
 */
import { viewConnections } from '../../../src/app/connections/view';
import { providerOf } from '../../../src/providers';
import { adminOver, connection, DAY, portsInMemory } from '../../support/ports-in-memory';

const LASTS = { days: 365, says: 'Make a new token.' };
const provider = providerOf(connection('alpha').provider);

beforeEach(() => Object.assign(provider ?? {}, { keyLasts: LASTS }));
afterEach(() => Object.assign(provider ?? {}, { keyLasts: null }));

it('warns in time of a key that expires, counted from when it was given', async () => {
  const world = await portsInMemory({ connections: [] });
  const ends = async () =>
    (await viewConnections(world.ports, await world.ports.settings.read())).map(({ keyEnds }) => keyEnds);
  await adminOver(world.ports).save(connection('alpha'));
  const given = world.ports.system.now();
  expect(await ends()).toEqual([null]);
  await world.passes(300 * DAY);
  // Saved anew without a key, it is the same key.
  await adminOver(world.ports).save(connection('alpha', { settings: { authSecret: undefined } }));
  expect(await ends()).toEqual([null]);
  await world.passes(40 * DAY);
  expect(await ends()).toEqual([{ at: given + 365 * DAY, says: LASTS.says }]);
  await adminOver(world.ports).save(connection('alpha'));
  expect(await ends()).toEqual([null]);
});
