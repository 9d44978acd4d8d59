import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { type FormEvent, useState } from 'react';
import type { Filter } from '../../../../src/contract/erasures-calls';
import { Complaint } from '../../ui/problem';
import { useAttempt } from '../../ui/use-attempt';
import { ERASURES } from '../../words/erasures';
import { erasuresCall } from './erasures-call';
import { DUES, isEmpty, STATUSES } from './filter';

const WORDS = ERASURES.filter;

interface ChoiceProps {
  readonly id: string;
  readonly title: string;
  readonly any: string;
  readonly choices: readonly (readonly [string, string])[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const Choice = ({ id, title, any, choices, value, onChange }: ChoiceProps) => (
  <div className="field">
    <label htmlFor={id}>{title}</label>
    <select
      id={id}
      className="native"
      value={value}
      onChange={(event) => {
        onChange(event.currentTarget.value);
      }}
    >
      <option value="">{any}</option>
      {choices.map(([choice, words]) => (
        <option key={choice} value={choice}>
          {words}
        </option>
      ))}
    </select>
  </div>
);

/** A person is looked up by their address, which is hashed and forgotten. */
function FindPerson({ onFound }: { onFound: (person: string) => void }) {
  const [address, setAddress] = useState('');
  const [isNobody, setIsNobody] = useState(false);
  const { attempt, isBusy, problem } = useAttempt();
  const find = (event: FormEvent) => {
    event.preventDefault();
    setIsNobody(false);
    attempt(async () => {
      const { person } = await erasuresCall('findPerson', { address });
      setAddress('');
      setIsNobody(person === null);
      if (person !== null) onFound(person);
    });
  };
  return (
    <form className="field" onSubmit={find}>
      <label htmlFor="person">{WORDS.person}</label>
      <div className="row nowrap-row">
        <Textfield
          id="person"
          type="email"
          value={address}
          isRequired
          autoComplete="off"
          aria-describedby="person-help"
          onChange={(event) => {
            setIsNobody(false);
            setAddress(event.currentTarget.value);
          }}
        />
        <Button type="submit" isLoading={isBusy}>
          {WORDS.find}
        </Button>
      </div>
      <p id="person-help" className="small quiet">
        {WORDS.personHelp}
      </p>
      <p className="small" role="status">
        {isNobody ? WORDS.nobody : ''}
      </p>
      <Complaint words={problem} />
    </form>
  );
}

/** Everything but one of the filters. */
function without(filter: Filter, name: keyof Filter): Filter {
  const { [name]: _, ...rest } = filter;
  return rest;
}

/** Which erasures are shown. */
export function FilterBar({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }) {
  const changed = (name: 'status' | 'due') => (value: string) => {
    onChange(value === '' ? without(filter, name) : { ...filter, [name]: value });
  };
  return (
    <section className="stack" aria-label={WORDS.form}>
      <div className="fields">
        <Choice
          id="status"
          title={WORDS.status}
          any={WORDS.anyStatus}
          choices={STATUSES.map((status) => [status, WORDS.statuses[status]])}
          value={filter.status ?? ''}
          onChange={changed('status')}
        />
        <Choice
          id="due"
          title={WORDS.due}
          any={WORDS.anyDue}
          choices={DUES.map((due) => [due, WORDS.dues[due]])}
          value={filter.due ?? ''}
          onChange={changed('due')}
        />
        <FindPerson
          onFound={(person) => {
            onChange({ ...filter, person });
          }}
        />
      </div>
      {isEmpty(filter) ? null : (
        <div className="row">
          {filter.person === undefined ? null : <span className="small">{WORDS.onePerson}</span>}
          <Button
            appearance="subtle"
            spacing="compact"
            onClick={() => {
              onChange({});
            }}
          >
            {ERASURES.clear}
          </Button>
        </div>
      )}
    </section>
  );
}
