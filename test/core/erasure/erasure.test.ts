import { resultOf, count, dueDateOf, giveUpAt, hasEnded, unrecordedEvents } from '../../../src/core/erasure/erasure';
import type { Outcome } from '../../../src/core/status/outcome';
import { advance, holdForKey, type Step } from '../../../src/core/erasure/step';
import { erasure, step } from '../../support/builders';
import { NOW } from '../../support/vendor';

const DAY = 86_400_000;
const ended = (status: Step['status']): Step =>
  step({ status, phase: 'final', outcome: status === 'done' ? { kind: 'deleted' } : null });

it.each<[string, Step['status'][], string | null]>([
  ['everything done', ['done', 'done'], 'completed'],
  ['done and handed over', ['done', 'handed-over'], 'handed-over'],
  ['everything handed over', ['handed-over', 'handed-over'], 'handed-over'],
  ['handed over and blocked', ['handed-over', 'blocked'], 'partial'],
  ['done, and one that was planned and not called', ['done', 'skipped'], 'partial'],
  ['handed over, and one that was planned and not called', ['handed-over', 'skipped'], 'partial'],
  ['some blocked', ['done', 'blocked'], 'partial'],
  ['all blocked', ['blocked', 'blocked'], 'blocked'],
  ['blocked and not called', ['blocked', 'skipped'], 'blocked'],
  ['nothing', [], 'cancelled'],
])('concludes from %s', (_, statuses, end) => {
  expect(resultOf(statuses.map(ended))).toBe(end);
});

it.each<[Outcome['kind'][], string]>([
  [['kept'], 'cancelled'],
  [['kept', 'kept'], 'cancelled'],
  [['kept', 'deleted'], 'completed'],
  [['kept', 'absent'], 'completed'],
  [['kept', 'by-hand'], 'completed'],
])('concludes from %j, all of it done: %s', (kinds, end) => {
  const steps = kinds.map((kind) => step({ status: 'done', phase: 'final', outcome: { kind } as Outcome }));
  expect(resultOf(steps)).toBe(end);
});

it('concludes nothing while a step may still be called', () => {
  expect(resultOf([ended('done'), step()])).toBeNull();
  expect(resultOf([ended('done'), step({ status: 'handed-over' })])).toBeNull();
  expect(resultOf([step({ phase: 'held' })])).toBeNull();
});

it('counts every step where it stands, also those left out from the start', () => {
  const left = erasure({ skipped: [{ connectionId: 'off', provider: 'copernica', why: 'off' }] });
  expect(count(left, [ended('done'), ended('blocked'), step(), ended('handed-over')])).toEqual({
    total: 5,
    done: 1,
    handedOver: 1,
    blocked: 1,
    waiting: 1,
    skipped: 1,
  });
});

it('gives up three days before it is due, but never within a day of the request', () => {
  expect(giveUpAt(NOW, NOW + 30 * DAY)).toBe(NOW + 27 * DAY);
  expect(giveUpAt(NOW, NOW + 2 * DAY)).toBe(NOW + DAY);
});

it('has ended once it is finished', () => {
  expect(hasEnded(erasure())).toBe(false);
  expect(hasEnded(erasure({ finishedAt: NOW }))).toBe(true);
});

describe('the news of its steps', () => {
  const tried = advance(step({ connectionId: 'c1' }), { kind: 'retry', reason: 'timeout' }, null, {
    now: NOW + 2,
    chance: 0.5,
  });
  const done = advance(tried, { kind: 'deleted' }, null, { now: NOW + 3, chance: 0.5 });
  const locked = holdForKey(step({ connectionId: 'c2', provider: 'copernica' }), NOW + 1);

  it('are told once each, in the order of time, and whether anybody was called', () => {
    expect(unrecordedEvents(erasure(), [done, locked])).toEqual([
      {
        kind: 'settled',
        at: NOW + 1,
        connection: 'c2',
        provider: 'copernica',
        status: 'blocked',
        outcome: { kind: 'refused', reason: 'credentials' },
      },
      {
        kind: 'called',
        at: NOW + 2,
        connection: 'c1',
        provider: 'quickhelp',
        status: 'waiting',
        outcome: { kind: 'retry', reason: 'timeout' },
        attempts: 1,
        checks: 0,
      },
      {
        kind: 'called',
        at: NOW + 3,
        connection: 'c1',
        provider: 'quickhelp',
        status: 'done',
        outcome: { kind: 'deleted' },
        attempts: 2,
        checks: 0,
      },
    ]);
    const taken = { length: 2, hash: 'h', pages: 1, recorded: { c1: 1, c2: 1 } };
    expect(unrecordedEvents(erasure({ chain: taken }), [done, locked])).toMatchObject([
      { kind: 'called', at: NOW + 3 },
    ]);
  });
});

it('is due after so many days where they are set, and after the legal month where they are not', () => {
  expect(dueDateOf(NOW, 14, 'UTC')).toEqual({ dueAt: NOW + 14 * DAY });
  expect(dueDateOf(NOW, undefined, 'UTC')).toEqual({
    dueAt: Date.parse('2026-12-22T23:59:59.999Z'),
    month: {
      zone: 'UTC',
      endsAt: Date.parse('2026-12-22T23:59:59.999Z'),
      extendsTo: Date.parse('2027-02-22T23:59:59.999Z'),
      isExtended: false,
    },
  });
});
