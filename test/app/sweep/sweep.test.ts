/**
 * What was left lying is taken up: nothing depends on a queue event having survived, or on a run having come to its end.
 */
import { request } from '../../../src/app/request/request';
import { sweep, enqueueDue } from '../../../src/app/sweep/sweep';
import { email } from '../../support/people';
import { begun, byTrigger, DAY, HOUR, JANE, MINUTE, portsInMemory, SAYS, TAKEN } from '../../support/ports-in-memory';

const DONE = { alpha: [SAYS.deleted] };

it('wakes what the queue lost', async () => {
  const { world, became } = await begun({ vendors: DONE });
  world.queue = [];
  await world.sweeps();
  expect(await became()).toMatchObject({ status: TAKEN });
});

it('wakes nobody while deletions are paused, nor where nothing is due', async () => {
  const { world } = await begun({ vendors: DONE });
  world.queue = [];
  await world.ports.settings.setPaused(true);
  expect([await enqueueDue(world.ports), world.queue]).toEqual([0, []]);
  await world.ports.settings.setPaused(false);
  await world.sweeps();
  expect(await enqueueDue(world.ports)).toBe(0);
});

it('gives an issue free whose request died, and lets go of the address that was kept for it', async () => {
  const world = await portsInMemory({ vendors: { alpha: [] } });
  const issue = world.asks(JANE);
  await world.ports.erasureStore.hourlyCounter();
  await world.dying({ after: /secret\/set/ }, (ports) => request(ports, byTrigger(issue)));
  const addresses = () => world.rows.keysOf('secret', '').filter((key) => key.startsWith('address.'));
  expect(addresses()).toHaveLength(1);
  await world.sweeps();
  expect(addresses()).toHaveLength(1);
  await world.passes(2 * MINUTE);
  await world.sweeps();
  expect([addresses(), world.rows.keysOf('entity', 'claim')]).toEqual([[], []]);
  expect(await request(world.ports, byTrigger(issue))).toMatchObject({ created: true });
});

it('lets go, once more, of an address that somebody late kept again', async () => {
  const { world, erasureId } = await begun({ vendors: DONE });
  await world.deliver();
  await world.ports.addresses.keep(erasureId, { email: email(JANE) }, world.now + HOUR);
  await world.passes(2 * HOUR);
  await world.sweeps();
  expect(await world.keeps(erasureId)).toBe(false);
});

/** How often Jira is asked for issues' properties while the schedule runs so long. */
async function comparisons(world: Awaited<ReturnType<typeof begun>>['world'], milliseconds: number): Promise<number> {
  let asked = 0;
  world.jiraAnswers = ({ path }) => {
    if (path.includes('properties=')) asked += 1;
    return null;
  };
  for (let passed = 0; passed < milliseconds; passed += 5 * MINUTE) {
    await world.passes(5 * MINUTE);
    await world.sweeps();
  }
  world.jiraAnswers = () => null;
  return asked;
}

it('compares issues once an hour, as long as their erasures are recent', async () => {
  const { world } = await begun({ vendors: DONE });
  await world.deliver();
  expect(await comparisons(world, 3 * HOUR)).toBe(3);
  await world.passes(91 * DAY);
  expect(await comparisons(world, HOUR)).toBe(0);
});

it('compares an erasure that is still open, however old it is', async () => {
  const { world } = await begun({ vendors: { alpha: [] }, policy: { approval: 'always' } });
  await world.passes(91 * DAY);
  expect(await comparisons(world, HOUR)).toBe(1);
});

describe('an issue whose property somebody edited', () => {
  it('says again what the ledger holds', async () => {
    const { world, issue } = await begun({ vendors: DONE });
    await world.deliver();
    const told = world.property(issue);
    const record = world.issues.find(issue.id);
    if (record !== null) world.issues.save(Object.assign(record, { properties: { 'user-erasure': { status: 'x' } } }));
    await world.passes(5 * MINUTE);
    await world.sweeps();
    expect(world.property(issue)).toEqual(told);
    expect(world.comments(issue)).toHaveLength(1);
  });

  it('that is gone is noted as gone', async () => {
    const { world, issue, erasureId } = await begun({ vendors: DONE });
    await world.deliver();
    world.vanishes(issue);
    await world.passes(5 * MINUTE);
    await world.sweeps();
    expect(await world.ports.erasureStore.erasure(erasureId)).toMatchObject({ isIssueGone: true });
  });

  it('that is gone is noted as gone on every erasure of it, not only on the latest', async () => {
    const { world, issue, erasureId } = await begun({ vendors: DONE });
    await world.deliver();
    world.edit(issue, { customfield_10050: 'john@example.com' });
    world.answers('alpha', SAYS.deleted);
    const later = await request(world.ports, byTrigger(issue));
    await world.deliver();
    world.vanishes(issue);
    await world.passes(5 * MINUTE);
    await world.sweeps();
    const noted = await world.ports.erasureStore.erasures([erasureId, later.erasureId]);
    expect(noted.map(({ isIssueGone }) => isIssueGone)).toEqual([true, true]);
  });
});

it('of one kind that fails holds up no other', async () => {
  const { world, became } = await begun({ vendors: DONE, policy: { graceHours: 1 } });
  await world.passes(HOUR);
  world.storageFails = ({ path, body }) => path.endsWith('/query') && /"entityName":"(?:step|untold)"/.test(body);
  await sweep(world.ports);
  world.storageFails = () => false;
  await world.deliver();
  expect(await became()).toMatchObject({ status: TAKEN });
});

it('holds up none for another whose issue cannot be read', async () => {
  const world = await portsInMemory({ vendors: { alpha: [SAYS.deleted] }, policy: { graceHours: 1 } });
  const [lost, other] = [world.asks(JANE), world.asks('john@example.com')];
  const ids: string[] = [];
  for (const issue of [lost, other]) ids.push((await request(world.ports, byTrigger(issue))).erasureId);
  world.jiraAnswers = ({ path }) => (path.includes(`/issue/${lost.id}`) ? { status: 500 } : null);
  await world.passes(HOUR);
  await world.sweeps();
  const statuses = await Promise.all(ids.map(async (id) => (await world.became(id))['status']));
  expect(statuses).toEqual(['scheduled', TAKEN]);
});

describe('where nothing is to be done', () => {
  /** Requests to the storage that a sweep makes, and how many of them are under way at once at most. */
  const sweepOf = async (connections: number) => {
    const names = Array.from({ length: connections }, (_, n) => [`vendor-${String(n)}`, []] as const);
    const world = await portsInMemory({ vendors: Object.fromEntries(names) });
    // The first one reports accounts, and asks where the drift check stands.
    await sweep(world.ports);
    const answer = world.answerForge.bind(world);
    let [asked, underWay, most] = [0, 0, 0];
    world.answerForge = async (...given) => {
      asked += 1;
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((turn) => setImmediate(turn));
      underWay -= 1;
      return answer(...given);
    };
    await sweep(world.ports);
    return { asked, most };
  };

  it('asks side by side, and asks nothing of each connection', async () => {
    const [few, many] = [await sweepOf(2), await sweepOf(12)];
    expect(few.asked).toBeLessThanOrEqual(26);
    expect(many.asked).toBe(few.asked);
    expect(few.most).toBeGreaterThan(8);
  });
});
