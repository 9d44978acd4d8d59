/**
 * Invitations and erasures of the same person, in every order: whoever is being erased is not invited, and an invitation
 * that was sent stands in the evidence of the erasure.
 */
import { decide } from '../../../src/app/decide/decide';
import { invite, previewInvitation } from '../../../src/app/invite/invite';
import { request } from '../../../src/app/request/request';
import type { Ports } from '../../../src/ports/ports';
import { AGENT, byAgent, connection, DAY, type Issue, JANE, portsInMemory, SAYS } from '../../support/ports-in-memory';
import { isLong } from '../../support/runs';
import { TwoRuns } from '../../support/two-runs';
import type { World } from '../../support/world-in-memory';

const HOST = 'example.centercode.com';
const INVITER = 'inviter';
const inviter = {
  ...{ id: INVITER, provider: 'centercode-external-users', label: 'Invitations' },
  settings: { endpointUrl: `https://${HOST}/api/v1/x`, emailParameter: 'email' },
};

async function started(policy: object = {}) {
  const world = await portsInMemory({ vendors: {}, connections: [connection('alpha'), inviter], policy });
  world.alwaysAnswers(HOST, 200);
  world.alwaysAnswers('alpha', SAYS.deleted);
  return { world, issue: world.asks(JANE), agent: world.as('agent') };
}

const asked = ({ id }: Issue, reason: string | null = null) => ({
  ...{ issueId: id, connectionId: INVITER, accountId: AGENT, expected: JANE, reason },
});
const erase = async (ports: Ports, issue: Issue) => (await request(ports, byAgent(issue, JANE))).erasureId;
const sent = ({ called }: World) => called.filter((call) => call.startsWith(HOST)).length;

describe('while the person is being erased', () => {
  it.each(['approval', 'grace'])('nobody is invited, whatever reason they give (%s)', async (wait) => {
    const { world, issue, agent } = await started(wait === 'approval' ? { approval: 'always' } : { graceHours: 1 });
    const id = await erase(agent, issue);
    const refused = { code: 'erasure-open' };
    await expect(invite(agent, asked(issue, 'They asked for it.'))).rejects.toMatchObject(refused);
    await expect(previewInvitation(agent, issue.id, INVITER)).rejects.toMatchObject(refused);
    await expect(invite(agent, asked(world.asks(JANE), 'They asked for it.'))).rejects.toMatchObject(refused);
    expect([sent(world), await world.happened(id, 'invited')]).toEqual([0, []]);
  });

  it('nobody is invited either where a later erasure has ended before it', async () => {
    const { world, issue, agent } = await started();
    world.alwaysAnswers('alpha', SAYS.down);
    await erase(agent, issue);
    const later = world.asks(JANE);
    const id = await erase(agent, later);
    await world.deliver();
    await decide(agent, { erasureId: id, decision: 'cancel' }, AGENT);
    await expect(invite(agent, asked(later, 'They asked for it.'))).rejects.toMatchObject({ code: 'erasure-open' });
    expect(sent(world)).toBe(0);
  });

  it('nobody is invited where the index does not know the erasure yet', async () => {
    const { world, issue, agent } = await started();
    await erase(agent, issue);
    const erasureIndex: Ports['erasureIndex'] = {
      ...agent.erasureIndex,
      list: () => Promise.resolve({ erasures: [], cursor: null }),
    };
    for (const where of [issue, world.asks(JANE)])
      await expect(invite({ ...agent, erasureIndex }, asked(where, 'They asked for it.'))).rejects.toMatchObject({
        code: 'erasure-open',
      });
    expect(sent(world)).toBe(0);
  });

  it('leaves nothing in the way of an invitation once it has ended', async () => {
    const { world, issue, agent } = await started();
    const id = await erase(agent, issue);
    await expect(invite(agent, asked(issue, 'They asked for it.'))).rejects.toMatchObject({ code: 'erasure-open' });
    await world.deliver();
    await invite(agent, asked(issue, 'They asked for it.'));
    expect([sent(world), await world.happened(id, 'invited')]).toMatchObject([1, [{ reason: 'They asked for it.' }]]);
  });
});

it('stands in the evidence of an erasure that is begun afterwards, with who asked for it and when', async () => {
  const { world, issue, agent } = await started();
  const at = new Date(world.now).toISOString();
  await invite(agent, asked(issue));
  await world.passes(DAY);
  const id = await erase(agent, issue);
  await world.deliver();
  const invited = { at, n: 2, account: AGENT, connection: INVITER, reason: null };
  expect(await world.happened(id, 'invited')).toMatchObject([invited]);
  expect((await world.became(id))['status']).toBe('completed');
});

it('does not stand there where the provider surely did not take it', async () => {
  const { world, issue, agent } = await started();
  world.answers(HOST, SAYS.badKey);
  await invite(agent, asked(issue));
  expect(await world.happened(await erase(agent, issue), 'invited')).toEqual([]);
});

it.each([
  ['begin', 'another issue'],
  ['send', 'the same issue'],
] as const)(
  'is not sent where an erasure begins just before "%s" on %s; but later, if asked for again',
  async (at, on) => {
    const { world, issue, agent } = await started();
    const { invitations } = agent;
    let id = '';
    const begins = async (isNow: boolean) => {
      if (isNow) id = await erase(agent, on === 'the same issue' ? issue : world.asks(JANE));
    };
    const slow: Ports['invitations'] = {
      ...invitations,
      begin: async (...given) => {
        await begins(at === 'begin');
        return invitations.begin(...given);
      },
      send: async (...given) => {
        await begins(at === 'send');
        return invitations.send(...given);
      },
    };
    await expect(invite({ ...agent, invitations: slow }, asked(issue))).rejects.toMatchObject({ code: 'erasure-open' });
    expect([sent(world), await world.happened(id, 'invited')]).toEqual([0, []]);
    await world.deliver();
    await invite(agent, asked(issue, 'They asked for it.'));
    expect(sent(world)).toBe(1);
  },
);

describe('at the same moment', () => {
  /** Every order of two changes from one to the other in a long run; else one of so many, each time others. */
  const EVERY = isLong ? 1 : 4;

  /** Both at once, so far one and so far the other. */
  async function both(first: 'invite' | 'erase', steps: readonly [number, number], isSameIssue: boolean) {
    const { world, issue } = await started();
    const runs = new TwoRuns(world);
    const where = isSameIssue ? issue : world.asks(JANE);
    let isStoredAtEnd = false;
    const work = {
      invite: async (ports: Ports) => {
        try {
          await invite(ports, asked(where, 'They asked for it.'));
        } finally {
          isStoredAtEnd = world.stored() > 0;
        }
      },
      erase: (ports: Ports) => erase(ports, issue),
    };
    const second = first === 'invite' ? 'erase' : 'invite';
    const ends = await runs.run([work[first], work[second]], steps);
    const [invited, erased] = first === 'invite' ? ends : [ends[1], ends[0]];
    if (erased.status === 'rejected') throw erased.reason;
    const events = await world.happened(erased.value as string, 'invited');
    const code = invited.status === 'rejected' ? (invited.reason as { code: string }).code : 'sent';
    return { isOver: runs.isOver, code, sent: sent(world), events: events.length, isStoredAtEnd };
  }

  it.each([
    ['invite', true, ['erasure-open 0', 'sent 1']],
    ['erase', true, ['erasure-open 0', 'sent 1']],
    ['invite', false, ['erasure-open 0', 'sent 0', 'sent 1']],
    ['erase', false, ['erasure-open 0', 'sent 0', 'sent 1']],
  ] as const)(
    'whoever comes second sees the first (%s first, on the same issue: %s)',
    async (first, isSameIssue, ends) => {
      const seen = new Set<string>();
      let isOver = false;
      for (let of1 = 0; !isOver; of1 += 1)
        for (let of2 = 1 + (of1 % EVERY); ; of2 += EVERY) {
          const end = await both(first, [of1, of2], isSameIssue);
          isOver = end.isOver[0];
          // An invitation of another issue that was over before belongs to no erasure.
          const isTold = isSameIssue || end.isStoredAtEnd;
          const expected = end.sent === 1 ? ['sent', isTold ? 1 : 0] : ['erasure-open', 0];
          expect([of1, of2, end.code, end.events]).toEqual([of1, of2, ...expected]);
          seen.add(`${end.code} ${String(end.events)}`);
          if (end.isOver[1]) break;
        }
      expect([...seen].sort()).toEqual(ends);
    },
  );
});
