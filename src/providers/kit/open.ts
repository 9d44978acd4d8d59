/**
 * A declaration with settings filled in, ready to call.
 */
import * as z from 'zod/mini';
import type { Outcome } from '../../core/status/outcome';
import type { Checked } from '../../core/erasure/questions';
import { type Calls, callsFor, type Send } from './calls';
import { type Declaration, type Session, type Test, withSettings } from './declare';
import { Ending, UNEXPECTED } from './ending';
import { eraseOne, mayLeaveHalf } from './erase/each';
import { confirmDeleted, foundIn } from './erase/find';
import { askJob } from './erase/job';
import type { Erase, ForOne } from './erase/kinds';
import { eraseMany, isForMany } from './erase/many';
import type { Fields, SettingsOf } from './fields';
import { lookAt, looksOf, type Look } from './look';
import { type LookUp, lookFor, showOnce } from './look-up';
import type { Looked, OpenProvider, ProviderContext, Subject, TestResult } from './provider';
import { type Reach, reachOf } from './reach';
import { type Remembered, rememberedIn } from './remember';
import { toOutcome } from './replies';
import { signedIn, tryToSignIn } from './session';
import { tryOut } from './try-out';

/** Everything that a person is called by. */
interface Calling {
  readonly reach: Reach;
  readonly send: Send;
  readonly lookUp: LookUp | null;
  readonly holdsTime: boolean;
  readonly looks: readonly Look[] | null;
}

/** Calls of which nothing is remembered: questions, and requests for many people. */
const askingBy = ({ reach, send }: Pick<Calling, 'reach' | 'send'>): Calls =>
  callsFor(send, reach.now, rememberedIn({ get: () => Promise.resolve(null), set: () => Promise.resolve() }));

function lookOf(calling: Calling): OpenProvider['look'] {
  const { reach, looks, lookUp } = calling;
  const unanswered = (outcome: Outcome): Looked => ({ kind: 'unanswered', outcome });
  if (looks !== null) return (person) => reach.safely(() => lookAt(askingBy(calling), looks, person), unanswered);
  // One of which nobody said how it answers about somebody unknown can only tell that somebody is there.
  if (lookUp?.isNobody == null) return null;
  return (person) => reach.safely(() => lookBy(calling, lookUp, person), unanswered);
}

/** What a look-up that an admin pasted says of a person. @throws Ending where it does not say */
async function lookBy({ send, reach }: Calling, lookUp: LookUp, person: Subject): Promise<Looked> {
  const said = await lookFor(lookUp, send, reach.lookUps, person);
  if (said === 'unknown') throw new Ending(UNEXPECTED);
  return said === 'gone' ? { kind: 'nobody' } : { kind: 'found', records: 1 };
}

/** When the first attempt for a person began. */
const firstAsked = (memory: Remembered, now: () => number): Promise<number> =>
  memory.remember('first asked', z.number(), now);

async function erasePerson(
  { reach, send, lookUp, holdsTime }: Calling,
  erase: ForOne,
  person: Subject,
): Promise<Outcome> {
  const memory = rememberedIn(reach.memory(person.erasureId));
  if (lookUp !== null) await showOnce(lookUp, send, reach.lookUps, person);
  const subject = holdsTime ? { ...person, firstAskedAt: await firstAsked(memory, reach.now) } : person;
  const means = await eraseOne(callsFor(send, reach.now, memory), erase, subject);
  // What an earlier attempt began is not known any more: that nobody is found may be its doing, and half of the work.
  const isForgotten =
    means === 'absent' && person.isBegun === true && mayLeaveHalf(erase, person) && !(await memory.isEarlier());
  if (isForgotten) throw new Ending(UNEXPECTED);
  return toOutcome(means, reach.now());
}

function eraserOf(calling: Calling, erase: Erase | undefined): OpenProvider['erase'] {
  if (erase === undefined) return null;
  const { reach } = calling;
  if (isForMany(erase))
    return (people) =>
      reach.safely(
        () => eraseMany(askingBy(calling), erase, people),
        (outcome) => people.map(() => outcome),
      );
  return async (people) => {
    const outcomes: Outcome[] = [];
    for (const person of people)
      outcomes.push(
        await reach.safely(
          () => erasePerson(calling, erase, person),
          (outcome) => outcome,
        ),
      );
    return outcomes;
  };
}

/** Whether a look shows anybody of the person's address. @throws Ending where it does not say */
const isThere = async (calling: Pick<Calling, 'reach' | 'send'>, looks: readonly Look[], person: Subject) =>
  (await lookAt(askingBy(calling), looks, person)).kind === 'found';

/**
 * What a look says of a person whom the provider took. One of whom records had been found, and nobody is found any more, is
 * deleted; one who is still found may be gone later.
 */
async function confirm(calling: Calling, looks: readonly Look[], person: Subject): Promise<Checked> {
  if (await isThere(calling, looks, person)) return 'still-there';
  const wasFound = await rememberedIn(calling.reach.memory(person.erasureId)).isEarlier('hits');
  return wasFound ? 'deleted' : 'gone';
}

/** Asks whether a person is gone whom the provider says it deleted. */
function verifyOf({ looks, ...calling }: Calling): OpenProvider['verify'] {
  if (looks === null || !looks.every((look) => 'counts' in look || look.seesEverybody)) return null;
  const ask = async (person: Subject): Promise<Checked> =>
    (await isThere(calling, looks, person)) ? 'still-there' : 'gone';
  return (person) =>
    calling.reach.safely<Checked>(
      () => ask(person),
      () => 'unknown',
    );
}

function followUpOf(calling: Calling, erase: Erase | undefined, isByLook: boolean): OpenProvider['followUp'] {
  const { reach, send, lookUp, looks } = calling;
  const unknown = () => 'unknown' as const;
  if (lookUp !== null) return (person) => reach.safely(() => lookFor(lookUp, send, reach.lookUps, person), unknown);
  if (isByLook && looks !== null)
    return (person) => reach.safely<Checked>(() => confirm(calling, looks, person), unknown);
  const ask = erase === undefined ? null : questionOf(erase);
  if (ask === null) return null;
  return (person) => {
    const memory = rememberedIn(reach.memory(person.erasureId));
    return reach.safely(() => ask(callsFor(send, reach.now, memory), person), unknown);
  };
}

/** How a way of erasing asks later what became of what was taken; null where it cannot. */
function questionOf(erase: Erase): ((calls: Calls, person: Subject) => Promise<Checked>) | null {
  if ('start' in erase) return (calls, person) => askJob(calls, erase, person);
  const confirmedBy = 'delete' in erase ? erase.confirmedBy : undefined;
  return confirmedBy === undefined ? null : (calls) => confirmDeleted(calls, confirmedBy);
}

function testOf({ reach, send }: Calling, session: Session | undefined, test: Test | undefined): OpenProvider['test'] {
  const failed = (outcome: Outcome): TestResult => ({ kind: 'failed', outcome });
  if (test === undefined && session?.grants === undefined) return () => Promise.resolve({ kind: 'no-harmless-call' });
  return () =>
    reach.safely<TestResult>(async () => {
      // A token that was kept tells nothing of what the key may do by now.
      const signed = session?.grants === undefined ? null : await tryToSignIn(session, reach.send, reach);
      if (test === undefined || signed?.kind === 'failed') return signed ?? { kind: 'no-harmless-call' };
      const tried = await tryOut(send, test);
      return tried.kind === 'ok' && signed !== null ? signed : tried;
    }, failed);
}

/** Opens a declaration over settings that fit it. */
export function openWith<F extends Fields>(
  declared: Declaration<F>,
  settings: SettingsOf<F>,
  around: ProviderContext,
): OpenProvider {
  const { id, comeBackHeader, declines } = declared;
  const reach = reachOf({ id, api: withSettings(declared.api, settings) ?? {}, comeBackHeader, declines }, around);
  const session = declared.session?.(settings);
  const send = session === undefined ? reach.send : signedIn(session, reach.send, reach);
  const erase = withSettings(declared.erase, settings);
  const look = typeof declared.look === 'function' ? declared.look(settings) : declared.look;
  const calling = {
    ...{ reach, send, lookUp: declared.followUp?.(settings) ?? null, looks: looksOf(look, erase) },
    holdsTime: declared.holdsTime?.(settings) === true,
  };
  const test = withSettings(declared.test, settings);
  const invite = withSettings(declared.invite, settings);
  return {
    test: testOf(calling, session, test),
    erase: eraserOf(calling, erase),
    look: lookOf(calling),
    followUp: followUpOf(calling, erase, declared.confirmedByLook === true),
    invite:
      invite === undefined
        ? null
        : (person) =>
            reach.safely(
              async () => {
                const calls = askingBy(calling);
                return toOutcome(await calls.ask('invite', invite.request(person), invite.replies), reach.now());
              },
              (outcome) => outcome,
            ),
    isPolled: calling.lookUp !== null || (erase !== undefined && 'start' in erase),
    verify: verifyOf(calling),
    remembers: (erasureId) => reach.memoryOf(erasureId) !== null,
    foundOf: (erasureId) => foundIn(reach.memoryOf(erasureId)),
  };
}
