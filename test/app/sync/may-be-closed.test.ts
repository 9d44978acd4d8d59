/**
 * Whether an issue may be closed: by what the ledger holds, whatever its property says.
 */
import { markByHand } from '../../../src/app/decide/by-hand';
import { whyNotClosable } from '../../../src/app/sync/may-be-closed';
import { cancel } from '../../../src/app/decide/decisions';
import { waive } from '../../../src/app/decide/waive';
import { request } from '../../../src/app/request/request';
import { EMAIL_FIELD } from '../../../dev/platform/site-in-memory';
import {
  AGENT,
  begun,
  byAgent,
  byTrigger,
  HOUR,
  JANE,
  portsInMemory,
  SAYS,
  adminOver,
} from '../../support/ports-in-memory';
import { settings } from '../../support/settings';

const isClosable = async (world: Awaited<ReturnType<typeof portsInMemory>>, { key }: { key: string }) =>
  (await whyNotClosable(world.ports, key)) === null;

it('may not be closed before an erasure was begun, nor while it runs; it may once everything is done', async () => {
  const world = await portsInMemory({ vendors: { alpha: [SAYS.deleted] } });
  const issue = world.asks(JANE);
  expect(await isClosable(world, issue)).toBe(false);
  await request(world.ports, byTrigger(issue));
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

/** Jane's erasure, which alpha refuses; then the issue is corrected to John, whom it deletes. */
async function corrected() {
  const made = await begun({ vendors: { alpha: [SAYS.refused, SAYS.deleted] } });
  const { world, issue } = made;
  await world.deliver();
  world.edit(issue, { [EMAIL_FIELD]: 'john@example.com' });
  await request(world.ports, byTrigger(issue));
  await world.deliver();
  return made;
}

it('may be closed where an address was corrected, once the right person is erased and the wrong one called off', async () => {
  const { world, issue, erasureId, became } = await corrected();
  expect(await became()).toMatchObject({ status: 'blocked' });
  expect(world.property(issue)).toMatchObject({ blocked: 0, mayClose: false });
  expect(await isClosable(world, issue)).toBe(false);
  await cancel(world.ports, erasureId, AGENT);
  expect(await isClosable(world, issue)).toBe(true);
});

it.each<[string, string | null, string | null]>([
  ['names them again', JANE, JANE],
  ['names both', `${JANE}, john@example.com`, JANE],
  ['names nobody any more', null, null],
  ['names a third', 'eva@example.com', 'eva@example.com'],
])(
  'may not be closed while somebody is blocked, where the issue %s; it may once that is called off, and who is left is waived',
  async (_, names, left) => {
    const { world, issue, erasureId } = await corrected();
    world.edit(issue, { [EMAIL_FIELD]: names });
    expect(await isClosable(world, issue)).toBe(false);
    await cancel(world.ports, erasureId, AGENT);
    expect(await isClosable(world, issue)).toBe(left === null);
    if (left === null) return;
    const personId = await world.ports.addresses.personId(left as never);
    await waive(world.as('agent'), { issueId: issue.id, personId, accountId: AGENT, reason: 'Written by mistake.' });
    expect(await isClosable(world, issue)).toBe(true);
  },
);

it('may not be closed while somebody else may still be called, whomever the issue names', async () => {
  const { world, issue } = await begun({ vendors: { alpha: [SAYS.down, SAYS.deleted] } });
  await world.deliver();
  world.edit(issue, { [EMAIL_FIELD]: 'john@example.com' });
  await request(world.ports, byTrigger(issue));
  await world.deliver();
  expect(await isClosable(world, issue)).toBe(false);
});

it('may be closed where a wrong address was called off after the right person was erased', async () => {
  const { world, issue } = await begun({ vendors: { alpha: [SAYS.deleted, SAYS.refused] } });
  await world.deliver();
  world.edit(issue, { [EMAIL_FIELD]: 'john@example.com' });
  const { erasureId } = await request(world.ports, byTrigger(issue));
  await world.deliver();
  await cancel(world.ports, erasureId, AGENT);
  expect(await isClosable(world, issue)).toBe(false);
  world.edit(issue, { [EMAIL_FIELD]: JANE });
  expect(await isClosable(world, issue)).toBe(true);
});

it('may not be closed where somebody whose data was kept is asked for anew, and is blocked', async () => {
  const { world, issue, erasureId } = await begun({ vendors: { alpha: [SAYS.refused, SAYS.refused] } });
  await world.deliver();
  const kept = { connectionId: 'alpha', said: 'kept', reason: 'Tax law, ten years.', reference: 'LAW-1' } as const;
  await markByHand(world.as('agent'), erasureId, AGENT, kept);
  await world.deliver();
  expect(await isClosable(world, issue)).toBe(true);
  const { created } = await request(world.as('agent'), byAgent(issue, JANE));
  await world.deliver();
  expect([created, await isClosable(world, issue)]).toEqual([true, false]);
});

it.each([
  ['taken', true],
  ['confirmed', false],
] as const)(
  'with "%s" and a provider that only took it: %s, until a person says that it is done',
  async (closing, may) => {
    const { world, issue, erasureId } = await begun({
      ...{ vendors: { alpha: [SAYS.deleted], beta: [SAYS.accepted] }, status: { closing, label: 'erased' } },
    });
    await world.deliver();
    const labels = () => world.issues.find(issue.id)?.fields['labels'];
    expect([await isClosable(world, issue), world.property(issue)?.mayClose, labels()]).toEqual([
      ...[may, may, may ? ['erased'] : []],
    ]);
    const said = { connectionId: 'beta', said: 'done', reason: 'Seen there.', reference: 'OPS-1' } as const;
    await markByHand(world.as('agent'), erasureId, AGENT, said);
    await world.deliver();
    expect([await isClosable(world, issue), world.property(issue)?.mayClose, labels()]).toEqual([
      true,
      true,
      ['erased'],
    ]);
  },
);

it('tells the property by the settings as they are by now', async () => {
  const { world, issue } = await begun({ vendors: { alpha: [SAYS.accepted] } });
  await world.deliver();
  expect(world.property(issue)).toMatchObject({ status: 'handed-over', mayClose: true });
  const { connections, ...rules } = settings({ status: { closing: 'confirmed' } });
  await adminOver(world.as('admin')).rules(rules);
  await world.passes(HOUR);
  await world.sweeps();
  expect(world.property(issue)).toMatchObject({ status: 'handed-over', mayClose: false });
  expect(connections).toBeDefined();
});

it('may not be closed where the erasure was called off: nobody is erased', async () => {
  const { world, issue, erasureId } = await begun();
  await cancel(world.ports, erasureId, AGENT);
  await world.deliver();
  expect(await isClosable(world, issue)).toBe(false);
});
