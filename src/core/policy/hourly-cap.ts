/** Unattended erasures of the last hour, counted by the minute. */
import { MINUTE } from '../../lib/time';
export interface HourlyCounter {
  readonly minutes: Readonly<Record<string, number>>;
}
/** How many were counted within the hour before `now`. */
export function countedThisHour({ minutes }: HourlyCounter, now: number): number {
  return Object.entries(minutes).reduce((sum, [minute, n]) => (Number(minute) > now / MINUTE - 60 ? sum + n : sum), 0);
}
/** The count with one more, and without what is older than an hour. */
export function countOneMore({ minutes }: HourlyCounter, now: number): HourlyCounter {
  const recent = Object.entries(minutes).filter(([minute]) => Number(minute) > now / MINUTE - 60);
  const minute = String(Math.floor(now / MINUTE));
  return { minutes: { ...Object.fromEntries(recent), [minute]: (Object.fromEntries(recent)[minute] ?? 0) + 1 } };
}
