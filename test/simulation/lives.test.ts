/**
 * Whole lives in which everything goes wrong that can. Thousands more are lived by `npm run test:long`.
 */
import { FAULTS } from '../../dev/simulation/faults';
import { live, type Lived } from '../../dev/simulation/life';
import { planOf } from '../../dev/simulation/plan';

const LIVES = 30;
const lived: Lived[] = [];

it.each(Array.from({ length: LIVES }, (_, index) => index + 1))(
  'seed %i: every rule holds to the end',
  async (seed) => {
    const life = await live(planOf(seed));
    lived.push(life);
    expect(life.violations).toEqual([]);
  },
);

it('proves something: people are erased, every kind of fault happens, and every kind of action is taken', () => {
  expect(lived.reduce((sum, { erasures }) => sum + erasures, 0)).toBeGreaterThan(LIVES);
  expect(new Set(lived.flatMap(({ faults }) => faults.map(({ fault }) => fault)))).toEqual(new Set(FAULTS));
  const actions = Array.from({ length: LIVES }, (_, index) => planOf(index + 1)).flatMap((plan) => plan.actions);
  expect([...new Set(actions.map(({ kind }) => kind))].sort()).toEqual([
    'add-person',
    'allow',
    'approve',
    'bulk',
    'cancel',
    'confirm',
    'delete-issue',
    'edit-address',
    'edit-property',
    'forbid',
    'mark',
    'pause',
    'protect',
    'reject',
    'renew-key',
    'resume',
    'retry',
    'start',
    'switch-off',
    'switch-on',
    'trigger',
    'unprotect',
    'waive',
  ]);
});
