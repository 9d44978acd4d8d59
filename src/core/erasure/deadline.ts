/**
 * The deadline of an erasure, and when somebody is reminded of it.
 */
import { DAY } from '../../lib/time';
const WEEK = 7 * DAY;
const DAYS_BEFORE = [7, 3, 1, 0];

/**
 * When somebody is reminded next: 7, 3 and 1 days before the due date, and when it has passed.
 * @param after nobody is reminded of what was before that, except that it is late
 * @returns null once it was said that it is late
 */
export function nextReminder(dueAt: number, after: number): number | null {
  return DAYS_BEFORE.map((days) => dueAt - days * DAY).find((at) => at > after) ?? null;
}

/** Which reminder it is that is due now: the latest that has come. */
export const reminderOf = (dueAt: number, now: number): number =>
  DAYS_BEFORE.map((days) => dueAt - days * DAY).findLast((at) => at <= now) ?? dueAt - WEEK;

/** A time that never comes: the last that a date can have. */
export const NEVER = 8_640_000_000_000_000;

/** The first reminder of an erasure; at once, where it is late from the beginning. */
export const firstReminder = (dueAt: number, now: number): number => nextReminder(dueAt, now) ?? now;

/** How far away the due date is: "due in 3 days", "overdue since today". */
export function deadlineWords(dueAt: number, now: number): string {
  const days = Math.ceil((dueAt - now) / DAY);
  if (dueAt <= now) return 'overdue';
  return days === 1 ? 'due within a day' : `due in ${String(days)} days`;
}
