/**
 * What a person can decide about an erasure: approve, reject, cancel, retry.
 */
import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { Decide, ErasureView } from '../../../src/contract/erasure-view';
import { SHARED } from '../words/shared';
import { tellChanged } from './erasure-events';
import { Complaint } from './problem';
import { ReasonForm } from './reason-form';
import { useAttempt } from './use-attempt';

type Decision = Decide['decision'];
const WORDS = SHARED.decisions;

/** Whoever asked for an erasure, or had it taken up again, is not its second person. */
const isAskedBy = ({ requestedBy, retriedBy }: ErasureView, accountId: string | null): boolean =>
  accountId !== null && [requestedBy, retriedBy].includes(accountId);

function choices(
  erasure: ErasureView,
  accountId: string | null,
  mayApprove: boolean,
  isByStep: boolean,
): readonly Decision[] {
  const { status, mayBeCancelled, steps } = erasure;
  if (status === 'awaiting-approval')
    return mayApprove && !isAskedBy(erasure, accountId) ? ['approve', 'reject', 'cancel'] : ['cancel'];
  // Where every step has a button of its own, one for all is offered where there is more than one.
  const isRetried = steps.filter(({ mayBeRetried }) => mayBeRetried).length > (isByStep ? 1 : 0);
  return [...(isRetried ? (['retry'] as const) : []), ...(mayBeCancelled ? (['cancel'] as const) : [])];
}

interface Props {
  readonly erasure: ErasureView;
  readonly accountId: string | null;
  /** Whether the reader may approve and reject. Never what they asked for themselves. */
  readonly mayApprove: boolean;
  /** Every step has a button of its own to retry it. */
  readonly isByStep?: boolean;
  readonly decide: (decision: Decide) => Promise<unknown>;
  readonly onDecided: () => Promise<unknown>;
}

export function Decisions({ erasure, accountId, mayApprove, isByStep = false, decide, onDecided }: Props) {
  const [isRejecting, setIsRejecting] = useState(false);
  const { attempt, isBusy, problem } = useAttempt();

  const act = (decision: Decision, reason?: string) => {
    attempt(async () => {
      await decide({ erasureId: erasure.id, decision, ...(reason === undefined ? {} : { reason }) });
      setIsRejecting(false);
      tellChanged();
      await onDecided();
    });
  };

  const offered = choices(erasure, accountId, mayApprove, isByStep);
  if (offered.length === 0) return null;
  const isCancelledMidway = erasure.status === 'running' && offered.includes('cancel');
  const isCancelledBlocked = ['partial', 'blocked'].includes(erasure.status) && offered.includes('cancel');
  const isOwn = erasure.status === 'awaiting-approval' && isAskedBy(erasure, accountId);
  return (
    <div className="stack">
      {isOwn ? <p className="small">{WORDS.own}</p> : null}
      {isRejecting ? (
        <ReasonForm
          id={`reject-${erasure.id}`}
          label={WORDS.rejectNow}
          why={WORDS.why}
          submit={WORDS.rejectNow}
          isBusy={isBusy}
          problem={problem}
          onReason={(reason) => {
            act('reject', reason);
          }}
          onBack={() => {
            setIsRejecting(false);
          }}
        />
      ) : (
        <div className="row">
          {offered.map((decision) => (
            <Button
              key={decision}
              appearance={decision === 'approve' ? 'danger' : 'default'}
              isDisabled={isBusy}
              onClick={() => {
                if (decision === 'reject') setIsRejecting(true);
                else act(decision);
              }}
            >
              {decision === 'retry' && isByStep ? WORDS.retryAll : WORDS[decision]}
            </Button>
          ))}
        </div>
      )}
      {isCancelledMidway ? <p className="small quiet">{WORDS.midway}</p> : null}
      {isCancelledBlocked ? <p className="small quiet">{WORDS.blocked}</p> : null}
      {isRejecting ? null : <Complaint words={problem} />}
    </div>
  );
}
