/**
 * The second look: when it is planned and of whom, what comes of it, and until when the address is kept for it.
 */
import { learnedSince, withQuestions } from '../../../src/core/erasure/after-end';
import { LATE, type Checked } from '../../../src/core/erasure/questions';
import { countBack } from '../../../src/core/erasure/second-look';
import { advance, blockAsRemoved, finishByHand, reset, type Step, stopFollowUps } from '../../../src/core/erasure/step';
import { applyFollowUp, askNoLater, stopWhatIsLate } from '../../../src/core/erasure/verify';
import type { Erasure } from '../../../src/core/erasure/erasure';
import type { Outcome } from '../../../src/core/status/outcome';
import { DAY, HOUR } from '../../../src/lib/time';
import { erasure, step } from '../../support/builders';
import { NOW } from '../../support/vendor';

const AT = NOW + 30 * DAY;
const answered = (outcome: Outcome, more: Partial<Step> = {}, isAsked = false): Step =>
  advance(step({ looksTwice: true, ...more }), outcome, isAsked ? { rhythm: 'looked', days: 30 } : null, {
    now: NOW,
    chance: 0.5,
  });
const DELETED: Outcome = { kind: 'deleted' };
const ended = (steps: readonly Step[], more: Partial<Erasure> = {}) =>
  withQuestions({ erasure: erasure({ status: 'completed', finishedAt: NOW, ...more }), steps }, NOW);
/** A step whose second look is planned. */
const planned = (): Step => {
  const [only] = ended([answered(DELETED)]).steps;
  if (only === undefined) throw new Error('one step');
  return only;
};

describe('a second look is planned', () => {
  it.each<[string, Step]>([
    ['deleted', answered(DELETED)],
    ['held nobody', answered({ kind: 'absent' })],
  ])('for thirty days after the end, where the provider %s; the address is kept for it', (_, asked) => {
    const { erasure: after, steps } = ended([asked]);
    expect(after).toMatchObject({ secondLookAt: AT, addressKeptUntil: AT + LATE });
    expect(after).not.toHaveProperty('isVerifying');
    expect(steps[0]).toMatchObject({ status: 'done', phase: 'verifying', notBefore: AT });
    expect(steps[0]).not.toHaveProperty('looksTwice');
  });

  it('and taken after the questions whether the person is gone, however these end', () => {
    const first = ended([answered(DELETED, {}, true)]);
    expect(first.steps[0]).toMatchObject({ verification: { rhythm: 'looked' }, notBefore: NOW + 600_000 });
    expect(first.erasure).toMatchObject({ isVerifying: true, addressKeptUntil: AT + LATE });
    for (const after of [
      applyFollowUp(first.steps[0] ?? step(), 'gone', NOW + HOUR),
      stopFollowUps(first.steps[0] ?? step(), NOW + HOUR),
    ]) {
      const learned = learnedSince({ erasure: first.erasure, steps: [after] }, NOW + HOUR);
      expect(learned).toMatchObject({ isNews: true, erasure: { addressKeptUntil: AT + LATE, secondLookAt: AT } });
      expect(learned?.steps[0]).toMatchObject({ phase: 'verifying', notBefore: AT });
      expect(learned && learnedSince(learned, NOW + HOUR)).toBeNull();
    }
  });

  it.each<[string, Step, Partial<Erasure>]>([
    ['nobody wants one', answered(DELETED, { looksTwice: undefined }), {}],
    ['a person said that it is done', finishByHand(step({ looksTwice: true }), { kind: 'by-hand' }, NOW), {}],
    ['it was only handed over', answered({ kind: 'registered' }), { status: 'handed-over' }],
    ['it is blocked', answered({ kind: 'refused', reason: 'rejected' }), { status: 'blocked' }],
    ['it goes on', answered(DELETED), { status: 'running', finishedAt: null }],
  ])('nowhere where %s', (_, asked, more) => {
    const { erasure: after, steps } = ended([asked], more);
    expect(after).not.toHaveProperty('secondLookAt');
    expect(after).not.toHaveProperty('addressKeptUntil');
    expect(steps[0]).toBe(asked);
  });

  it('from when it is completed by what is verified later', () => {
    const asked = answered({ kind: 'accepted' }, {}, true);
    const first = withQuestions({ erasure: erasure({ status: 'handed-over', finishedAt: NOW }), steps: [asked] }, NOW);
    expect(first.erasure).not.toHaveProperty('secondLookAt');
    const learned = learnedSince({ ...first, steps: [applyFollowUp(asked, 'gone', NOW + 3 * DAY)] }, NOW + 3 * DAY);
    expect(learned?.erasure).toMatchObject({ status: 'completed', secondLookAt: NOW + 33 * DAY });
  });

  it('no more once somebody turns out to be still there, and from the new end after that', () => {
    const first = ended([answered(DELETED, {}, true)]);
    const seen = applyFollowUp(first.steps[0] ?? step(), 'still-there', NOW + HOUR);
    const blocked = stopFollowUps(seen, NOW + DAY);
    const learned = learnedSince({ ...first, steps: [blocked] }, NOW + DAY);
    expect(learned?.erasure).toMatchObject({ status: 'blocked' });
    for (const name of ['secondLookAt', 'addressKeptUntil']) expect(learned?.erasure).not.toHaveProperty(name);
    expect(reset(blocked, NOW + DAY, NOW + 9 * DAY)).not.toHaveProperty('looksTwice');
  });

  it('not at a connection that is no more', () => {
    const gone = blockAsRemoved(answered(DELETED, {}, true), 'connection-removed', 'admin', NOW + 1);
    expect(ended([gone]).erasure).not.toHaveProperty('secondLookAt');
  });
});

describe('what is found', () => {
  it.each<[Checked, string, number]>([
    ['gone', 'nobody', 0],
    ['still-there', 'back', 1],
  ])('%s is %s, and what was done stands', (checked, found, back) => {
    const after = applyFollowUp(planned(), checked, AT + 1);
    expect(after).toMatchObject({ status: 'done', outcome: DELETED, phase: 'final', at: NOW });
    expect(after).toMatchObject({ secondLook: { at: AT + 1, found }, history: [{}, { called: true, found }] });
    expect([after.verification, after.verifiedAt, countBack([after])]).toEqual([undefined, undefined, back]);
  });

  it('is asked for once an hour where nothing is said, and not for ever', () => {
    let current = planned();
    const at: number[] = [];
    while (current.phase === 'verifying') {
      at.push(current.notBefore - AT);
      current = applyFollowUp(current, 'unknown', current.notBefore);
    }
    expect(at).toEqual([0, 1, 2, 3, 4, 5].map((hours) => hours * HOUR));
    expect(current).toMatchObject({ status: 'done', outcome: DELETED, secondLook: { found: 'unknown' } });
  });

  it.each<[string, (before: Step) => Step]>([
    ['by the rules', (before) => stopFollowUps(before, AT)],
    ['because it is too late', (before) => stopWhatIsLate(before, AT + LATE)],
    ['with its connection', (before) => blockAsRemoved(before, 'connection-removed', 'admin', AT)],
  ])('is nothing where it was not asked for, %s', (_, stop) => {
    const after = stop(planned());
    expect(after).toMatchObject({ status: 'done', phase: 'final', secondLook: { found: 'not-asked' } });
    expect(after.history.at(-1)).toMatchObject({ called: false, found: 'not-asked' });
  });

  it('is not asked for earlier by an admin who has deletions verified for less', () => {
    expect(askNoLater(planned(), NOW + DAY)).toEqual(planned());
  });

  it('is news where somebody is back, once; and lets the address go either way', () => {
    const first = ended([answered(DELETED), answered(DELETED, { connectionId: 'c2' })]);
    const [one = step(), other = step()] = first.steps;
    const back = learnedSince({ ...first, steps: [applyFollowUp(one, 'still-there', AT), other] }, AT);
    expect(back).toMatchObject({
      isNews: true,
      erasure: { status: 'completed', back: 1, addressKeptUntil: AT + LATE },
    });
    const steps = [applyFollowUp(one, 'still-there', AT), applyFollowUp(other, 'gone', AT)];
    const over = learnedSince({ erasure: back?.erasure ?? first.erasure, steps }, AT);
    expect(over).toMatchObject({ isNews: false, erasure: { back: 1 } });
    expect(over?.erasure).not.toHaveProperty('addressKeptUntil');
  });
});
