/**
 * The shortest story that still goes wrong: takes out of a failing life whatever is not needed for its failure.
 */
import { live, type Break, type Lived } from './life';
import type { Plan } from './plan';

const MOST_TRIES = 150;

/** Drops parts of a list, larger ones first, as long as it still fails. */
async function shrunk<T>(list: readonly T[], fails: (list: readonly T[]) => Promise<boolean>): Promise<readonly T[]> {
  let left = list;
  for (let size = Math.ceil(list.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let from = 0; from < left.length;) {
      const without = [...left.slice(0, from), ...left.slice(from + size)];
      if (without.length < left.length && (await fails(without))) left = without;
      else from += size;
    }
  return left;
}

export interface Story {
  readonly plan: Plan;
  readonly lived: Lived;
  readonly tries: number;
}

/** The same failure with as few actions, outages and faults as could be found. */
export async function shortest(plan: Plan, first: Lived, broken?: Break): Promise<Story> {
  let tries = 0;
  let best: Story = { plan, lived: first, tries };
  const attempt = async (next: Plan, only: ReadonlySet<number>): Promise<boolean> => {
    if ((tries += 1) > MOST_TRIES) return false;
    const lived = await live(next, { only, ...(broken === undefined ? {} : { broken }) });
    if (lived.violations.length === 0) return false;
    best = { plan: next, lived, tries };
    return true;
  };
  const callsOf = (lived: Lived) => new Set(lived.faults.map(({ call }) => call));
  await shrunk([...callsOf(first)], (calls) => attempt(best.plan, new Set(calls)));
  await shrunk(best.plan.actions, (actions) => attempt({ ...best.plan, actions }, callsOf(best.lived)));
  await shrunk(best.plan.outages, (outages) => attempt({ ...best.plan, outages }, callsOf(best.lived)));
  await attempt({ ...best.plan, moodRate: 0 }, callsOf(best.lived));
  await attempt({ ...best.plan, skew: 0, lost: 0, twice: 0 }, callsOf(best.lived));
  await shrunk([...callsOf(best.lived)], (calls) => attempt(best.plan, new Set(calls)));
  return { ...best, tries };
}

/** A story in words. */
export function inWords({ plan, lived }: Story): string {
  return [
    `seed ${String(plan.seed)}: ${String(plan.actions.length)} actions, ${String(plan.outages.length)} outages, ${String(lived.faults.length)} faults`,
    ...lived.faults.map(({ call, what, fault }) => `  call ${String(call)}: ${what}: ${fault}`),
    ...lived.story.map((line) => `  ${line}`),
    ...lived.violations.map((violation) => `  => ${violation}`),
  ].join('\n');
}
