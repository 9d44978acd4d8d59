/**
 * One erasure: where it stands, and what every provider answered.
 */
import ProgressBar from '@atlaskit/progress-bar';
import type { ReactNode } from 'react';
import type { ErasureView, StepView } from '../../../src/contract/erasure-view';
import { SHARED } from '../words/shared';
import { type Appearance, Lozenge } from './lozenge';
import { useNames } from './names';
import { SecondLook } from './second-look';
import { TaskLine } from './task-line';
import { exactTime, relativeTime, When } from './time';
import { SHOWN, useFirst } from './use-first';
import { Verification } from './verification';

const ERASURE_LOOKS: Record<ErasureView['status'], Appearance> = {
  'awaiting-approval': 'moved',
  scheduled: 'new',
  running: 'inprogress',
  completed: 'success',
  'handed-over': 'new',
  partial: 'removed',
  blocked: 'removed',
  cancelled: 'default',
  rejected: 'default',
};
const STEP_LOOKS: Record<StepView['status'], Appearance> = {
  waiting: 'inprogress',
  done: 'success',
  'handed-over': 'new',
  blocked: 'removed',
  skipped: 'default',
};

/** Data that is kept is done with, and not deleted. */
const looksOf = ({ status, outcome }: StepView): Appearance => (outcome === 'kept' ? 'default' : STEP_LOOKS[status]);

export const ErasureLozenge = ({ erasure }: { erasure: Pick<ErasureView, 'status' | 'words' | 'isSeenStill'> }) => (
  <Lozenge appearance={erasure.isSeenStill ? 'removed' : ERASURE_LOOKS[erasure.status]}>{erasure.words}</Lozenge>
);

/** How many people of the issue are done with, where there are several. */
export const PeopleLine = ({ people }: Pick<ErasureView, 'people'>) =>
  people === null ? null : (
    <p className="small" data-testid="people">
      {people.words}
    </p>
  );

/** A connection's name, with its provider's where that is another. */
export const Called = ({ label, providerLabel }: Pick<StepView, 'label' | 'providerLabel'>) => (
  <span>
    <bdi>{label}</bdi>
    {label === providerLabel ? null : <span className="quiet"> · {providerLabel}</span>}
  </span>
);

/** Who took the connection away. */
function TakenAwayBy({ account }: { account: string }) {
  const nameOf = useNames([account]);
  return (
    <span className="sentence small">
      <bdi>{SHARED.takenAwayBy(nameOf(account))}</bdi>
    </span>
  );
}

type Below = (step: StepView) => ReactNode;

function Step({ step, below }: { step: StepView; below: Below }) {
  const { status, attempts, nextTryAt, blockedUntil, at } = step;
  const under = below(step);
  const isTriedAgain = status === 'waiting' && attempts > 0 && nextTryAt !== null;
  return (
    <li data-connection={step.connectionId} data-status={status} data-outcome={step.outcome ?? undefined}>
      <Called {...step} />
      <Lozenge appearance={looksOf(step)}>{step.words}</Lozenge>
      {step.sentence === null ? null : <span className="sentence small">{step.sentence}</span>}
      {blockedUntil === null ? null : (
        <span className="sentence small">{SHARED.blockedUntil(exactTime(blockedUntil))}</span>
      )}
      {step.verification === null ? null : <Verification verification={step.verification} />}
      {step.secondLook === null ? null : <SecondLook secondLook={step.secondLook} />}
      {step.task === null ? null : <TaskLine task={step.task} />}
      {step.takenAwayBy === null ? null : <TakenAwayBy account={step.takenAwayBy} />}
      {at === null ? null : (
        <span className="sentence small quiet">
          <When at={at} />
          {isTriedAgain ? SHARED.nextTry(relativeTime(nextTryAt, Date.now()), attempts) : null}
        </span>
      )}
      {under === null ? null : <div className="sentence stack">{under}</div>}
    </li>
  );
}

/** Where not all are shown, what needs a person comes first. */
const ORDER: readonly StepView['status'][] = ['blocked', 'waiting', 'handed-over', 'done', 'skipped'];

const NOTHING: Below = () => null;

/** @param below what there is to say and to do below a step */
export function Steps({ steps, below = NOTHING }: { steps: readonly StepView[]; below?: Below }) {
  const sorted =
    steps.length <= SHOWN ? steps : [...steps].sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
  const { shown, toggle } = useFirst(sorted);
  return (
    <>
      <ul className="steps" aria-label={SHARED.providers}>
        {shown.map((step) => (
          <Step key={step.connectionId} step={step} below={below} />
        ))}
      </ul>
      {toggle}
    </>
  );
}

/** How far it is, for eyes and screen readers. */
export function Progress({ erasure: { settled, total } }: { erasure: ErasureView }) {
  const words = SHARED.settled(settled, total);
  return (
    <div className="stack">
      <ProgressBar value={total === 0 ? 0 : settled / total} ariaLabel={words} />
      <p className="small quiet" role="status">
        {words}
      </p>
    </div>
  );
}
