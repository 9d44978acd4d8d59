/**
 * One turn of a drain: whatever is due is called, or not, as connection, key and rules are by now; and what it became is
 * recorded before the next turn.
 */
import { MOST_ERASURE_IDS } from '../../core/drain/limits';
import type { Turn } from '../../core/drain/next-turn';
import { withCalled, withoutErasures } from '../../core/drain/run';
import { sortByConnection, sortByRules, withoutCall } from '../../core/drain/sort';
import type { Erasure, StepWithErasure } from '../../core/erasure/erasure';
import { awaitsSecondLook, type Step, stopFollowUps, type Transition } from '../../core/erasure/step';
import type { Ports } from '../../ports/ports';
import type { Cause } from '../../providers/kit';
import { blockedAsRemoved } from '../connections/removed';
import { hold } from '../decide/decisions';
import { previousErasure } from '../people/previous-erasure';
import { callFor, peopleOf } from './call';
import { LeaseLostError } from './throttle';
import type { DrainResult, Work } from './work';

const hasNews = ({ before, after }: Transition): boolean =>
  before.phase !== after.phase || before.history.length !== after.history.length;

/** Records what became of the steps, and tells their issues. @throws LeaseLostError */
async function record(ports: Ports, work: Work, transitions: readonly Transition[]): Promise<void> {
  const { lease, connection, syncs } = work;
  const changedIds = transitions.filter(hasNews).map(({ after }) => after.erasureId);
  const learned = transitions.filter(({ before, after }) => before !== after);
  if (!(await ports.stepStore.commit(learned, new Set(changedIds), lease, ports.system.now())))
    throw new LeaseLostError();
  const { isKeyRefused } = work.run;
  work.run = withCalled(work.run, transitions);
  // Never more than one turn behind.
  await syncs.done();
  syncs.add(changedIds);
  if (work.run.isKeyRefused && !isKeyRefused) await ports.settings.setKeyRejected(connection.id, connection.savedAt);
}

/** Erasures for which nobody may be called now are not come back to by this run. */
async function holdBack(ports: Ports, work: Work, ids: readonly string[]): Promise<void> {
  for (const id of ids) await hold(ports, id, ['protected']);
  work.run = withoutErasures(work.run, ids);
}

const causeOf = ({ issueId, issueKey, projectKey, mask, dueAt }: Erasure): Cause => ({
  ...{ issue: { id: issueId, key: issueKey, projectKey }, mask, dueAt },
});

/** Second looks that nobody needs: the person is erased anew because of another issue, or the issue is gone. */
async function needlessLooks(ports: Ports, due: readonly StepWithErasure[]): Promise<StepWithErasure[]> {
  const isNeedless = async ({ erasure: { id, personId, isIssueGone } }: StepWithErasure) =>
    isIssueGone || (await previousErasure(ports, personId))?.id !== id;
  const needless = await Promise.all(
    due.filter(({ step }) => awaitsSecondLook(step)).map(async (one) => ((await isNeedless(one)) ? [one] : [])),
  );
  return needless.flat();
}

/** Calls for the steps that may be called for. */
async function call(ports: Ports, work: Work, due: Extract<Turn, { do: 'call' }>['due']): Promise<Transition[]> {
  const { connection, pace, rates, opened: provider, rules, settings } = work;
  const { setUpAt } = connection;
  const now = ports.system.now();
  const { unplanned, unkeyed, callable } = sortByConnection(work.run, connection.provider, due, now);
  const people = await peopleOf(
    ports,
    callable.map(({ step }): Step => step),
  );
  const { policy, connections } = await rules.forTurn();
  const asOfNow = connections.find(({ id }) => id === connection.id) ?? connection;
  const needless = await needlessLooks(ports, callable);
  const needed = callable.filter((one) => !needless.includes(one));
  const sorted = sortByRules(needed, people, { policy, connection: asOfNow });
  await holdBack(ports, work, sorted.held);
  const causes = new Map(callable.map(({ erasure }) => [erasure.id, causeOf(erasure)]));
  return [
    ...(await callFor(
      ports,
      {
        ...{ rates, provider, isPaused: pace.isPaused, people, causes, setUpAt },
        verifyDays: policy.verifyDays,
        looksTwice: policy.secondLook !== 'never',
      },
      sorted.toCall,
    )),
    ...needless.map(({ step: before }) => ({ before, after: stopFollowUps(before, now) })),
    ...unplanned.map((before) => ({ before, after: blockedAsRemoved(before, settings, now) })),
    ...withoutCall({ unkeyed }, sorted, now),
  ];
}

/** Takes a turn. @returns how it ends the run; null where the run goes on */
export async function takeTurn(
  ports: Ports,
  work: Work,
  { due, isPauseKnown }: Extract<Turn, { do: 'call' }>,
): Promise<DrainResult | null> {
  if (!isPauseKnown && (await ports.settings.isPaused())) return { kind: 'paused' };
  if (await work.rules.isOtherConnection()) {
    const erasureIds = due.slice(0, MOST_ERASURE_IDS).map(({ erasure }) => erasure.id);
    await ports.queue.enqueueDrain(work.connection.id, erasureIds);
    return { kind: 'handed-on' };
  }
  work.pace.notPaused();
  await record(ports, work, await call(ports, work, due));
  return null;
}
