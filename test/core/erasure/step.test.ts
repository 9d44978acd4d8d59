import fc from 'fast-check';
import type { Outcome } from '../../../src/core/status/outcome';
import {
  blockAsRemoved,
  advance,
  block,
  finishByHand,
  isByPeople,
  isConfirmed,
  isSettled,
  holdForKey,
  rebase,
  release,
  pauseSeconds,
  type Step,
  reset,
  cancelStep,
} from '../../../src/core/erasure/step';
import type { CanBeAsked } from '../../../src/core/erasure/questions';
import { applyFollowUp } from '../../../src/core/erasure/verify';
import { step } from '../../support/builders';
import { NOW } from '../../support/vendor';
import { runs } from '../../support/runs';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const POLLED: CanBeAsked = { rhythm: 'polled', days: 30 };

const anyOutcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constant<Outcome>({ kind: 'deleted' }),
  fc.constant<Outcome>({ kind: 'absent' }),
  fc.record({ kind: fc.constant('accepted' as const), expectedBy: fc.nat() }),
  fc.constant<Outcome>({ kind: 'registered' }),
  fc.record({
    kind: fc.constant('retry' as const),
    reason: fc.constantFrom(
      'timeout' as const,
      'unreachable' as const,
      'rate-limited' as const,
      'server-error' as const,
    ),
    afterSeconds: fc.integer({ min: 0, max: 10_000_000 }),
  }),
  fc.constant<Outcome>({ kind: 'refused', reason: 'credentials' }),
);
const chance = fc.double({ min: 0, max: 1, noNaN: true });

describe('a step', () => {
  it.each<[Outcome, Step['status']]>([
    [{ kind: 'deleted' }, 'done'],
    [{ kind: 'absent' }, 'done'],
    [{ kind: 'accepted' }, 'handed-over'],
    [{ kind: 'registered' }, 'handed-over'],
    [{ kind: 'refused', reason: 'unexpected-reply' }, 'blocked'],
  ])('ends by %j as %s', (outcome, status) => {
    const after = advance(step(), outcome, null, { now: NOW, chance: 0.5 });
    expect(after).toMatchObject({ status, phase: 'final', outcome, at: NOW, attempts: 1 });
  });

  it('waits after a call that is to be tried again', () => {
    const after = advance(step(), { kind: 'retry', reason: 'timeout' }, null, { now: NOW, chance: 0.5 });
    expect(after).toMatchObject({ status: 'waiting', phase: 'ready', notBefore: NOW + 5000, attempts: 1 });
  });

  it('honours Retry-After where it asks for more than the usual pause', () => {
    const after = advance(step(), { kind: 'retry', reason: 'rate-limited', afterSeconds: 600 }, null, {
      now: NOW,
      chance: 0.5,
    });
    expect(after.notBefore).toBe(NOW + 600_000);
  });

  it('is blocked where the next try would come after the time to give up', () => {
    const late = step({ giveUpAt: NOW + 1000, attempts: 9 });
    expect(advance(late, { kind: 'retry', reason: 'server-error' }, null, { now: NOW, chance: 0.5 })).toMatchObject({
      status: 'blocked',
      phase: 'final',
      outcome: { kind: 'refused', reason: 'retries-exhausted' },
    });
  });

  it('once settled stays what it is, whatever happens', () => {
    fc.assert(
      fc.property(anyOutcome, anyOutcome, fc.constantFrom(null, POLLED), chance, (first, second, asks, luck) => {
        const before = advance(step(), first, asks, { now: NOW, chance: luck });
        fc.pre(isSettled(before));
        expect(advance(before, second, asks, { now: NOW + DAY, chance: luck })).toBe(before);
        if (before.phase !== 'verifying') expect(applyFollowUp(before, 'gone', NOW + DAY)).toBe(before);
        if (before.phase === 'final')
          expect(blockAsRemoved(before, 'connection-removed', 'admin', NOW + DAY)).toBe(before);
      }),
    );
  });

  it('says done only after the provider said deleted or absent', () => {
    fc.assert(
      fc.property(fc.array(anyOutcome, { minLength: 1, maxLength: 20 }), chance, (outcomes, luck) => {
        const after = outcomes.reduce(
          (before, outcome) => advance(before, outcome, null, { now: NOW, chance: luck }),
          step(),
        );
        if (after.status === 'done')
          expect(outcomes.some(({ kind }) => kind === 'deleted' || kind === 'absent')).toBe(true);
      }),
    );
  });

  it('ends within the time to give up, however often it is to be tried again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 400, maxLength: 400 }),
        chance,
        (pauses, luck) => {
          let now = NOW;
          let current = step();
          for (const afterSeconds of pauses) {
            if (isSettled(current)) break;
            current = advance(current, { kind: 'retry', reason: 'server-error', afterSeconds }, null, {
              now: now,
              chance: luck,
            });
            if (!isSettled(current)) now = current.notBefore;
            expect(now).toBeLessThanOrEqual(current.giveUpAt);
          }
          expect(isSettled(current)).toBe(true);
        },
      ),
      { numRuns: runs(20) },
    );
  });
});

describe('the pause before the next try', () => {
  it('doubles from five seconds to six hours, scattered by a quarter', () => {
    expect([1, 2, 3, 8, 13, 50].map((attempts) => pauseSeconds(attempts, undefined, 0.5))).toEqual([
      5, 10, 20, 640, 20_480, 21_600,
    ]);
    expect(pauseSeconds(1, undefined, 0)).toBe(3.75);
    expect(pauseSeconds(1, undefined, 1)).toBe(6.25);
  });

  it('never exceeds six hours, not even where a provider asks for more', () => {
    expect(pauseSeconds(1, 1_000_000, 0.5)).toBe(21_600);
  });
});

describe('a step whose key is refused', () => {
  const refused: Outcome = { kind: 'refused', reason: 'credentials', httpStatus: 401 };

  it('waits for another key, called or not', () => {
    expect(advance(step(), refused, null, { now: NOW, chance: 0.5 })).toMatchObject({
      status: 'blocked',
      phase: 'key-rejected',
      attempts: 1,
    });
    expect(holdForKey(step(), NOW)).toMatchObject({
      status: 'blocked',
      phase: 'key-rejected',
      attempts: 0,
      at: NOW,
      outcome: { kind: 'refused', reason: 'credentials' },
    });
    expect(isSettled(holdForKey(step(), NOW))).toBe(true);
  });

  it('is asked about all the same where it was handed over before', () => {
    const handed = advance(step(), { kind: 'registered' }, POLLED, { now: NOW, chance: 0.5 });
    expect(holdForKey(handed, NOW)).toBe(handed);
    const held = step({ phase: 'held' });
    expect(holdForKey(held, NOW)).toBe(held);
  });

  it('needs a person where nobody is found again under the new key', () => {
    expect(block(holdForKey(step(), NOW), 'address-missing', NOW + 1)).toMatchObject({
      status: 'blocked',
      phase: 'final',
      outcome: { kind: 'refused', reason: 'address-missing' },
    });
    expect(block(step({ phase: 'final' }), 'address-missing', NOW)).toEqual(step({ phase: 'final' }));
  });
});

describe('the history of a step', () => {
  const retry = (reason: 'timeout' | 'server-error'): Outcome => ({ kind: 'retry', reason });
  const historyOf = (...outcomes: Outcome[]) =>
    outcomes
      .reduce((before, outcome) => advance(before, outcome, null, { now: before.notBefore, chance: 0.5 }), step())
      .history.map(({ attempts, outcome }) => [attempts, outcome?.kind]);

  it('has an entry for everything that was new, and for the end', () => {
    expect(historyOf(retry('timeout'), retry('timeout'), retry('server-error'), { kind: 'deleted' })).toEqual([
      [1, 'retry'],
      [3, 'retry'],
      [4, 'deleted'],
    ]);
  });

  it('is filled by no provider that flaps, and still tells the end', () => {
    const flapping = Array.from({ length: 100 }, (_, index) => retry(index % 2 === 0 ? 'timeout' : 'server-error'));
    const far = step({ giveUpAt: NOW + 1000 * DAY });
    const all = [...flapping, { kind: 'deleted' } as const];
    const { history } = all.reduce(
      (before, outcome) => advance(before, outcome, null, { now: before.notBefore, chance: 0.5 }),
      far,
    );
    expect(history).toHaveLength(41);
    expect(history.at(-1)).toMatchObject({ called: true, attempts: 101, outcome: { kind: 'deleted' } });
  });

  it('tells what was called from what was not', () => {
    expect(holdForKey(step(), NOW).history).toEqual([
      {
        at: NOW,
        called: false,
        attempts: 0,
        checks: 0,
        status: 'blocked',
        outcome: { kind: 'refused', reason: 'credentials' },
      },
    ]);
    expect(blockAsRemoved(step(), 'connection-removed', 'admin', NOW).history).toMatchObject([
      { called: false, status: 'blocked' },
    ]);
  });
});

describe('a pause', () => {
  it('is no try: the step stays as it is', () => {
    const before = step();
    expect(advance(before, { kind: 'retry', reason: 'paused' }, null, { now: NOW, chance: 0.5 })).toBe(before);
  });
});

describe('a person says what became of it', () => {
  const byHand: Outcome = { kind: 'by-hand' };
  const registered = advance(step(), { kind: 'registered' }, POLLED, { now: NOW, chance: 0.5 });
  const blocked = advance(step(), { kind: 'refused', reason: 'rejected' }, null, { now: NOW, chance: 0.5 });

  it.each<[string, Step]>([
    ['waits', step()],
    ['is blocked', blocked],
    ['waits for a key', holdForKey(step(), NOW)],
    ['was handed over, and is asked about', registered],
  ])('and a step that %s is done without a call', (_, before) => {
    for (const outcome of [byHand, { kind: 'kept' } as const]) {
      const marked = finishByHand(before, outcome, NOW + 9);
      expect(marked).toMatchObject({ status: 'done', phase: 'final', outcome, at: NOW + 9 });
      expect(marked.history).toHaveLength(before.history.length + 1);
      expect(marked.history.at(-1)).toMatchObject({ called: false, status: 'done', outcome });
      expect([isByPeople(before), isByPeople(marked)]).toEqual([false, true]);
      expect(isConfirmed(marked)).toBe(outcome.kind === 'by-hand');
    }
  });

  it('and what is done, or was called off, stays what it is', () => {
    const done = advance(step(), { kind: 'deleted' }, null, { now: NOW, chance: 0.5 });
    expect(finishByHand(done, byHand, NOW)).toBe(done);
    const skipped = cancelStep(step(), NOW);
    expect(finishByHand(skipped, byHand, NOW)).toBe(skipped);
  });

  it('and it is final, whatever comes later', () => {
    const marked = finishByHand(step(), byHand, NOW);
    expect(advance(marked, { kind: 'deleted' }, null, { now: NOW + 1, chance: 0.5 })).toBe(marked);
    expect(applyFollowUp(marked, 'still-there', NOW + 1)).toBe(marked);
    expect(reset(marked, NOW + 1, NOW + DAY)).toBe(marked);
    expect(cancelStep(marked, NOW + 1)).toBe(marked);
  });

  it('and no provider does', () => {
    for (const kind of ['by-hand', 'kept'] as const)
      expect(advance(step(), { kind }, null, { now: NOW, chance: 0.5 })).toMatchObject({
        status: 'blocked',
        outcome: { kind: 'refused', reason: 'unexpected-reply' },
      });
  });
});

describe('a call that was on its way', () => {
  const read = step();
  const answered = (outcome: Outcome, asks: CanBeAsked | null = null) =>
    advance(read, outcome, asks, { now: NOW + 5, chance: 0.5 });

  it('changes nothing of what a person said, and stands in the history', () => {
    for (const said of [{ kind: 'by-hand' }, { kind: 'kept' }] as const) {
      const standing = finishByHand(read, said, NOW + 1);
      const next = rebase(standing, read, answered({ kind: 'refused', reason: 'rejected' }));
      expect(next).toMatchObject({ status: 'done', phase: 'final', outcome: said, at: NOW + 1, attempts: 1 });
      expect(next.history.map(({ called, outcome }) => [called, outcome?.kind])).toEqual([
        [false, said.kind],
        [true, 'refused'],
      ]);
    }
  });

  it('tells what it became where the erasure was cancelled meanwhile', () => {
    const next = rebase(cancelStep(read, NOW + 1), read, answered({ kind: 'deleted' }));
    expect(next).toMatchObject({ status: 'done', outcome: { kind: 'deleted' } });
    expect(next.history.map(({ status }) => status)).toEqual(['skipped', 'done']);
  });

  it.each<[string, Outcome, object]>([
    ['again', { kind: 'retry', reason: 'timeout' }, { status: 'blocked', outcome: { reason: 'cancelled' } }],
    ['with a new key', { kind: 'refused', reason: 'credentials' }, { status: 'blocked' }],
    ['to be asked about', { kind: 'registered' }, { status: 'handed-over', outcome: { kind: 'registered' } }],
  ])('takes up nothing that was cancelled meanwhile (%s)', (_, outcome, became) => {
    const next = rebase(cancelStep(read, NOW + 1), read, answered(outcome, POLLED));
    expect(next).toMatchObject({ ...became, phase: 'final' });
  });

  it('goes on where nobody closed the step', () => {
    const standing = { ...read, giveUpAt: NOW + 99 * DAY };
    expect(rebase(standing, read, answered({ kind: 'retry', reason: 'timeout' }))).toMatchObject({ phase: 'ready' });
  });
});

describe('a person decides', () => {
  it('and a held step opens, or is withdrawn', () => {
    const held = step({ phase: 'held' });
    expect(release(held, NOW + 1)).toMatchObject({ phase: 'ready', notBefore: NOW + 1 });
    expect(cancelStep(held, NOW)).toMatchObject({ status: 'skipped', phase: 'final', outcome: null, at: NOW });
  });

  it('and a step that was never called is not called any more', () => {
    expect(cancelStep(step(), NOW)).toMatchObject({ status: 'skipped', phase: 'final' });
  });

  it('and a step that was tried says that it may have been carried out', () => {
    const tried = advance(step(), { kind: 'retry', reason: 'timeout' }, null, { now: NOW, chance: 0.5 });
    for (const called of [tried, reset({ ...tried, status: 'blocked', phase: 'final' }, NOW, NOW + DAY)])
      expect(cancelStep(called, NOW + 1)).toMatchObject({
        status: 'blocked',
        phase: 'final',
        outcome: { kind: 'refused', reason: 'cancelled' },
      });
  });

  it('and what is settled, handed over or without a key stays told', () => {
    const done = advance(step(), { kind: 'deleted' }, null, { now: NOW, chance: 0.5 });
    expect(cancelStep(done, NOW + 1)).toBe(done);
    const handed = advance(step(), { kind: 'registered' }, POLLED, { now: NOW, chance: 0.5 });
    const { verification: _, ...others } = handed;
    expect(cancelStep(handed, NOW + 1)).toEqual({ ...others, phase: 'final' });
    const locked = holdForKey(step(), NOW);
    expect(cancelStep(locked, NOW + 1)).toEqual({ ...locked, phase: 'final' });
  });

  it('and only a blocked step is taken up again', () => {
    const blocked = advance(step(), { kind: 'refused', reason: 'credentials' }, null, { now: NOW, chance: 0.5 });
    expect(reset(blocked, NOW, NOW + DAY)).toMatchObject({ status: 'waiting', phase: 'ready', attempts: 0 });
    const done = advance(step(), { kind: 'deleted' }, null, { now: NOW, chance: 0.5 });
    expect(reset(done, NOW, NOW + DAY)).toBe(done);
  });

  it.each(['held', 'ready', 'key-rejected'] as const)(
    'and one that is %s when its connection is removed needs a person, and says who removed it',
    (phase) => {
      const outcome = { kind: 'refused', reason: 'connection-removed', by: 'admin' };
      expect(blockAsRemoved(step({ phase }), 'connection-removed', 'admin', NOW)).toMatchObject({
        status: 'blocked',
        phase: 'final',
        outcome,
      });
    },
  );

  it('also where nobody knows any more who removed it', () => {
    expect(blockAsRemoved(step(), 'connection-removed', undefined, NOW).outcome).toEqual({
      kind: 'refused',
      reason: 'connection-removed',
    });
  });
});
