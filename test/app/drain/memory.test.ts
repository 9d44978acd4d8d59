/**
 * What a provider of several calls remembers of a person: an attempt that failed goes on where it stopped, and what was
 * remembered goes with the address.
 */
import { drain } from '../../../src/app/drain/drain';
import { HOUR, JANE, MINUTE, TAKEN, begun } from '../../support/ports-in-memory';
import type { World } from '../../support/world-in-memory';

const COPERNICA = {
  ...{ id: 'copernica', provider: 'copernica', label: 'Copernica' },
  settings: { apiToken: 'canary-key-1', mode: 'profiles', databases: [7] },
};
const API = 'api.copernica.com';
const LASTING = `e30.${Buffer.from(JSON.stringify({ exp: 4_000_000_000 })).toString('base64url')}.sig`;
const FOUND = { status: 200, body: { data: [{ ID: '12', fields: { email: JANE } }] } };
const NOBODY = { status: 200, body: { data: [] } };
const GONE = { status: 400, body: { error: { message: 'This profile has already been removed' } } };

const memories = (world: World) => world.rows.keysOf('secret', '').filter((key) => key.startsWith('memory.'));
const interrupted = async () => {
  const started = await begun({ connections: [COPERNICA], vendors: { [API]: [FOUND, 503] } });
  started.world.answers('authenticate.copernica.com', { status: 200, body: LASTING });
  await started.world.deliver();
  return started;
};

it('is kept beside the address while the erasure is open, without an address in it', async () => {
  const { world, erasureId, became } = await interrupted();
  expect(await became()).toEqual({ status: 'running', copernica: 'waiting server-error' });
  expect(memories(world)).toEqual([`memory.${erasureId}.copernica`]);
  expect(await world.ports.addresses.remembered(erasureId, 'copernica')).toEqual({
    '{"id":7,"field":"email"}/hits': ['12'],
  });
  world.answers(API, 204, NOBODY);
  await world.passes(HOUR);
});

it('goes on without another search, and is forgotten once it was asked whether the person is gone', async () => {
  const { world, became } = await interrupted();
  world.answers(API, 204);
  await world.passes(5 * MINUTE);
  expect(memories(world)).toHaveLength(1);
  world.answers(API, NOBODY);
  await world.passes(HOUR);
  expect(await became()).toEqual({ status: TAKEN, copernica: 'done deleted' });
  expect(memories(world)).toEqual([]);
});

it('outlives a run that died before it recorded what became of its calls', async () => {
  const started = await begun({ connections: [COPERNICA], vendors: { [API]: [FOUND, 204, GONE] } });
  const { world, erasureId, became } = started;
  world.answers('authenticate.copernica.com', { status: 200, body: LASTING });
  world.queue = [];
  const hints = { erasureIds: [erasureId], only: true };
  // The first transaction of a run is what became of its calls.
  await world.dying({ before: /transaction/ }, (ports) =>
    drain(ports, 'copernica', hints, { until: world.now + 280_000, calls: 450 }),
  );
  expect(memories(world)).toHaveLength(1);
  for (let times = 0; times < 3; times += 1) {
    await world.passes(5 * MINUTE);
    await world.sweeps();
  }
  expect(await became()).toEqual({ status: TAKEN, copernica: 'done absent' });
  expect(memories(world)).toEqual([]);
});

it('is not written where nothing has to be gone on with', async () => {
  const { world, became } = await begun({
    connections: [COPERNICA],
    vendors: { [API]: [{ status: 200, body: { data: [] } }] },
  });
  world.answers('authenticate.copernica.com', { status: 200, body: LASTING });
  await world.deliver();
  expect(await became()).toEqual({ status: TAKEN, copernica: 'done absent' });
  expect(world.written().some(({ body }) => body.includes('memory.'))).toBe(false);
});

it('goes with the address where the erasure ends otherwise', async () => {
  const { world, became, erasureId } = await begun({ connections: [COPERNICA], vendors: { [API]: [FOUND, 403] } });
  world.answers('authenticate.copernica.com', { status: 200, body: LASTING });
  await world.deliver();
  expect(await became()).toEqual({ status: 'blocked', copernica: 'blocked credentials' });
  expect([await world.keeps(erasureId), memories(world)]).toEqual([false, []]);
});
