/**
 * What a named person says of a step that no provider confirms: it is done there, nobody is there, or the data may be kept.
 */
import { AppError } from '../../core/app-error';
import type { Erasure } from '../../core/erasure/erasure';
import { outcomeOf, type Said, type Statement } from '../../core/status/statement';
import { finishByHand, type Step } from '../../core/erasure/step';
import type { NewEvent } from '../../core/evidence/chain';
import type { ErasureSnapshot } from '../../ports/erasure-store';
import type { Ports } from '../../ports/ports';
import { assertStatus, updateErasure, type Decision } from '../sync/update';
import { mayApprove } from './may-decide';
import { TOO_SHORT_WORDS } from '../../words/errors';
import { parseReason, parseReference } from './reason';
import { wantsSecondPerson } from '../../core/policy/second-person';

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

/** Whether a text may tell somebody something later: `ok` and `...` do not. */
const isTelling = (text: string): boolean => (text.match(/[\p{L}\p{N}]/gu) ?? []).length >= 3;

/** @throws AppError `not-open` where the step is done, or not planned */
function mustBeMissing(steps: readonly Step[], connectionId: string): Step {
  const step = steps.find((one) => one.connectionId === connectionId);
  if (step === undefined || step.status === 'done' || step.status === 'skipped') throw new AppError('not-open');
  return step;
}

/** The step is done; an erasure that had ended concludes anew. */
function finished({ erasure, steps }: ErasureSnapshot, statement: Statement, event: NewEvent): Decision {
  return {
    erasure: {
      ...erasure,
      statements: withStatement(erasure, statement),
      status: 'running',
      finishedAt: null,
      comment: 'due',
    },
    steps: steps.map((step) =>
      step.connectionId === statement.connectionId ? finishByHand(step, outcomeOf(statement), event.at) : step,
    ),
    newEvents: [event],
  };
}

/**
 * Marks a step as done by hand. No later call and no late answer changes it any more. Where the rules ask for a second
 * person, what is said is held, and the step stays as it is until another person confirms it.
 * @throws AppError `not-open`, `reason-missing`, `reference-missing`, `address-in-reason`
 */
export async function markByHand(
  ports: Ports,
  id: string,
  accountId: string,
  { connectionId, said, reason, reference }: ByHand,
): Promise<void> {
  const { policy } = await ports.settings.read();
  const person = (await ports.addresses.person(id))?.email ?? null;
  const texts = { reason: parseReason(reason, person), reference: parseReference(reference, person) };
  if (!isTelling(texts.reason)) throw new AppError('reason-missing', TOO_SHORT_WORDS);
  if (!isTelling(texts.reference)) throw new AppError('reference-missing', TOO_SHORT_WORDS);
  await updateErasure(ports, id, (read, at) => {
    assertStatus(read.erasure, ...OPEN);
    const { provider } = mustBeMissing(read.steps, connectionId);
    const isHeld = wantsSecondPerson(read.erasure, policy);
    const statement = { connectionId, account: accountId, said, ...texts, at, isHeld, confirmedBy: null };
    const event: NewEvent = {
      ...{ kind: 'by-hand', at, account: accountId, connection: connectionId, provider, said, ...texts, isHeld },
    };
    if (!isHeld) return finished(read, statement, event);
    const statements = withStatement(read.erasure, statement);
    return { erasure: { ...read.erasure, statements }, steps: read.steps, newEvents: [event] };
  });
}

/** @throws AppError `not-open` where nothing is said of this connection that waits for a second person */
function mustBeHeld({ statements }: Erasure, connectionId: string): Statement {
  const held = statements.find((one) => one.connectionId === connectionId && one.isHeld);
  if (held === undefined) throw new AppError('not-open');
  return held;
}

/**
 * Confirms what another person said of a step.
 * @throws AppError `not-open`; `same-person` where it is who said it; `not-permitted` where they may not approve
 */
export async function confirmByHand(ports: Ports, id: string, accountId: string, connectionId: string): Promise<void> {
  const erasure = await ports.erasureStore.erasure(id);
  if (erasure === null) throw new AppError('not-open');
  if (!(await mayApprove(ports, erasure))) throw new AppError('not-permitted');
  await updateErasure(ports, id, (read, at) => {
    assertStatus(read.erasure, ...OPEN);
    mustBeMissing(read.steps, connectionId);
    const held = mustBeHeld(read.erasure, connectionId);
    if (held.account === accountId) throw new AppError('same-person');
    const event: NewEvent = { kind: 'by-hand-confirmed', at, account: accountId, connection: connectionId };
    return finished(read, { ...held, isHeld: false, confirmedBy: accountId }, event);
  });
}

/**
 * Takes back what was said and nobody has confirmed yet. What was said by resolving a task is taken back by reopening it.
 * @throws AppError `not-open`
 */
export function withdrawByHand(ports: Ports, id: string, accountId: string, connectionId: string) {
  return updateErasure(ports, id, ({ erasure, steps }, at) => {
    if (mustBeHeld(erasure, connectionId).task !== undefined) throw new AppError('not-open');
    return {
      erasure: { ...erasure, statements: erasure.statements.filter((one) => one.connectionId !== connectionId) },
      steps,
      newEvents: [{ kind: 'by-hand-withdrawn', at, account: accountId, connection: connectionId }],
    };
  });
}
