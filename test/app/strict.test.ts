/**
 * The app over a platform that is as strict as Atlassian's, and stricter: events twice, transactions called off, quotas used
 * up, projects that the app is kept out of. Nobody is missed, nobody is called for twice, and what is told is so.
 */
import { previewPage } from '../../src/app/bulk/preview';
import { runBulk } from '../../src/app/bulk/run';
import { listErasures } from '../../src/app/query/list';
import { request } from '../../src/app/request/request';
import { secondsAskedFor } from '../../src/core/throttled-error';
import { STRICT, stricter } from '../../dev/platform/strictness';
import { ADMIN, begun, byTrigger, HOUR, type Issue, MINUTE, portsInMemory, TAKEN } from '../support/ports-in-memory';
import type { World } from '../support/world-in-memory';

const VENDORS = { vendors: { alpha: [], beta: [] } };

/** An installation on a strict platform, whose vendors delete whoever they are asked for. */
async function strictWorld(given: Parameters<typeof stricter>[1]): Promise<World> {
  const world = await portsInMemory({ ...VENDORS, strictness: stricter(STRICT, given) });
  world.alwaysAnswers('alpha', 200);
  world.alwaysAnswers('beta', 200);
  // What was set up is in the index by now.
  world.now += MINUTE;
  return world;
}

/** Asks until it is accepted, as whoever calls the web trigger does. @returns how often that took */
async function insist(world: World, issue: Issue): Promise<number> {
  for (let tries = 1; tries < 50; tries += 1)
    try {
      await request(world.ports, byTrigger(issue));
      return tries;
    } catch (error) {
      const seconds = secondsAskedFor(error);
      if (seconds === null) throw error;
      world.now += seconds * 1000;
    }
  throw new Error('it was never accepted');
}

/** Lets the site live for a while: events when they are due, a sweep every five minutes. */
async function lives(world: World, milliseconds: number): Promise<void> {
  for (const until = world.now + milliseconds; world.now < until;) {
    await world.passes(5 * MINUTE);
    await world.sweeps();
  }
}

const people = (count: number) => Array.from({ length: count }, (_, n) => `person-${String(n)}@example.com`);
const ended = (world: World, issues: readonly Issue[]) => issues.map((issue) => world.property(issue)?.status);

it('calls each provider once for each person where events come twice, writes meet and the index lags', async () => {
  const world = await strictWorld({
    seed: 7,
    queue: { twice: 1, secondWithin: 5000 },
    storage: { conflicts: 0.2, indexLag: 5000 },
  });
  const issues = people(12).map((address) => world.asks(address));
  for (const issue of issues) await insist(world, issue);
  await lives(world, HOUR);
  expect(ended(world, issues)).toEqual(issues.map(() => TAKEN));
  const calls = people(12).flatMap((address) => [`alpha ${address}`, `beta ${address}`]);
  expect([...world.called].sort()).toEqual([...calls].sort());
  expect(issues.map((issue) => world.comments(issue).length)).toEqual(issues.map(() => 1));
});

it('keeps a lease whose renewal met another write, and gives back one whose return did', async () => {
  const world = await strictWorld({ seed: 3, storage: { conflicts: 0.5 } });
  const { leases } = world.ports;
  for (let times = 0; times < 12; times += 1) {
    const taken = await leases.acquire('drain.alpha', world.now);
    if (!('lease' in taken)) throw new Error('somebody has it');
    expect(await leases.renew(taken.lease, world.now)).toBe(true);
    await leases.release(taken.lease, null);
  }
});

it('gets through with the storage’s rate, and tells who has to wait for how long', async () => {
  const world = await strictWorld({ storage: { conflicts: 0, writesPerMinute: 25 } });
  const issues = people(6).map((address) => world.asks(address));
  const tries: number[] = [];
  for (const issue of issues) tries.push(await insist(world, issue));
  await lives(world, 2 * HOUR);
  expect(ended(world, issues)).toEqual(issues.map(() => TAKEN));
  expect(new Set(world.called).size).toBe(world.called.length);
});

it('gets a bulk through with Jira’s points, over the hours that it takes, and refuses nobody for it', async () => {
  const world = await strictWorld({ jira: { pointsPerHour: 16, searchLag: 0 } });
  const issues = people(12).map((address) => world.asks(address));
  const ports = world.as('admin');
  const { bulk } = await previewPage(ports, ADMIN, 'project = GDPR', null);
  await runBulk(ports, ADMIN, bulk.id, 12);
  let hours = 0;
  for (; hours < 24 && (await ports.bulks.of(ADMIN))?.status === 'running'; hours += 1) await lives(world, HOUR);
  expect(hours).toBeGreaterThan(1);
  expect(await ports.bulks.of(ADMIN)).toMatchObject({ status: 'done', begun: 12, refused: 0 });
  await lives(world, 6 * HOUR);
  expect(ended(world, issues)).toEqual(issues.map(() => TAKEN));
});

it('says that a list has to begin anew whose place is forgotten', async () => {
  const world = await strictWorld({ storage: { conflicts: 0, cursorLasts: MINUTE } });
  for (const address of people(27)) await insist(world, world.asks(address));
  world.now += MINUTE;
  const ports = world.as('admin');
  const first = await listErasures(ports, {}, null);
  expect((await listErasures(ports, {}, first.cursor)).erasures).toHaveLength(2);
  world.now += 2 * MINUTE;
  await expect(listErasures(ports, {}, first.cursor)).rejects.toMatchObject({ code: 'list-again' });
});

describe('where the app may not do everything', () => {
  const started = async () => {
    const made = await begun();
    made.world.alwaysAnswers('alpha', 200);
    made.world.alwaysAnswers('beta', 200);
    return made;
  };

  it('erases all the same where it may only read, and says that the issue could not be told', async () => {
    const { world, issue, erasureId, became } = await started();
    world.rest.appAccess.set('GDPR', 'read');
    await lives(world, HOUR);
    expect(await became()).toMatchObject({ status: TAKEN });
    expect(world.comments(issue)).toEqual([]);
    const [note] = await world.ports.outbox.entries([erasureId]);
    expect(note?.syncError).not.toBeNull();
    world.rest.appAccess.set('GDPR', 'everything');
    await lives(world, 3 * HOUR);
    expect(world.property(issue)).toMatchObject({ status: TAKEN });
    expect(world.comments(issue)).toHaveLength(1);
  });

  it.each(['nothing', 'kept-out'] as const)('starts nothing where it may read %s, and says so', async (may) => {
    const world = await portsInMemory();
    const issue = world.asks('jane@example.com');
    world.rest.appAccess.set('GDPR', may);
    await expect(request(world.ports, byTrigger(issue))).rejects.toMatchObject({
      code: may === 'nothing' ? 'no-such-issue' : 'jira-unavailable',
    });
    expect(world.called).toEqual([]);
    world.rest.appAccess.set('GDPR', 'everything');
  });

  it('tells the issue once it may see it again', async () => {
    const { world, issue, became } = await started();
    world.rest.appAccess.set('GDPR', 'kept-out');
    await lives(world, HOUR);
    expect(world.comments(issue)).toEqual([]);
    world.rest.appAccess.set('GDPR', 'everything');
    await lives(world, 3 * HOUR);
    expect(await became()).toMatchObject({ status: TAKEN });
    expect(world.property(issue)).toMatchObject({ status: TAKEN });
    expect(world.comments(issue)).toHaveLength(1);
  });
});
