/**
 * When an issue may be closed: by the status of its erasure, by what the admin asks for, and by nothing else.
 */
import { isUnfinished, mayClose } from '../../../src/core/erasure/closing';
import { ErasureStatus } from '../../../src/core/status/erasure-status';
import type { Statement } from '../../../src/core/status/statement';
import { erasure } from '../../support/builders';
import { NOW } from '../../support/vendor';
import { type Closing } from '../../../src/core/settings/closing';

const OPEN = ['awaiting-approval', 'scheduled', 'running', 'partial', 'blocked'];
const ENDS: Readonly<Record<Closing, readonly string[]>> = {
  taken: ['completed', 'handed-over'],
  confirmed: ['completed'],
};

it.each(['taken', 'confirmed'] as const)('closes with "%s" what it asks for, and nothing else', (closing) => {
  const closed = ErasureStatus.options.filter((status) => mayClose(erasure({ status }), closing));
  expect(closed).toEqual(ENDS[closing]);
});

it.each(['taken', 'confirmed'] as const)(
  'leaves nobody in peace before that ("%s"), or it is called off',
  (closing) => {
    const unfinished = ErasureStatus.options.filter((status) => isUnfinished({ status }, closing));
    expect(unfinished.sort()).toEqual([...OPEN, ...(closing === 'confirmed' ? ['handed-over'] : [])].sort());
  },
);

const said = (connectionId: string, more: Partial<Statement> = {}): Statement => ({
  ...{ connectionId, account: 'a', said: 'kept', reason: 'r', reference: 'f' },
  ...{ at: NOW, isHeld: false, confirmedBy: null },
  ...more,
});

it.each<[boolean, ErasureStatus, Statement[]]>([
  [true, 'cancelled', [said('c1'), said('c2')]],
  [false, 'cancelled', [said('c1')]],
  [false, 'cancelled', []],
  [false, 'cancelled', [said('c1'), said('c2', { said: 'done' })]],
  [false, 'cancelled', [said('c1'), said('c2', { isHeld: true })]],
  [false, 'partial', [said('c1'), said('c2')]],
])('closes (%p) what is %s only where all of the data may be kept: %j', (closes, status, statements) => {
  expect(mayClose(erasure({ status, statements, stepKeys: ['e1.c1', 'e1.c2'] }), 'confirmed')).toBe(closes);
});

it.each(['completed', 'handed-over'] as const)('closes nothing (%s) while somebody is still seen', (status) => {
  const seen = erasure({ status, isSeenStill: true });
  expect([mayClose(seen, 'taken'), isUnfinished(seen, 'taken')]).toEqual([false, true]);
});

it('closes nothing that had no steps, and was called off', () => {
  expect(mayClose(erasure({ status: 'cancelled', stepKeys: [] }), 'taken')).toBe(false);
});
