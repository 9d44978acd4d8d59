/**
 * A bulk that uses a quota up waits as long as it is asked to, refuses nobody for it, and goes slower for a while.
 */
import { previewPage } from '../../../src/app/bulk/preview';
import { continueBulk, runBulk } from '../../../src/app/bulk/run';
import { nextPause } from '../../../src/core/bulk';
import { accountOf } from '../../../dev/platform/site-in-memory';
import { HOUR, portsInMemory } from '../../support/ports-in-memory';
import type { World } from '../../support/world-in-memory';

const ADMIN = accountOf('admin') ?? '';
const PEOPLE = 12;

/** A bulk of some people that was begun, and whose event is not delivered yet. */
async function begunBulk(): Promise<World> {
  const world = await portsInMemory({ vendors: { alpha: [] } });
  for (let count = 0; count < PEOPLE; count += 1) world.asks(`person-${String(count)}@example.com`);
  const ports = world.as('admin');
  const { bulk } = await previewPage(ports, ADMIN, 'project = GDPR', null);
  await runBulk(ports, ADMIN, bulk.id, PEOPLE);
  world.queue = [];
  return world;
}

/** Goes on with the bulk. @returns its state, and the seconds after which the queue comes back to it; null: not at all */
async function goesOn(world: World) {
  const ports = world.as('admin');
  await continueBulk(ports, ADMIN, world.now + HOUR);
  const [next] = world.queue.filter(({ queue }) => queue === 'bulk');
  world.queue = [];
  const seconds = next === undefined ? null : Math.round((next.at - world.now) / 1000);
  return { bulk: await ports.bulks.of(ADMIN), seconds };
}

it('is held up by Jira’s quota for as long as Jira asks, however often, and then done', async () => {
  const world = await begunBulk();
  let asked = 0;
  world.jiraAnswers = ({ method }) => {
    if (method !== 'GET') return null;
    asked += 1;
    return { status: 429, headers: { 'Retry-After': '600', 'RateLimit-Reason': 'jira-quota-global-based' } };
  };
  // More often than a row is tried that something else stands in the way of.
  for (let times = 0; times < 12; times += 1) {
    const { bulk, seconds } = await goesOn(world);
    expect(bulk).toMatchObject({ status: 'running', begun: 0, refused: 0 });
    expect(seconds).toBeGreaterThanOrEqual(600);
    world.now += 900_000;
  }
  // Whoever is behind the first that were refused is not asked for at all.
  expect(asked).toBe(12 * 5);
  world.jiraAnswers = () => null;
  for (let times = 0; times < 10 && (await world.ports.bulks.of(ADMIN))?.status === 'running'; times += 1)
    await goesOn(world);
  expect(await world.ports.bulks.of(ADMIN)).toMatchObject({ status: 'done', begun: PEOPLE, refused: 0 });
});

it('is held up by the storage’s rate, and refuses nobody for it', async () => {
  const world = await begunBulk();
  world.storageIsThrottled = ({ path, body }) => path.endsWith('/transaction') && body.includes('"erasure"');
  // More often than a row is tried that something else stands in the way of.
  for (let times = 0; times < 12; times += 1) {
    const { bulk, seconds } = await goesOn(world);
    expect(bulk).toMatchObject({ status: 'running', begun: 0, refused: 0 });
    expect(seconds).toBeGreaterThanOrEqual(60);
    world.now += 900_000;
  }
  world.storageIsThrottled = () => false;
  for (let times = 0; times < 10 && (await world.ports.bulks.of(ADMIN))?.status === 'running'; times += 1)
    await goesOn(world);
  expect(await world.ports.bulks.of(ADMIN)).toMatchObject({ status: 'done', begun: PEOPLE, refused: 0 });
});

it('goes slower after each slice that met a quota, and faster again after the others', () => {
  expect([nextPause(0, 1), nextPause(15, 1), nextPause(30, 600), nextPause(600, 3600)]).toEqual([15, 30, 600, 900]);
  expect([nextPause(900, null), nextPause(30, null), nextPause(15, null), nextPause(7, null)]).toEqual([450, 15, 7, 0]);
  expect(nextPause(0, null)).toBe(0);
});
