/**
 * What a person can decide about an erasure: approve, reject, cancel, retry.
 */
import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { type FormEvent, useState } from 'react';
import type { Decide, ErasureView } from '../../../src/contract/erasure-view';
import { SHARED } from '../words/shared';
import { tellChanged } from './erasure-events';
import { Complaint } from './problem';
import { useAttempt } from './use-attempt';

type Decision = Decide['decision'];
const WORDS = SHARED.decisions;

function choices(
  { status, requestedBy, mayBeCancelled, steps }: ErasureView,
  accountId: string | null,
  mayApprove: boolean,
  isByStep: boolean,
): readonly Decision[] {
  if (status === 'awaiting-approval')
    return mayApprove && requestedBy !== accountId ? ['approve', 'reject', 'cancel'] : ['cancel'];
  // Where every step has a button of its own, one for all is offered where there is more than one.
  const isRetried = steps.filter(({ mayBeRetried }) => mayBeRetried).length > (isByStep ? 1 : 0);
  return [...(isRetried ? (['retry'] as const) : []), ...(mayBeCancelled ? (['cancel'] as const) : [])];
}

interface RejectProps {
  readonly id: string;
  readonly isBusy: boolean;
  readonly onReject: (reason: string) => void;
  readonly onBack: () => void;
}

/** A rejection has a reason, which goes into the evidence. */
function Reject({ id, isBusy, onReject, onBack }: RejectProps) {
  const [reason, setReason] = useState('');
  const reject = (event: FormEvent) => {
    event.preventDefault();
    onReject(reason);
  };
  return (
    <form className="stack" onSubmit={reject} aria-label={WORDS.rejectNow}>
      <div className="field">
        <label htmlFor={`reject-${id}`}>{WORDS.why}</label>
        <Textfield
          id={`reject-${id}`}
          value={reason}
          maxLength={500}
          autoFocus
          onChange={(event) => {
            setReason(event.currentTarget.value);
          }}
        />
      </div>
      <div className="row">
        <Button type="submit" appearance="primary" isLoading={isBusy}>
          {WORDS.rejectNow}
        </Button>
        <Button appearance="subtle" onClick={onBack}>
          {SHARED.back}
        </Button>
      </div>
    </form>
  );
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
  const isOwn = erasure.status === 'awaiting-approval' && erasure.requestedBy === accountId;
  return (
    <div className="stack">
      {isOwn ? <p className="small">{WORDS.own}</p> : null}
      {isRejecting ? (
        <Reject
          id={erasure.id}
          isBusy={isBusy}
          onReject={(reason) => {
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
      <Complaint words={problem} />
    </div>
  );
}
