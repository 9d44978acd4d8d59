/**
 * The calls of one connection: recorded before the next one, patient, and none that nobody may make any more.
 */
import { drain } from '../../../src/app/drain/drain';
import { request } from '../../../src/app/request/request';
import {
  DAY,
  HOUR,
  JANE,
  MINUTE,
  SAYS,
  TAKEN,
  adminOver,
  begun,
  byAgent,
  byTrigger,
  connection,
  leaveMeAlone,
  portsInMemory,
} from '../../support/ports-in-memory';
import { settings } from '../../support/settings';
import type { Says, World } from '../../support/world-in-memory';

const alone = (...alpha: Says[]) => begun({ vendors: { alpha } });
const WIDE = { erasureIds: [], only: false };
const budgetOf = (world: World, calls = 450) => ({ until: world.now + 280_000, calls });

async function crowd(size: number, ...says: Says[]) {
  const world = await portsInMemory({ vendors: { alpha: says } });
  const ids: string[] = [];
  for (let n = 0; n < size; n += 1)
    ids.push((await request(world.ports, byTrigger(world.asks(`p${String(n)}@example.com`)))).erasureId);
  world.queue = [];
  return { world, ids };
}

it.each<[string, Says, string, string]>([
  ['deleted', SAYS.deleted, TAKEN, 'done deleted'],
  ['nobody there', SAYS.absent, TAKEN, 'done absent'],
  ['it will be done', SAYS.accepted, 'handed-over', 'handed-over accepted'],
  ['no', SAYS.refused, 'blocked', 'blocked rejected'],
  ['the key is wrong', SAYS.badKey, 'blocked', 'blocked credentials'],
  ['something else', 204, 'blocked', 'blocked unexpected-reply'],
  ['a page', { status: 200, body: '<html>Log in</html>' }, 'blocked', 'blocked unexpected-reply'],
  ['elsewhere', { status: 307, headers: { location: 'https://x.example/' } }, 'blocked', 'blocked redirected'],
  ['a fault', SAYS.down, 'running', 'waiting server-error'],
  ['not now', leaveMeAlone(60), 'running', 'waiting rate-limited'],
  ['nothing', { throws: new TypeError('fetch failed') }, 'running', 'waiting unreachable'],
])('takes a vendor at its word, where it says %s', async (_, says, status, alpha) => {
  const { world, became } = await alone(says);
  await world.deliver();
  expect(await became()).toEqual({ status, alpha });
});

it('is written before it is called: storage and secret store hold everything while the vendor is asked', async () => {
  const seen: unknown[] = [];
  const { world, erasureId, became } = await alone();
  world.answers('alpha', async () => {
    seen.push(await became(), await world.keeps(erasureId));
    return SAYS.deleted;
  });
  await world.deliver();
  expect(seen).toEqual([{ status: 'running', alpha: 'waiting' }, true]);
});

describe('patience', () => {
  it('tries again, each time later, until it is done', async () => {
    const { world, became } = await alone(SAYS.down, SAYS.down, SAYS.down, SAYS.deleted);
    const at: number[] = [];
    for (let tries = 1; tries <= 4; tries += 1) {
      while (world.called.length < tries) await world.passes(1000);
      at.push(world.now);
    }
    const [first = 0, second = 0, third = 0, fourth = 0] = at;
    expect(third - second).toBeGreaterThan(second - first);
    expect(fourth - third).toBeGreaterThan(third - second);
    expect(await became()).toMatchObject({ status: TAKEN });
  });

  it('leaves a vendor alone as long as it asked for, whoever else is due there', async () => {
    const { world, became } = await alone(leaveMeAlone(600));
    await world.deliver();
    const other = await request(world.ports, byTrigger(world.asks('john@example.com')));
    await world.sweeps();
    await world.passes(9 * MINUTE);
    await world.sweeps();
    expect(world.called).toHaveLength(1);
    world.answers('alpha', SAYS.deleted, SAYS.deleted);
    await world.passes(2 * MINUTE);
    expect([await became(), await world.became(other.erasureId)]).toEqual(
      Array(2).fill({ status: TAKEN, alpha: 'done deleted' }),
    );
  });

  it('ends where the due date is near, but is never less than a day: then a person is needed', async () => {
    const { world, became } = await begun({ vendors: { alpha: [] }, policy: { dueDays: 1 } });
    world.alwaysAnswers('alpha', SAYS.down);
    for (let hours = 0; hours < 17; hours += 1) {
      await world.passes(HOUR);
      await world.sweeps();
    }
    expect(await became()).toEqual({ status: 'running', alpha: 'waiting server-error' });
    await world.passes(DAY);
    await world.sweeps();
    expect(await became()).toEqual({ status: 'blocked', alpha: 'blocked retries-exhausted' });
  });
});

describe('a pause', () => {
  it('makes no call, loses nothing, and is over when a person says so', async () => {
    const { world, erasureId, became } = await alone();
    await world.ports.settings.setPaused(true);
    await world.passes(HOUR);
    await world.sweeps();
    expect([world.called, await became(), await world.keeps(erasureId)]).toEqual([
      [],
      { status: 'running', alpha: 'waiting' },
      true,
    ]);
    await world.ports.settings.setPaused(false);
    world.answers('alpha', SAYS.deleted);
    await world.sweeps();
    expect(await became()).toMatchObject({ status: TAKEN });
  });

  it('stops a run between two calls', async () => {
    const { world, ids } = await crowd(5);
    world.answers('alpha', async () => {
      await world.ports.settings.setPaused(true);
      return SAYS.deleted;
    });
    world.answers('alpha', SAYS.deleted);
    expect(await drain(world.ports, 'alpha', WIDE, budgetOf(world))).toEqual({ kind: 'paused' });
    world.forget('alpha');
    expect(world.called.length).toBeLessThanOrEqual(2);
    const all = await Promise.all(ids.map((id) => world.became(id)));
    expect(all.filter(({ alpha }) => alpha === 'waiting')).toHaveLength(5 - world.called.length);
  });
});

describe('a pause between the calls of one turn', () => {
  it('lets no further call of it be made, and nobody is told to have been called', async () => {
    const quickhelp = {
      ...{ id: 'quickhelp', provider: 'quickhelp', label: 'QuickHelp' },
      settings: { apiKey: 'k', subscriptionKey: 's' },
    };
    const world = await portsInMemory({ vendors: {}, connections: [quickhelp] });
    const ids: string[] = [];
    for (const name of ['a', 'b'])
      ids.push((await request(world.ports, byTrigger(world.asks(`${name}@example.com`)))).erasureId);
    // One of the two is refused: the vendor is asked again, for each of them alone.
    world.answers('qhapi.quickhelp.com', async () => {
      await world.ports.settings.setPaused(true);
      return 400;
    });
    await world.deliver();
    expect(world.called).toHaveLength(1);
    for (const id of ids) expect(await world.became(id)).toEqual({ status: 'running', quickhelp: 'waiting' });
  });
});

describe('two runs at one connection', () => {
  it('never call side by side: the second one comes back later', async () => {
    const { world } = await alone();
    let second: unknown;
    world.answers('alpha', async () => {
      second = await drain(world.ports, 'alpha', WIDE, budgetOf(world));
      return SAYS.deleted;
    });
    await world.deliver();
    expect(second).toMatchObject({ kind: 'again' });
    expect(world.called).toHaveLength(1);
  });

  it('record nothing of a run that was overtaken', async () => {
    const { world, became } = await alone();
    world.answers('alpha', async () => {
      // So long that its lease expires, and another one goes on.
      await world.ports.system.sleep(HOUR);
      world.answers('alpha', SAYS.refused);
      await drain(world.ports, 'alpha', WIDE, budgetOf(world));
      return SAYS.deleted;
    });
    await world.deliver();
    expect(await became()).toEqual({ status: 'blocked', alpha: 'blocked rejected' });
  });
});

describe('a run that dies', () => {
  it.each([
    ['before the call is recorded', { before: /transaction/ }],
    ['after it is recorded', { after: /transaction/ }],
  ])('%s is taken up again, and ends as the vendor says', async (_, at) => {
    const { world, issue, erasureId, became } = await alone(SAYS.deleted);
    const hints = { erasureIds: [erasureId], only: true };
    world.queue = [];
    // A lease that is taken for the first time is no transaction: what became of the call is.
    await world.dying(at, (ports) => drain(ports, 'alpha', hints, budgetOf(world)));
    if ((await became())['alpha'] === 'waiting') world.answers('alpha', SAYS.absent);
    for (let minutes = 0; minutes < 3; minutes += 1) {
      await world.passes(5 * MINUTE);
      await world.sweeps();
    }
    expect(await became()).toMatchObject({ status: TAKEN });
    expect(world.property(issue)).toMatchObject({ status: TAKEN, done: 1 });
    expect(await world.keeps(erasureId)).toBe(false);
  });
});

describe('what is not called any more', () => {
  it('a step that is final, whatever wakes it', async () => {
    const { world, erasureId } = await alone(SAYS.deleted);
    await world.deliver();
    await drain(world.ports, 'alpha', { erasureIds: [erasureId], only: false }, budgetOf(world));
    expect(world.called).toHaveLength(1);
  });

  it('a step whose address is gone: it needs a person', async () => {
    const { world, erasureId, became } = await alone();
    await world.ports.addresses.forget(erasureId, []);
    await world.deliver();
    expect(await became()).toEqual({ status: 'blocked', alpha: 'blocked address-missing' });
  });

  it.each<[string, (world: World) => Promise<void>]>([
    ['switched off', (world) => adminOver(world.ports).turn('alpha', false)],
    ['removed', (world) => adminOver(world.ports).remove('alpha')],
  ])('anybody at a connection that was %s', async (_, change) => {
    const { world, became } = await alone();
    await change(world);
    await world.deliver();
    expect(world.called).toEqual([]);
    expect(await became()).not.toMatchObject({ alpha: expect.stringContaining('done') as string });
  });

  it('anybody at a connection that was set up anew for another provider', async () => {
    const { world, became } = await alone();
    await adminOver(world.ports).remove('alpha');
    const other = {
      id: 'alpha',
      provider: 'quickhelp',
      label: 'alpha',
      settings: { apiKey: 'k', subscriptionKey: 's' },
    };
    await adminOver(world.ports).save(other);
    await world.deliver();
    expect(world.called).toEqual([]);
    expect(await became()).not.toMatchObject({ alpha: expect.stringContaining('done') as string });
  });

  it('anybody, once the budget is nearly spent: the rest is handed on', async () => {
    const { world, ids } = await crowd(3);
    const drained = await drain(world.ports, 'alpha', { erasureIds: ids, only: false }, budgetOf(world, 99));
    expect([drained.kind, world.called]).toEqual(['handed-on', []]);
    world.answers('alpha', ...ids.map(() => SAYS.deleted));
    await world.deliver();
    expect(world.called).toHaveLength(3);
  });
});

it('serves whom a person waits for alone, where the wake-up says so', async () => {
  const { world, ids } = await crowd(3, SAYS.deleted);
  await drain(world.ports, 'alpha', { erasureIds: ids.slice(1, 2), only: true }, budgetOf(world));
  expect(world.called).toEqual(['alpha p1@example.com']);
});

it('calls with the key that is saved by now', async () => {
  const { world } = await alone(SAYS.down);
  await world.deliver();
  await adminOver(world.ports).save(connection('alpha', { settings: { authSecret: 'k2' } }));
  let sent: string | null = null;
  world.answers('alpha', (asked) => {
    sent = asked.headers.get('authorization');
    return { status: SAYS.deleted };
  });
  await world.passes(MINUTE);
  expect(sent).toBe('Bearer k2');
  expect(world.called).toEqual([`alpha ${JANE}`, `alpha ${JANE}`]);
});

it('ends its run where the key is refused, and says so to everybody, also where a check is due later', async () => {
  const HOST = 'example.centercode.com';
  const [centercode] = settings().connections as [{ settings: object }];
  const lookupUrl = `https://${HOST}/api/v1/lookups/user?email=VALUE`;
  const connections = [{ ...centercode, settings: { ...centercode.settings, lookupUrl } }];
  const world = await portsInMemory({ vendors: {}, connections });
  let isRefused = false;
  world.alwaysAnswers(HOST, ({ url }) => {
    if (url.pathname.includes('/lookups/')) return { status: 200, body: { users: [{ email: 'still there' }] } };
    return { status: isRefused ? 401 : 200, body: {} };
  });
  const erase = async (address: string) => {
    const { erasureId } = await request(world.as('agent'), byAgent(world.asks(address), address));
    await world.deliver();
    return (await world.became(erasureId))['centercode'];
  };
  expect(await erase('first@example.com')).toBe('handed-over registered');
  isRefused = true;
  expect(await erase('second@example.com')).toBe('blocked credentials');
  expect(await erase('third@example.com')).toBe('blocked credentials');
});

describe('one bad reply', () => {
  const deep = '['.repeat(400_000) + ']'.repeat(400_000);

  it('is recorded once, and everybody else at the connection goes on', async () => {
    const world = await portsInMemory({
      vendors: {},
      connections: [connection('alpha', { settings: { deletedBody: '/status = deleted' } })],
    });
    const begin = async (address: string) => (await request(world.ports, byTrigger(world.asks(address)))).erasureId;
    world.alwaysAnswers('alpha', ({ url }) =>
      url.pathname.includes('bad')
        ? { status: 200, body: `{"status":${deep}}` }
        : { status: 200, body: { status: 'deleted' } },
    );
    const ids = [await begin('one@example.com'), await begin('bad@example.com'), await begin('two@example.com')];
    await world.passes(DAY);
    expect(await Promise.all(ids.map(async (id) => (await world.became(id))['alpha']))).toEqual([
      'done deleted',
      'blocked unexpected-reply',
      'done deleted',
    ]);
    expect(world.called).toHaveLength(3);
  });

  it('of a look-up holds up nobody else’s', async () => {
    const HOST = 'example.centercode.com';
    const [centercode] = settings().connections as [{ settings: object }];
    const look = { lookupUrl: `https://${HOST}/api/v1/lookups/user?email=VALUE`, lookupUnknown: 'empty' };
    const connections = [{ ...centercode, settings: { ...centercode.settings, ...look } }];
    const world = await portsInMemory({ vendors: {}, connections });
    world.alwaysAnswers(HOST, ({ url }) => {
      if (!url.pathname.includes('/lookups/')) return { status: 200, body: {} };
      return { status: 200, body: url.search.includes('bad') ? deep : [{ email: 'x@example.com' }] };
    });
    const begin = async (address: string) => (await request(world.ports, byTrigger(world.asks(address)))).erasureId;
    const ids = [await begin('bad@example.com'), await begin('good@example.com')];
    await world.passes(10 * DAY);
    for (const id of ids) expect((await world.became(id))['centercode']).toBe('handed-over registered');
    const macros = world.called.filter((call) => call.endsWith('deleteuser'));
    expect(macros).toHaveLength(2);
  });

  it('is no word of a storage that fails: the step waits, and is called again', async () => {
    const { world, became } = await alone(SAYS.deleted);
    let faults = 0;
    world.storageFails = ({ body }) => body.includes('drain.') && body.includes('owner') && faults++ < 2;
    await world.passes(DAY).catch(() => undefined);
    world.storageFails = () => false;
    await world.sweeps();
    expect((await became())['alpha']).toBe('done deleted');
  });
});
