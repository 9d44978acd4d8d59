/**
 * Daily figures: what ended on a day, how long it took, and what every provider said. Charts are drawn from them, never
 * from the erasures themselves. They name connections, and no person, issue or project.
 */
import * as z from 'zod/mini';
import { type Erasure, hasEnded } from './erasure/erasure';
import { ErasureStatus } from './status/erasure-status';
import type { Step } from './erasure/step';
import { DAY, HOUR } from '../lib/time';

/** What became of a person at one provider, as figures tell it apart. */
const StatResult = z.enum(['deleted', 'absent', 'accepted', 'registered', 'by-hand', 'kept', 'refused', 'skipped']);
export type ConnectionStat = z.infer<typeof StatResult>;

/** The longest that each class of the time to completion takes, in milliseconds; what takes longer is the last class. */
export const TIME_CLASSES = [HOUR, DAY, 3 * DAY, 7 * DAY, 30 * DAY] as const;

/** What one ended erasure adds to the figures of its day. */
export const StatEntry = z.object({
  /** The UTC day on which it ended, such as 2026-11-22. */
  day: z.string(),
  status: ErasureStatus,
  /** Completed or handed over, and after its due date. */
  late: z.boolean(),
  /** Which class of {@link TIME_CLASSES}; null where it was neither completed nor handed over. */
  took: z.nullable(z.int()),
  became: z.array(z.object({ connection: z.string(), as: StatResult, at: z.number() })),
});
export type StatEntry = z.infer<typeof StatEntry>;

/** The figures of one day, or of several together. */
export const Stats = z.object({
  /** How many ended how. */
  ended: z.record(z.string(), z.int()),
  late: z.int(),
  /** How many were completed or handed over within each class of time. */
  took: z.array(z.int()),
  /** What each connection's provider said, how often. */
  became: z.record(z.string(), z.record(z.string(), z.int())),
  /** When each connection last did, or took, what it was asked for, in milliseconds since the epoch. */
  lastSuccess: z.record(z.string(), z.number()),
});
export type Stats = z.infer<typeof Stats>;

export const EMPTY_STATS: Stats = {
  ended: {},
  late: 0,
  took: Array.from({ length: TIME_CLASSES.length + 1 }, () => 0),
  became: {},
  lastSuccess: {},
};

/** A day as the figures name it. */
export const dayKey = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The last so many days, the latest first. */
export const lastDays = (now: number, days: number): string[] =>
  Array.from({ length: days }, (_, ago) => dayKey(now - ago * DAY));

const timeClass = (took: number): number => {
  const found = TIME_CLASSES.findIndex((longest) => took <= longest);
  return found < 0 ? TIME_CLASSES.length : found;
};

function becameOf({ status, outcome }: Step): ConnectionStat {
  if (status === 'skipped') return 'skipped';
  return outcome === null || outcome.kind === 'retry' || outcome.kind === 'assigned' ? 'refused' : outcome.kind;
}

/** What an erasure adds to the figures; null while it has not ended. */
export function statEntryOf(erasure: Erasure, steps: readonly Step[]): StatEntry | null {
  const { finishedAt, requestedAt, dueAt, status } = erasure;
  const isTaken = status === 'completed' || status === 'handed-over';
  if (!hasEnded(erasure) || finishedAt === null) return null;
  return {
    day: dayKey(finishedAt),
    status,
    late: isTaken && finishedAt > dueAt,
    took: isTaken ? timeClass(finishedAt - requestedAt) : null,
    became: steps.map((step) => ({
      connection: step.connectionId,
      as: becameOf(step),
      at: step.at ?? finishedAt,
    })),
  };
}

/** What a provider itself did or took. */
export const SUCCESSES: readonly ConnectionStat[] = ['deleted', 'absent', 'accepted', 'registered'];

const plus = (counts: Readonly<Record<string, number>>, key: string, by: number): Record<string, number> => {
  const next = (counts[key] ?? 0) + by;
  const { [key]: before, ...others } = counts;
  return next === 0 ? others : { ...others, [key]: next };
};

/** Adds a contribution to the statistics or, by -1, subtracts it: the erasure was reopened. */
export function countedIn(figures: Stats, { status, late, took, became }: StatEntry, by: 1 | -1): Stats {
  const perConnection: Record<string, Record<string, number>> = { ...figures.became };
  const lastSuccess = { ...figures.lastSuccess };
  for (const { connection, as, at } of became) {
    perConnection[connection] = plus(perConnection[connection] ?? {}, as, by);
    if (by === 1 && SUCCESSES.includes(as)) lastSuccess[connection] = Math.max(at, lastSuccess[connection] ?? 0);
  }
  return {
    ended: plus(figures.ended, status, by),
    late: figures.late + (late ? by : 0),
    took: figures.took.map((n, index) => (index === took ? n + by : n)),
    became: perConnection,
    lastSuccess,
  };
}

const sumOf = (a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): Record<string, number> =>
  Object.entries(b).reduce((sum, [key, n]) => plus(sum, key, n), { ...a });

/** Counts by name, added up. */
export const summed = (all: readonly Readonly<Record<string, number>>[]): Record<string, number> =>
  all.reduce<Record<string, number>>(sumOf, {});

/** The figures of several days together. */
export function together(days: readonly Stats[]): Stats {
  return days.reduce<Stats>(
    (sum, day) => ({
      ended: sumOf(sum.ended, day.ended),
      late: sum.late + day.late,
      took: sum.took.map((n, index) => n + (day.took[index] ?? 0)),
      became: Object.entries(day.became).reduce(
        (all, [connection, counts]) => ({ ...all, [connection]: sumOf(all[connection] ?? {}, counts) }),
        sum.became,
      ),
      lastSuccess: Object.entries(day.lastSuccess).reduce(
        (all, [connection, at]) => ({ ...all, [connection]: Math.max(at, all[connection] ?? 0) }),
        sum.lastSuccess,
      ),
    }),
    EMPTY_STATS,
  );
}

/** One erasure's ending, as it is counted now and as it was counted before. */
export interface Recount {
  readonly before: StatEntry | null;
  readonly after: StatEntry | null;
}

/** The days that some recounts touch. */
export const daysOf = (recounts: readonly Recount[]): string[] => [
  ...new Set(
    recounts.flatMap(({ before, after }) => [before, after].flatMap((one) => (one === null ? [] : [one.day]))),
  ),
];

/** The figures of every day that some recounts touch, as they are afterwards. */
export function recounted(days: ReadonlyMap<string, Stats>, recounts: readonly Recount[]): Map<string, Stats> {
  const next = new Map(daysOf(recounts).map((day) => [day, days.get(day) ?? EMPTY_STATS]));
  const apply = (one: StatEntry | null, by: 1 | -1) => {
    if (one !== null) next.set(one.day, countedIn(next.get(one.day) ?? EMPTY_STATS, one, by));
  };
  for (const { before, after } of recounts) {
    apply(before, -1);
    apply(after, 1);
  }
  return next;
}
