import fc from 'fast-check';
import { deadlineWords, firstReminder, nextReminder, reminderOf } from '../../../src/core/erasure/deadline';
import { runs } from '../../support/runs';

const DAY = 86_400_000;
const DUE = 100 * DAY;

it('reminds 7, 3 and 1 days before, when it is late, and then no more', () => {
  const times: number[] = [];
  for (let at = nextReminder(DUE, 0); at !== null; at = nextReminder(DUE, at)) times.push(at);
  expect(times).toEqual([93 * DAY, 97 * DAY, 99 * DAY, 100 * DAY]);
});

it('knows each reminder from the others, whenever it is carried out', () => {
  const days = [93, 96, 97, 98, 99, 99.5, 100, 400];
  expect(days.map((day) => reminderOf(DUE, day * DAY) / DAY)).toEqual([93, 93, 97, 97, 99, 99, 100, 100]);
  expect(reminderOf(DUE, 0)).toBe(93 * DAY);
});

it('skips what has passed, and says at once what is late from the beginning', () => {
  expect(nextReminder(DUE, 98 * DAY)).toBe(99 * DAY);
  expect(nextReminder(DUE, DUE)).toBeNull();
  expect(firstReminder(DUE, 98 * DAY)).toBe(99 * DAY);
  expect(firstReminder(DUE, 101 * DAY)).toBe(101 * DAY);
});

it('never reminds of the past, except once of what is late', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 * DAY }), fc.integer({ min: 0, max: 400 * DAY }), (due, now) => {
      const next = nextReminder(due, now);
      expect(next === null ? due <= now : next > now && next <= due).toBe(true);
      expect(firstReminder(due, now)).toBeGreaterThanOrEqual(now);
    }),
    { numRuns: runs(300) },
  );
});

it.each([
  [DUE, 'overdue'],
  [DUE + 1, 'overdue'],
  [DUE - 1, 'due within a day'],
  [DUE - DAY, 'due within a day'],
  [DUE - DAY - 1, 'due in 2 days'],
  [DUE - 7 * DAY, 'due in 7 days'],
])('at %i it is %s', (now, words) => {
  expect(deadlineWords(DUE, now)).toBe(words);
});
