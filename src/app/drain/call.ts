/**
 * One turn of a drain: the calls for steps that are due, and what each step becomes.
 */
import type { People } from '../../core/drain/sort';
import type { Outcome } from '../../core/status/outcome';
import type { CanBeAsked } from '../../core/erasure/questions';
import { advance, type Step, stopFollowUps, type Transition } from '../../core/erasure/step';
import { applyFollowUp, stopWhatIsLate } from '../../core/erasure/verify';
import type { Person } from '../../core/person/person';
import type { Ports } from '../../ports/ports';
import type { Cause, OpenProvider, Provider, Subject } from '../../providers/kit';
import { portionsOf, sideBySide } from '../../lib/portions';

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

/** Whom a turn calls, and how. */
export interface Calling {
  readonly rates: Pick<Provider, 'batchSize' | 'concurrency'>;
  /** null where the settings no longer fit the provider. */
  readonly provider: OpenProvider | null;
  /** Whether deletions were paused since: a step that was not called stays as it is. */
  readonly isPaused: () => boolean;
  readonly people: People;
  /** Because of what somebody is called, by the erasures' ids. */
  readonly causes: ReadonlyMap<string, Cause>;
  /** For how many days an address may be kept to ask again. */
  readonly verifyDays: number;
  /** Whether it is asked long after the end whether the person is back. */
  readonly looksTwice: boolean;
  /** When the connection's settings or its key last became others; undefined: not that it is known. */
  readonly setUpAt: number | undefined;
}

/** A step, and what its call became. */
interface Answered {
  readonly step: Step;
  readonly outcome: Outcome;
}

/** Calls for a batch. Here alone an outcome is told by its place, as the provider answers: one for each person, in order. */
async function callBatch({ provider, people, causes }: Calling, steps: readonly Step[]): Promise<Answered[]> {
  // Settings that no longer fit the provider: most often a key that is not there.
  if (provider?.erase == null) return steps.map((step) => ({ step, outcome: refusedFor('credentials') }));
  const known = steps.flatMap((step) => {
    const person = people.get(step.erasureId) ?? null;
    return person === null ? [] : [{ step, person }];
  });
  const subjects = known.map(({ step, person }): Subject => {
    const { erasureId, isBegun = false, task } = step;
    const cause = causes.get(erasureId);
    const known = { ...(cause === undefined ? {} : { cause }), ...(task === undefined ? {} : { task }) };
    return { ...person, erasureId, isBegun, ...known };
  });
  const outcomes = known.length === 0 ? [] : await provider.erase(subjects);
  const missing = steps.filter((step) => !known.some((one) => one.step === step));
  return [
    ...known.map(({ step }, place) => ({ step, outcome: outcomes[place] ?? refusedFor('unexpected-reply') })),
    ...missing.map((step) => ({ step, outcome: refusedFor('address-missing') })),
  ];
}

/** How the provider can be asked again about what it answered; null: not at all. */
function asksAbout({ kind }: Outcome, { provider, verifyDays: days }: Calling): CanBeAsked | null {
  if (provider === null || days === 0) return null;
  if (kind === 'deleted') return provider.verify === null ? null : { rhythm: 'looked', days };
  return provider.followUp === null ? null : { rhythm: provider.isPolled ? 'polled' : 'looked', days };
}

/** The step with what is known of its person at the provider: that some is remembered, and how many records were found. */
function withKnown(step: Step, { provider }: Calling): Step {
  if (provider?.remembers(step.erasureId) !== true) return step;
  const baseline = provider.foundOf(step.erasureId);
  return { ...step, isBegun: true, ...(baseline === null ? {} : { baseline }) };
}

/** The step that a provider did, or took, with a second look at it still to be planned, where one is wanted and can be taken. */
function withSecondLook(step: Step, { provider, looksTwice }: Calling): Step {
  const isAnswered = step.status === 'done' || step.status === 'handed-over';
  return looksTwice && isAnswered && provider?.verify != null ? { ...step, looksTwice: true } : step;
}

async function eraseBatch({ system }: Ports, calling: Calling, steps: readonly Step[]): Promise<Transition[]> {
  return (await callBatch(calling, steps)).map(({ step: before, outcome }) => {
    const at = { now: system.now(), chance: system.random() };
    const after = advance(before, outcome, asksAbout(outcome, calling), at);
    return { before, after: withSecondLook(withKnown(after, calling), calling) };
  });
}

/** Asks again about a step. */
async function checkOne({ system }: Ports, calling: Calling, step: Step): Promise<Transition> {
  const { provider, people, isPaused, setUpAt = 0 } = calling;
  const inTime = stopWhatIsLate(step, system.now());
  if (inTime !== step) return { before: step, after: inTime };
  // Another account, or another place of it, may well know nobody.
  if (setUpAt > (step.at ?? 0)) return { before: step, after: stopFollowUps(step, system.now()) };
  const person = people.get(step.erasureId) ?? null;
  const ask = step.status === 'done' ? provider?.verify : provider?.followUp;
  const checked = person === null || ask == null ? 'unknown' : await ask({ ...person, erasureId: step.erasureId });
  return { before: step, after: isPaused() ? step : applyFollowUp(step, checked, system.now()) };
}

/**
 * Calls the provider for every step, in batches, as many side by side as the provider takes.
 * @returns each step with what it becomes, in no order
 */
export async function callFor(ports: Ports, calling: Calling, due: readonly Step[]): Promise<Transition[]> {
  const { batchSize, concurrency } = calling.rates;
  const waiting = due.filter(({ status }) => status === 'waiting');
  const handedOver = due.filter(({ status }) => status !== 'waiting');
  const called = await sideBySide<readonly Transition[]>(concurrency, [
    ...portionsOf(waiting, batchSize).map((batch) => () => eraseBatch(ports, calling, batch)),
    ...handedOver.map((step) => async () => [await checkOne(ports, calling, step)]),
  ]);
  return called.flat();
}
