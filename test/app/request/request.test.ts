/**
 * What is asked for: one erasure of one person because of one issue, written before anybody is called.
 */
import { cancel } from '../../../src/app/decide/decisions';
import { request } from '../../../src/app/request/request';
import {
  AGENT,
  byAgent,
  byTrigger,
  connection,
  HOUR,
  JANE,
  MINUTE,
  portsInMemory,
  SAYS,
  TAKEN,
} from '../../support/ports-in-memory';
import { dryRun } from '../../../src/app/request/dry-run';

const BOTH = { alpha: [SAYS.deleted], beta: [SAYS.absent] };

it('calls every vendor once, and keeps the address from before the first call until the end and no longer', async () => {
  const world = await portsInMemory({ vendors: BOTH });
  const { erasureId } = await request(world.ports, byTrigger(world.asks(JANE)));
  expect([world.called, await world.keeps(erasureId)]).toEqual([[], true]);
  await world.deliver();
  expect(world.called).toEqual([`alpha ${JANE}`, `beta ${JANE}`]);
  expect(await world.became(erasureId)).toEqual({ status: TAKEN, alpha: 'done deleted', beta: 'done absent' });
  expect(await world.keeps(erasureId)).toBe(false);
});

it('tells the issue before anybody is called', async () => {
  const world = await portsInMemory();
  const issue = world.asks(JANE);
  const { erasureId } = await request(world.ports, byTrigger(issue));
  expect(world.property(issue)).toMatchObject({ erasureId, status: 'running', waiting: 2, finishedAt: null });
});

describe('a second trigger', () => {
  it('returns the first erasure, while it runs and once it has ended', async () => {
    const world = await portsInMemory({ vendors: BOTH });
    const issue = world.asks(JANE);
    const first = await request(world.ports, byTrigger(issue));
    expect(first).toMatchObject({ created: true });
    const again = { erasureId: first.erasureId, created: false };
    expect(await request(world.as('agent'), byAgent(issue, JANE))).toMatchObject(again);
    await world.deliver();
    expect(await request(world.ports, byTrigger(issue))).toMatchObject({ ...again, status: TAKEN });
    expect(world.stored()).toBe(1);
  });

  it('at the same moment begins no second one', async () => {
    const world = await portsInMemory();
    const issue = world.asks(JANE);
    const both = await Promise.all([1, 2].map(() => request(world.ports, byTrigger(issue))));
    expect(new Set(both.map(({ erasureId }) => erasureId)).size).toBe(1);
    expect([world.stored(), both.filter(({ created }) => created).length]).toEqual([1, 1]);
  });

  it('finds the first one also where a rule stands in the way by now', async () => {
    const world = await portsInMemory();
    const issue = world.asks(JANE);
    const { erasureId } = await request(world.ports, byTrigger(issue));
    await world.ports.settings.setPaused(true);
    expect(await request(world.ports, byTrigger(issue))).toMatchObject({ erasureId, created: false });
  });

  it('for somebody else, whom the issue names by now, is another erasure', async () => {
    const world = await portsInMemory();
    const issue = world.asks(JANE);
    const { erasureId } = await request(world.ports, byTrigger(issue));
    world.edit(issue, { customfield_10050: 'john@example.com' });
    const other = await request(world.ports, byTrigger(issue));
    expect([other.created, other.erasureId === erasureId]).toEqual([true, false]);
  });

  it('that asks for a connection which the first one left out is refused', async () => {
    const world = await portsInMemory();
    const issue = world.asks(JANE);
    await request(world.ports, { ...byTrigger(issue), connections: ['alpha'] });
    await expect(request(world.ports, byTrigger(issue))).rejects.toMatchObject({ code: 'limited-before' });
  });
});

describe('what is refused', () => {
  const OWN = 'boss@ourcompany.example';

  it.each([
    ['protected', OWN, {}],
    ['project-not-allowed', JANE, { policy: { projects: ['OPS'] } }],
    ['not-configured', JANE, { vendors: {} }],
    ['no-address', '', {}],
    ['invalid-address', 'jane at the office', {}],
    ['ambiguous', `${JANE}, john@example.com`, {}],
  ])('begins nothing: %s', async (code, address, given) => {
    const world = await portsInMemory(given);
    const issue = world.asks(address);
    await expect(request(world.ports, byTrigger(issue))).rejects.toMatchObject({ code });
    expect([world.stored(), world.queue, world.property(issue)]).toEqual([0, [], undefined]);
    expect(await world.ports.failedTriggers.of(issue.id)).toMatchObject({ code, retryAs: null });
  });

  it('is not noted for the panel where somebody looked on', async () => {
    const world = await portsInMemory();
    const issue = world.asks('');
    await expect(request(world.as('agent'), byAgent(issue, JANE))).rejects.toMatchObject({ code: 'no-address' });
    expect(await world.ports.failedTriggers.of(issue.id)).toBeNull();
  });

  it.each([
    ['an address', { expected: 'john@example.com' }],
    ['a person', { person: `p${'0'.repeat(64)}` as const }],
  ])('is %s that is not the issue’s', async (_, more) => {
    const world = await portsInMemory();
    const asked = { ...byTrigger(world.asks(JANE)), ...more };
    await expect(request(world.ports, asked)).rejects.toMatchObject({ code: 'mismatch' });
    expect(world.stored()).toBe(0);
  });

  it('is an address found in text that nobody confirmed', async () => {
    const world = await portsInMemory();
    const paragraph = { type: 'paragraph', content: [{ type: 'text', text: `Please delete ${JANE}` }] };
    const issue = world.issue({ description: { type: 'doc', version: 1, content: [paragraph] } });
    const code = 'needs-confirmation';
    await expect(request(world.ports, byTrigger(issue))).rejects.toMatchObject({ code });
    const unconfirmed = byAgent(issue, JANE, { confirmed: false });
    await expect(request(world.as('agent'), unconfirmed)).rejects.toMatchObject({ code });
    expect(await request(world.as('agent'), byAgent(issue, JANE))).toMatchObject({ created: true });
  });

  it('is an issue that the asking agent may not see', async () => {
    const world = await portsInMemory();
    const asked = request(world.as('other-agent'), byAgent(world.asks(JANE), JANE));
    await expect(asked).rejects.toMatchObject({ code: 'no-such-issue' });
  });
});

it('has an agent’s protected person wait for a second person, and calls nobody meanwhile', async () => {
  const world = await portsInMemory();
  const asked = byAgent(world.asks('boss@ourcompany.example'), 'boss@ourcompany.example');
  const { erasureId, status } = await request(world.as('agent'), asked);
  expect(status).toBe('awaiting-approval');
  await world.sweeps();
  await world.passes(HOUR);
  await world.sweeps();
  expect(await world.became(erasureId)).toEqual({ status, alpha: 'waiting', beta: 'waiting' });
});

describe('the cap per hour', () => {
  const capped = { policy: { maxPerHour: 1 } };
  const begin = async (world: Awaited<ReturnType<typeof portsInMemory>>, name: string) =>
    (await request(world.ports, byTrigger(world.asks(`${name}@example.com`)))).status;

  it('has what nobody attends wait for a person, until the hour is over', async () => {
    const world = await portsInMemory(capped);
    expect([await begin(world, 'a'), await begin(world, 'b')]).toEqual(['running', 'awaiting-approval']);
    await world.ports.system.sleep(59 * MINUTE);
    expect(await begin(world, 'c')).toBe('awaiting-approval');
    await world.ports.system.sleep(2 * HOUR);
    expect(await begin(world, 'd')).toBe('running');
  });

  it('lets no two through that come at the same moment', async () => {
    const world = await portsInMemory(capped);
    const statuses = await Promise.all(['a', 'b', 'c'].map((name) => begin(world, name)));
    expect(statuses.filter((status) => status === 'running')).toHaveLength(1);
  });

  it('does not count what a person attends, nor hold it up', async () => {
    const world = await portsInMemory(capped);
    const asked = byAgent(world.asks(JANE), JANE);
    expect(await request(world.as('agent'), asked)).toMatchObject({ status: 'running' });
    expect(await begin(world, 'a')).toBe('running');
    const other = byAgent(world.asks('john@example.com'), 'john@example.com');
    expect(await request(world.as('agent'), other)).toMatchObject({ status: 'running' });
  });
});

describe('a run that dies', () => {
  it.each([
    ['before the claim', { before: /entity\/set/ }, 0],
    ['after the claim', { after: /entity\/set/ }, 0],
    ['before the address is kept', { before: /secret\/set/ }, 0],
    ['after the address is kept', { after: /secret\/set/ }, 0],
    ['before everything is stored', { before: /transaction/ }, 0],
    ['after everything is stored', { after: /transaction/ }, 1],
    ['before anybody is woken', { before: /stargate/ }, 1],
    ['before the issue is told', { before: /PUT/ }, 1],
  ])('%s loses nothing: whoever asks again has the one erasure', async (_, at, stored) => {
    const world = await portsInMemory({ vendors: BOTH });
    const issue = world.asks(JANE);
    // The count of the hour is there already: the claim is the first record that is made.
    await world.ports.erasureStore.hourlyCounter();
    await world.dying(at, (ports) => request(ports, byTrigger(issue)));
    expect(world.stored()).toBe(stored);
    const { erasureId, created } = await request(world.ports, byTrigger(issue));
    expect(created).toBe(stored === 0);
    await world.passes(2 * MINUTE);
    await world.sweeps();
    await world.passes(2 * MINUTE);
    expect(await world.became(erasureId)).toMatchObject({ status: TAKEN });
    expect([world.stored(), await world.keeps(erasureId)]).toEqual([1, false]);
  });

  it('after it was stored is taken up by the sweep alone', async () => {
    const world = await portsInMemory({ vendors: BOTH });
    const issue = world.asks(JANE);
    await world.dying({ before: /stargate/ }, (ports) => request(ports, byTrigger(issue)));
    await world.passes(2 * MINUTE);
    await world.sweeps();
    expect(world.property(issue)).toMatchObject({ status: TAKEN, done: 2 });
  });
});

it('names the plan in a dry run, and does nothing', async () => {
  const world = await portsInMemory();
  const issue = world.asks(JANE);
  const { plan, person } = await dryRun(world.ports, byTrigger(issue));
  expect(plan.map(({ connection, calls }) => [connection, calls])).toEqual([
    ['alpha', 1],
    ['beta', 1],
  ]);
  expect(person).not.toContain(JANE);
  expect([world.stored(), world.queue, world.property(issue)]).toEqual([0, [], undefined]);
});

it('leaves out connections that are off, not for the project, or not asked for, and says so', async () => {
  const world = await portsInMemory({
    vendors: { alpha: [SAYS.deleted] },
    connections: [
      connection('alpha'),
      connection('off', { enabled: false }),
      connection('elsewhere', { projects: ['OPS'] }),
      connection('unasked'),
    ],
  });
  const issue = world.asks(JANE);
  const { erasureId } = await request(world.ports, { ...byTrigger(issue), connections: ['alpha', 'off', 'elsewhere'] });
  await world.deliver();
  expect(await world.became(erasureId)).toEqual({ status: TAKEN, alpha: 'done deleted' });
  const steps = world.property(issue)?.steps.map(({ connection: id, status }) => [id, status]);
  expect(steps).toEqual([
    ['alpha', 'done'],
    ['off', 'skipped'],
    ['elsewhere', 'skipped'],
    ['unasked', 'skipped'],
  ]);
});

it('begins anew for a person who asks on the issue whose erasure was called off; for nobody else', async () => {
  const world = await portsInMemory();
  const issue = world.asks(JANE);
  const first = await request(world.ports, byTrigger(issue));
  await cancel(world.ports, first.erasureId, AGENT);
  expect(await request(world.ports, byTrigger(issue))).toMatchObject({ erasureId: first.erasureId, created: false });
  const anew = await request(world.as('agent'), byAgent(issue, JANE));
  expect([anew.created, anew.erasureId === first.erasureId]).toEqual([true, false]);
});
