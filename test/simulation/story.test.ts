/**
 * A life that fails is told as the shortest story that could be found, and is the same every time.
 */
import { type Break, live } from '../../dev/simulation/life';
import { planOf } from '../../dev/simulation/plan';
import { inWords, shortest } from '../../dev/simulation/story';

it('lives the same life for the same seed', async () => {
  const [one, other] = [await live(planOf(28)), await live(planOf(28))];
  expect(one.faults).toEqual(other.faults);
  expect(one.story).toEqual(other.story);
});

it('leaves out of the story what the failure does not need', async () => {
  const broken: Break = (ports) => ({
    ...ports,
    addresses: { ...ports.addresses, forget: () => Promise.resolve() },
  });
  const plan = planOf(28);
  const lived = await live(plan, { broken });
  expect(lived.violations.length).toBeGreaterThan(0);
  const story = await shortest(plan, lived, broken);
  expect(story.lived.violations.length).toBeGreaterThan(0);
  expect(story.lived.faults.length).toBeLessThanOrEqual(lived.faults.length);
  expect(story.plan.actions.length).toBeLessThanOrEqual(2);
  expect(inWords(story)).toContain('a trace of an address is left');
});
