/**
 * What a person can do about one step: retry it, or say what became of it where no provider says so.
 */
import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { type FormEvent, useState } from 'react';
import type { InputOf } from '../../../src/contract/call';
import type { DECIDE_CALLS } from '../../../src/contract/decide-calls';
import type { StepView } from '../../../src/contract/erasure-view';
import { PANEL } from '../words/panel';
import { SHARED } from '../words/shared';
import { callsOf } from './call';
import { tellChanged } from './erasure-events';
import { Complaint } from './problem';
import { useAttempt } from './use-attempt';

const WORDS = PANEL.byHand;
const call = callsOf<typeof DECIDE_CALLS>();
type Mark = InputOf<(typeof DECIDE_CALLS)['markByHand']>;
type Said = Mark['said'];
const CHOICES = Object.keys(WORDS.choices) as Said[];

interface FormProps {
  readonly id: string;
  readonly label: string;
  readonly isBusy: boolean;
  readonly onSave: (mark: Pick<Mark, 'said' | 'reason' | 'reference'>) => void;
  readonly onBack: () => void;
}

function Form({ id, label, isBusy, onSave, onBack }: FormProps) {
  const [said, setSaid] = useState<Said | null>(null);
  const [reason, setReason] = useState('');
  const [reference, setReference] = useState('');
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (said !== null) onSave({ said, reason, reference });
  };
  return (
    <form className="stack" onSubmit={save} aria-label={WORDS.form(label)}>
      <fieldset className="card">
        <legend className="label">{WORDS.what}</legend>
        {CHOICES.map((choice) => (
          <label key={choice} className="row">
            <input
              type="radio"
              name={`${id}-said`}
              required
              checked={said === choice}
              onChange={() => {
                setSaid(choice);
              }}
            />
            {WORDS.choices[choice]}
          </label>
        ))}
      </fieldset>
      <div className="field">
        <label htmlFor={`${id}-reason`}>{WORDS.reason}</label>
        <Textfield
          id={`${id}-reason`}
          value={reason}
          isRequired
          maxLength={500}
          aria-describedby={`${id}-help`}
          onChange={(event) => {
            setReason(event.currentTarget.value);
          }}
        />
        <p id={`${id}-help`} className="small quiet">
          {said === 'kept' ? WORDS.legal : WORDS.why}
        </p>
      </div>
      <div className="field">
        <label htmlFor={`${id}-reference`}>{WORDS.reference}</label>
        <Textfield
          id={`${id}-reference`}
          value={reference}
          isRequired
          maxLength={500}
          aria-describedby={`${id}-reference-help`}
          onChange={(event) => {
            setReference(event.currentTarget.value);
          }}
        />
        <p id={`${id}-reference-help`} className="small quiet">
          {WORDS.where}
        </p>
      </div>
      <div className="row">
        <Button type="submit" appearance="primary" isLoading={isBusy}>
          {SHARED.save}
        </Button>
        <Button appearance="subtle" onClick={onBack}>
          {SHARED.back}
        </Button>
      </div>
    </form>
  );
}

/** What somebody said of a step. */
function Said({ statement, nameOf }: { statement: StepView['statement']; nameOf: (accountId: string) => string }) {
  if (statement === null) return null;
  const { account, said, reason, reference, confirmedBy, isHeld } = statement;
  return (
    <p className="small">
      <bdi>{nameOf(account)}</bdi>: {WORDS.said[said]} <bdi>{reason}</bdi> ({WORDS.reference}: <bdi>{reference}</bdi>)
      {confirmedBy === null ? null : (
        <>
          {' '}
          {WORDS.confirmedBy} <bdi>{nameOf(confirmedBy)}</bdi>.
        </>
      )}
      {isHeld ? ` ${WORDS.held}` : null}
    </p>
  );
}

interface Props {
  readonly erasureId: string;
  readonly step: StepView;
  readonly mayAct: boolean;
  /** Whether the reader may confirm what somebody else said. */
  readonly mayConfirm: boolean;
  readonly accountId: string | null;
  readonly nameOf: (accountId: string) => string;
  readonly onChanged: () => Promise<unknown>;
}

export function StepActions({ erasureId, step, mayAct, mayConfirm, accountId, nameOf, onChanged }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const { attempt, isBusy, problem } = useAttempt();
  const { connectionId, label, statement } = step;
  const isHeld = statement?.isHeld === true && step.mayBeMarked;
  const act = (work: () => Promise<unknown>) => () => {
    attempt(async () => {
      await work();
      setIsOpen(false);
      tellChanged();
      await onChanged();
    });
  };
  const one = { erasureId, connectionId };
  const id = `by-hand-${erasureId}-${connectionId}`;

  const buttons = () => (
    <div className="row">
      {step.mayBeRetried ? (
        <Button isDisabled={isBusy} onClick={act(() => call('decide', { ...one, decision: 'retry' }))}>
          {SHARED.decisions.retry}
        </Button>
      ) : null}
      {isHeld && mayConfirm && statement.account !== accountId ? (
        <Button isDisabled={isBusy} onClick={act(() => call('confirmByHand', one))}>
          {WORDS.confirm}
        </Button>
      ) : null}
      {isHeld && statement.task !== undefined ? <span className="small">{WORDS.byTask}</span> : null}
      {isHeld && statement.task === undefined ? (
        <Button appearance="subtle" isDisabled={isBusy} onClick={act(() => call('withdrawByHand', one))}>
          {WORDS.withdraw}
        </Button>
      ) : null}
      {isHeld ? null : (
        <Button
          isDisabled={isBusy}
          onClick={() => {
            setIsOpen(true);
          }}
        >
          {WORDS.mark}
        </Button>
      )}
    </div>
  );
  return (
    <>
      <Said statement={statement} nameOf={nameOf} />
      {isOpen && step.mayBeMarked ? (
        <Form
          id={id}
          label={label}
          isBusy={isBusy}
          onSave={(said) => {
            act(() => call('markByHand', { ...one, ...said }))();
          }}
          onBack={() => {
            setIsOpen(false);
          }}
        />
      ) : null}
      {mayAct && step.mayBeMarked && !isOpen ? buttons() : null}
      <Complaint words={problem} />
    </>
  );
}
