/**
 * Whether an issue may be closed: by what the ledger holds, whatever its property says.
 */
import { mayBeClosed } from '../../src/app/closing';
import { cancel } from '../../src/app/decisions';
import { request } from '../../src/app/request';
import { EMAIL_FIELD } from '../support/site-in-memory';
import { AGENT, begun, byTrigger, JANE, portsInMemory, SAYS } from '../support/ports-in-memory';

const isClosable = async (world: Awaited<ReturnType<typeof portsInMemory>>, { key }: { key: string }) =>
  (await mayBeClosed(world.ports)(key)) === null;

it('may not be closed before an erasure was begun, nor while it runs; it may once everything is done', async () => {
  const world = await portsInMemory({ vendors: { alpha: [SAYS.deleted] } });
  const issue = world.asks(JANE);
  expect(await isClosable(world, issue)).toBe(false);
  await request(world.ports)(byTrigger(issue));
  expect(await isClosable(world, issue)).toBe(false);
  await world.deliver();
  expect(await isClosable(world, issue)).toBe(true);
});

it('may not be closed by a property that somebody edited, nor where a step is blocked', async () => {
  const { world, issue } = await begun({ vendors: { alpha: [SAYS.deleted], beta: [SAYS.refused] } });
  await world.deliver();
  const record = world.issues.find(issue.id);
  const edited = { 'user-erasure': { ...world.property(issue), status: 'completed' } };
  if (record !== null) world.issues.save(Object.assign(record, { properties: edited }));
  expect(await isClosable(world, issue)).toBe(false);
});

it('may not be closed while somebody else of the issue is not finished', async () => {
  const { world, issue } = await begun({ vendors: { alpha: [SAYS.refused, SAYS.deleted] } });
  await world.deliver();
  world.edit(issue, { [EMAIL_FIELD]: 'john@example.com' });
  await request(world.ports)(byTrigger(issue));
  await world.deliver();
  expect(world.property(issue)).toMatchObject({ blocked: 0 });
  expect(await isClosable(world, issue)).toBe(false);
});

it('may not be closed where the erasure was called off: nobody is erased', async () => {
  const { world, issue, erasureId } = await begun();
  await cancel(world.ports)(erasureId, AGENT);
  await world.deliver();
  expect(await isClosable(world, issue)).toBe(false);
});
