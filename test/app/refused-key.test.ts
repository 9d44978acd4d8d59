/**
 * A key that is refused while a provider is still asked what became of others.
 */
import { request } from '../../src/app/request';
import { byAgent, portsInMemory } from '../support/ports-in-memory';
import { settings } from '../support/settings';

const HOST = 'example.centercode.com';
const [centercode] = settings().connections as [{ settings: object }];
const lookupUrl = `https://${HOST}/api/v1/lookups/user?email=VALUE`;
const connections = [{ ...centercode, settings: { ...centercode.settings, lookupUrl } }];

it('ends its run, and says so to everybody, also where a person waits for a check that is due later', async () => {
  const world = await portsInMemory({ vendors: {}, connections });
  let isRefused = false;
  world.alwaysAnswers(HOST, ({ url }) => {
    if (url.pathname.includes('/lookups/')) return { status: 200, body: { users: [{ email: 'still there' }] } };
    return { status: isRefused ? 401 : 200, body: {} };
  });
  const erase = async (address: string) => {
    const { erasureId } = await request(world.as('agent'))(byAgent(world.asks(address), address));
    await world.deliver();
    return (await world.became(erasureId))['centercode'];
  };
  expect(await erase('first@example.com')).toBe('handed-over registered');
  isRefused = true;
  expect(await erase('second@example.com')).toBe('blocked credentials');
  expect(await erase('third@example.com')).toBe('blocked credentials');
});
