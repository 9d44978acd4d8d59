/**
 * What an issue is told: property, comment and receipt say what the steps say, and the end is told once.
 */
import { createPublicKey, verify } from 'node:crypto';
import { decide } from '../../../src/app/decide/decide';
import { drain } from '../../../src/app/drain/drain';
import { reconcile } from '../../../src/app/sync/reconcile';
import { request } from '../../../src/app/request/request';
import { retry } from '../../../src/app/decide/retry';
import { propertyOf } from '../../../src/app/sync/issue-property';
import { AGENT, begun, byTrigger, HOUR, JANE, MINUTE, SAYS, TAKEN } from '../../support/ports-in-memory';
import { spellingsOf } from '../../support/spellings';
import type { World } from '../../support/world-in-memory';
import { verifyReceipt, type Receipt } from '../../../src/core/evidence/receipt';
import { receiptOf } from '../../../src/app/query/receipt';

const DONE = { alpha: [SAYS.deleted], beta: [SAYS.deleted] };

const isSigned = (publicKey: string, text: string, signature: string): boolean => {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' });
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
};
const flaws = (world: World, receipt: Receipt) =>
  verifyReceipt(receipt, { sha256: world.ports.notary.sha256, verify: isSigned });

/** What the ledger holds, as the property has to say it. */
async function truth(world: World, erasureId: string) {
  const whole = await world.ports.erasureStore.snapshot(erasureId);
  return whole === null ? null : propertyOf(world.ports, whole);
}

describe('an end', () => {
  it.each([
    ['all done', SAYS.deleted, SAYS.absent, TAKEN],
    ['some refused', SAYS.deleted, SAYS.refused, 'partial'],
    ['all refused', SAYS.refused, SAYS.badKey, 'blocked'],
    ['one taken', SAYS.deleted, SAYS.accepted, 'handed-over'],
  ])('is what the steps say (%s), in property, comment and receipt alike', async (_, alpha, beta, status) => {
    const { world, issue, erasureId, became } = await begun({ vendors: { alpha: [alpha], beta: [beta] } });
    await world.deliver();
    expect(await became()).toMatchObject({ status });
    expect(world.property(issue)).toEqual(await truth(world, erasureId));
    expect(world.comments(issue)).toHaveLength(1);
    const receipt = await receiptOf(world.ports, erasureId);
    expect(flaws(world, receipt)).toEqual([]);
    expect(receipt.events.at(-1)).toMatchObject({ kind: 'finished', status });
    const said = receipt.events.flatMap((event) => (event.kind === 'called' ? [[event.connection, event.status]] : []));
    const steps = world.property(issue)?.steps.map((step) => [step.connection, step.status]);
    expect(Object.fromEntries(said)).toEqual(Object.fromEntries(steps ?? []));
  });

  it('is none while one vendor has not answered: no comment, no receipt, no finish', async () => {
    const { world, issue, erasureId, became } = await begun({ vendors: { alpha: [SAYS.deleted], beta: [SAYS.down] } });
    await world.deliver();
    expect(await became()).toMatchObject({ status: 'running', alpha: 'done deleted' });
    expect(world.property(issue)).toMatchObject({ status: 'running', done: 1, waiting: 1, finishedAt: null });
    expect(world.comments(issue)).toEqual([]);
    await expect(receiptOf(world.ports, erasureId)).rejects.toMatchObject({ code: 'not-open' });
  });

  it('is told by one comment, whoever publishes again', async () => {
    const { world, issue, erasureId } = await begun({ vendors: DONE });
    await world.deliver();
    await Promise.all([reconcile(world.ports, erasureId), reconcile(world.ports, erasureId)]);
    for (let hours = 0; hours < 3; hours += 1) {
      await world.passes(HOUR);
      await world.sweeps();
    }
    expect(world.comments(issue)).toHaveLength(1);
  });

  it('after a retry is told anew, by a comment and a receipt of its own', async () => {
    const { world, issue, erasureId } = await begun({ vendors: { alpha: [SAYS.deleted], beta: [SAYS.refused] } });
    await world.deliver();
    const before = await receiptOf(world.ports, erasureId);
    world.answers('beta', SAYS.deleted);
    await retry(world.as('agent'), erasureId, AGENT);
    await world.deliver();
    const after = await receiptOf(world.ports, erasureId);
    expect(world.comments(issue)).toHaveLength(2);
    expect(after.events.slice(0, before.length)).toEqual(before.events);
    expect([after.events.at(-1)?.kind, flaws(world, after)]).toEqual(['finished', []]);
  });

  it('names no address anywhere: not in the issue, the log, the queue, nor in what is stored in the open', async () => {
    const { world, issue, erasureId } = await begun({ vendors: { alpha: [SAYS.deleted], beta: [SAYS.down] } });
    await world.deliver();
    const receipt = await receiptOf(world.ports, erasureId).catch(() => null);
    const left = JSON.stringify([world.property(issue), world.comments(issue), world.logged, world.queue, receipt]);
    const stored = world.rows.asText().filter((row) => !row.startsWith('secret '));
    for (const spelling of spellingsOf(JANE)) expect(left + stored.join('\n')).not.toContain(spelling);
    world.answers('beta', SAYS.deleted);
    await world.passes(MINUTE);
    for (const spelling of spellingsOf(JANE)) expect(world.rows.asText().join('\n')).not.toContain(spelling);
  });
});

describe('the comment', () => {
  const isInternal = (world: World, { id }: { id: string }) =>
    world.issues.find(id)?.comments[0]?.properties.find(({ key }) => key === 'sd.public.comment')?.value;

  it.each([
    ['internal', { internal: true }],
    ['public', { internal: false }],
  ])('is %s where the settings say so', async (comment, value) => {
    const { world, issue } = await begun({ vendors: DONE, status: { comment } });
    await world.deliver();
    expect(isInternal(world, issue)).toEqual(value);
  });

  it('is none where the settings want none; the end is sealed all the same', async () => {
    const { world, issue, erasureId } = await begun({ vendors: DONE, status: { comment: 'none' } });
    await world.deliver();
    expect(world.comments(issue)).toEqual([]);
    expect(flaws(world, await receiptOf(world.ports, erasureId))).toEqual([]);
  });

  it.each([
    ['before the comment', { before: /POST .*comment/ }],
    ['after the comment', { after: /POST .*comment/ }],
    ['before the end is noted', { before: /PUT .*properties/ }],
  ])('is posted once where a run dies %s', async (_, at) => {
    const { world, issue, erasureId } = await begun({ vendors: DONE });
    world.queue = world.queue.filter(({ body }) => (body as { connectionId: string }).connectionId === 'alpha');
    await world.deliver();
    const wide = { erasureIds: [erasureId], only: false };
    await world.dying(at, (ports) => drain(ports, 'beta', wide, { until: world.now + 280_000, calls: 450 }));
    for (let minutes = 0; minutes < 4; minutes += 1) {
      await world.passes(5 * MINUTE);
      await world.sweeps();
    }
    expect(world.comments(issue)).toHaveLength(1);
    expect(world.property(issue)).toEqual(await truth(world, erasureId));
    expect(flaws(world, await receiptOf(world.ports, erasureId))).toEqual([]);
  });
});

describe('label and transition', () => {
  const wished = { status: { label: 'erased', transition: 'Done' } };
  const fieldsOf = (world: World, { id }: { id: string }) => world.issues.find(id)?.fields;

  it('are made where everything is completed', async () => {
    const { world, issue } = await begun({ vendors: DONE, ...wished });
    await world.deliver();
    expect(fieldsOf(world, issue)).toMatchObject({ labels: ['erased'], status: { name: 'Done' } });
  });

  it('are not made where anything is blocked, or somebody called it off', async () => {
    const blocked = await begun({ vendors: { alpha: [SAYS.deleted], beta: [SAYS.refused] }, ...wished });
    await blocked.world.deliver();
    expect(fieldsOf(blocked.world, blocked.issue)).toMatchObject({ labels: [], status: { name: 'Open' } });
    const off = await begun({ vendors: { alpha: [], beta: [] }, ...wished });
    await decide(off.world.as('agent'), { erasureId: off.erasureId, decision: 'cancel' }, AGENT);
    await off.world.deliver();
    expect(fieldsOf(off.world, off.issue)).toMatchObject({ labels: [], status: { name: 'Open' } });
  });
});

describe('where Jira does not take it', () => {
  it('the calls go on, the address is let go of, and the issue is told once Jira is back', async () => {
    const { world, issue, erasureId, became } = await begun({ vendors: DONE });
    world.jiraIsAway();
    await world.deliver();
    expect([await became(), await world.keeps(erasureId)]).toEqual([
      { status: TAKEN, alpha: 'done deleted', beta: 'done deleted' },
      false,
    ]);
    expect(world.property(issue)).toMatchObject({ status: 'running' });
    world.jiraIsBack();
    for (let minutes = 0; minutes < 3; minutes += 1) {
      await world.passes(5 * MINUTE);
      await world.sweeps();
    }
    expect(world.property(issue)).toEqual(await truth(world, erasureId));
    expect(world.comments(issue)).toHaveLength(1);
  });

  it('it is asked again only when it said so', async () => {
    const { world, erasureId } = await begun({ vendors: DONE });
    let asked = 0;
    world.jiraAnswers = () => {
      asked += 1;
      return { status: 429, headers: { 'retry-after': '600', 'ratelimit-reason': 'jira-burst-based' } };
    };
    await world.deliver();
    const before = asked;
    await world.passes(9 * MINUTE);
    await world.sweeps();
    expect(asked).toBe(before);
    expect((await world.ports.outbox.entries([erasureId]))[0]?.syncError).toBe('limit-burst');
  });

  it('it is asked again as soon as it said, without waiting for a sweep', async () => {
    const { world, issue } = await begun({ vendors: DONE });
    world.jiraAnswers = () => ({ status: 429, headers: { 'retry-after': '600' } });
    await world.deliver();
    world.jiraIsBack();
    await world.passes(9 * MINUTE);
    expect(world.property(issue)).not.toMatchObject({ status: TAKEN });
    await world.passes(2 * MINUTE);
    expect(world.property(issue)).toMatchObject({ status: TAKEN });
  });

  it('because the issue is gone, it ends all the same and says so in the evidence', async () => {
    const { world, issue, erasureId, became } = await begun({ vendors: DONE });
    world.vanishes(issue);
    await world.deliver();
    expect(await became()).toMatchObject({ status: TAKEN });
    const { events } = await receiptOf(world.ports, erasureId);
    expect(events).toContainEqual(expect.objectContaining({ kind: 'published', issue: 'gone', comment: false }));
  });
});

it('tells of the latest erasure of the issue, not of one that ends later', async () => {
  const { world, issue, became } = await begun({ vendors: { alpha: [SAYS.down], beta: [SAYS.deleted] } });
  await world.deliver();
  world.edit(issue, { customfield_10050: 'john@example.com' });
  world.answers('alpha', SAYS.down);
  world.answers('beta', SAYS.deleted);
  const other = await request(world.ports, byTrigger(issue));
  await world.deliver();
  world.answers('alpha', SAYS.deleted);
  await world.passes(7000);
  expect([(await became())['status'], (await world.became(other.erasureId))['status']]).toEqual([TAKEN, 'running']);
  expect(world.property(issue)).toEqual(await truth(world, other.erasureId));
});
