/**
 * Deadlines: people are reminded where somebody still has to see to it, and another due date changes what follows from it.
 */
import { changeDueDate, remind } from '../../src/app/deadline';
import { AGENT, begun, DAY, HOUR, JANE, SAYS, TAKEN } from '../support/ports-in-memory';

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
    await world.dying({ after: /POST .*comment/ }, (ports) => remind(ports)(erasureId));
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
    await changeDueDate(world.ports)(erasureId, later(dueAt));
    expect(world.property(issue)?.dueAt).toBe(new Date(dueAt).toISOString());
    expect(await world.kinds(erasureId)).toContain('due-changed');
    const [step] = await world.ports.ledger.steps([`${erasureId}.alpha`]);
    expect(step).toMatchObject({ status: 'waiting', giveUpAt: dueAt - 3 * DAY });
    world.alwaysAnswers('alpha', SAYS.deleted);
    await world.passes(HOUR);
    expect(world.property(issue)).toMatchObject({ status: TAKEN });
  });

  it('has the address kept as long as it is open', async () => {
    const { world, erasureId } = await begun({ vendors: { alpha: [SAYS.down] } });
    await world.deliver();
    await changeDueDate(world.ports)(erasureId, later(world.now + 300 * DAY));
    await world.ports.chance.sleep(200 * DAY);
    expect(await world.keeps(erasureId)).toBe(true);
  });

  it('keeps no address of one that has ended', async () => {
    const { world, erasureId } = await begun({ vendors: { alpha: [SAYS.refused] } });
    await world.deliver();
    await changeDueDate(world.ports)(erasureId, later(world.now + 60 * DAY));
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
    const asked = changeDueDate(world.ports)(erasureId, later(world.now + after, reason));
    await expect(asked).rejects.toMatchObject({ code });
    expect(world.property(issue)).toEqual(before);
  });

  it('is refused of what is done', async () => {
    const { world, erasureId } = await begun({ vendors: DONE });
    await world.deliver();
    const asked = changeDueDate(world.ports)(erasureId, later(world.now + DAY));
    await expect(asked).rejects.toMatchObject({ code: 'not-open' });
  });
});
