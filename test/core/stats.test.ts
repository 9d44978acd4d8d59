/**
 * Daily figures: what each ending adds, and that taking one back leaves no trace.
 */
import * as fc from 'fast-check';
import {
  type StatEntry,
  statEntryOf,
  countedIn,
  dayKey,
  daysOf,
  type Stats,
  lastDays,
  EMPTY_STATS,
  type Recount,
  recounted,
  together,
} from '../../src/core/stats';
import type { Outcome } from '../../src/core/status/outcome';
import { erasure, step } from '../support/builders';
import { runs } from '../support/runs';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 10, 1, 12);

const ended = (after: number, more: Parameters<typeof erasure>[0] = {}) =>
  erasure({ status: 'completed', requestedAt: START, finishedAt: START + after, dueAt: START + 30 * DAY, ...more });

it('adds nothing while an erasure is open', () => {
  expect(statEntryOf(erasure({ finishedAt: null }), [step()])).toBeNull();
});

it.each([
  [HOUR, 0],
  [HOUR + 1, 1],
  [DAY, 1],
  [DAY + 1, 2],
  [3 * DAY, 2],
  [7 * DAY, 3],
  [7 * DAY + 1, 4],
  [30 * DAY, 4],
  [30 * DAY + 1, 5],
])('puts what took %d ms into class %d', (took, inClass) => {
  expect(statEntryOf(ended(took), [])?.took).toBe(inClass);
});

it('times what was completed or handed over, and says what was late', () => {
  expect(statEntryOf(ended(HOUR, { status: 'handed-over' }), [])).toMatchObject({ status: 'handed-over', took: 0 });
  expect(statEntryOf(ended(30 * DAY + 1, { status: 'handed-over' }), [])?.late).toBe(true);
  expect(statEntryOf(ended(HOUR, { status: 'blocked' }), [])).toMatchObject({ status: 'blocked', took: null });
  expect(statEntryOf(ended(30 * DAY), [])?.late).toBe(false);
  expect(statEntryOf(ended(30 * DAY + 1), [])?.late).toBe(true);
});

it('counts on the UTC day of the end', () => {
  expect(dayKey(Date.UTC(2026, 10, 1, 23, 59, 59, 999))).toBe('2026-11-01');
  expect(statEntryOf(ended(12 * HOUR), [])?.day).toBe('2026-11-02');
  expect(lastDays(Date.UTC(2026, 2, 1), 3)).toEqual(['2026-03-01', '2026-02-28', '2026-02-27']);
});

it.each<[Outcome | null, 'done' | 'handed-over' | 'blocked' | 'skipped', string]>([
  [{ kind: 'deleted' }, 'done', 'deleted'],
  [{ kind: 'absent' }, 'done', 'absent'],
  [{ kind: 'accepted' }, 'handed-over', 'accepted'],
  [{ kind: 'registered' }, 'handed-over', 'registered'],
  [{ kind: 'by-hand' }, 'done', 'by-hand'],
  [{ kind: 'kept' }, 'done', 'kept'],
  [{ kind: 'refused', reason: 'rejected' }, 'blocked', 'refused'],
  [{ kind: 'retry', reason: 'timeout' }, 'blocked', 'refused'],
  [null, 'blocked', 'refused'],
  [null, 'skipped', 'skipped'],
])('counts %j of a step that is %s as %s', (outcome, status, as) => {
  const one = statEntryOf(ended(HOUR), [step({ outcome, status, at: START + 5 })]);
  expect(one?.became).toEqual([{ connection: 'c1', as, at: START + 5 }]);
});

it('takes the end of the erasure where a step has no time of its own', () => {
  expect(statEntryOf(ended(HOUR), [step({ at: null })])?.became[0]?.at).toBe(START + HOUR);
});

const one: StatEntry = {
  day: '2026-11-01',
  status: 'partial',
  late: true,
  took: 2,
  became: [
    { connection: 'a', as: 'deleted', at: 7 },
    { connection: 'b', as: 'refused', at: 8 },
    { connection: 'c', as: 'skipped', at: 9 },
  ],
};

it('counts one ending in every figure', () => {
  expect(countedIn(EMPTY_STATS, one, 1)).toEqual({
    ended: { partial: 1 },
    late: 1,
    took: [0, 0, 1, 0, 0, 0],
    became: { a: { deleted: 1 }, b: { refused: 1 }, c: { skipped: 1 } },
    lastSuccess: { a: 7 },
  });
});

it('remembers the latest success of each connection, also when one is taken back', () => {
  const at = (time: number): StatEntry => ({ ...one, became: [{ connection: 'a', as: 'absent', at: time }] });
  const both = countedIn(countedIn(EMPTY_STATS, at(9), 1), at(3), 1);
  expect(both.lastSuccess).toEqual({ a: 9 });
  expect(countedIn(both, at(9), -1)).toMatchObject({ lastSuccess: { a: 9 }, became: { a: { absent: 1 } } });
  expect(countedIn(EMPTY_STATS, at(9), -1).lastSuccess).toEqual({});
});

it('adds days up', () => {
  const day = countedIn(EMPTY_STATS, one, 1);
  const later = countedIn(
    countedIn(EMPTY_STATS, { ...one, late: false, became: [{ connection: 'a', as: 'absent', at: 20 }] }, 1),
    one,
    1,
  );
  expect(together([])).toEqual(EMPTY_STATS);
  expect(together([day, later])).toEqual({
    ended: { partial: 3 },
    late: 2,
    took: [0, 0, 3, 0, 0, 0],
    became: { a: { deleted: 2, absent: 1 }, b: { refused: 2 }, c: { skipped: 2 } },
    lastSuccess: { a: 20 },
  });
  expect(together([later, day])).toEqual(together([day, later]));
});

it('takes no word of a person for a success of the provider', () => {
  const said: StatEntry = {
    ...one,
    became: (['by-hand', 'kept'] as const).map((as) => ({ connection: as, as, at: 9 })),
  };
  expect(countedIn(EMPTY_STATS, said, 1)).toMatchObject({
    became: { 'by-hand': { 'by-hand': 1 }, kept: { kept: 1 } },
    lastSuccess: {},
  });
});

it('moves an erasure that ended anew to its new day', () => {
  const day = countedIn(EMPTY_STATS, one, 1);
  const after: StatEntry = { ...one, day: '2026-11-05', status: 'completed', late: false, took: 3, became: [] };
  const next = recounted(new Map([['2026-11-01', day]]), [{ before: one, after }]);
  expect(next.get('2026-11-01')).toEqual({ ...EMPTY_STATS, became: { a: {}, b: {}, c: {} }, lastSuccess: { a: 7 } });
  expect(next.get('2026-11-05')).toMatchObject({ ended: { completed: 1 }, took: [0, 0, 0, 1, 0, 0] });
  expect([...next.keys()]).toEqual(daysOf([{ before: one, after }]));
  expect(recounted(new Map(), [])).toEqual(new Map());
});

const anyContribution: fc.Arbitrary<StatEntry> = fc.record({
  day: fc.constantFrom('2026-11-01', '2026-11-02', '2026-11-03'),
  status: fc.constantFrom('completed', 'handed-over', 'partial', 'blocked', 'cancelled'),
  late: fc.boolean(),
  took: fc.option(fc.integer({ min: 0, max: 5 })),
  became: fc.array(
    fc.record({
      connection: fc.constantFrom('a', 'b'),
      as: fc.constantFrom('deleted', 'absent', 'accepted', 'registered', 'by-hand', 'kept', 'refused', 'skipped'),
      at: fc.integer({ min: 1, max: 1000 }),
    }),
    { maxLength: 4 },
  ),
});

const total = ({ ended: all }: Stats): number => Object.values(all).reduce((sum, n) => sum + n, 0);

it('counts every erasure once, however often it ended', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.option(anyContribution)), { maxLength: 30 }),
      (endings) => {
        const standing = new Map<number, StatEntry | null>();
        let days = new Map<string, Stats>();
        for (const [id, after] of endings) {
          const recount: Recount = { before: standing.get(id) ?? null, after };
          days = new Map([...days, ...recounted(days, [recount])]);
          standing.set(id, after);
        }
        const there = [...standing.values()].filter((found) => found !== null);
        const all = together([...days.values()]);
        expect(total(all)).toBe(there.length);
        expect(all.late).toBe(there.filter(({ late }) => late).length);
        const steps = Object.values(all.became).flatMap((counts) => Object.values(counts));
        expect(steps.reduce((sum, n) => sum + n, 0)).toBe(there.flatMap(({ became }) => became).length);
        expect(steps.every((n) => n > 0)).toBe(true);
        for (const day of days.keys())
          expect(total(days.get(day) ?? EMPTY_STATS)).toBe(there.filter((found) => found.day === day).length);
      },
    ),
    { numRuns: runs(300) },
  );
});
