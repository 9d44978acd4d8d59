/**
 * Gives an erasure another due date, with the reason that goes into its evidence.
 */
import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { type FormEvent, useState } from 'react';
import type { AGENT_CALLS } from '../../../src/contract/agent-calls';
import type { ErasureView } from '../../../src/contract/erasure-view';
import { PANEL } from '../words/panel';
import { SHARED } from '../words/shared';
import { callsOf } from './call';
import { tellChanged } from './erasure-events';
import { Complaint } from './problem';
import { useAttempt } from './use-attempt';

const WORDS = PANEL.dueDate;
const call = callsOf<typeof AGENT_CALLS>();

/** A day as a date field writes it, in the reader's zone. */
const toField = (time: number): string => {
  const date = new Date(time);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};
/** The end of that day, in the reader's zone. */
const toTime = (text: string): number => new Date(`${text}T23:59:59`).getTime();

export function DueDate({ erasure, onChanged }: { erasure: ErasureView; onChanged: () => Promise<unknown> }) {
  const [isOpen, setIsOpen] = useState(false);
  const [day, setDay] = useState(toField(erasure.dueAt));
  const [reason, setReason] = useState('');
  const { extendsTo } = erasure;
  /** The very end of the extended term, where its day is the one that is chosen: it lies in the site's zone. */
  const toTerm = (text: string): number =>
    extendsTo !== null && text === toField(extendsTo) ? extendsTo : toTime(text);
  const { attempt, isBusy, problem } = useAttempt();
  if (!erasure.isUnfinished) return null;
  if (!isOpen)
    return (
      <div>
        <Button
          appearance="subtle"
          spacing="compact"
          onClick={() => {
            setIsOpen(true);
          }}
        >
          {WORDS.change}
        </Button>
      </div>
    );

  const save = (event: FormEvent) => {
    event.preventDefault();
    attempt(async () => {
      await call('changeDueDate', { erasureId: erasure.id, dueAt: toTerm(day), reason });
      setIsOpen(false);
      tellChanged();
      await onChanged();
    });
  };

  const id = `due-${erasure.id}`;
  return (
    <form className="stack" onSubmit={save} aria-label={WORDS.form}>
      <div className="fields">
        <div className="field">
          <label htmlFor={id}>{WORDS.day}</label>
          <input
            id={id}
            type="date"
            className="native"
            required
            value={day}
            onChange={(event) => {
              setDay(event.currentTarget.value);
            }}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-reason`}>{WORDS.why}</label>
          <Textfield
            id={`${id}-reason`}
            value={reason}
            isRequired
            maxLength={500}
            onChange={(event) => {
              setReason(event.currentTarget.value);
            }}
          />
        </div>
      </div>
      {extendsTo === null ? null : (
        <div>
          <Button
            spacing="compact"
            onClick={() => {
              setDay(toField(extendsTo));
            }}
          >
            {WORDS.extend}
          </Button>
          <p className="small quiet">{WORDS.law}</p>
        </div>
      )}
      <Complaint words={problem} />
      <div className="row">
        <Button type="submit" appearance="primary" isLoading={isBusy}>
          {SHARED.save}
        </Button>
        <Button
          appearance="subtle"
          onClick={() => {
            setIsOpen(false);
          }}
        >
          {WORDS.keep}
        </Button>
      </div>
    </form>
  );
}
