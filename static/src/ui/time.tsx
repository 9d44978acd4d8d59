/** Times in the reader's own zone and language. */
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

export const exactTime = (time: number): string => full.format(time);
export const exactDay = (time: number): string => day.format(time);

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** "in 5 minutes", "2 days ago". */
export function relativeTime(time: number, now: number): string {
  const away = time - now;
  const [unit, milliseconds] = UNITS.find(([, size]) => Math.abs(away) >= size) ?? ['second', 1000];
  return relative.format(Math.round(away / milliseconds), unit);
}

const A_MONTH = 30 * 86_400_000;

/** A time as people say it, with the exact one on hover. What is long ago or far away is told by its day. */
export function When({ at }: { at: number }) {
  const now = Date.now();
  return (
    <time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
      {Math.abs(at - now) < A_MONTH ? relativeTime(at, now) : exactDay(at)}
    </time>
  );
}
