/**
 * Calendar months in a site's time zone, as the law counts them: they end with the last hour of the day that has the number
 * of the day of receipt, or of the last day of a shorter month.
 * @see Regulation (EEC, Euratom) 1182/71, Article 3; GDPR, Article 12(3)
 */
import { TZDate } from '@date-fns/tz';
import { addMonths } from 'date-fns/addMonths';
import { endOfDay } from 'date-fns/endOfDay';
import { formatISO } from 'date-fns/formatISO';

/** Where a site tells no time zone, or one that nobody knows. */
export const UTC = 'UTC';

/** A time zone by its IANA name; UTC where there is no such zone. */
export function zoneOf(name: unknown): string {
  if (typeof name !== 'string' || name === '') return UTC;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return UTC;
  }
}

/** The end of so many calendar months after a time, in milliseconds since the epoch. */
export const endOfMonths = (from: number, months: number, zone: string): number =>
  endOfDay(addMonths(new TZDate(from, zone), months)).getTime();

/** The day of a time in a zone, such as 2027-02-28. */
export const dayIn = (time: number, zone: string): string =>
  formatISO(new TZDate(time, zone), { representation: 'date' });
