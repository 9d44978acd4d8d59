/**
 * Whole lives in which everything goes wrong that can. Thousands more are lived by `npm run test:long`.
 */
import { KINDS } from '../../dev/simulation/connections';
import { FAULTS } from '../../dev/simulation/faults';
import { live, type Lived } from '../../dev/simulation/life';
import { planOf } from '../../dev/simulation/plan';
import { PROVIDERS } from '../../src/providers';

const LIVES = 30;
/** A life of 15,000 calls takes as long as ten others: it is left to the long run. */
const LONG_ONE = 6;
const SEEDS = Array.from({ length: LIVES + 1 }, (_, index) => index + 1).filter((seed) => seed !== LONG_ONE);
/** Whatever an admin knows the API of, and people who do it by hand. */
const OF_NO_VENDOR = ['http', 'manual'];
const lived: Lived[] = [];

it.each(SEEDS)('seed %i: every rule holds to the end', async (seed) => {
  const life = await live(planOf(seed));
  lived.push(life);
  expect(life.violations).toEqual([]);
});

it('knows every provider that erases', () => {
  const erasing = PROVIDERS.filter(({ id, erases }) => erases && !OF_NO_VENDOR.includes(id)).map(({ id }) => id);
  expect(erasing.filter((id) => !KINDS.includes(id))).toEqual([]);
});

it('proves something: people are erased, every kind of fault happens, and every kind of action is taken', () => {
  expect(lived.reduce((sum, { erasures }) => sum + erasures, 0)).toBeGreaterThan(LIVES);
  expect(new Set(lived.flatMap(({ faults }) => faults.map(({ fault }) => fault)))).toEqual(new Set(FAULTS));
  const plans = SEEDS.map(planOf);
  expect(new Set(plans.flatMap(({ connections }) => connections)).size).toBeGreaterThan(KINDS.length / 2);
  const actions = plans.flatMap((plan) => plan.actions);
  expect([...new Set(actions.map(({ kind }) => kind))].sort()).toEqual([
    'add-person',
    'allow',
    'approve',
    'bulk',
    'cancel',
    'come-back',
    'confirm',
    'delete-issue',
    'edit-address',
    'edit-property',
    'forbid',
    'look',
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
    'task',
    'trigger',
    'unprotect',
    'waive',
  ]);
});
