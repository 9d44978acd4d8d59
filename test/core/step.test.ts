import fc from 'fast-check';
import type { Outcome } from '../../src/core/outcome';
import {
  advance,
  advanceChecked,
  isSettled,
  open,
  pauseSeconds,
  skip,
  type Step,
  takeUpAgain,
  withdraw,
} from '../../src/core/step';
import { step } from '../support/builders';
import { NOW } from '../support/vendor';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

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
    const after = advance(step(), outcome, NOW, false, 0.5);
    expect(after).toMatchObject({ status, gate: 'closed', outcome, at: NOW, attempts: 1 });
  });

  it('waits after a call that is to be tried again', () => {
    const after = advance(step(), { kind: 'retry', reason: 'timeout' }, NOW, false, 0.5);
    expect(after).toMatchObject({ status: 'waiting', gate: 'open', notBefore: NOW + 5000, attempts: 1 });
  });

  it('honours Retry-After where it asks for more than the usual pause', () => {
    const after = advance(step(), { kind: 'retry', reason: 'rate-limited', afterSeconds: 600 }, NOW, false, 0.5);
    expect(after.notBefore).toBe(NOW + 600_000);
  });

  it('is blocked where the next try would come after the time to give up', () => {
    const late = step({ giveUpAt: NOW + 1000, attempts: 9 });
    expect(advance(late, { kind: 'retry', reason: 'server-error' }, NOW, false, 0.5)).toMatchObject({
      status: 'blocked',
      gate: 'closed',
      outcome: { kind: 'refused', reason: 'retries-exhausted' },
    });
  });

  it('once settled stays what it is, whatever happens', () => {
    fc.assert(
      fc.property(anyOutcome, anyOutcome, fc.boolean(), chance, (first, second, canCheck, luck) => {
        const before = advance(step(), first, NOW, canCheck, luck);
        fc.pre(isSettled(before));
        expect(advance(before, second, NOW + DAY, canCheck, luck)).toBe(before);
        expect(advanceChecked(before, 'gone', NOW + DAY)).toBe(before);
        expect(skip(before, NOW + DAY)).toBe(before);
      }),
    );
  });

  it('says done only after the provider said deleted or absent', () => {
    fc.assert(
      fc.property(fc.array(anyOutcome, { minLength: 1, maxLength: 20 }), chance, (outcomes, luck) => {
        const after = outcomes.reduce((before, outcome) => advance(before, outcome, NOW, false, luck), step());
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
            current = advance(current, { kind: 'retry', reason: 'server-error', afterSeconds }, now, false, luck);
            if (!isSettled(current)) now = current.notBefore;
            expect(now).toBeLessThanOrEqual(current.giveUpAt);
          }
          expect(isSettled(current)).toBe(true);
        },
      ),
      { numRuns: 20 },
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

describe('a step whose provider can be asked afterwards', () => {
  const registered = advance(step(), { kind: 'registered' }, NOW, true, 0.5);

  it('stays open until it is asked', () => {
    expect(registered).toMatchObject({ status: 'handed-over', gate: 'open', notBefore: NOW + 15_000 });
  });

  it('is absent once the provider holds nobody', () => {
    expect(advanceChecked(registered, 'gone', NOW)).toMatchObject({
      status: 'done',
      outcome: { kind: 'absent' },
      gate: 'closed',
    });
  });

  const askAll = (answer: 'still-there' | 'unknown') => {
    let current = registered;
    for (let asked = 0; asked < 6; asked += 1) {
      expect(isSettled(current)).toBe(false);
      current = advanceChecked(current, answer, current.notBefore);
    }
    return current;
  };

  it('needs a person where somebody is still there after the last time of asking', () => {
    expect(askAll('still-there')).toMatchObject({
      status: 'blocked',
      outcome: { kind: 'refused', reason: 'still-there' },
    });
  });

  it('stays handed over where nothing was learned', () => {
    expect(askAll('unknown')).toMatchObject({ status: 'handed-over', gate: 'closed', outcome: { kind: 'registered' } });
  });

  it('stays handed over when its connection is switched off', () => {
    expect(skip(registered, NOW)).toMatchObject({ status: 'handed-over', gate: 'closed' });
  });
});

describe('a person decides', () => {
  it('and a held step opens, or is withdrawn', () => {
    const held = step({ gate: 'held' });
    expect(open(held, NOW + 1)).toMatchObject({ gate: 'open', notBefore: NOW + 1 });
    expect(withdraw(held, NOW)).toMatchObject({ status: 'skipped', gate: 'closed' });
    expect(withdraw(step(), NOW)).toEqual(step());
  });

  it('and only a blocked step is taken up again', () => {
    const blocked = advance(step(), { kind: 'refused', reason: 'credentials' }, NOW, false, 0.5);
    expect(takeUpAgain(blocked, NOW, NOW + DAY)).toMatchObject({ status: 'waiting', gate: 'open', attempts: 0 });
    const done = advance(step(), { kind: 'deleted' }, NOW, false, 0.5);
    expect(takeUpAgain(done, NOW, NOW + DAY)).toBe(done);
  });

  it('and a step skipped because its connection is off is not called', () => {
    expect(skip(step(), NOW)).toMatchObject({ status: 'skipped', gate: 'closed' });
  });
});
