/**
 * A clock that was wrong for a while, and a provider that asks for an absurd pause: neither holds anything up for longer
 * than the longest pause, and an admin can end a pause.
 */
import { request } from '../../../src/app/request/request';
import { LONGEST_PAUSE } from '../../../src/core/erasure/step';
import {
  adminOver,
  begun,
  byTrigger,
  connection,
  DAY,
  HOUR,
  JANE,
  leaveMeAlone,
  MINUTE,
  portsInMemory,
  SAYS,
} from '../../support/ports-in-memory';
import type { World } from '../../support/world-in-memory';

/** Something happens while the clock is wrong by so much; then the clock is right again, and the queue has forgotten. */
async function whileOff(world: World, by: number, work: () => Promise<unknown>): Promise<void> {
  const right = world.now;
  world.now += by;
  await work();
  world.now = right + (world.now - right - by);
  world.queue = [];
}

const begin = async (world: World, address: string) =>
  (await request(world.ports, byTrigger(world.asks(address)))).erasureId;

it.each([
  ['twenty days', 20 * DAY],
  ['half a day', 12 * HOUR],
])('calls at the next sweep who was put off while the clock was %s ahead, and whoever came since', async (_, by) => {
  const { world, became } = await begun({ vendors: { alpha: [SAYS.down] } });
  await whileOff(world, by, () => world.deliver());
  world.alwaysAnswers('alpha', SAYS.deleted);
  const later = await begin(world, 'later@example.com');
  await world.sweeps();
  await world.passes(MINUTE);
  expect((await became())['alpha']).toBe('done deleted');
  expect((await world.became(later))['alpha']).toBe('done deleted');
});

it('calls who was put off by a provider while the clock was ahead', async () => {
  const { world, became } = await begun({ vendors: { alpha: [leaveMeAlone(3600)] } });
  await whileOff(world, 20 * DAY, () => world.deliver());
  world.alwaysAnswers('alpha', SAYS.deleted);
  await world.sweeps();
  await world.passes(2 * HOUR);
  expect((await became())['alpha']).toBe('done deleted');
});

it('goes on where a run died while the clock was ahead, and its lease is left', async () => {
  const { world, became } = await begun({ vendors: { alpha: [] } });
  await whileOff(world, 20 * DAY, async () => {
    await world.ports.leases.acquire('drain.alpha', world.now);
  });
  world.alwaysAnswers('alpha', SAYS.deleted);
  await world.sweeps();
  await world.passes(MINUTE);
  expect((await became())['alpha']).toBe('done deleted');
});

it('tells an issue at the next sweep that could not be told while the clock was ahead', async () => {
  const { world, issue } = await begun({ vendors: { alpha: [SAYS.deleted] } });
  await whileOff(world, 20 * DAY, async () => {
    world.jiraAnswers = ({ method }) => (method === 'GET' ? null : { status: 429, headers: { 'Retry-After': '60' } });
    await world.deliver();
  });
  world.jiraIsBack();
  await world.sweeps();
  await world.passes(10 * MINUTE);
  await world.sweeps();
  expect(world.property(issue)?.done).toBe(1);
});

it.each([['999999999'], ['Fri, 01 Jan 2100 00:00:00 GMT']])(
  'waits for the longest pause and no longer where a provider asks for more: %s',
  async (header) => {
    const { world, became } = await begun({
      vendors: { alpha: [{ status: 429, headers: { 'retry-after': header } }, SAYS.deleted] },
    });
    await world.deliver();
    await world.passes(LONGEST_PAUSE - MINUTE);
    await world.sweeps();
    expect(world.called).toHaveLength(1);
    await world.passes(2 * MINUTE);
    await world.sweeps();
    expect((await became())['alpha']).toBe('done deleted');
  },
);

it('waits no longer for Jira than the longest pause, whatever it asks for', async () => {
  const { world, issue } = await begun({ vendors: { alpha: [SAYS.deleted] } });
  world.jiraAnswers = ({ method }) =>
    method === 'GET' ? null : { status: 429, headers: { 'Retry-After': '999999999' } };
  await world.deliver();
  world.jiraIsBack();
  await world.passes(LONGEST_PAUSE + 5 * MINUTE);
  await world.sweeps();
  expect(world.property(issue)?.done).toBe(1);
});

describe('a connection that is saved anew', () => {
  it('is called at once, although its provider asked to be left alone', async () => {
    const { world, became } = await begun({ vendors: { alpha: [leaveMeAlone(999_999_999)] } });
    await world.deliver();
    const later = await begin(world, 'later@example.com');
    await world.passes(MINUTE);
    expect(world.called).toHaveLength(1);
    world.alwaysAnswers('alpha', SAYS.deleted);
    await adminOver(world.ports).save(connection('alpha'));
    await world.passes(MINUTE);
    expect((await became())['alpha']).toBe('done deleted');
    expect((await world.became(later))['alpha']).toBe('done deleted');
  });

  it('is left alone again where its provider asks for it again', async () => {
    const { world } = await begun({ vendors: { alpha: [leaveMeAlone(3600), leaveMeAlone(3600), SAYS.deleted] } });
    await world.deliver();
    await world.passes(MINUTE);
    await adminOver(world.ports).save(connection('alpha'));
    await world.passes(MINUTE);
    expect(world.called).toEqual([`alpha ${JANE}`, `alpha ${JANE}`]);
    for (let times = 0; times < 5; times += 1) await world.sweeps();
    await world.passes(30 * MINUTE);
    expect(world.called).toHaveLength(2);
    await world.passes(2 * HOUR);
    await world.sweeps();
    expect(world.called).toHaveLength(3);
  });

  it('calls nobody more often because it was saved by a clock that was ahead', async () => {
    const world = await portsInMemory({ vendors: { alpha: [] } });
    await whileOff(world, 20 * DAY, () => adminOver(world.ports).save(connection('alpha')));
    world.alwaysAnswers('alpha', SAYS.down);
    await begin(world, JANE);
    await world.passes(HOUR);
    const often = world.called.length;
    for (let times = 0; times < 5; times += 1) await world.sweeps();
    expect(world.called.length).toBeLessThanOrEqual(often + 1);
  });
});
