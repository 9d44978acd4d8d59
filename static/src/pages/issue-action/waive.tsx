import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { type FormEvent, useState } from 'react';
import type { AGENT_CALLS } from '../../../../src/contract/agent-calls';
import { callsOf } from '../../ui/call';
import { tellChanged } from '../../ui/erasure-events';
import { Complaint } from '../../ui/problem';
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
  const [reason, setReason] = useState<string | null>(null);
  const { attempt, isBusy, problem } = useAttempt();
  if (reason === null)
    return (
      <Button
        spacing="compact"
        onClick={() => {
          setReason('');
        }}
      >
        {WORDS.open(address)}
      </Button>
    );
  const waive = (event: FormEvent) => {
    event.preventDefault();
    attempt(async () => {
      await call('waive', { personId, reason });
      tellChanged();
      onWaived();
    });
  };
  return (
    <form className="stack" onSubmit={waive} aria-label={WORDS.open(address)}>
      <div className="field">
        <label htmlFor={`waive-${personId}`}>{WORDS.why}</label>
        <Textfield
          id={`waive-${personId}`}
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
          {WORDS.now}
        </Button>
        <Button
          appearance="subtle"
          onClick={() => {
            setReason(null);
          }}
        >
          {WORDS.not}
        </Button>
      </div>
      <Complaint words={problem} />
    </form>
  );
}
