/**
 * When a second person is needed: at the moment of a call, and for what somebody says of a step.
 */
import * as z from 'zod/mini';
import { countedThisHour, countOneMore } from '../../../src/core/policy/hourly-cap';
import { judgeCall } from '../../../src/core/policy/rules';
import { wantsSecondPerson } from '../../../src/core/policy/second-person';
import { Policy } from '../../../src/core/settings/schema';
import { email } from '../../support/people';

const POLICY = z.parse(Policy, { projects: ['GDPR'], protectedDomains: ['ourcompany.example'] });
const RUNNING = { status: 'running', approvedBy: null, projectKey: 'GDPR' } as const;
const BOSS = email('boss@ourcompany.example');
const JANE = email('jane@example.com');

describe('at the moment of a call', () => {
  it.each([
    ['somebody whom nothing protects is called for', RUNNING, JANE, 'call'],
    ['whoever is protected by now waits', RUNNING, BOSS, 'hold'],
    ['whoever is protected and was approved does not', { ...RUNNING, approvedBy: 'somebody' }, BOSS, 'call'],
    ['an address that is not known any more protects nobody', RUNNING, null, 'call'],
    ['what waits for an approval is held', { ...RUNNING, status: 'awaiting-approval' }, JANE, 'hold'],
    ['what has not begun is held', { ...RUNNING, status: 'scheduled' }, JANE, 'hold'],
    ['a project that is not allowed any more', { ...RUNNING, projectKey: 'OPS' }, JANE, 'project-not-allowed'],
  ] as const)('%s', (_, erasure, address, expected) => {
    expect(judgeCall(erasure, address, { policy: POLICY, connection: {} })).toBe(expected);
  });
});

it('has somebody confirm what is said of a step where every erasure wants approval, or the person is protected', () => {
  const ordinary = { approvalReasons: [] };
  const guarded = { approvalReasons: ['protected'] };
  expect(wantsSecondPerson(ordinary, { approval: 'never' })).toBe(false);
  expect(wantsSecondPerson(ordinary, { approval: 'unattended' })).toBe(false);
  expect(wantsSecondPerson(ordinary, { approval: 'always' })).toBe(true);
  expect(wantsSecondPerson(guarded, { approval: 'never' })).toBe(true);
  expect(wantsSecondPerson({ approvalReasons: ['cap'] }, { approval: 'never' })).toBe(false);
});

it('counts an hour of sixty minutes, and no more', () => {
  const minute = 60_000;
  const now = 1000 * minute;
  const minutes = { 940: 5, 941: 3, 1000: 1 };
  expect(countedThisHour({ minutes }, now)).toBe(4);
  expect(countOneMore({ minutes }, now).minutes).toEqual({ 941: 3, 1000: 2 });
});
