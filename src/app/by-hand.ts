/**
 * What a named person says of a step that no provider confirms: it is done there, nobody is there, or the data may be kept.
 */
import type { Erasure } from '../core/erasure';
import type { News } from '../core/evidence';
import type { Ports, Whole } from '../core/ports';
import { RefusedError } from '../core/refusal';
import { outcomeOf, type Said, type Statement, wantsSecondPerson } from '../core/statement';
import { finishByHand, type Step } from '../core/step';
import { change, type Decision, mustBe } from './change';
import { mayApprove } from './decisions';
import { mustBeReason, mustBeReference } from './reason';

/** What somebody says, why, and where it can be looked up. */
export interface ByHand {
  readonly connectionId: string;
  readonly said: Said;
  readonly reason: string;
  readonly reference: string;
}

/** Where a step can be finished by hand: before that nobody was called, and after a cancellation nothing is planned any more. */
const OPEN = ['running', 'partial', 'blocked', 'handed-over'] as const;

const withStatement = ({ statements }: Erasure, statement: Statement): Statement[] => [
  ...statements.filter(({ connectionId }) => connectionId !== statement.connectionId),
  statement,
];

/** @throws RefusedError `not-open` where the step is done, or not planned */
function mustBeMissing(steps: readonly Step[], connectionId: string): Step {
  const step = steps.find((one) => one.connectionId === connectionId);
  if (step === undefined || step.status === 'done' || step.status === 'skipped') throw new RefusedError('not-open');
  return step;
}

/** The step is done; an erasure that had ended concludes anew. */
function finished({ erasure, steps }: Whole, statement: Statement, news: News): Decision {
  return {
    erasure: {
      ...erasure,
      statements: withStatement(erasure, statement),
      status: 'running',
      finishedAt: null,
      comment: 'due',
    },
    steps: steps.map((step) =>
      step.connectionId === statement.connectionId ? finishByHand(step, outcomeOf(statement), news.at) : step,
    ),
    news: [news],
  };
}

/**
 * Marks a step as done by hand. No later call and no late answer changes it any more. Where the rules ask for a second
 * person, what is said is held, and the step stays as it is until another person confirms it.
 * @throws RefusedError `not-open`, `reason-missing`, `reference-missing`, `address-in-reason`
 */
export const markByHand =
  (ports: Ports) =>
  async (id: string, accountId: string, { connectionId, said, reason, reference }: ByHand): Promise<void> => {
    const { policy } = await ports.settings.read();
    const person = (await ports.vault.person(id))?.email ?? null;
    const texts = { reason: mustBeReason(reason, person), reference: mustBeReference(reference, person) };
    await change(ports, id, (read, at) => {
      mustBe(read.erasure, ...OPEN);
      const { provider } = mustBeMissing(read.steps, connectionId);
      const isHeld = wantsSecondPerson(read.erasure, policy);
      const statement = { connectionId, account: accountId, said, ...texts, at, isHeld, confirmedBy: null };
      const news: News = {
        ...{ kind: 'by-hand', at, account: accountId, connection: connectionId, provider, said, ...texts, isHeld },
      };
      if (!isHeld) return finished(read, statement, news);
      const statements = withStatement(read.erasure, statement);
      return { erasure: { ...read.erasure, statements }, steps: read.steps, news: [news] };
    });
  };

/** @throws RefusedError `not-open` where nothing is said of this connection that waits for a second person */
function mustBeHeld({ statements }: Erasure, connectionId: string): Statement {
  const held = statements.find((one) => one.connectionId === connectionId && one.isHeld);
  if (held === undefined) throw new RefusedError('not-open');
  return held;
}

/**
 * Confirms what another person said of a step.
 * @throws RefusedError `not-open`; `same-person` where it is who said it; `not-permitted` where they may not approve
 */
export const confirmByHand =
  (ports: Ports) =>
  async (id: string, accountId: string, connectionId: string): Promise<void> => {
    const erasure = await ports.ledger.erasure(id);
    if (erasure === null) throw new RefusedError('not-open');
    if (!(await mayApprove(ports, erasure.issueId))) throw new RefusedError('not-permitted');
    await change(ports, id, (read, at) => {
      mustBe(read.erasure, ...OPEN);
      mustBeMissing(read.steps, connectionId);
      const held = mustBeHeld(read.erasure, connectionId);
      if (held.account === accountId) throw new RefusedError('same-person');
      const news: News = { kind: 'by-hand-confirmed', at, account: accountId, connection: connectionId };
      return finished(read, { ...held, isHeld: false, confirmedBy: accountId }, news);
    });
  };

/** Takes back what was said and nobody has confirmed yet. @throws RefusedError `not-open` */
export const withdrawByHand = (ports: Ports) => (id: string, accountId: string, connectionId: string) =>
  change(ports, id, ({ erasure, steps }, at) => {
    mustBeHeld(erasure, connectionId);
    return {
      erasure: { ...erasure, statements: erasure.statements.filter((one) => one.connectionId !== connectionId) },
      steps,
      news: [{ kind: 'by-hand-withdrawn', at, account: accountId, connection: connectionId }],
    };
  });
