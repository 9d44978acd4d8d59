/**
 * What follows from the way in which an erasure was asked for: the whole table, because safety hangs on every cell.
 */
import { WAYS } from '../../../src/core/status/origin';

it('knows who saw what, whose eyes read the issue, and who is called first', () => {
  expect(WAYS).toEqual({
    'issue-action': { attended: true, confirms: true, reads: 'user', priority: 'interactive', words: 'from the issue' },
    bulk: { attended: true, confirms: false, reads: 'app', priority: 'bulk', words: 'in bulk, from the erasures page' },
    'web-trigger': {
      attended: false,
      confirms: false,
      reads: 'app',
      priority: 'automated',
      words: 'through the web trigger',
    },
    automation: {
      attended: false,
      confirms: false,
      reads: 'user',
      priority: 'automated',
      words: 'by an automation rule',
    },
    'issue-event': {
      attended: false,
      confirms: false,
      reads: 'app',
      priority: 'automated',
      words: 'by a rule of this app',
    },
  });
});
