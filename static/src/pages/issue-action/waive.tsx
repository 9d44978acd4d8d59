import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { AGENT_CALLS } from '../../../../src/contract/agent-calls';
import { callsOf } from '../../ui/call';
import { tellChanged } from '../../ui/erasure-events';
import { ReasonForm } from '../../ui/reason-form';
import { useAttempt } from '../../ui/use-attempt';
import { ACTION } from '../../words/action';

const call = callsOf<typeof AGENT_CALLS>();
const WORDS = ACTION.waive;

interface Props {
  readonly personId: string;
  readonly address: string;
  readonly onWaived: () => void;
}

/** Leaves a person out, with a reason. */
export function Waive({ personId, address, onWaived }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const { attempt, isBusy, problem } = useAttempt();
  if (!isOpen)
    return (
      <Button
        spacing="compact"
        onClick={() => {
          setIsOpen(true);
        }}
      >
        {WORDS.open(address)}
      </Button>
    );
  return (
    <ReasonForm
      id={`waive-${personId}`}
      label={WORDS.open(address)}
      why={WORDS.why}
      submit={WORDS.now}
      isBusy={isBusy}
      problem={problem}
      onReason={(reason) => {
        attempt(async () => {
          await call('waive', { personId, reason });
          tellChanged();
          onWaived();
        });
      }}
      onBack={() => {
        setIsOpen(false);
      }}
    />
  );
}
