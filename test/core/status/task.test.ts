import { readingOf, type Readings } from '../../../src/core/status/task';

const READINGS: Readings = { Done: 'done', 'Nobody there ': 'absent', 'May be kept': 'kept' };

it.each<[string, string | null]>([
  ['Done', 'done'],
  [' dONE ', 'done'],
  ['nobody there', 'absent'],
  ['May be kept', 'kept'],
  ['Won’t do', null],
  ['Don', null],
  ['', null],
])('a task resolved as %j says %j', (resolution, said) => {
  expect(readingOf(READINGS, resolution)).toBe(said);
});

it('a resolution says nothing where none is named', () => {
  expect(readingOf({}, 'Done')).toBeNull();
});
