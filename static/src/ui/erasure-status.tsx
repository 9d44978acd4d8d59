/**
 * One erasure: where it stands, and what every provider answered.
 */
import Lozenge from '@atlaskit/lozenge';
import ProgressBar from '@atlaskit/progress-bar';
import type { ErasureView, StepView } from '../../../src/contract/erasure-view';
import { exactTime, relativeTime } from './time';

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

export const ErasureLozenge = ({ erasure }: { erasure: ErasureView }) => (
  <Lozenge appearance={ERASURE_LOOKS[erasure.status]}>{erasure.words}</Lozenge>
);

function Step({ step }: { step: StepView }) {
  const isTriedAgain = step.status === 'waiting' && step.attempts > 0 && step.nextTryAt !== null;
  return (
    <li data-connection={step.connectionId} data-status={step.status}>
      <span>
        {step.label}
        {step.label === step.providerLabel ? null : <span className="quiet"> · {step.providerLabel}</span>}
      </span>
      <Lozenge appearance={STEP_LOOKS[step.status]}>{step.words}</Lozenge>
      {step.sentence === null ? null : <span className="sentence small">{step.sentence}</span>}
      {step.at === null ? null : (
        <span className="sentence small quiet">
          <time dateTime={new Date(step.at).toISOString()}>{exactTime(step.at)}</time>
          {isTriedAgain && step.nextTryAt !== null
            ? ` · next try ${relativeTime(step.nextTryAt, Date.now())} (${String(step.attempts)} so far)`
            : null}
        </span>
      )}
    </li>
  );
}

export const Steps = ({ steps }: { steps: readonly StepView[] }) => (
  <ul className="steps" aria-label="Providers">
    {steps.map((step) => (
      <Step key={step.connectionId} step={step} />
    ))}
  </ul>
);

/** How far it is, for eyes and screen readers. */
export function Progress({ erasure }: { erasure: ErasureView }) {
  const words = `${String(erasure.settled)} of ${String(erasure.total)} providers have answered`;
  return (
    <div className="stack">
      <ProgressBar value={erasure.total === 0 ? 0 : erasure.settled / erasure.total} ariaLabel={words} />
      <p className="small quiet" role="status">
        {words}
      </p>
    </div>
  );
}
