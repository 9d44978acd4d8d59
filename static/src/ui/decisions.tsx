/**
 * What a person can decide about an erasure: approve, reject, cancel, retry.
 */
import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { AGENT_CALLS } from '../../../src/contract/agent-calls';
import type { ErasureView } from '../../../src/contract/erasure-view';
import { callsOf, wordsOf } from './call';
import { tellChanged } from './erasure-events';

const call = callsOf<typeof AGENT_CALLS>();
type Decision = 'approve' | 'reject' | 'cancel' | 'retry';

function choices(
  { status, requestedBy, mayBeCancelled, steps }: ErasureView,
  accountId: string | null,
): readonly Decision[] {
  if (status === 'awaiting-approval') return requestedBy === accountId ? ['cancel'] : ['approve', 'reject'];
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

export function Decisions({
  erasure,
  accountId,
  onDecided,
}: {
  erasure: ErasureView;
  accountId: string | null;
  onDecided: () => Promise<unknown>;
}) {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const decide = async (decision: Decision) => {
    setIsBusy(true);
    setProblem(null);
    try {
      await call('decide', { erasureId: erasure.id, decision });
      tellChanged();
      await onDecided();
    } catch (error) {
      setProblem(wordsOf(error));
    } finally {
      setIsBusy(false);
    }
  };

  const offered = choices(erasure, accountId);
  if (offered.length === 0) return null;
  const isCancelledMidway = erasure.status === 'running' && offered.includes('cancel');
  return (
    <div className="stack">
      <div className="row">
        {offered.map((decision) => (
          <Button
            key={decision}
            appearance={decision === 'approve' ? 'danger' : 'default'}
            isDisabled={isBusy}
            onClick={() => void decide(decision)}
          >
            {WORDS[decision]}
          </Button>
        ))}
      </div>
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
