import fc from 'fast-check';
import { dayIn, endOfMonths, zoneOf } from '../../../src/core/erasure/calendar';
import { runs } from '../../support/runs';

it.each<[string, string, number, string]>([
  // The same date of the next month, to the end of its day.
  ['2026-11-22T10:00:00Z', 'UTC', 1, '2026-12-22T23:59:59.999Z'],
  ['2026-09-03T08:00:00Z', 'Europe/Brussels', 1, '2026-10-03T21:59:59.999Z'],
  // A month without such a day ends with its last one.
  ['2027-01-31T12:00:00Z', 'UTC', 1, '2027-02-28T23:59:59.999Z'],
  ['2028-01-31T12:00:00Z', 'UTC', 1, '2028-02-29T23:59:59.999Z'],
  ['2027-01-29T12:00:00Z', 'UTC', 1, '2027-02-28T23:59:59.999Z'],
  ['2026-08-31T12:00:00Z', 'UTC', 1, '2026-09-30T23:59:59.999Z'],
  ['2026-12-31T12:00:00Z', 'UTC', 1, '2027-01-31T23:59:59.999Z'],
  // The day of receipt is the site's own.
  ['2027-01-30T23:30:00Z', 'Europe/Brussels', 1, '2027-02-28T22:59:59.999Z'],
  ['2027-02-28T23:30:00Z', 'Europe/Brussels', 1, '2027-04-01T21:59:59.999Z'],
  ['2027-02-01T03:00:00Z', 'America/New_York', 1, '2027-03-01T04:59:59.999Z'],
  ['2026-11-22T10:00:00Z', 'Pacific/Kiritimati', 1, '2026-12-23T09:59:59.999Z'],
  // Summer time begins or ends meanwhile.
  ['2027-02-28T12:00:00Z', 'Europe/Brussels', 1, '2027-03-28T21:59:59.999Z'],
  ['2026-10-01T12:00:00Z', 'Europe/Brussels', 1, '2026-11-01T22:59:59.999Z'],
  // Extended: three months after receipt, and not two after the first.
  ['2026-11-30T12:00:00Z', 'UTC', 3, '2027-02-28T23:59:59.999Z'],
  ['2027-01-31T12:00:00Z', 'UTC', 3, '2027-04-30T23:59:59.999Z'],
])('counts from %s in %s, %i month, until %s', (from, zone, months, until) => {
  expect(new Date(endOfMonths(Date.parse(from), months, zone)).toISOString()).toBe(until);
});

it('ends a month in the next one, on the day of receipt or the last there is, and with the last of that day', () => {
  const zones = fc.constantFrom('UTC', 'Europe/Brussels', 'America/Los_Angeles', 'Asia/Kolkata', 'Pacific/Apia');
  const times = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2040-01-01') });
  fc.assert(
    fc.property(times, zones, (from, zone) => {
      const until = endOfMonths(from, 1, zone);
      const [, month = 0, day = 0] = dayIn(from, zone).split('-').map(Number);
      const [, next, last] = dayIn(until, zone).split('-').map(Number);
      expect(next).toBe((month % 12) + 1);
      expect(last).toBeLessThanOrEqual(day);
      expect(dayIn(until + 1, zone)).not.toBe(dayIn(until, zone));
    }),
    { numRuns: runs(500) },
  );
});

it.each<[unknown, string]>([
  ['Australia/Sydney', 'Australia/Sydney'],
  ['UTC', 'UTC'],
  ['Mars/Olympus', 'UTC'],
  ['', 'UTC'],
  [undefined, 'UTC'],
  [{ timeZoneId: 'x' }, 'UTC'],
])('takes %j for the zone %s', (name, zone) => {
  expect(zoneOf(name)).toBe(zone);
});
