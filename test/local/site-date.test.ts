/**
 * The app's `Date` on the local site: its present is the site's, and calendars of other zones come out as on Forge.
 */
import type * as Calendar from '../../src/core/erasure/calendar';
import { siteDate } from '../../dev/platform/forge/site-date';

const MachineDate = Date;
const NOW = MachineDate.parse('2027-05-01T12:00:00Z');
afterEach(() => {
  globalThis.Date = MachineDate;
});

it('is at the present of the site, and the machine’s in everything else', () => {
  const SiteDate = siteDate(() => NOW);
  expect([SiteDate.now(), new SiteDate().getTime()]).toEqual([NOW, NOW]);
  expect(new SiteDate(2026, 0, 31, 7)).toEqual(new MachineDate(2026, 0, 31, 7));
  expect(SiteDate.parse('2026-10-31')).toBe(MachineDate.parse('2026-10-31'));
  expect(SiteDate.UTC(2026, 1)).toBe(MachineDate.UTC(2026, 1));
  expect((SiteDate as () => string)()).toBe(new MachineDate(NOW).toString());
  expect(new SiteDate() instanceof SiteDate && new MachineDate() instanceof SiteDate).toBe(true);
  class Later extends SiteDate {}
  expect([new Later().getTime(), new Later() instanceof Later]).toEqual([NOW, true]);
});

it.each([
  // 1 November, 0:30 there: the month ends on 1 December, and so does that of the last minute of October with November.
  ['2026-10-31T23:30:00Z', '2026-12-01'],
  ['2026-10-31T22:30:00Z', '2026-11-30'],
  // Summer time begins on the 28th.
  ['2027-02-28T23:30:00Z', '2027-04-01'],
])('counts the month from %s in Amsterdam as on Forge', (requested, lastDay) => {
  const dayThere = (time: number) =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam', dateStyle: 'short' }).format(time);
  jest.resetModules();
  globalThis.Date = siteDate(() => NOW);
  // The libraries take the `Date` that stands there when they are loaded.
  const { endOfMonths } = jest.requireActual<typeof Calendar>('../../src/core/erasure/calendar');
  expect(dayThere(endOfMonths(MachineDate.parse(requested), 1, 'Europe/Amsterdam'))).toBe(lastDay);
});
