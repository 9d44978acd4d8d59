/**
 * Several people on one issue: each is erased by an erasure of their own or waived with a reason; until then the issue is
 * not finished.
 */
import { whyNotClosable } from '../../../src/app/sync/may-be-closed';
import { markByHand } from '../../../src/app/decide/by-hand';
import { decide } from '../../../src/app/decide/decide';
import { repairDrift } from '../../../src/app/sync/drift';
import { preview } from '../../../src/app/request/preview';
import { request } from '../../../src/app/request/request';
import { requestSeveral } from '../../../src/app/request/request-several';
import { viewIssue } from '../../../src/app/query/erasure';
import { EMAIL_FIELD } from '../../../dev/platform/site-in-memory';
import { AGENT, byAgent, byTrigger, HOUR, portsInMemory, SAYS, TAKEN } from '../../support/ports-in-memory';
import type { Says, World } from '../../support/world-in-memory';
import { waive } from '../../../src/app/decide/waive';

const A = 'anna@example.com';
const B = 'bert@example.com';
const C = 'carl@example.com';

async function withPeople(text: string, given: Parameters<typeof portsInMemory>[0] = {}) {
  const world = await portsInMemory({ vendors: { alpha: [] }, ...given });
  world.alwaysAnswers('alpha', SAYS.deleted);
  const issue = world.asks(text);
  const among = text.split(/, ?/);
  const agent = world.as('agent');
  return {
    ...{ world, issue },
    look: () => preview(agent, issue.id),
    erase: async (address: string) => {
      const { erasureId } = await request(
        agent,
        byAgent(issue, address, among.length > 1 ? { chosenAmong: among } : {}),
      );
      await world.deliver();
      return erasureId;
    },
    eraseAll: (people: string[], number = people.length) =>
      requestSeveral(agent, { issue: issue.id, accountId: AGENT, people, number, chosenAmong: among }),
    waives: async (address: string, reason = 'Not a customer of ours.') => {
      const personId = await world.ports.addresses.personId(address as never);
      await waive(agent, { issueId: issue.id, personId, accountId: AGENT, reason });
      await world.deliver();
    },
    closes: () => whyNotClosable(world.ports, issue.key),
  };
}
const states = (seen: Awaited<ReturnType<typeof preview>>) =>
  seen.kind === 'several' ? Object.fromEntries(seen.people.map(({ address, state }) => [address, state])) : seen;

it('are shown to the agent, with where each of them stands', async () => {
  const { look, erase, waives } = await withPeople(`${A}, ${B}, ${C}`);
  expect(states(await look())).toEqual({ [A]: 'left', [B]: 'left', [C]: 'left' });
  await erase(A);
  await waives(B);
  expect(states(await look())).toEqual({ [A]: 'finished', [B]: 'waived', [C]: 'left' });
});

it('keep an issue from being finished until everybody is', async () => {
  const { world, issue, erase, closes } = await withPeople(`${A}, ${B}`);
  const first = await erase(A);
  expect(await world.became(first)).toMatchObject({ status: TAKEN });
  expect(world.property(issue)).toMatchObject({
    status: 'partial',
    people: { total: 2, finished: 1, waived: 0 },
    erasureId: first,
  });
  expect(await closes()).toContain('1 of 2 people');
  const second = await erase(B);
  expect(world.property(issue)).toMatchObject({
    status: TAKEN,
    people: { total: 2, finished: 2, waived: 0 },
    erasureId: second,
  });
  expect(await closes()).toBeNull();
  expect(world.comments(issue).join()).toContain('1 of 2 people of this issue finished. Left: b•••@e•••.com.');
  expect(world.called).toEqual([`alpha ${A}`, `alpha ${B}`]);
});

it('are told to be running while one of them still is, whoever was begun last', async () => {
  const { world, issue, eraseAll } = await withPeople(`${A}, ${B}, ${C}`);
  const { started, refused } = await eraseAll([A, B]);
  expect([started.length, refused]).toEqual([2, []]);
  world.answers('alpha', SAYS.down, SAYS.deleted);
  await world.deliver();
  const property = () => world.property(issue);
  expect(property()).toMatchObject({ status: 'running', people: { total: 3, finished: 1 } });
  await world.passes(60_000);
  expect(property()).toMatchObject({
    status: 'partial',
    people: { total: 3, finished: 2 },
    erasureId: started[1]?.erasureId,
  });
});

it('are labelled and moved once, when the last of them is finished', async () => {
  const { world, issue, erase } = await withPeople(`${A}, ${B}`, { status: { label: 'erased' } });
  const labels = () => world.ports.issues.read(issue.key, ['labels'], 'app').then(({ fields }) => fields['labels']);
  await erase(A);
  expect(await labels()).not.toContain('erased');
  await erase(B);
  expect(await labels()).toContain('erased');
});

describe('whoever is left', () => {
  it('is waived with a reason, which the evidence keeps, and the issue is told', async () => {
    const { world, issue, erase, waives, closes } = await withPeople(`${A}, ${B}`, { status: { label: 'erased' } });
    const erasureId = await erase(A);
    await waives(B, 'Asked us to keep their account.');
    expect(world.property(issue)).toMatchObject({ status: TAKEN, people: { total: 2, finished: 1, waived: 1 } });
    const [event] = await world.happened(erasureId, 'waived');
    expect(event).toMatchObject({ account: AGENT, reason: 'Asked us to keep their account.' });
    expect(JSON.stringify(event)).not.toContain(B);
    expect(await closes()).toBeNull();
    expect(world.comments(issue).at(-1)).toContain('1 of 2 people of this issue finished, 1 waived.');
    expect(JSON.stringify(await world.ports.issues.read(issue.key, ['labels'], 'app'))).toContain('erased');
    expect((await world.ports.erasureStore.erasure(erasureId))?.seal).toMatchObject({
      length: expect.any(Number) as number,
    });
  });

  it.each([
    ['without a reason', ' ', 'reason-missing'],
    ['with a reason that names them', `${B} is a friend`, 'address-in-reason'],
  ])('is not waived %s', async (_, reason, code) => {
    const { world, issue, erase, waives } = await withPeople(`${A}, ${B}`);
    await erase(A);
    await expect(waives(B, reason)).rejects.toMatchObject({ code });
    expect(world.property(issue)).toMatchObject({ status: 'partial', people: { waived: 0 } });
  });

  it.each<[string, string, string]>([
    ['who is erased', A, 'not-open'],
    ['whom the issue does not name', 'nobody@example.com', 'mismatch'],
  ])('is nobody %s', async (_, address, code) => {
    const { erase, waives } = await withPeople(`${A}, ${B}`);
    await erase(A);
    await expect(waives(address)).rejects.toMatchObject({ code });
  });

  it('is waived only where somebody else is erased', async () => {
    const { waives } = await withPeople(`${A}, ${B}`);
    await expect(waives(B)).rejects.toMatchObject({ code: 'nobody-begun' });
  });

  it('is left again where their erasure was called off, and may be erased after all', async () => {
    const { world, issue, erase, look } = await withPeople(`${A}, ${B}`, { policy: { graceHours: 1 } });
    const erasureId = await erase(A);
    await decide(world.as('agent'), { erasureId, decision: 'cancel' }, AGENT);
    expect(states(await look())).toEqual({ [A]: 'left', [B]: 'left' });
    await erase(A);
    expect(states(await look())).toEqual({ [A]: 'open', [B]: 'left' });
    expect(world.property(issue)).toMatchObject({ status: 'scheduled', people: { total: 2, finished: 0 } });
  });

  it('is not waived while their erasure needs a person: it is called off first', async () => {
    const { world, issue, erase, waives, look } = await withPeople(`${A}, ${B}`);
    await erase(A);
    world.answers('alpha', SAYS.refused);
    const erasureId = await erase(B);
    expect(await world.became(erasureId)).toMatchObject({ status: 'blocked' });
    await expect(waives(B)).rejects.toMatchObject({ code: 'not-open' });
    const seen = await look();
    expect(seen.kind === 'several' && seen.people[1]).toMatchObject({ words: 'Blocked', isToBegin: false });
    expect(world.property(issue)).toMatchObject({ status: 'blocked', people: { finished: 1, waived: 0 } });
    await decide(world.as('agent'), { erasureId, decision: 'cancel' }, AGENT);
    await waives(B);
    expect(world.property(issue)).toMatchObject({ people: { total: 2, finished: 1, waived: 1 } });
  });

  it('and waived may be erased all the same', async () => {
    const { world, issue, erase, waives } = await withPeople(`${A}, ${B}`);
    await erase(A);
    await waives(B);
    await erase(B);
    expect(world.property(issue)).toMatchObject({ people: { total: 2, finished: 2, waived: 0 } });
  });
});

describe('whoever was called because of the issue', () => {
  const OPEN = { finished: 1, total: 2, waived: 0 };
  const ALONE = { finished: 1, total: 1, waived: 0 };
  /** Anna, whom alpha does not erase; then the issue names Bert in her place, and alpha erases him. */
  async function replaced(says: Says, given: Parameters<typeof portsInMemory>[0] = {}) {
    const made = await withPeople(A, { status: { label: 'erased' }, ...given });
    const { world, issue, erase } = made;
    world.alwaysAnswers('alpha', says);
    const first = await erase(A);
    world.edit(issue, { [EMAIL_FIELD]: B });
    world.alwaysAnswers('alpha', SAYS.deleted);
    await request(world.ports, byTrigger(issue));
    await world.deliver();
    const labels = () => world.issues.find(issue.id)?.fields['labels'];
    return { ...made, first, labels };
  }
  const calledOff = (world: World, erasureId: string) =>
    decide(world.as('agent'), { erasureId, decision: 'cancel' }, AGENT);

  it.each([
    ['blocked', SAYS.refused, 'partial'],
    ['running', SAYS.down, 'running'],
  ])('and is %s counts, although another address stands in the field by now', async (_, says, status) => {
    const { world, issue, first, closes, labels } = await replaced(says);
    expect(world.property(issue)).toMatchObject({ status, mayClose: false, people: OPEN });
    expect([await closes(), labels()]).toEqual([expect.stringMatching(/is not finished/), []]);
    expect(world.property(issue)).toMatchObject({ status, mayClose: false, people: OPEN });
    await calledOff(world, first);
    await world.deliver();
    expect(world.property(issue)).toMatchObject({ status: TAKEN, mayClose: true, people: ALONE });
    expect([await closes(), labels()]).toEqual([null, ['erased']]);
  });

  it.each([
    ['taken out of a field of two', B],
    ['the last of them taken out', null],
  ])('and is blocked counts: %s', async (_, names) => {
    const { world, issue, erase, closes } = await withPeople(`${A}, ${B}`);
    world.answers('alpha', SAYS.refused);
    await erase(A);
    await erase(B);
    world.edit(issue, { [EMAIL_FIELD]: names });
    expect(await closes()).toContain('is not finished (blocked)');
    await world.passes(HOUR);
    await world.sweeps();
    expect(world.property(issue)).toMatchObject({ status: 'partial', mayClose: false, people: OPEN });
  });

  it('counts no more once all of their data is kept', async () => {
    const { world, issue, first, closes } = await replaced(SAYS.refused);
    const kept = { connectionId: 'alpha', said: 'kept', reason: 'Tax law.', reference: 'LAW-1' } as const;
    await markByHand(world.as('agent'), first, AGENT, kept);
    await world.deliver();
    expect(world.property(issue)).toMatchObject({ status: TAKEN, mayClose: true, people: ALONE });
    expect(await closes()).toBeNull();
  });

  it('after they were waived counts as blocked, and is waived again once that is called off', async () => {
    const { world, issue, erase, waives, closes } = await withPeople(`${A}, ${B}`);
    await erase(A);
    await waives(B);
    world.answers('alpha', SAYS.refused);
    const erasureId = await erase(B);
    expect(world.property(issue)).toMatchObject({ status: 'blocked', mayClose: false, people: OPEN });
    expect(await closes()).toContain('is not finished (blocked)');
    await calledOff(world, erasureId);
    expect(world.property(issue)).toMatchObject({ mayClose: true, people: { total: 2, finished: 1, waived: 1 } });
  });

  it('keeps the label from the issue while others are blocked, also where the field is empty by now', async () => {
    const made = await withPeople(A, { status: { label: 'erased' } });
    const { world, issue } = made;
    world.alwaysAnswers('alpha', SAYS.refused);
    const first = await made.erase(A);
    world.edit(issue, { [EMAIL_FIELD]: B });
    await request(world.ports, byTrigger(issue));
    await world.deliver();
    world.edit(issue, { [EMAIL_FIELD]: null });
    const done = { connectionId: 'alpha', said: 'done', reason: 'Seen there.', reference: 'OPS-1' } as const;
    await markByHand(world.as('agent'), first, AGENT, done);
    await world.deliver();
    expect(await world.became(first)).toMatchObject({ status: 'completed' });
    expect([world.issues.find(issue.id)?.fields['labels'], world.property(issue)?.mayClose]).toEqual([[], false]);
  });
});

describe('the number of people', () => {
  it('is typed by whoever erases several, and has to be right', async () => {
    const { world, eraseAll } = await withPeople(`${A}, ${B}`);
    await expect(eraseAll([A, B], 3)).rejects.toMatchObject({ code: 'bad-number' });
    await expect(eraseAll([A, 'ANNA@example.com'])).rejects.toMatchObject({ code: 'bad-number' });
    expect(world.stored()).toBe(0);
  });

  it('one of whom cannot be begun keeps no other from it, and says why', async () => {
    const { world, issue } = await withPeople(`${A}, ${B}`);
    const begun = await requestSeveral(world.as('agent'), {
      ...{ issue: issue.id, accountId: AGENT, people: [A, C], number: 2, chosenAmong: [A, B] },
    });
    expect(begun.started).toHaveLength(1);
    expect(begun.refused).toMatchObject([{ address: C }]);
  });

  it('follows the issue: who came in later counts, who was taken out and not begun does not', async () => {
    const { world, issue, erase } = await withPeople(A);
    await erase(A);
    expect(world.property(issue)).toMatchObject({ status: TAKEN, people: { total: 1, finished: 1 } });
    world.edit(issue, { [EMAIL_FIELD]: `${A}, ${B}, ${C}` });
    await request(world.as('agent'), byAgent(issue, B, { chosenAmong: [A, B, C] }));
    await world.deliver();
    expect(world.property(issue)).toMatchObject({ status: 'partial', people: { total: 3, finished: 2 } });
    world.edit(issue, { [EMAIL_FIELD]: C });
    await request(world.ports, byTrigger(issue));
    await world.deliver();
    expect(world.property(issue)).toMatchObject({ status: TAKEN, people: { total: 3, finished: 3 } });
  });

  it('is one where the address was corrected before anybody was erased', async () => {
    const { world, issue, erase } = await withPeople(A, { policy: { graceHours: 1 } });
    const erasureId = await erase(A);
    await decide(world.as('agent'), { erasureId, decision: 'cancel' }, AGENT);
    world.edit(issue, { [EMAIL_FIELD]: B });
    await request(world.as('agent'), byAgent(issue, B));
    expect(world.property(issue)).toMatchObject({ people: { total: 1 } });
  });

  it('stands on every view of them', async () => {
    const { world, issue, erase } = await withPeople(`${A}, ${B}`);
    await erase(A);
    const [view] = await viewIssue(world.as('agent'), issue.id);
    expect(view?.people).toMatchObject({ total: 2, finished: 1, left: ['b•••@e•••.com'] });
  });
});

it('nobody attending is refused, and says how many were seen', async () => {
  const { world, issue } = await withPeople(`${A}, ${B}, ${C}`);
  await expect(request(world.ports, byTrigger(issue))).rejects.toMatchObject({
    code: 'ambiguous',
    text: expect.stringMatching(/The field "Requester e-mail" names 3 people/) as string,
  });
});

it('our own beside a person are left aside by an agent, and refused where nobody attends', async () => {
  const own = 'boss@ourcompany.example';
  const { world, issue, look } = await withPeople(`${A}, ${own}`);
  await expect(request(world.ports, byTrigger(issue))).rejects.toMatchObject({ code: 'ambiguous' });
  expect(await look()).toMatchObject({ kind: 'several', people: [{ address: A }], alsoSeen: [own] });
  const agent = world.as('agent');
  await request(agent, byAgent(issue, A, { chosenAmong: [A] }));
  await world.deliver();
  expect(world.property(issue)).toMatchObject({ status: TAKEN, people: { total: 1, finished: 1 } });
});

it('the property is put right where somebody edited it', async () => {
  const { world, issue, erase } = await withPeople(`${A}, ${B}`);
  const id = await erase(A);
  const before = world.property(issue);
  await world.ports.issueWriter.setProperty(issue.id, { ...(before ?? {}), status: TAKEN } as never);
  const erasure = await world.ports.erasureStore.erasure(id);
  if (erasure !== null) await repairDrift(world.ports, erasure);
  expect(world.property(issue)).toEqual(before);
});

type At = { before: RegExp } | { after: RegExp };
const dies = (address: string, at: At, world: World, issue: { id: string; key: string }): Promise<void> =>
  world.dying(at, (ports) => request(ports, byAgent(issue, address, { chosenAmong: [A, B] })), 'agent');

it.each([{ before: /transaction/ }, { after: /transaction/ }])(
  'a run that dies (%p) leaves nobody unnoted',
  async (at) => {
    const { world, issue, erase, closes } = await withPeople(`${A}, ${B}`);
    await dies(A, at, world, issue);
    await erase(A);
    await dies(B, at, world, issue);
    expect(await closes()).not.toBeNull();
    await world.passes(10 * 60_000);
    await world.sweeps();
    if ((await closes()) !== null) await erase(B);
    expect(world.property(issue)).toMatchObject({ status: TAKEN, people: { total: 2, finished: 2 } });
  },
);
