/**
 * What an issue of several people says: never that it is over while somebody is left.
 */
import type { ErasureStatus } from '../../../src/core/status/erasure-status';
import { statusOfIssue } from '../../../src/core/erasure/issue-people';

const LEFT = { total: 2, finished: 0, waived: 0 };
const HALF = { total: 2, finished: 1, waived: 0 };
const WAIVED = { total: 2, finished: 0, waived: 1 };
const ALL = { total: 2, finished: 1, waived: 1 };
const NONE = { isAnyOpen: false, isAnyBlocked: false };
const OPEN = { isAnyOpen: true, isAnyBlocked: false };
const BLOCKED = { isAnyOpen: false, isAnyBlocked: true };
const BOTH = { isAnyOpen: true, isAnyBlocked: true };

it.each<[ErasureStatus, typeof LEFT, typeof NONE, ErasureStatus]>([
  ['completed', HALF, NONE, 'partial'],
  ['completed', HALF, OPEN, 'running'],
  ['handed-over', HALF, BLOCKED, 'partial'],
  ['completed', ALL, NONE, 'completed'],
  ['cancelled', LEFT, OPEN, 'running'],
  ['cancelled', LEFT, BLOCKED, 'partial'],
  ['cancelled', LEFT, BOTH, 'running'],
  ['cancelled', HALF, NONE, 'partial'],
  ['rejected', LEFT, BLOCKED, 'partial'],
  ['rejected', HALF, OPEN, 'running'],
  // Nobody was erased, and nobody is to be: every erasure was called off.
  ['cancelled', LEFT, NONE, 'cancelled'],
  ['rejected', WAIVED, NONE, 'rejected'],
  ['cancelled', ALL, NONE, 'cancelled'],
  // Those say themselves that it is not over.
  ['blocked', HALF, BOTH, 'blocked'],
  ['awaiting-approval', HALF, BOTH, 'awaiting-approval'],
  ['scheduled', LEFT, OPEN, 'scheduled'],
])('whose newest erasure is %s, of %p and %p, is %s', (newest, people, together, status) => {
  expect(statusOfIssue(newest, people, together)).toBe(status);
});
