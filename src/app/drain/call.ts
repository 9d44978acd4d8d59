/**
 * One turn of a drain: the calls for steps that are due, and what each step becomes.
 */
import type { Outcome } from '../../core/status/outcome';
import { advance, applyFollowUp, type Step } from '../../core/erasure/step';
import type { Person } from '../../core/person/person';
import type { Ports } from '../../ports/ports';
import type { OpenProvider, Provider, Subject } from '../../providers/kit';

const refusedFor = (reason: 'address-missing' | 'credentials' | 'unexpected-reply'): Outcome => ({
  kind: 'refused',
  reason,
});

/** The people of erasures, by the erasures' ids; null where an address is not kept any more. */
export async function peopleOf({ addresses }: Ports, steps: readonly Step[]): Promise<Map<string, Person | null>> {
  return new Map(
    await Promise.all(steps.map(async ({ erasureId }) => [erasureId, await addresses.person(erasureId)] as const)),
  );
}

async function eraseBatch(
  { system }: Ports,
  provider: OpenProvider | null,
  people: ReadonlyMap<string, Person | null>,
  steps: readonly Step[],
): Promise<Step[]> {
  const canCheck = provider?.followUp != null;
  const become = (step: Step, outcome: Outcome): Step => {
    const next = advance(step, outcome, system.now(), canCheck, system.random());
    return provider?.remembers(step.erasureId) === true ? { ...next, isBegun: true } : next;
  };
  // Settings that no longer fit the provider: most often a key that is not there.
  if (provider?.erase == null) return steps.map((step) => become(step, refusedFor('credentials')));
  const known = steps.flatMap(({ erasureId, isBegun = false }): Subject[] => {
    const person = people.get(erasureId) ?? null;
    return person === null ? [] : [{ ...person, erasureId, isBegun }];
  });
  const outcomes = known.length === 0 ? [] : [...(await provider.erase(known))];
  return steps.map((step) => {
    if ((people.get(step.erasureId) ?? null) === null) return become(step, refusedFor('address-missing'));
    return become(step, outcomes.shift() ?? refusedFor('unexpected-reply'));
  });
}

async function checkOne(
  { system }: Ports,
  provider: OpenProvider | null,
  isPaused: () => boolean,
  people: ReadonlyMap<string, Person | null>,
  step: Step,
): Promise<Step> {
  const person = people.get(step.erasureId) ?? null;
  const checked =
    person === null || provider?.followUp == null
      ? 'unknown'
      : await provider.followUp({ ...person, erasureId: step.erasureId });
  return isPaused() ? step : applyFollowUp(step, checked, system.now());
}

/** Does all of the work, so much of it side by side, and answers in the order in which it was given. */
async function sideBySide<T>(most: number, work: readonly (() => Promise<T>)[]): Promise<T[]> {
  const answers: T[] = [];
  const left = work.map((one, index) => ({ one, index }));
  const next = async (): Promise<void> => {
    for (let now = left.shift(); now !== undefined; now = left.shift()) answers[now.index] = await now.one();
  };
  await Promise.all(Array.from({ length: most }, next));
  return answers;
}

/**
 * Calls the provider for every step, in batches, as many side by side as the provider takes.
 * @param isPaused whether deletions were paused since: a step that was not called stays as it is.
 * @param people of the steps that are called
 * @returns what the steps become, in the same order.
 */
export async function callFor(
  ports: Ports,
  { batchSize, concurrency }: Pick<Provider, 'batchSize' | 'concurrency'>,
  provider: OpenProvider | null,
  isPaused: () => boolean,
  due: readonly Step[],
  people: ReadonlyMap<string, Person | null>,
): Promise<Step[]> {
  const waiting = due.filter(({ status }) => status === 'waiting');
  const handedOver = due.filter(({ status }) => status !== 'waiting');
  const batches = Array.from({ length: Math.ceil(waiting.length / batchSize) }, (_, i) =>
    waiting.slice(i * batchSize, (i + 1) * batchSize),
  );
  const called = await sideBySide<readonly Step[]>(concurrency, [
    ...batches.map((batch) => () => eraseBatch(ports, provider, people, batch)),
    ...handedOver.map((step) => async () => [await checkOne(ports, provider, isPaused, people, step)]),
  ]);
  const become = new Map(called.flat().map((step) => [step.erasureId, step]));
  return due.map((step) => become.get(step.erasureId) ?? step);
}
