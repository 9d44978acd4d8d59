/**
 * Looking before a deletion: every provider of the plan is asked what it holds, side by side; nothing is changed there, and
 * nothing is stored of the person here. Nobody is asked about somebody whom the rules protect.
 */
import { dryRun } from '../../../src/app/request/dry-run';
import { lookFirst } from '../../../src/app/request/look-first';
import { preview } from '../../../src/app/request/preview';
import {
  adminOver,
  askable,
  byAgent,
  byTrigger,
  connection,
  type Given,
  holding,
  HOUR,
  JANE,
  leaveMeAlone,
  MINUTE,
  portsInMemory,
  SAYS,
} from '../../support/ports-in-memory';
import type { Scripted } from '../../support/vendor';
import { request, type Request } from '../../../src/app/request/request';
import type { World } from '../../support/world-in-memory';

/** @param says what each provider that can be asked answers, in turn */
async function site(says: Record<string, Scripted[]>, more: Given & { readonly text?: string } = {}) {
  const { text = JANE, connections = [], ...given } = more;
  const ids = Object.keys(says);
  const world = await portsInMemory({
    ...{ vendors: {}, ...given },
    connections: [...ids.map((id) => askable(id)), ...connections],
  });
  for (const id of ids) world.answers(id, ...(says[id] ?? []));
  const issue = world.asks(text);
  return {
    world,
    issue,
    look: (expected = JANE, how: Partial<Request> = { confirmed: false }) =>
      lookFirst(world.as('agent'), byAgent(issue, expected, how)),
  };
}
const said = (looked: Awaited<ReturnType<typeof lookFirst>>) =>
  Object.fromEntries(looked.held.map(({ connectionId, words }) => [connectionId, words]));

/** What was written to the storage, but for the turns of those who look. */
const written = (world: World) => world.written().filter(({ body }) => !body.includes('"look.'));

it('tells side by side what every provider holds, and changes nothing', async () => {
  const { world, issue, look } = await site(
    { alpha: [holding(JANE, 'JANE@example.com')], beta: [holding()], gamma: [{ status: 503 }] },
    { connections: [connection('delta')] },
  );
  const before = written(world);
  const looked = await look();
  expect(said(looked)).toEqual({
    ...{ alpha: '2 records', beta: 'Nobody', gamma: 'Does not say', delta: 'Cannot be asked' },
  });
  expect(looked.summary).toBe('2 records at 1 of 4 providers; nobody at 1; 1 did not say; 1 cannot be asked.');
  expect(looked.hint).toBeNull();
  expect(looked.held[2]?.sentence).toBe('The provider has a fault.');
  expect(looked.held[3]?.sentence).toContain('Without a look-up URL');
  expect(world.called).toEqual(['alpha find', 'beta find', 'gamma find']);
  expect(written(world)).toEqual(before);
  expect(world.stored()).toBe(0);
  expect(world.queue).toEqual([]);
  expect(world.property(issue)).toBeUndefined();
  expect(JSON.stringify([looked, world.logged, world.written()]).toLowerCase()).not.toContain(JANE);
});

it('uses the noun of the provider', async () => {
  const brevo = { id: 'brevo', provider: 'brevo', label: 'Brevo', settings: { apiKey: 'xkeysib-canary' } };
  const { world, look } = await site({}, { connections: [brevo] });
  world.answers('api.brevo.com', { status: 200, body: { id: 7, email: JANE, attributes: {} } });
  expect(said(await look())).toEqual({ brevo: '1 contact' });
});

it('says plainly where nobody is found anywhere', async () => {
  const { look } = await site({ alpha: [holding()], beta: [{ status: 500 }] });
  const { summary, hint } = await look();
  expect(summary).toBe('Nobody at 1 of 2 providers; 1 did not say.');
  expect(hint).toContain('misspelt');
  const silent = await site({ alpha: [{ status: 500 }] });
  expect((await silent.look()).hint).toBeNull();
});

describe('a provider that does not answer', () => {
  const slowly =
    (world: () => World, milliseconds: number, reply: Scripted): Scripted =>
    () => {
      world().now += milliseconds;
      return reply;
    };

  it('within five seconds is given up, and a later answer is none', async () => {
    const made = await site({ alpha: [] });
    made.world.answers(
      'alpha',
      slowly(() => made.world, 5001, holding(JANE)),
    );
    expect(said(await made.look())).toEqual({ alpha: 'Did not answer in 5 s' });
  });

  it('has five seconds for all of its calls together', async () => {
    const made = await site({}, { connections: [askable('alpha', { bothSpellings: true })], text: 'Jane@example.com' });
    const half = slowly(() => made.world, 2600, holding());
    made.world.answers('alpha', half, half);
    expect(said(await made.look('Jane@example.com'))).toEqual({ alpha: 'Did not answer in 5 s' });
  });

  it('is given up by the call itself', async () => {
    const made = await site({ alpha: [] });
    made.world.answers('alpha', { throws: Object.assign(new Error('slow'), { name: 'TimeoutError' }) });
    const looked = await made.look();
    expect(said(looked)).toEqual({ alpha: 'Did not answer in 5 s' });
    expect(looked.held[0]?.sentence).toContain('Look again');
  });

  it('is asked with no more patience than that', async () => {
    const { world, look } = await site({ alpha: [holding()] });
    const limits = jest.spyOn(AbortSignal, 'timeout');
    await look();
    expect(limits.mock.calls).toEqual([[5000]]);
    limits.mockRestore();
    expect(world.called).toHaveLength(1);
  });
});

describe('who asks to be left alone', () => {
  it('is not asked, and says so', async () => {
    const { world, issue, look } = await site({ alpha: [leaveMeAlone(600)] });
    await request(world.ports, byTrigger(issue));
    await world.deliver();
    const looked = await look();
    expect(said(looked)).toEqual({ alpha: 'Not asked now' });
    expect(looked.held[0]?.sentence).toContain('asked us to slow down');
    expect(world.called).toHaveLength(1);
  });

  it('of somebody who looked, is left alone by whoever looks next, and by deletions', async () => {
    const { world, issue, look } = await site({ alpha: [leaveMeAlone(600)] });
    expect((await look()).held[0]).toMatchObject({
      kind: 'unanswered',
      sentence: 'The provider asked us to slow down.',
    });
    expect(said(await look())).toEqual({ alpha: 'Not asked now' });
    await request(world.ports, byTrigger(issue));
    await world.passes(9 * MINUTE);
    expect(world.called).toHaveLength(1);
    world.answers('alpha', holding(), holding());
    await world.passes(HOUR);
    expect(said(await look())).toEqual({ alpha: 'Nobody' });
  });

  it('is asked again at once where its connection was saved anew', async () => {
    const { world, look } = await site({ alpha: [leaveMeAlone(600), holding()] });
    await look();
    world.now += MINUTE;
    await adminOver(world.as('admin')).save(askable('alpha'));
    world.now += 1000;
    expect(said(await look())).toEqual({ alpha: 'Nobody' });
  });
});

it('keeps to the rate of a provider, whoever looks', async () => {
  const { world, look } = await site({ alpha: [holding(), holding()] });
  await look();
  const before = world.now;
  await look();
  // 120 calls a minute.
  expect(world.now - before).toBe(500);
});

it('asks nobody at whom somebody else looks for longer than a moment', async () => {
  const { world, look } = await site({ alpha: [] });
  const taken = await world.ports.leases.acquire('look.alpha', world.now, { lasts: 20_000 });
  expect('lease' in taken).toBe(true);
  const looked = await look();
  expect(said(looked)).toEqual({ alpha: 'Not asked now' });
  expect(looked.held[0]?.sentence).toContain('Look again in a moment');
});

it.each<[string, Scripted | null, string]>([
  ['a key that is refused', { status: 401 }, 'refuses this connection’s key'],
  [
    'a host that is not allowed',
    { throws: Object.assign(new Error('REQUEST_EGRESS_ALLOWLIST_ERR'), { name: 'ExternalEndpointNotAllowedError' }) },
    'has to allow this host',
  ],
  ['an answer that is not documented', { status: 200, body: { of: 'no meaning' } }, 'not the documented one'],
])('says so of %s', async (_, reply, words) => {
  const { look } = await site({ alpha: reply === null ? [] : [reply] });
  const { held } = await look();
  expect(held[0]).toMatchObject({ kind: 'unanswered', words: 'Does not say' });
  expect(held[0]?.sentence).toContain(words);
});

it('does not ask by a key that was refused before', async () => {
  const { world, look } = await site({ alpha: [] });
  const [saved] = (await world.ports.settings.read()).connections;
  await world.ports.settings.setKeyRejected('alpha', saved?.savedAt ?? 0);
  expect((await look()).held[0]?.sentence).toContain('refuses this connection’s key');
});

describe('nobody is asked', () => {
  const refusing = async (made: Awaited<ReturnType<typeof site>>, code: string, expected = JANE, how = {}) => {
    const before = written(made.world);
    await expect(made.look(expected, how)).rejects.toMatchObject({ code });
    expect(made.world.called).toEqual([]);
    expect(written(made.world)).toEqual(before);
  };

  it('while all deletions are paused', async () => {
    const made = await site({ alpha: [] });
    await made.world.ports.settings.setPaused(true);
    await refusing(made, 'paused');
  });

  it('from a project that is not allowed', async () => {
    await refusing(await site({ alpha: [] }, { policy: { projects: ['OPS'] } }), 'project-not-allowed');
  });

  it('about an address that the issue does not yield', async () => {
    await refusing(await site({ alpha: [] }), 'mismatch', 'other@example.com');
  });

  it('about a protected address, and the screen says so beforehand', async () => {
    const made = await site({ alpha: [] }, { policy: { protectedAddresses: [JANE] } });
    await refusing(made, 'protected', JANE, { confirmed: true });
    expect(await preview(made.world.as('agent'), made.issue.id)).toMatchObject({
      ...{ kind: 'ready', notLooked: expect.stringContaining('before a second person') as string },
    });
    await expect(dryRun(made.world.ports, byTrigger(made.issue))).rejects.toMatchObject({ code: 'protected' });
  });

  it('about somebody found in free text, before the agent says that it is right', async () => {
    const made = await site({ alpha: [holding()] }, { text: '' });
    made.world.edit(made.issue, { description: `Delete ${JANE}.` });
    await refusing(made, 'needs-confirmation', JANE, { confirmed: false });
    expect(said(await made.look(JANE, { confirmed: true }))).toEqual({ alpha: 'Nobody' });
    await expect(dryRun(made.world.ports, byTrigger(made.issue))).rejects.toMatchObject({ code: 'needs-confirmation' });
  });

  it('about one of several, before the agent chose', async () => {
    const two = `${JANE}, john@example.com`;
    const made = await site({ alpha: [holding()] }, { text: two });
    await refusing(made, 'ambiguous', JANE, { confirmed: true });
    const chosenAmong = two.split(', ');
    await refusing(made, 'ambiguous', JANE, { confirmed: false, chosenAmong });
    expect(said(await made.look(JANE, { confirmed: true, chosenAmong }))).toEqual({ alpha: 'Nobody' });
  });

  it('about somebody whom the agent typed and nobody can read for sure', async () => {
    const made = await site({ alpha: [] }, { text: `mary. ${JANE}` });
    const typed = { confirmed: true, typed: true };
    const shown = await preview(made.world.as('agent'), made.issue.id, { typed: JANE });
    expect(shown).toMatchObject({ kind: 'ready', notLooked: expect.any(String) as string });
    await refusing(made, 'needs-confirmation', JANE, typed);
  });
});

describe('a dry run of the web trigger', () => {
  it('says how many records are found, where a provider says it', async () => {
    const { world, issue } = await site(
      { alpha: [holding(JANE)], beta: [holding()], gamma: [{ status: 500 }] },
      { connections: [connection('delta')] },
    );
    const { plan } = await dryRun(world.ports, byTrigger(issue));
    expect(plan).toEqual([
      { connection: 'alpha', provider: 'http', calls: 1, found: 1 },
      { connection: 'beta', provider: 'http', calls: 1, found: 0 },
      { connection: 'gamma', provider: 'http', calls: 1 },
      { connection: 'delta', provider: 'http', calls: 1 },
    ]);
  });

  it('asks 30 providers at once, so that it takes no longer than one', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `vendor-${String(index)}`);
    const { world, issue } = await site(Object.fromEntries(ids.map((id) => [id, []])));
    let [now, most] = [0, 0];
    for (const id of ids)
      world.answers(id, async () => {
        now += 1;
        most = Math.max(most, now);
        await new Promise((resolve) => setImmediate(resolve));
        now -= 1;
        return SAYS.absent;
      });
    const { plan } = await dryRun(world.ports, byTrigger(issue));
    expect(plan.map(({ found }) => found)).toEqual(ids.map(() => 0));
    expect(most).toBe(30);
  });
});
