import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { type FormEvent, useState } from 'react';
import { SHARED } from '../words/shared';
import { Complaint } from './problem';

interface Props {
  /** Unlike any other on the page. */
  readonly id: string;
  /** What the form does, for whoever hears it. */
  readonly label: string;
  /** What is asked. */
  readonly why: string;
  readonly submit: string;
  readonly isBusy: boolean;
  /** Why it was refused; null: it was not. */
  readonly problem: string | null;
  readonly onReason: (reason: string) => void;
  readonly onBack: () => void;
}

/** A decision that has a reason, which goes into the evidence. */
export function ReasonForm({ id, label, why, submit, isBusy, problem, onReason, onBack }: Props) {
  const [reason, setReason] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    onReason(reason);
  };
  return (
    <form className="stack" onSubmit={send} aria-label={label}>
      <div className="field">
        <label htmlFor={id}>{why}</label>
        <Textfield
          id={id}
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
          {submit}
        </Button>
        <Button appearance="subtle" onClick={onBack}>
          {SHARED.back}
        </Button>
      </div>
      <Complaint words={problem} />
    </form>
  );
}
