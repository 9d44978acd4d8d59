/**
 * Verified: a provider is asked again after its answer. The end never waits for it, what is learned later is told, and the
 * address is let go of with the last planned question at the latest.
 */
import { createPublicKey, verify } from 'node:crypto';
import { retry } from '../../../src/app/decide/retry';
import { drain } from '../../../src/app/drain/drain';
import { cancel } from '../../../src/app/decide/decisions';
import { whyNotClosable } from '../../../src/app/sync/may-be-closed';
import { viewOne } from '../../../src/app/query/erasure';
import { receiptOf } from '../../../src/app/query/receipt';
import { lastDays } from '../../../src/core/stats';
import { verifyReceipt } from '../../../src/core/evidence/receipt';
import { request } from '../../../src/app/request/request';
import { EMAIL_FIELD } from '../../../dev/platform/site-in-memory';
import { days, holds, isTraced, NOBODY, searching } from '../../support/asked-again';
import {
  adminOver,
  AGENT,
  begun,
  byTrigger,
  connection,
  DAY,
  type Given,
  HOUR,
  JANE,
  MINUTE,
  SAYS,
} from '../../support/ports-in-memory';
import type { Scripted } from '../../support/vendor';
import type { World } from '../../support/world-in-memory';

/** Iterable takes a request, and is asked whether the user is still there. */
const ITERABLE = { id: 'iterable', provider: 'iterable', label: 'Iterable', settings: { region: 'us', apiKey: 'k' } };
const ITERABLE_API = 'api.iterable.com';
const TAKEN_THERE = { status: 200, body: { msg: '', code: 'Success', params: null } };
const userOf = (email?: string): Scripted => ({ status: 200, body: email === undefined ? {} : { user: { email } } });

const isSigned = (publicKey: string, text: string, signature: string): boolean => {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' });
  return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64'));
};

/** Jane had two records at alpha, which says that both are deleted. */
async function deletedThere(given: Given = {}) {
  const made = await begun({
    connections: [searching('alpha')],
    vendors: { alpha: [holds(1, 2), SAYS.deleted, SAYS.deleted] },
    ...given,
  });
  await made.world.deliver();
  const { world, erasureId } = made;
  return {
    ...made,
    step: async () => (await world.ports.erasureStore.snapshot(erasureId))?.steps[0],
    erasure: async () => world.ports.erasureStore.erasure(erasureId),
  };
}

describe('after what is said to be deleted', () => {
  it('the erasure has ended, and says until when the address is kept', async () => {
    const { world, issue, erasureId, became, erasure } = await deletedThere();
    expect(await became()).toEqual({ status: 'completed', alpha: 'done deleted' });
    const until = (await erasure())?.addressKeptUntil ?? 0;
    expect(until).toBe(world.now + DAY + 6 * HOUR);
    expect(world.property(issue)).toMatchObject({ addressKeptUntil: new Date(until).toISOString() });
    expect(world.property(issue)?.steps[0]).not.toHaveProperty('verifiedAt');
    expect([await world.keeps(erasureId), world.comments(issue)]).toEqual([
      true,
      [expect.stringContaining('the address is kept, encrypted, until 23 November 2026 (UTC) at the longest')],
    ]);
  });

  it('nobody there is verified, with its baseline, in property, comment, chain and receipt; the address goes', async () => {
    const { world, issue, erasureId, became } = await deletedThere();
    const before = await receiptOf(world.ports, erasureId);
    world.answers('alpha', NOBODY);
    await world.passes(11 * MINUTE);
    expect(await became()).toEqual({ status: 'completed', alpha: 'done deleted' });
    const [step] = world.property(issue)?.steps ?? [];
    expect(step).toMatchObject({ status: 'done', outcome: 'deleted', verifiedAt: '2026-11-22T10:10:01.000Z' });
    expect(world.property(issue)).not.toHaveProperty('addressKeptUntil');
    expect(world.comments(issue)).toHaveLength(2);
    expect(world.comments(issue).at(-1)).toContain('the provider holds nobody (2 before, 0 after)');
    const { addendum, ...receipt } = await receiptOf(world.ports, erasureId);
    expect(receipt).toEqual(before);
    expect(addendum?.events.map(({ kind }) => kind)).toEqual(['verified', 'published', 'addendum']);
    expect(addendum?.events[0]).toMatchObject({ connection: 'alpha', before: 2 });
    const verifying = { sha256: world.ports.notary.sha256, verify: isSigned };
    expect(verifyReceipt(await receiptOf(world.ports, erasureId), verifying)).toEqual([]);
    expect(isTraced(world)).toBe(false);
    // Nobody is asked again, and nothing is told again.
    await days(world, 2);
    expect(world.comments(issue)).toHaveLength(2);
  });

  it('still there is asked again, and at the last question it needs a person', async () => {
    const { world, issue, erasureId, became, step } = await deletedThere();
    await days(world, 0);
    world.answers('alpha', holds(1));
    await world.passes(11 * MINUTE);
    expect(await became()).toEqual({ status: 'completed', alpha: 'done deleted' });
    expect([await step(), world.comments(issue).length]).toMatchObject([{ answered: { answer: 'still-there' } }, 2]);
    world.answers('alpha', holds(1));
    await days(world, 2);
    expect(await became()).toEqual({ status: 'blocked', alpha: 'blocked still-there' });
    expect(world.property(issue)).toMatchObject({ status: 'blocked', blocked: 1, mayClose: false });
    expect(world.comments(issue)).toHaveLength(3);
    expect(world.comments(issue).at(-1)).toContain('still, or again, held somebody of this address');
    expect(await whyNotClosable(world.ports, issue.key)).toContain('is not finished (blocked)');
    expect((await receiptOf(world.ports, erasureId)).addendum?.events.at(-1)).toMatchObject({ status: 'blocked' });
    expect(isTraced(world)).toBe(false);
  });

  it('still there holds closing back, and nobody is told that the issue is over, until nobody is found', async () => {
    const { world, issue, became, erasure } = await deletedThere({ status: { label: 'erased' } });
    expect(world.property(issue)).toMatchObject({ status: 'completed', mayClose: true });
    world.answers('alpha', holds(1));
    await world.passes(11 * MINUTE);
    const held = { status: 'running', mayClose: false, done: 1, people: { finished: 0 } };
    expect(world.property(issue)).toMatchObject(held);
    expect(world.property(issue)?.steps[0]).toMatchObject({ status: 'done', stillThere: true });
    expect(await whyNotClosable(world.ports, issue.key)).toContain(
      'It is asked again, until 23 November 2026 (UTC) at the longest',
    );
    expect(world.comments(issue).at(-1)).toMatch(
      /still there.*It is asked again.*do not take the person for deleted/su,
    );
    const stands = await erasure();
    expect(stands).toMatchObject({ status: 'completed', isSeenStill: true });
    const view = stands && (await viewOne(world.as('agent'), stands));
    expect(view).toMatchObject({ status: 'completed', words: 'Still there', isSeenStill: true, isUnfinished: true });
    // What people made of the label since is theirs.
    expect(world.issues.find(issue.id)?.fields['labels']).toEqual(['erased']);
    world.answers('alpha', 503, NOBODY);
    await days(world, 2);
    expect(await became()).toEqual({ status: 'completed', alpha: 'done deleted' });
    expect(world.property(issue)).toMatchObject({ status: 'completed', mayClose: true, people: { finished: 1 } });
    expect([await erasure(), await whyNotClosable(world.ports, issue.key)]).toEqual([
      expect.not.objectContaining({ isSeenStill: true }),
      null,
    ]);
    expect(world.comments(issue).at(-1)).toContain('completed');
    expect(world.comments(issue)).toHaveLength(3);
  });

  it.each<[string, (world: World) => unknown]>([
    ['does not answer any more', (world) => world.alwaysAnswers('alpha', 503)],
    ['cannot be asked any more', (world) => adminOver(world.ports).remove('alpha')],
    ['may not be asked any more', (world) => world.ports.settings.setPaused(true)],
  ])('still there needs a person where the provider %s', async (_, then) => {
    const { world, issue, became } = await deletedThere();
    world.answers('alpha', holds(1));
    await world.passes(11 * MINUTE);
    await then(world);
    await days(world, 2);
    expect(await became()).toEqual({ status: 'blocked', alpha: 'blocked still-there' });
    expect(world.property(issue)).toMatchObject({ status: 'blocked', mayClose: false });
    expect(isTraced(world)).toBe(false);
  });

  it('still there keeps an issue open that names somebody else by now, who is erased', async () => {
    const { world, issue, became } = await deletedThere();
    world.edit(issue, { [EMAIL_FIELD]: 'john@example.com' });
    world.alwaysAnswers('alpha', NOBODY);
    await request(world.ports, byTrigger(issue));
    await world.deliver();
    expect(world.property(issue)).toMatchObject({ mayClose: true, people: { total: 2, finished: 2 } });
    world.alwaysAnswers('alpha', holds(1));
    await days(world, 2);
    expect(await became()).toEqual({ status: 'blocked', alpha: 'blocked still-there' });
    expect(world.property(issue)).toMatchObject({ mayClose: false, people: { total: 2, finished: 1 } });
    expect(await whyNotClosable(world.ports, issue.key)).toContain('is not finished (blocked)');
  });

  it('still there is deleted anew by a retry, from the first call on', async () => {
    const { world, issue, erasureId, became } = await deletedThere();
    world.answers('alpha', holds(1), holds(1));
    await days(world, 2);
    const before = world.called.length;
    world.answers('alpha', holds(1), SAYS.deleted);
    await retry(world.as('agent'), erasureId, AGENT);
    await world.deliver();
    expect(world.called.slice(before)).toEqual(['alpha found', 'alpha 1']);
    expect(await became()).toEqual({ status: 'completed', alpha: 'done deleted' });
    world.answers('alpha', NOBODY);
    await world.passes(11 * MINUTE);
    expect(world.property(issue)?.steps[0]).toHaveProperty('verifiedAt');
    expect(world.comments(issue).at(-1)).toContain('(1 before, 0 after)');
    expect(isTraced(world)).toBe(false);
  });

  it('what is deleted anew is not gone on with while another provider is still asked', async () => {
    const { world, erasureId, became } = await begun({
      connections: [searching('alpha'), ITERABLE],
      vendors: { alpha: [holds(1), SAYS.deleted], [ITERABLE_API]: [TAKEN_THERE] },
      policy: { verifyDays: 30 },
    });
    await world.deliver();
    world.alwaysAnswers(ITERABLE_API, 503);
    world.answers('alpha', holds(1));
    await world.passes(11 * MINUTE);
    world.answers('alpha', holds(1));
    await world.passes(DAY - 11 * MINUTE);
    await world.sweeps();
    expect(await became()).toMatchObject({ status: 'partial', alpha: 'blocked still-there' });
    expect(await world.keeps(erasureId)).toBe(true);
    const before = world.called.filter((one) => one.startsWith('alpha')).length;
    world.answers('alpha', holds(1), SAYS.deleted);
    await retry(world.as('agent'), erasureId, AGENT, 'alpha');
    await world.deliver();
    expect(world.called.filter((one) => one.startsWith('alpha')).slice(before)).toEqual(['alpha found', 'alpha 1']);
    world.answers('alpha', NOBODY);
    await days(world, 2);
    expect(isTraced(world)).toBe(false);
  });

  it.each<[string, Scripted | number]>([
    ['it does not answer', 503],
    ['its key is refused', 401],
    ['its answer is not documented', { status: 200, body: '<html>Sign in</html>' }],
  ])(
    'nothing is learned where %s: nobody is verified, nobody blocked, and the address goes by its date',
    async (_, says) => {
      const { world, issue, became, erasure } = await deletedThere();
      const until = (await erasure())?.addressKeptUntil ?? 0;
      world.alwaysAnswers('alpha', says);
      await days(world, 1);
      expect(world.now).toBeLessThan(until);
      await days(world, 1);
      expect(await became()).toEqual({ status: 'completed', alpha: 'done deleted' });
      expect(world.property(issue)?.steps[0]).not.toHaveProperty('verifiedAt');
      expect(world.comments(issue).at(-1)).toContain('and it did not say');
      expect(isTraced(world)).toBe(false);
    },
  );

  it('counts the end once, and as what it turned out to be', async () => {
    const { world } = await deletedThere();
    await world.sweeps();
    const counted = async () =>
      (await world.ports.stats.of(lastDays(world.now, 9))).flatMap(({ ended }) => Object.entries(ended));
    expect(await counted()).toEqual([['completed', 1]]);
    world.answers('alpha', holds(1), holds(1));
    await days(world, 2);
    expect(await counted()).toEqual([['blocked', 1]]);
    // Somebody is reminded of it again, now that it is not done.
    expect(await world.ports.reminders.countDue(0, world.now + 60 * DAY, 9)).toBe(1);
  });
});

describe('after what was only taken', () => {
  const taken = async (given: Given = {}) => {
    const made = await begun({ connections: [ITERABLE], vendors: { [ITERABLE_API]: [TAKEN_THERE] }, ...given });
    await made.world.deliver();
    return made;
  };

  it('gone completes the erasure, without a baseline, and only then it counts as confirmed', async () => {
    const { world, issue, became } = await taken({ status: { closing: 'confirmed', label: 'erased' } });
    expect(await became()).toEqual({ status: 'handed-over', iterable: 'handed-over accepted' });
    expect([world.property(issue)?.mayClose, await whyNotClosable(world.ports, issue.key)]).toEqual([
      false,
      expect.stringContaining('is not confirmed'),
    ]);
    const labels = () => world.issues.find(issue.id)?.fields['labels'];
    expect(labels()).toEqual([]);
    world.answers(ITERABLE_API, userOf());
    await world.passes(11 * MINUTE);
    expect(await became()).toEqual({ status: 'completed', iterable: 'done absent' });
    expect(world.property(issue)).toMatchObject({ status: 'completed', done: 1, handedOver: 0, mayClose: true });
    expect(world.comments(issue).at(-1)).toContain('no baseline');
    expect([labels(), await whyNotClosable(world.ports, issue.key)]).toEqual([['erased'], null]);
    expect(isTraced(world)).toBe(false);
  });

  it('still there after the promise needs a person', async () => {
    const { world, became } = await taken();
    world.alwaysAnswers(ITERABLE_API, userOf(JANE));
    await days(world, 2);
    expect(await became()).toEqual({ status: 'blocked', iterable: 'blocked still-there' });
  });

  it('and somebody else’s record is nobody’s: it says nothing of the person', async () => {
    const { world, became } = await taken();
    world.alwaysAnswers(ITERABLE_API, userOf('joan@example.com'));
    await days(world, 2);
    expect(await became()).toEqual({ status: 'handed-over', iterable: 'handed-over accepted' });
  });
});

describe('nobody is asked', () => {
  const isForgotten = async ({
    world,
    erasureId,
  }: Pick<Awaited<ReturnType<typeof deletedThere>>, 'world' | 'erasureId'>) =>
    !(await world.keeps(erasureId)) && !isTraced(world);

  it('where the admin wants nobody asked: the address goes at the end', async () => {
    const made = await deletedThere({ policy: { verifyDays: 0 } });
    expect([await isForgotten(made), await made.step()]).toMatchObject([true, { phase: 'final' }]);
  });

  it('from when the admin wants it so, and the address goes with the next sweep', async () => {
    const made = await deletedThere();
    const { policy, ...rules } = await made.world.ports.settings.read();
    const { extraction, status, events } = rules;
    await adminOver(made.world.ports).rules({ extraction, status, events, policy: { ...policy, verifyDays: 0 } });
    await made.world.sweeps();
    expect(await isForgotten(made)).toBe(true);
    await days(made.world, 2);
  });

  it('later than an admin lets the address be kept by now', async () => {
    const job = { ...ITERABLE, id: 'klaviyo', provider: 'klaviyo', settings: { apiKey: 'k' } };
    const api = 'a.klaviyo.com';
    const { world, erasureId } = await begun({ connections: [job], vendors: { [api]: [202] } });
    await world.deliver();
    const kept = async () => ((await world.ports.erasureStore.erasure(erasureId))?.addressKeptUntil ?? 0) - world.now;
    expect(await kept()).toBe(7 * DAY + 6 * HOUR);
    const { extraction, status, events, policy } = await world.ports.settings.read();
    await adminOver(world.ports).rules({ extraction, status, events, policy: { ...policy, verifyDays: 2 } });
    world.alwaysAnswers(api, 503);
    await world.sweeps();
    expect(await kept()).toBe(2 * DAY + 6 * HOUR);
    await days(world, 3);
    expect([await world.keeps(erasureId), isTraced(world)]).toEqual([false, false]);
  });

  it.each<[string, object]>([
    ['the project is not allowed any more', { projects: ['OPS'] }],
    ['the person is protected by now', { protectedDomains: ['example.com'] }],
  ])('once %s: the address goes', async (_, policy) => {
    const made = await deletedThere();
    const before = await made.world.ports.settings.read();
    const { extraction, status, events } = before;
    await adminOver(made.world.ports).rules({ extraction, status, events, policy: { ...before.policy, ...policy } });
    await made.world.passes(15 * MINUTE);
    expect([await isForgotten(made), await made.step()]).toMatchObject([true, { answered: { answer: 'not-asked' } }]);
    expect(await made.became()).toMatchObject({ status: 'completed' });
  });

  it('at a connection that does not serve the project any more: the address goes', async () => {
    const made = await deletedThere();
    await adminOver(made.world.ports).save(searching('alpha', {}, { projects: ['OPS'] }));
    await made.world.passes(15 * MINUTE);
    expect([await isForgotten(made), await made.step()]).toMatchObject([true, { answered: { answer: 'not-asked' } }]);
    expect(await made.became()).toMatchObject({ status: 'completed' });
  });

  it('while deletions are paused; and afterwards they are', async () => {
    const { world, step } = await deletedThere();
    await world.ports.settings.setPaused(true);
    await world.passes(HOUR);
    await world.sweeps();
    expect(await step()).toMatchObject({ phase: 'verifying', checks: 0 });
    await world.ports.settings.setPaused(false);
    world.answers('alpha', NOBODY);
    await world.sweeps();
    expect(await step()).toHaveProperty('verifiedAt');
  });

  it('at a connection that is switched off: its questions wait, and the address goes by its date', async () => {
    const made = await deletedThere();
    await adminOver(made.world.ports).turn('alpha', false);
    await days(made.world, 1);
    expect([await made.world.keeps(made.erasureId), (await made.step())?.phase]).toEqual([true, 'verifying']);
    await days(made.world, 1);
    expect([await isForgotten(made), await made.step()]).toMatchObject([true, { answered: { answer: 'not-asked' } }]);
  });

  it('at a connection that is removed: the address goes at once', async () => {
    const made = await deletedThere();
    await adminOver(made.world.ports).remove('alpha');
    expect(await isForgotten(made)).toBe(true);
    expect(await made.became()).toEqual({ status: 'completed', alpha: 'done deleted' });
  });

  it.each<[string, object]>([
    ['another key', { authSecret: 'another' }],
    ['another place', { authSecret: 'another', findUrl: 'https://beta.example/found?email={{email}}' }],
  ])('with %s: that may be another account, which knows nobody', async (_, more) => {
    const made = await deletedThere();
    await made.world.passes(MINUTE);
    await adminOver(made.world.ports).save(searching('alpha', more));
    await made.world.passes(HOUR);
    expect([await isForgotten(made), await made.step()]).toMatchObject([true, { answered: { answer: 'not-asked' } }]);
  });

  it('where the search does not see everybody', async () => {
    const made = await deletedThere({ connections: [searching('alpha', { findSeesEverybody: false })] });
    expect([await isForgotten(made), await made.step()]).toMatchObject([true, { phase: 'final' }]);
  });

  it('once what is left was called off', async () => {
    const made = await deletedThere({
      connections: [searching('alpha'), connection('beta')],
      vendors: { alpha: [holds(1), SAYS.deleted], beta: [SAYS.refused] },
    });
    expect(await made.became()).toMatchObject({ status: 'partial' });
    await cancel(made.world.as('agent'), made.erasureId, AGENT);
    expect(await isForgotten(made)).toBe(true);
    await days(made.world, 2);
  });
});

describe('whoever dies', () => {
  it.each<[string, { before: RegExp } | { after: RegExp }]>([
    ['before the address is kept for the questions', { before: /secret\/set/ }],
    ['after it', { after: /secret\/set/ }],
    ['before the issue is told', { before: /properties/ }],
    ['before the comment', { before: /POST .*comment/ }],
    ['after the comment', { after: /POST .*comment/ }],
  ])('at the end, %s, leaves no address for longer than its date', async (_, at) => {
    const { world, erasureId, became } = await begun({
      connections: [connection('alpha'), searching('beta')],
      vendors: { alpha: [SAYS.down], beta: [holds(1), SAYS.deleted] },
    });
    await world.deliver();
    world.answers('alpha', SAYS.deleted);
    world.queue = [];
    await world.passes(MINUTE);
    const hints = { erasureIds: [erasureId], only: true };
    await world.dying(at, (ports) => drain(ports, 'alpha', hints, { until: world.now + 280_000, calls: 450 }));
    world.alwaysAnswers('beta', 503);
    await days(world, 3);
    expect(await became()).toMatchObject({ status: 'completed' });
    expect([await world.keeps(erasureId), isTraced(world)]).toEqual([false, false]);
  });

  it('while an answer is told leaves it told once, by the next', async () => {
    const { world, issue, became } = await deletedThere();
    world.answers('alpha', NOBODY);
    world.queue = [];
    await world.passes(11 * MINUTE);
    const [id] = world.rows.keysOf('entity', 'erasure');
    await world.dying({ after: /POST .*comment/ }, (ports) =>
      drain(ports, 'alpha', { erasureIds: [id ?? ''], only: true }, { until: world.now + 280_000, calls: 450 }),
    );
    await days(world, 1);
    expect([await became(), world.comments(issue).length]).toMatchObject([{ status: 'completed' }, 2]);
    expect(world.property(issue)?.steps[0]).toHaveProperty('verifiedAt');
    expect(isTraced(world)).toBe(false);
  });
});
