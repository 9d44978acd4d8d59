/** Wake-ups ride together: as few pushes as the platform allows, and none that it would refuse. */
import { portsInMemory } from '../support/ports-in-memory';

const ids = (count: number) => Array.from({ length: count }, () => 'e'.repeat(36));

it.each([
  ['none', 0, 0, 0],
  ['one', 1, 1, 1],
  ['as many as there may be connections', 200, 0, 4],
  ['so many ids that the bytes come first', 60, 100, 2],
])('%s', async (_, wakeUps, erasures, pushes) => {
  const world = await portsInMemory();
  const wanted = Array.from({ length: wakeUps }, (__, index) => ({
    ...{ connectionId: `connection-${String(index)}`, erasureIds: ids(erasures), only: false },
  }));
  const before = world.pushes;
  await world.ports.queue.enqueueDrains(wanted);
  expect(world.pushes - before).toBe(pushes);
  expect(world.queue.map(({ body }) => body)).toEqual(wanted);
  world.queue = [];
});
