/**
 * What follows from the way in which an erasure was asked for: the whole table, because safety hangs on every cell.
 */
import { WAYS } from '../../src/core/origin';
import { RefusedError } from '../../src/core/refusal';
import { REFUSAL_TEXTS } from '../../src/core/report';

it('knows who saw what, whose eyes read the issue, and who is called first', () => {
  expect(WAYS).toEqual({
    'issue-action': { attended: true, confirms: true, reads: 'user', lane: 'single', words: 'from the issue' },
    bulk: { attended: true, confirms: false, reads: 'app', lane: 'bulk', words: 'in bulk, from the erasures page' },
    'web-trigger': {
      attended: false,
      confirms: false,
      reads: 'app',
      lane: 'unattended',
      words: 'through the web trigger',
    },
    automation: { attended: false, confirms: false, reads: 'user', lane: 'unattended', words: 'by an automation rule' },
    'issue-event': {
      attended: false,
      confirms: false,
      reads: 'app',
      lane: 'unattended',
      words: 'by a rule of this app',
    },
  });
});

it('refuses in the words of its code, with what exactly is wrong where that is known', () => {
  const plain = new RefusedError('ambiguous');
  expect([plain.name, plain.code, plain.message]).toEqual(['RefusedError', 'ambiguous', REFUSAL_TEXTS.ambiguous]);
  expect(new RefusedError('bad-settings', 'label: is missing').message).toBe(
    `${REFUSAL_TEXTS['bad-settings']} label: is missing`,
  );
});
