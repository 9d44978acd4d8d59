/**
 * Blocked steps that are taken up again: those only, for the same person only, whoever or whatever asks for it.
 */
import { request } from '../../../src/app/request/request';
import { retry, resumeAfterKeyChange, resumeAllAfterKeyChange } from '../../../src/app/decide/retry';
import { EMAIL_FIELD } from '../../../dev/platform/site-in-memory';
import {
  AGENT,
  DAY,
  HOUR,
  JANE,
  MINUTE,
  SAYS,
  TAKEN,
  adminOver,
  begun,
  byTrigger,
  connection,
} from '../../support/ports-in-memory';
import type { World } from '../../support/world-in-memory';

const retries = (world: World, erasureId: string) => retry(world.as('agent'), erasureId, AGENT);

/** Jane's erasure, done at alpha, and blocked at beta for what it answered. */
async function blocked(beta: number) {
  const made = await begun({ vendors: { alpha: [SAYS.deleted], beta: [beta] } });
  await made.world.deliver();
  return made;
}

/** John's erasure, which alpha answers. */
async function askedToo(world: World, alpha: number): Promise<string> {
  world.answers('alpha', alpha);
  const { erasureId } = await request(world.ports, byTrigger(world.asks('john@example.com')));
  await world.deliver();
  return erasureId;
}

describe('a retry', () => {
  it('calls for what was blocked and for nothing that was done', async () => {
    const { world, issue, erasureId, became } = await blocked(SAYS.refused);
    expect(await became()).toEqual({ status: 'partial', alpha: 'done deleted', beta: 'blocked rejected' });
    world.answers('beta', SAYS.deleted);
    await retries(world, erasureId);
    expect(await world.keeps(erasureId)).toBe(true);
    await world.deliver();
    expect(world.called).toEqual([`alpha ${JANE}`, `beta ${JANE}`, `beta ${JANE}`]);
    expect(await became()).toMatchObject({ status: TAKEN, beta: 'done deleted' });
    expect(world.property(issue)).toMatchObject({ status: TAKEN, done: 2, blocked: 0 });
    expect(await world.keeps(erasureId)).toBe(false);
    expect(await world.happened(erasureId, 'retried')).toMatchObject([{ account: AGENT, connections: ['beta'] }]);
  });

  it('that blocks again the same way is not told again in the same words, and another way is', async () => {
    const { world, issue, erasureId } = await blocked(SAYS.refused);
    expect(world.comments(issue)).toHaveLength(1);
    for (const [answer, comments] of [
      [SAYS.refused, 1],
      [SAYS.badKey, 2],
      [SAYS.refused, 3],
    ] as const) {
      world.answers('beta', answer);
      await retries(world, erasureId);
      await world.deliver();
      expect(world.comments(issue)).toHaveLength(comments);
      expect(world.property(issue)).toMatchObject({ status: 'partial', blocked: 1 });
    }
  });

  it('of one connection leaves the other blocked', async () => {
    const { world, erasureId, became } = await begun({ vendors: { alpha: [SAYS.refused], beta: [SAYS.refused] } });
    await world.deliver();
    world.answers('beta', SAYS.deleted);
    await retry(world.as('agent'), erasureId, AGENT, 'beta');
    await world.deliver();
    expect(await became()).toEqual({ status: 'partial', alpha: 'blocked rejected', beta: 'done deleted' });
    expect(await world.happened(erasureId, 'retried')).toMatchObject([{ connections: ['beta'] }]);
  });

  it('of one that goes on elsewhere disturbs nothing there', async () => {
    const { world, erasureId, became } = await begun({ vendors: { alpha: [SAYS.down], beta: [SAYS.refused] } });
    await world.deliver();
    const waiting = await world.ports.stepStore.steps([`${erasureId}.alpha`]);
    world.answers('beta', SAYS.deleted);
    await retries(world, erasureId);
    expect(await world.ports.stepStore.steps([`${erasureId}.alpha`])).toEqual(waiting);
    world.answers('alpha', SAYS.deleted);
    await world.passes(MINUTE);
    expect(await became()).toMatchObject({ status: TAKEN });
  });

  it.each([
    ['somebody else', 'mismatch', 'john@example.com'],
    ['several', 'ambiguous', `${JANE}, john@example.com`],
    ['nobody', 'no-address', null],
  ])('is refused where the issue names %s by now, and keeps no address', async (_, code, address) => {
    const { world, issue, erasureId, became } = await blocked(SAYS.refused);
    world.edit(issue, { [EMAIL_FIELD]: address });
    await expect(retries(world, erasureId)).rejects.toMatchObject({ code });
    await world.passes(HOUR);
    expect(await became()).toMatchObject({ status: 'partial', beta: 'blocked rejected' });
    expect(await world.keeps(erasureId)).toBe(false);
  });

  it('is refused by an issue that the asking agent may not see', async () => {
    const { world, erasureId } = await blocked(SAYS.refused);
    const asked = retry(world.as('other-agent'), erasureId, 'local-other-agent');
    await expect(asked).rejects.toMatchObject({ code: 'no-such-issue' });
  });

  it('of what is done, called off or not there is refused', async () => {
    const { world, erasureId } = await begun({ vendors: { alpha: [SAYS.deleted], beta: [SAYS.deleted] } });
    await world.deliver();
    await expect(retries(world, erasureId)).rejects.toMatchObject({ code: 'not-open' });
    await expect(retries(world, 'nothing')).rejects.toMatchObject({ code: 'not-open' });
    expect(await world.keeps(erasureId)).toBe(false);
  });

  it('twice at the same moment calls once', async () => {
    const { world, erasureId } = await blocked(SAYS.refused);
    world.answers('beta', SAYS.deleted);
    await Promise.allSettled([retries(world, erasureId), retries(world, erasureId)]);
    await world.deliver();
    expect(world.called.filter((call) => call.startsWith('beta'))).toHaveLength(2);
  });

  it('has as long as a day to be tried, however late it is', async () => {
    const { world, erasureId, became } = await blocked(SAYS.refused);
    await world.ports.system.sleep(60 * DAY);
    world.answers('beta', SAYS.down, SAYS.deleted);
    await retries(world, erasureId);
    await world.passes(MINUTE);
    expect(await became()).toMatchObject({ status: TAKEN, beta: 'done deleted' });
  });

  it('whose run dies leaves no address behind', async () => {
    const { world, erasureId } = await blocked(SAYS.refused);
    await world.passes(2 * HOUR);
    await world.sweeps();
    await world.dying({ after: /secret\/set/ }, (ports) => retry(ports, erasureId, AGENT), 'agent');
    expect(await world.keeps(erasureId)).toBe(true);
    for (let hours = 0; hours < 3; hours += 1) {
      await world.passes(HOUR);
      await world.sweeps();
    }
    expect(await world.keeps(erasureId)).toBe(false);
  });
});

describe('a key that is refused', () => {
  const renew = (world: World) =>
    adminOver(world.as('admin')).save(connection('beta', { settings: { authSecret: 'k2' } }));

  it('locks the connection, and nobody else is called with it', async () => {
    const { world, became } = await blocked(SAYS.badKey);
    expect(await became()).toEqual({ status: 'partial', alpha: 'done deleted', beta: 'blocked credentials' });
    const other = await askedToo(world, SAYS.deleted);
    expect(await world.became(other)).toMatchObject({ status: 'partial', beta: 'blocked credentials' });
    expect(world.called.filter((call) => call.startsWith('beta'))).toHaveLength(1);
  });

  it('is tried for nobody before it is renewed; then everybody who waited is taken up', async () => {
    const { world, erasureId, became } = await blocked(SAYS.badKey);
    const other = await askedToo(world, SAYS.deleted);
    await resumeAllAfterKeyChange(world.ports, Infinity);
    await world.deliver();
    expect(await became()).toMatchObject({ beta: 'blocked credentials' });
    expect(await world.happened(erasureId, 'retried')).toEqual([]);
    await renew(world);
    world.answers('beta', SAYS.deleted, SAYS.absent);
    await world.sweeps();
    expect(await became()).toMatchObject({ status: TAKEN, beta: 'done deleted' });
    expect(await world.became(other)).toMatchObject({ status: TAKEN, beta: 'done absent' });
    expect([await world.keeps(erasureId), await world.keeps(other)]).toEqual([false, false]);
  });

  it('that another step waits for takes up nothing that does not wait, and keeps no address for it', async () => {
    const { world, erasureId, became } = await blocked(SAYS.badKey);
    const before = await became();
    await resumeAfterKeyChange(world.ports, erasureId, 'alpha');
    expect([await became(), await world.keeps(erasureId)]).toEqual([before, false]);
  });

  it('is tried once more by whoever asks for it', async () => {
    const { world, erasureId, became } = await blocked(SAYS.badKey);
    world.answers('beta', SAYS.deleted);
    await retries(world, erasureId);
    await world.deliver();
    expect(await became()).toMatchObject({ status: TAKEN });
  });

  it('that is refused again locks it again', async () => {
    const { world, became } = await blocked(SAYS.badKey);
    await renew(world);
    world.answers('beta', SAYS.badKey);
    await world.sweeps();
    await world.sweeps();
    expect(await became()).toMatchObject({ status: 'partial', beta: 'blocked credentials' });
  });

  it('takes up nobody whom the issue does not name any more: the step needs a person', async () => {
    const { world, issue, erasureId, became } = await blocked(SAYS.badKey);
    world.edit(issue, { [EMAIL_FIELD]: 'john@example.com' });
    await renew(world);
    await world.sweeps();
    expect(await became()).toMatchObject({ status: 'partial', beta: 'blocked address-missing' });
    expect(await world.keeps(erasureId)).toBe(false);
  });

  it('waits for Jira where it does not answer, and for nothing while deletions are paused', async () => {
    const { world, erasureId, became } = await blocked(SAYS.badKey);
    await renew(world);
    world.jiraIsAway();
    await resumeAfterKeyChange(world.ports, erasureId, 'beta');
    expect(await became()).toMatchObject({ beta: 'blocked credentials' });
    world.jiraIsBack();
    await world.ports.settings.setPaused(true);
    await world.sweeps();
    expect(await became()).toMatchObject({ beta: 'blocked credentials' });
    await world.ports.settings.setPaused(false);
    world.answers('beta', SAYS.deleted);
    await world.sweeps();
    expect(await became()).toMatchObject({ status: TAKEN });
  });
});
