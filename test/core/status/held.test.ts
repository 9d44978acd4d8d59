import { type Held, heldTogether } from '../../../src/core/status/held';

const silent: readonly Held[] = [
  { kind: 'left-alone', reason: 'rate-limited' },
  { kind: 'late' },
  { kind: 'unanswered', outcome: { kind: 'refused', reason: 'credentials' } },
];

it('counts records, and who said what', () => {
  expect(
    heldTogether([
      { kind: 'found', records: 2 },
      { kind: 'nobody' },
      { kind: 'found', records: 5 },
      { kind: 'not-askable' },
      ...silent,
      { kind: 'nobody' },
      { kind: 'nobody' },
      { kind: 'not-askable' },
    ]),
  ).toEqual({ records: 7, found: 2, nobody: 3, notAskable: 2, silent: 3 });
});

it('counts nothing where nobody is asked', () => {
  expect(heldTogether([])).toEqual({ records: 0, found: 0, nobody: 0, notAskable: 0, silent: 0 });
});
