/**
 * Several people on one issue: each is erased by an erasure of their own or waived with a reason; until then the issue is
 * not finished.
 */
import { whyNotClosable } from '../../../src/app/sync/may-be-closed';
import { decide } from '../../../src/app/decide/decide';
import { repairDrift } from '../../../src/app/sync/drift';
import { preview } from '../../../src/app/request/preview';
import { request } from '../../../src/app/request/request';
import { requestSeveral } from '../../../src/app/request/request-several';
import { viewIssue } from '../../../src/app/query/erasure';
import { EMAIL_FIELD } from '../../../dev/platform/site-in-memory';
import { AGENT, byAgent, byTrigger, portsInMemory, SAYS, TAKEN } from '../../support/ports-in-memory';
import type { World } from '../../support/world-in-memory';
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
