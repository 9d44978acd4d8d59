/**
 * Deadlines: people are reminded where somebody still has to see to it, and another due date changes what follows from it.
 */
import { changeDueDate } from '../../../src/app/decide/due-date';
import { request } from '../../../src/app/request/request';
import { AGENT, begun, byTrigger, DAY, HOUR, JANE, SAYS, TAKEN } from '../../support/ports-in-memory';
import { remind } from '../../../src/app/sweep/remind';

const DONE = { alpha: [SAYS.deleted] };
const later = (dueAt: number, reason = 'The customer agreed.') => ({ accountId: AGENT, dueAt, reason });

describe('a reminder', () => {
  it('stands on the issue 7, 3 and 1 days before the due date and once it is late, internal and each once', async () => {
    const { world, issue } = await begun({ vendors: { alpha: [SAYS.refused] }, status: { comment: 'public' } });
    await world.deliver();
    const before = world.comments(issue).length;
    const reminders: number[] = [];
    for (let day = 1; day <= 35; day += 1) {
      await world.passes(DAY);
      await world.sweeps();
      if (world.comments(issue).length > before + reminders.length) reminders.push(30 - day);
      expect(world.comments(issue)).toHaveLength(before + reminders.length);
    }
    expect(reminders).toEqual([7, 3, 1, 0]);
    const posted = world.issues.find(issue.id)?.comments.slice(before) ?? [];
    const internal = posted.map(({ properties }) => properties.find(({ key }) => key === 'sd.public.comment')?.value);
    expect(internal).toEqual(Array(4).fill({ internal: true }));
    expect(JSON.stringify(posted)).not.toContain(JANE);
  });

  it('is none of what is done, or of what somebody called off', async () => {
    const { world, issue, became } = await begun({ vendors: DONE });
    await world.deliver();
    expect(await became()).toMatchObject({ status: TAKEN });
    const before = world.comments(issue).length;
    await world.passes(31 * DAY);
    await world.sweeps();
    expect(world.comments(issue)).toHaveLength(before);
  });

  it('is posted once where it was posted and the run died', async () => {
    const { world, issue, erasureId } = await begun({ vendors: { alpha: [SAYS.refused] } });
    await world.deliver();
    await world.passes(29 * DAY);
    const before = world.comments(issue).length;
    await world.dying({ after: /POST .*comment/ }, (ports) => remind(ports, erasureId));
    await world.sweeps();
    expect(world.comments(issue)).toHaveLength(before + 1);
  });

  it('waits for Jira where it does not answer', async () => {
    const { world, issue } = await begun({ vendors: { alpha: [SAYS.refused] } });
    await world.deliver();
    const before = world.comments(issue).length;
    await world.passes(29 * DAY);
    world.jiraIsAway();
    await world.sweeps();
    world.jiraIsBack();
    await world.sweeps();
    expect(world.comments(issue)).toHaveLength(before + 1);
  });
});

describe('another due date', () => {
  it('is told the issue, has its reason in the evidence, and a vendor is tried as long as it allows', async () => {
    const { world, issue, erasureId } = await begun({ vendors: { alpha: [SAYS.down] } });
    await world.deliver();
    const dueAt = world.now + 60 * DAY;
    await changeDueDate(world.ports, erasureId, later(dueAt));
    expect(world.property(issue)?.dueAt).toBe(new Date(dueAt).toISOString());
    expect(await world.kinds(erasureId)).toContain('due-changed');
    const [step] = await world.ports.stepStore.steps([`${erasureId}.alpha`]);
    expect(step).toMatchObject({ status: 'waiting', giveUpAt: dueAt - 3 * DAY });
    world.alwaysAnswers('alpha', SAYS.deleted);
    await world.passes(HOUR);
    expect(world.property(issue)).toMatchObject({ status: TAKEN });
  });

  it('has the address kept as long as it is open', async () => {
    const { world, erasureId } = await begun({ vendors: { alpha: [SAYS.down] } });
    await world.deliver();
    await changeDueDate(world.ports, erasureId, later(world.now + 300 * DAY));
    await world.ports.system.sleep(200 * DAY);
    expect(await world.keeps(erasureId)).toBe(true);
  });

  it('keeps no address of one that has ended', async () => {
    const { world, erasureId } = await begun({ vendors: { alpha: [SAYS.refused] } });
    await world.deliver();
    await changeDueDate(world.ports, erasureId, later(world.now + 60 * DAY));
    expect(await world.keeps(erasureId)).toBe(false);
  });

  it.each([
    ['bad-due-date', -1, 'Why.'],
    ['bad-due-date', 366 * DAY, 'Why.'],
    ['reason-missing', DAY, ' '],
    ['address-in-reason', DAY, `For ${JANE}`],
  ])('is refused: %s (%i)', async (code, after, reason) => {
    const { world, issue, erasureId } = await begun({ vendors: { alpha: [] } });
    const before = world.property(issue);
    const asked = changeDueDate(world.ports, erasureId, later(world.now + after, reason));
    await expect(asked).rejects.toMatchObject({ code });
    expect(world.property(issue)).toEqual(before);
  });

  it('is refused of what is done', async () => {
    const { world, erasureId } = await begun({ vendors: DONE });
    await world.deliver();
    const asked = changeDueDate(world.ports, erasureId, later(world.now + DAY));
    await expect(asked).rejects.toMatchObject({ code: 'not-open' });
  });
});

describe('the legal month', () => {
  // Issues of these tests are created on 22 November, in Amsterdam.
  const legal = async () => {
    const made = await begun({ vendors: { alpha: [SAYS.refused] }, policy: { dueDays: undefined } });
    await made.world.deliver();
    const erasure = await made.world.ports.erasureStore.erasure(made.erasureId);
    if (erasure?.month === undefined) throw new Error('no month holds');
    return { ...made, ...erasure.month };
  };
  const iso = (time: number) => new Date(time).toISOString();

  it('ends where the site is, and the issue says so', async () => {
    const { world, issue, endsAt } = await legal();
    expect(iso(endsAt)).toMatch(/T22:59:59\.999Z$|T21:59:59\.999Z$/);
    expect(world.property(issue)?.dueAt).toBe(iso(endsAt));
    world.now = endsAt - DAY;
    await world.sweeps();
    expect(world.comments(issue).join()).toContain(`${iso(endsAt).slice(0, 10)} (Europe/Amsterdam)`);
  });

  it('asks Jira once a day where the site is, and goes by UTC where it does not tell', async () => {
    const { world, zone } = await legal();
    expect(zone).toBe('Europe/Amsterdam');
    let asked = 0;
    world.jiraAnswers = ({ path }) => {
      if (!path.includes('serverInfo')) return null;
      asked += 1;
      return { status: 503 };
    };
    await request(world.ports, byTrigger(world.asks('second@example.com')));
    expect(asked).toBe(0);
    world.now += 2 * DAY;
    const { erasureId } = await request(world.as('agent'), byTrigger(world.asks('third@example.com')));
    expect(asked).toBe(1);
    expect((await world.ports.erasureStore.erasure(erasureId))?.month?.zone).toBe('UTC');
  });

  it('is extended by two months, once', async () => {
    const { world, issue, erasureId, endsAt, extendsTo } = await legal();
    await changeDueDate(world.ports, erasureId, later(extendsTo));
    expect(world.property(issue)?.dueAt).toBe(iso(extendsTo));
    const [event] = await world.happened(erasureId, 'due-changed');
    expect(event).toMatchObject({ reason: 'The customer agreed.', dueAt: iso(extendsTo) });
    await changeDueDate(world.ports, erasureId, later(endsAt));
    await expect(changeDueDate(world.ports, erasureId, later(extendsTo))).rejects.toMatchObject({
      code: 'extended-before',
    });
  });

  it('is extended to the end of the day where the site is, wherever it is chosen', async () => {
    const { world, issue, erasureId, extendsTo } = await legal();
    await changeDueDate(world.ports, erasureId, later(extendsTo + 9 * HOUR));
    expect(world.property(issue)?.dueAt).toBe(iso(extendsTo));
  });

  it('is not extended further, not without a reason, and not once it is over', async () => {
    const { world, erasureId, endsAt, extendsTo } = await legal();
    const extend = (to: number, why?: string) => changeDueDate(world.ports, erasureId, later(to, why));
    await expect(extend(extendsTo + DAY)).rejects.toMatchObject({ code: 'bad-due-date' });
    await expect(extend(extendsTo, ' ')).rejects.toMatchObject({ code: 'reason-missing' });
    world.now = endsAt + 1;
    await expect(extend(extendsTo)).rejects.toMatchObject({ code: 'extended-too-late' });
  });

  it('may be made shorter at any time, and long again within itself', async () => {
    const { world, issue, erasureId, endsAt, extendsTo } = await legal();
    await changeDueDate(world.ports, erasureId, later(world.now + 7 * DAY));
    await changeDueDate(world.ports, erasureId, later(endsAt));
    expect(world.property(issue)?.dueAt).toBe(iso(endsAt));
    await changeDueDate(world.ports, erasureId, later(extendsTo));
    expect(world.property(issue)?.dueAt).toBe(iso(extendsTo));
  });
});
