/**
 * One erasure: where it stands, and what every provider answered.
 */
import Button from '@atlaskit/button/new';
import Lozenge from '@atlaskit/lozenge';
import ProgressBar from '@atlaskit/progress-bar';
import { useState } from 'react';
import type { ErasureView, StepView } from '../../../src/contract/erasure-view';
import { SHARED } from '../words/shared';
import { relativeTime, When } from './time';

type Appearance = 'default' | 'success' | 'inprogress' | 'removed' | 'moved' | 'new';

const ERASURE_LOOKS: Record<ErasureView['status'], Appearance> = {
  'awaiting-approval': 'moved',
  scheduled: 'new',
  running: 'inprogress',
  completed: 'success',
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

export const ErasureLozenge = ({ erasure }: { erasure: Pick<ErasureView, 'status' | 'words'> }) => (
  <Lozenge appearance={ERASURE_LOOKS[erasure.status]}>{erasure.words}</Lozenge>
);

/** A connection's name, with its provider's where that is another. */
export const Called = ({ label, providerLabel }: Pick<StepView, 'label' | 'providerLabel'>) => (
  <span>
    <bdi>{label}</bdi>
    {label === providerLabel ? null : <span className="quiet"> · {providerLabel}</span>}
  </span>
);

function Step({ step }: { step: StepView }) {
  const { status, attempts, nextTryAt, at } = step;
  const isTriedAgain = status === 'waiting' && attempts > 0 && nextTryAt !== null;
  return (
    <li data-connection={step.connectionId} data-status={status}>
      <Called {...step} />
      <Lozenge appearance={STEP_LOOKS[status]}>{step.words}</Lozenge>
      {step.sentence === null ? null : <span className="sentence small">{step.sentence}</span>}
      {at === null ? null : (
        <span className="sentence small quiet">
          <When at={at} />
          {isTriedAgain ? SHARED.nextTry(relativeTime(nextTryAt, Date.now()), attempts) : null}
        </span>
      )}
    </li>
  );
}

/** So many are shown at first; what needs a person comes first. */
const SHOWN = 12;
const ORDER: readonly StepView['status'][] = ['blocked', 'waiting', 'handed-over', 'done', 'skipped'];

/** The first of many things, and a button for the others. */
export function useFirst<T>(all: readonly T[]) {
  const [isAll, setIsAll] = useState(false);
  const toggle =
    all.length <= SHOWN ? null : (
      <div>
        <Button
          appearance="subtle"
          spacing="compact"
          onClick={() => {
            setIsAll(!isAll);
          }}
        >
          {isAll ? SHARED.showFewer : SHARED.showAll(all.length)}
        </Button>
      </div>
    );
  return { shown: isAll ? all : all.slice(0, SHOWN), toggle };
}

export function Steps({ steps }: { steps: readonly StepView[] }) {
  const sorted =
    steps.length <= SHOWN ? steps : [...steps].sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
  const { shown, toggle } = useFirst(sorted);
  return (
    <>
      <ul className="steps" aria-label={SHARED.providers}>
        {shown.map((step) => (
          <Step key={step.connectionId} step={step} />
        ))}
      </ul>
      {toggle}
    </>
  );
}

/** How far it is, for eyes and screen readers. */
export function Progress({ erasure: { settled, total } }: { erasure: ErasureView }) {
  const words = SHARED.answered(settled, total);
  return (
    <div className="stack">
      <ProgressBar value={total === 0 ? 0 : settled / total} ariaLabel={words} />
      <p className="small quiet" role="status">
        {words}
      </p>
    </div>
  );
}
