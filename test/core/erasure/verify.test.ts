/**
 * Asking again: what a step becomes by what its provider says later, and when it is asked.
 */
import fc from 'fast-check';
import * as afterEnd from '../../../src/core/erasure/after-end';
import type { Erasure } from '../../../src/core/erasure/erasure';
import { type CanBeAsked, type Checked, LATE } from '../../../src/core/erasure/questions';
import {
  advance,
  blockAsRemoved,
  cancelStep,
  isDue,
  isSeenStill,
  isSettled,
  rebase,
  reset,
  type Step,
  stopFollowUps,
} from '../../../src/core/erasure/step';
import { addressKeptUntil, applyFollowUp, askNoLater, stopWhatIsLate } from '../../../src/core/erasure/verify';
import type { Outcome } from '../../../src/core/status/outcome';
import { DAY, HOUR, MINUTE } from '../../../src/lib/time';
import { erasure, step } from '../../support/builders';
import { NOW } from '../../support/vendor';

const LOOKED: CanBeAsked = { rhythm: 'looked', days: 30 };
const POLLED: CanBeAsked = { rhythm: 'polled', days: 30 };
const answered = (outcome: Outcome, asks: CanBeAsked | null = LOOKED, more: Partial<Step> = {}): Step =>
  advance(step(more), outcome, asks, { now: NOW, chance: 0.5 });
const accepted = (days: number): Outcome => ({ kind: 'accepted', expectedBy: NOW + days * DAY });
const DELETED: Outcome = { kind: 'deleted' };

const withQuestions = (one: Erasure, steps: readonly Step[]): Erasure =>
  afterEnd.withQuestions({ erasure: one, steps }, NOW).erasure;
const learnedSince = (one: Erasure, steps: readonly Step[]) => afterEnd.learnedSince({ erasure: one, steps }, NOW);

/** Asks until nothing is planned any more, each time when it is due. */
function askAll(first: Step, answer: Checked): { readonly at: number[]; readonly last: Step } {
  const at: number[] = [];
  let current = first;
  while (current.phase === 'verifying') {
    at.push(current.notBefore - NOW);
    current = applyFollowUp(current, answer, current.notBefore);
    if (at.length > 100) throw new Error('it is asked without end');
  }
  return { at, last: current };
}

describe('what the provider answered is settled, and asked about', () => {
  it.each<[Outcome, CanBeAsked, Step['status'], number]>([
    [DELETED, LOOKED, 'done', 10 * MINUTE],
    [{ kind: 'accepted' }, LOOKED, 'handed-over', 10 * MINUTE],
    [{ kind: 'registered' }, POLLED, 'handed-over', 15_000],
  ])('%j by %j', (outcome, asks, status, first) => {
    const after = answered(outcome, asks);
    expect(after).toMatchObject({ status, phase: 'verifying', outcome, notBefore: NOW + first });
    expect(isSettled(after)).toBe(true);
    expect([isDue(after, NOW + first - 1), isDue(after, NOW + first)]).toEqual([false, true]);
  });

  it('but never where nobody is there, or nobody can be asked', () => {
    expect(answered({ kind: 'absent' })).toMatchObject({ status: 'done', phase: 'final' });
    expect(answered(DELETED, null)).toMatchObject({ status: 'done', phase: 'final' });
    expect(answered(DELETED, null).verification).toBeUndefined();
  });
});

describe('a question is asked', () => {
  it.each<[string, Outcome, CanBeAsked, number[]]>([
    ['minutes and a day after a deletion', DELETED, LOOKED, [10 * MINUTE, DAY]],
    ['minutes, a day, and when the promise is due', accepted(3), LOOKED, [10 * MINUTE, DAY + 10 * MINUTE, 3 * DAY]],
    ['a day later, however short the promise', accepted(0), LOOKED, [10 * MINUTE, DAY]],
    [
      'a week later where no date was promised',
      { kind: 'accepted' },
      LOOKED,
      [10 * MINUTE, DAY + 10 * MINUTE, 7 * DAY],
    ],
    [
      'never after the address is gone',
      accepted(20),
      { rhythm: 'looked', days: 2 },
      [10 * MINUTE, DAY + 10 * MINUTE, 2 * DAY],
    ],
  ])('%s', (_, outcome, asks, at) => {
    expect(askAll(answered(outcome, asks), 'still-there').at).toEqual(at);
  });

  it('of a job soon and often, and once more when the promise is due', () => {
    const { at } = askAll(answered(accepted(30), POLLED), 'still-there');
    expect(at.slice(0, 3)).toEqual([15_000, 135_000, 1_035_000]);
    expect(at.at(-1)).toBe(30 * DAY);
    expect(Math.max(...at.map((one, index) => one - (at[index - 1] ?? 0)))).toBeLessThanOrEqual(3 * DAY);
  });

  it('once more each hour where the last one was not answered, and not for ever', () => {
    const { at, last } = askAll(answered(DELETED), 'unknown');
    expect(at.slice(2)).toEqual([1, 2, 3, 4, 5].map((hours) => DAY + hours * HOUR));
    expect(last).toMatchObject({ status: 'done', outcome: DELETED, phase: 'final', answered: { answer: 'unknown' } });
  });
});

describe('gone', () => {
  it('is verified, with how many had been found', () => {
    const after = applyFollowUp({ ...answered(DELETED), baseline: 3 }, 'gone', NOW + HOUR);
    expect(after).toMatchObject({ status: 'done', outcome: DELETED, phase: 'final', at: NOW, verifiedAt: NOW + HOUR });
    expect(after.history.at(-1)).toMatchObject({ called: true, answer: 'gone', before: 3, status: 'done' });
    expect(after.verification).toBeUndefined();
  });

  it.each<[Checked, string]>([
    ['gone', 'absent'],
    ['deleted', 'deleted'],
  ])('makes done what was only taken: %s is %s', (checked, kind) => {
    for (const outcome of [accepted(3), { kind: 'registered' } as const]) {
      const after = applyFollowUp(answered(outcome), checked, NOW + HOUR);
      expect(after).toMatchObject({ status: 'done', outcome: { kind }, phase: 'final', verifiedAt: NOW + HOUR });
      expect(after.history.at(-1)).not.toHaveProperty('before');
    }
  });

  it('is nothing that was not said: whatever is answered else verifies nobody', () => {
    const answers = fc.array(fc.constantFrom<Checked>('unknown', 'still-there'), { minLength: 1, maxLength: 60 });
    const asks = fc.constantFrom(LOOKED, POLLED);
    const outcomes = fc.constantFrom<Outcome>(DELETED, accepted(5), { kind: 'accepted' }, { kind: 'registered' });
    fc.assert(
      fc.property(answers, asks, outcomes, (all, how, outcome) => {
        const last = all.reduce(
          (before, checked) => applyFollowUp(before, checked, before.notBefore),
          answered(outcome, how),
        );
        expect(last.verifiedAt).toBeUndefined();
        if (outcome.kind !== 'deleted') expect(last.status).not.toBe('done');
      }),
    );
  });
});

describe('still there', () => {
  it('is told once and asked again, until the last question: then it needs a person', () => {
    const first = applyFollowUp(answered(DELETED), 'still-there', NOW + 10 * MINUTE);
    expect(first).toMatchObject({ status: 'done', phase: 'verifying', answered: { answer: 'still-there' } });
    const again = applyFollowUp({ ...first, notBefore: NOW + HOUR }, 'still-there', NOW + HOUR);
    expect(again.history).toHaveLength(first.history.length);
    expect(askAll(answered(DELETED), 'still-there').last).toMatchObject({
      ...{ status: 'blocked', phase: 'final' },
      outcome: { kind: 'refused', reason: 'still-there' },
    });
  });

  it('holds its erasure back from when it is contrary to the provider’s word, and until it is said to be gone', () => {
    const seen = (outcome: Outcome, at: number, then: Checked[] = []) => {
      const first = applyFollowUp(answered(outcome), 'still-there', NOW + at);
      return isSeenStill(then.reduce((before, answer, n) => applyFollowUp(before, answer, NOW + at + n + 1), first));
    };
    expect(seen(DELETED, HOUR)).toBe(true);
    expect(seen(DELETED, HOUR, ['unknown'])).toBe(true);
    expect(seen(DELETED, HOUR, ['unknown', 'gone'])).toBe(false);
    // Asked when the promise was not due, or has no date.
    expect(seen(accepted(3), HOUR)).toBe(false);
    expect(seen({ kind: 'accepted' }, HOUR)).toBe(false);
    expect(seen({ kind: 'registered' }, HOUR)).toBe(false);
    expect(seen({ kind: 'accepted', expectedBy: NOW + MINUTE }, HOUR)).toBe(true);
    expect(isSeenStill(answered(DELETED))).toBe(false);
  });

  it('and deleted anew, nobody is seen any more', () => {
    const again = reset(askAll(answered(DELETED), 'still-there').last, NOW + 2 * DAY, NOW + 9 * DAY);
    const anew = advance(again, DELETED, LOOKED, { now: NOW + 2 * DAY, chance: 0.5 });
    expect([anew.phase, isSeenStill(anew)]).toEqual(['verifying', false]);
  });

  it('needs a person once nobody can be asked any more', () => {
    const seen = applyFollowUp(answered(DELETED), 'still-there', NOW + 10 * MINUTE);
    const stillThere = { status: 'blocked', outcome: { kind: 'refused', reason: 'still-there' }, phase: 'final' };
    for (const after of [
      blockAsRemoved(seen, 'connection-removed', 'admin', NOW + HOUR),
      stopFollowUps(seen, NOW + HOUR),
      stopWhatIsLate(seen, NOW + DAY + LATE),
      applyFollowUp({ ...seen, notBefore: NOW + DAY + LATE }, 'unknown', NOW + DAY + LATE),
    ])
      expect(after).toMatchObject(stillThere);
    expect(cancelStep(seen, NOW + HOUR)).toMatchObject({ status: 'done', phase: 'final' });
  });

  it('is no contradiction while the promise runs: the step stays as it was handed over', () => {
    const { last } = askAll(answered(accepted(20), { rhythm: 'looked', days: 2 }), 'still-there');
    expect(last).toMatchObject({ status: 'handed-over', outcome: accepted(20), phase: 'final' });
  });

  it('and taken up again, it begins anew', () => {
    const again = reset(askAll(answered(DELETED), 'still-there').last, NOW + 2 * DAY, NOW + 9 * DAY);
    expect(again).toMatchObject({ status: 'waiting', phase: 'ready', outcome: null, checks: 0 });
    for (const name of ['verification', 'answered', 'verifiedAt', 'baseline']) expect(again).not.toHaveProperty(name);
  });
});

describe('asking is cut short', () => {
  it('when the connection goes, by the rules, or because it is too late', () => {
    const asked = answered(DELETED);
    for (const after of [
      blockAsRemoved(asked, 'connection-removed', 'admin', NOW + 1),
      stopFollowUps(asked, NOW + 1),
      stopWhatIsLate(asked, NOW + DAY + LATE),
    ]) {
      expect(after).toMatchObject({ status: 'done', outcome: DELETED, phase: 'final' });
      expect(after.history.at(-1)).toMatchObject({ called: false, answer: 'not-asked' });
    }
    expect(stopWhatIsLate(asked, NOW + DAY + LATE - 1)).toBe(asked);
  });

  it('when the erasure is called off, also while a question is on its way', () => {
    const asked = answered({ kind: 'registered' }, POLLED);
    const off = cancelStep(asked, NOW + 1);
    expect(off).toMatchObject({ status: 'handed-over', phase: 'final' });
    const learned = applyFollowUp(asked, 'still-there', NOW + 2);
    expect(rebase(off, asked, learned)).toMatchObject({ status: 'handed-over', phase: 'final' });
  });

  it('by an admin who lets addresses be kept for less', () => {
    const asked = answered(accepted(20));
    expect(askNoLater(asked, NOW + DAY)).toMatchObject({
      verification: { lastAt: NOW + DAY },
      notBefore: asked.notBefore,
    });
    expect(askNoLater(asked, NOW + 30 * DAY)).toBe(asked);
    expect(askNoLater(asked, NOW + 1)).toMatchObject({ notBefore: NOW + 1 });
  });

  it('and a step that was handed over before questions were planned is asked about all the same', () => {
    const old = step({ status: 'handed-over', outcome: { kind: 'registered' } });
    expect(applyFollowUp(old, 'gone', NOW)).toMatchObject({ status: 'done', phase: 'final', verifiedAt: NOW });
    expect(applyFollowUp(old, 'unknown', NOW)).toMatchObject({ status: 'handed-over', phase: 'verifying' });
  });
});

describe('the address', () => {
  it('is kept for the last planned question, and let go of with it', () => {
    const [soon, later] = [answered(DELETED), answered(accepted(9))];
    expect(addressKeptUntil([soon, later], undefined)).toBe(NOW + 9 * DAY + LATE);
    expect(addressKeptUntil([soon, applyFollowUp(later, 'gone', NOW)], undefined)).toBe(NOW + DAY + LATE);
    expect(addressKeptUntil([step({ phase: 'final' })], undefined)).toBeNull();
  });
});

describe('an erasure that has ended', () => {
  const asked = answered({ kind: 'registered' }, POLLED);
  const ended = withQuestions(erasure({ status: 'handed-over', finishedAt: NOW }), [asked]);

  it('says until when its address is kept', () => {
    expect(ended).toMatchObject({ isVerifying: true, addressKeptUntil: NOW + 7 * DAY + LATE });
    expect(learnedSince(ended, [asked])).toBeNull();
  });

  it('is completed by what is verified, and that is news once', () => {
    const done = applyFollowUp(asked, 'gone', NOW + HOUR);
    const learned = learnedSince(ended, [done]);
    expect(learned).toMatchObject({ isNews: true, erasure: { status: 'completed', laterNews: 1, finishedAt: NOW } });
    expect(learned?.erasure).not.toHaveProperty('addressKeptUntil');
    expect(learnedSince(learned?.erasure ?? ended, [done])).toBeNull();
  });

  it('is partly blocked, or blocked, by what is still there', () => {
    const { last } = askAll(asked, 'still-there');
    expect(learnedSince(ended, [last])?.erasure).toMatchObject({ status: 'blocked', laterNews: 1 });
    expect(learnedSince(ended, [last, answered(DELETED, null)])?.erasure).toMatchObject({ status: 'partial' });
  });

  it('tells nothing of one question while others are planned, and everything when all are over', () => {
    const other = answered(DELETED, LOOKED, { connectionId: 'c2' });
    const whole = withQuestions(ended, [asked, other]);
    const one = applyFollowUp(other, 'gone', NOW + HOUR);
    expect(learnedSince(whole, [asked, one])).toBeNull();
    const { last } = askAll(asked, 'unknown');
    expect(learnedSince(whole, [last, one])).toMatchObject({ isNews: true, erasure: { status: 'handed-over' } });
  });

  it('is told while somebody is seen, and once they are not any more', () => {
    const other = answered(DELETED, LOOKED, { connectionId: 'c2' });
    const whole = withQuestions({ ...ended, status: 'handed-over' }, [asked, other]);
    const seen = applyFollowUp(other, 'still-there', NOW + HOUR);
    const told = learnedSince(whole, [asked, seen]);
    expect(told).toMatchObject({ isNews: true, erasure: { status: 'handed-over', isSeenStill: true, laterNews: 1 } });
    const held = told?.erasure ?? whole;
    expect(learnedSince(held, [asked, seen])).toBeNull();
    const gone = learnedSince(held, [asked, applyFollowUp(seen, 'gone', NOW + DAY)]);
    expect(gone).toMatchObject({ isNews: true, erasure: { isVerifying: true, laterNews: 2 } });
    expect(gone?.erasure).not.toHaveProperty('isSeenStill');
  });

  it('stays called off, whatever is learned', () => {
    const off = { ...ended, status: 'cancelled' as const };
    expect(learnedSince(off, [applyFollowUp(asked, 'gone', NOW)])?.erasure.status).toBe('cancelled');
  });
});
