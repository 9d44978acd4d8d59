import { outcomeOf } from '../../../src/core/status/statement';

it.each([
  ['done', 'by-hand'],
  ['absent', 'by-hand'],
  ['kept', 'kept'],
] as const)('a person who says %s makes the step %s', (said, kind) => {
  expect(outcomeOf({ said })).toEqual({ kind });
});
