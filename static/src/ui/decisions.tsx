/**
 * What a person can decide about an erasure: approve, reject, cancel, retry.
 */
import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { useState } from 'react';
import type { Decide, ErasureView } from '../../../src/contract/erasure-view';
import { wordsOf } from './call';
import { tellChanged } from './erasure-events';

type Decision = Decide['decision'];

function choices(
  { status, requestedBy, mayBeCancelled, steps }: ErasureView,
  accountId: string | null,
  mayApprove: boolean,
): readonly Decision[] {
  if (status === 'awaiting-approval')
    return mayApprove && requestedBy !== accountId ? ['approve', 'reject', 'cancel'] : ['cancel'];
  const isRetried =
    ['running', 'partial', 'blocked'].includes(status) && steps.some((step) => step.status === 'blocked');
  return [...(isRetried ? (['retry'] as const) : []), ...(mayBeCancelled ? (['cancel'] as const) : [])];
}

const WORDS: Record<Decision, string> = {
  approve: 'Approve the erasure',
  reject: 'Reject',
  cancel: 'Cancel the erasure',
  retry: 'Retry what is blocked',
};

interface Props {
  readonly erasure: ErasureView;
  readonly accountId: string | null;
  /** Whether the reader may approve and reject. Never what they asked for themselves. */
  readonly mayApprove: boolean;
  readonly decide: (decision: Decide) => Promise<unknown>;
  readonly onDecided: () => Promise<unknown>;
}

export function Decisions({ erasure, accountId, mayApprove, decide, onDecided }: Props) {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const [reason, setReason] = useState<string | null>(null);

  const act = async (decision: Decision) => {
    setIsBusy(true);
    setProblem(null);
    try {
      await decide({ erasureId: erasure.id, decision, ...(reason === null ? {} : { reason }) });
      setReason(null);
      tellChanged();
      await onDecided();
    } catch (error) {
      setProblem(wordsOf(error));
    } finally {
      setIsBusy(false);
    }
  };

  const offered = choices(erasure, accountId, mayApprove);
  if (offered.length === 0) return null;
  const isCancelledMidway = erasure.status === 'running' && offered.includes('cancel');
  const isOwn = erasure.status === 'awaiting-approval' && erasure.requestedBy === accountId;
  return (
    <div className="stack">
      {isOwn ? <p className="small">You asked for this erasure, so a second person has to approve it.</p> : null}
      <div className="row">
        {offered.map((decision) => (
          <Button
            key={decision}
            appearance={decision === 'approve' ? 'danger' : 'default'}
            isDisabled={isBusy}
            onClick={() => {
              // A rejection is asked about first: its reason goes into the evidence.
              if (decision === 'reject' && reason === null) setReason('');
              else void act(decision);
            }}
          >
            {WORDS[decision]}
          </Button>
        ))}
      </div>
      {reason === null ? null : (
        <div className="field">
          <label htmlFor={`reject-${erasure.id}`}>
            Why is it rejected? It goes into the evidence. Then choose Reject.
          </label>
          <Textfield
            id={`reject-${erasure.id}`}
            value={reason}
            maxLength={500}
            autoFocus
            onChange={(event) => {
              setReason(event.currentTarget.value);
            }}
          />
        </div>
      )}
      {isCancelledMidway ? (
        <p className="small quiet">
          Cancelling stops what was not called yet. What a provider was asked already is not undone, and stays told
          here.
        </p>
      ) : null}
      {problem === null ? null : (
        <p className="error" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
