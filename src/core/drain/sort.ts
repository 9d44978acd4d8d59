/**
 * Sorts the steps of a turn: who is called, who is asked about, and who is neither, and why.
 */
import type { StepWithErasure } from '../erasure/erasure';
import { awaitsSecondLook, block, holdForKey, type Step, stopFollowUps, type Transition } from '../erasure/step';
import type { Person } from '../person/person';
import { judgeCall, mayBeAsked, type RulesNow } from '../policy/rules';
import { isCallable, type Run } from './run';

/** The people of erasures, by the erasures' ids; null where an address is not kept any more. */
export type People = ReadonlyMap<string, Person | null>;

/** What can be said of a turn's steps before anybody's address is read. */
export interface SortedByConnection {
  /** Planned for another provider than the connection is of by now, or for a connection that is no more. */
  readonly unplanned: readonly Step[];
  /** Not called, because the provider refuses the connection's key. */
  readonly unkeyed: readonly Step[];
  /** Due, as many as a turn calls for. */
  readonly callable: readonly StepWithErasure[];
}

const stepsIn = (some: readonly StepWithErasure[]): Step[] => some.map(({ step }) => step);
const isWaiting = ({ step }: StepWithErasure): boolean => step.status === 'waiting';

/** Sorts steps by what the connection is by now. @param provider the connection's provider, by its id */
export function sortByConnection(
  run: Run,
  provider: string,
  due: readonly StepWithErasure[],
  now: number,
): SortedByConnection {
  const isPlanned = ({ step }: StepWithErasure) => step.provider === provider;
  const planned = due.filter(isPlanned);
  const unkeyed = run.isKeyRefused ? planned.filter(isWaiting) : [];
  // Where nobody is called any more there may be many to lock; those that are asked about are no more than ever.
  const callable = planned
    .filter((one) => !unkeyed.includes(one) && isCallable(run, one.step, now))
    .slice(0, run.capacity.batchSize * run.capacity.concurrency);
  return { unplanned: stepsIn(due.filter((one) => !isPlanned(one))), unkeyed: stepsIn(unkeyed), callable };
}

/** What the rules say of the steps of a turn. */
export interface SortedByRules {
  /** Called, or asked about. */
  readonly toCall: readonly Step[];
  /** Ids of erasures that wait for a second person from now on. */
  readonly held: readonly string[];
  /** The project is not allowed any more. */
  readonly notAllowed: readonly Step[];
  /** The connection does not serve the project any more. */
  readonly notServed: readonly Step[];
  /** Not asked about any more, by the rules of this moment. */
  readonly unasked: readonly Step[];
}

/** Sorts steps by what the rules say of their erasures and people now. */
export function sortByRules(callable: readonly StepWithErasure[], people: People, rules: RulesNow): SortedByRules {
  const emailOf = ({ erasure }: StepWithErasure) => people.get(erasure.id)?.email ?? null;
  const waiting = callable.filter(isWaiting);
  const others = callable.filter((one) => !isWaiting(one));
  const saying = (says: ReturnType<typeof judgeCall>) =>
    waiting.filter((one) => judgeCall(one.erasure, emailOf(one), rules) === says);
  const { verifyDays, secondLook } = rules.policy;
  const isWanted = (step: Step) => (awaitsSecondLook(step) ? secondLook !== 'never' : verifyDays > 0);
  const asked = others.filter((one) => isWanted(one.step) && mayBeAsked(one.erasure, emailOf(one), rules));
  return {
    toCall: stepsIn([...saying('call'), ...asked]),
    held: saying('hold').map(({ erasure }) => erasure.id),
    notAllowed: stepsIn(saying('project-not-allowed')),
    notServed: stepsIn(saying('not-served')),
    unasked: stepsIn(others.filter((one) => !asked.includes(one))),
  };
}

/** What becomes of steps that nobody is called for. */
export function withoutCall(
  { unkeyed }: Pick<SortedByConnection, 'unkeyed'>,
  { notAllowed, notServed, unasked }: Pick<SortedByRules, 'notAllowed' | 'notServed' | 'unasked'>,
  now: number,
): Transition[] {
  return [
    ...unkeyed.map((before) => ({ before, after: holdForKey(before, now) })),
    ...notAllowed.map((before) => ({ before, after: block(before, 'project-not-allowed', now) })),
    ...notServed.map((before) => ({ before, after: block(before, 'not-served', now) })),
    ...unasked.map((before) => ({ before, after: stopFollowUps(before, now) })),
  ];
}
