import { announcerFrom, isHeld, isInTime, lateAnnouncer } from '../../../src/core/erasure/announcer';
import { NOW } from '../../support/vendor';

const MINUTE = 60_000;

it('lets whoever ended an erasure post within twenty seconds, and nobody else for as long as a request takes', () => {
  const ended = announcerFrom('a', NOW);
  expect([isInTime(ended, NOW + 20_000), isInTime(ended, NOW + 20_001)]).toEqual([true, false]);
  expect([isHeld(ended, NOW + 20_000 + MINUTE), isHeld(ended, NOW + 90_000)]).toEqual([true, false]);
});

it('lets whoever comes late look, and then post', () => {
  const late = lateAnnouncer('b', NOW);
  expect([announcerFrom('a', NOW).looks, late.looks]).toEqual([false, true]);
  // Looking takes a minute at most, and so does posting.
  expect([isInTime(late, NOW + MINUTE), isHeld(late, NOW + 2 * MINUTE)]).toEqual([true, true]);
  expect(isHeld(late, NOW + 3 * MINUTE)).toBe(false);
});

it('is nobody’s where there is none, and where a clock that was wrong wrote it', () => {
  expect(isHeld(undefined, NOW)).toBe(false);
  expect(isHeld(announcerFrom('a', NOW + 60 * MINUTE), NOW)).toBe(false);
});
