/**
 * A declaration with settings filled in, ready to call.
 */
import * as z from 'zod/mini';
import { failure, type Outcome } from '../../core/status/outcome';
import { callsFor, type Send } from './calls';
import { type Declaration, type Test, withSettings } from './declare';
import { Ending, UNEXPECTED } from './ending';
import { eraseBatch } from './erase/batch';
import { eraseOne, mayLeaveHalf } from './erase/each';
import { askJob } from './erase/job';
import type { Batch, Erase } from './erase/kinds';
import type { Fields, SettingsOf } from './fields';
import { type LookUp, lookFor, showOnce } from './look-up';
import type { OpenProvider, ProviderContext, Subject, TestResult } from './provider';
import { type Reach, reachOf } from './reach';
import { type Remembered, rememberedIn } from './remember';
import { toOutcome } from './replies';
import { signedIn } from './session';

async function tryOut(send: Send, { shows, ...request }: Test): Promise<TestResult> {
  const reply = await send('test', request);
  const isOk = reply.kind === 'reply' && reply.status === 200 && shows?.holds(reply) !== false;
  return isOk ? { kind: 'ok' } : { kind: 'failed', outcome: failure(reply) };
}

/** Everything that a person is called by. */
interface Calling {
  readonly reach: Reach;
  readonly send: Send;
  readonly lookUp: LookUp | null;
  readonly holdsTime: boolean;
}

/** When the first attempt for a person began. */
const firstAsked = (memory: Remembered, now: () => number): Promise<number> =>
  memory.remember('first asked', z.number(), now);

async function erasePerson(
  { reach, send, lookUp, holdsTime }: Calling,
  erase: Exclude<Erase, Batch>,
  person: Subject,
): Promise<Outcome> {
  const memory = rememberedIn(reach.memory(person.erasureId));
  if (lookUp !== null) await showOnce(lookUp, send, reach.lookUps, person);
  const subject = holdsTime ? { ...person, firstAskedAt: await firstAsked(memory, reach.now) } : person;
  const means = await eraseOne(callsFor(send, reach.now, memory), erase, subject);
  // What an earlier attempt began is not known any more: that nobody is found may be its doing, and half of the work.
  const isForgotten =
    means === 'absent' && person.isBegun === true && mayLeaveHalf(erase) && !(await memory.isEarlier());
  if (isForgotten) throw new Ending(UNEXPECTED);
  return toOutcome(means, reach.now());
}

function eraserOf(calling: Calling, erase: Erase | undefined): OpenProvider['erase'] {
  if (erase === undefined) return null;
  const { reach, send } = calling;
  if ('requestForAll' in erase)
    return (people) =>
      reach.safely(
        () => eraseBatch(send, reach.now, erase, people),
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

function followUpOf({ reach, send, lookUp }: Calling, erase: Erase | undefined): OpenProvider['followUp'] {
  const unknown = () => 'unknown' as const;
  if (lookUp !== null) return (person) => reach.safely(() => lookFor(lookUp, send, reach.lookUps, person), unknown);
  if (erase === undefined || !('start' in erase)) return null;
  return (person) => {
    const memory = rememberedIn(reach.memory(person.erasureId));
    return reach.safely(() => askJob(callsFor(send, reach.now, memory), erase), unknown);
  };
}

/** Opens a declaration over settings that fit it. */
export function openWith<F extends Fields>(
  declared: Declaration<F>,
  settings: SettingsOf<F>,
  around: ProviderContext,
): OpenProvider {
  const { id, comeBackHeader } = declared;
  const reach = reachOf({ id, api: withSettings(declared.api, settings) ?? {}, comeBackHeader }, around);
  const session = declared.session?.(settings);
  const send = session === undefined ? reach.send : signedIn(session, reach.send, reach);
  const erase = withSettings(declared.erase, settings);
  const calling = {
    ...{ reach, send, lookUp: declared.followUp?.(settings) ?? null },
    holdsTime: declared.holdsTime?.(settings) === true,
  };
  const test = withSettings(declared.test, settings);
  const invite = withSettings(declared.invite, settings);
  return {
    test: () =>
      test === undefined
        ? Promise.resolve({ kind: 'no-harmless-call' })
        : reach.safely<TestResult>(
            () => tryOut(send, test),
            (outcome) => ({ kind: 'failed', outcome }),
          ),
    erase: eraserOf(calling, erase),
    followUp: followUpOf(calling, erase),
    invite:
      invite === undefined
        ? null
        : (person) =>
            reach.safely(
              async () => {
                const calls = callsFor(
                  send,
                  reach.now,
                  rememberedIn({ get: () => Promise.resolve(null), set: () => Promise.resolve() }),
                );
                return toOutcome(await calls.ask('invite', invite.request(person), invite.replies), reach.now());
              },
              (outcome) => outcome,
            ),
    remembers: (erasureId) => reach.remembers(erasureId),
  };
}
