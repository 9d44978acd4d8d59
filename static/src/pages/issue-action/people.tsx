/**
 * The people whom the issue names: the agent says who is to be deleted, and waives who is not.
 */
import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import { type FormEvent, useState } from 'react';
import type { PersonView, Preview } from '../../../../src/contract/agent-calls';
import { Lozenge } from '../../ui/lozenge';
import { ACTION } from '../../words/action';
import { SHARED } from '../../words/shared';
import { Waive } from './waive';

type Several = Extract<Preview, { kind: 'several' }>;

interface PersonProps {
  readonly person: PersonView;
  readonly isChosen: boolean;
  readonly mayWaive: boolean;
  readonly onToggle: () => void;
  readonly onWaived: () => void;
}

/** A person who can be chosen as long as no erasure of theirs stands. */
function Person({ person, isChosen, mayWaive, onToggle, onWaived }: PersonProps) {
  const { personId, address, otherSpelling, state, words, isToBegin } = person;
  const status = state === 'left' ? words : (words ?? ACTION.people.states[state]);
  return (
    <li data-state={state}>
      {isToBegin ? (
        <label className="row">
          <input type="checkbox" checked={isChosen} onChange={onToggle} />
          <bdi>{address}</bdi>
        </label>
      ) : (
        <bdi>{address}</bdi>
      )}
      {status === null ? <span /> : <Lozenge>{status}</Lozenge>}
      {otherSpelling === null ? null : (
        <span className="sentence small quiet">{ACTION.alsoWritten(otherSpelling)}</span>
      )}
      {state === 'left' && isToBegin && mayWaive ? (
        <span className="sentence">
          <Waive personId={personId} address={address} onWaived={onWaived} />
        </span>
      ) : null}
    </li>
  );
}

interface Props {
  readonly preview: Several;
  /** Who is to be deleted, and all among whom they were chosen. */
  readonly onChoose: (people: readonly string[], among: readonly string[]) => void;
  readonly onLookAgain: () => void;
  readonly onClose: () => void;
}

export function People({ preview: { people, source, alsoSeen, mayWaive }, onChoose, onLookAgain, onClose }: Props) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (address: string) => {
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(address)) after.add(address);
      return after;
    });
  };
  const goOn = (event: FormEvent) => {
    event.preventDefault();
    const all = people.map(({ address }) => address);
    onChoose(
      all.filter((address) => chosen.has(address)),
      all,
    );
  };
  const done = people.filter(({ state }) => state === 'finished' || state === 'waived').length;
  return (
    <div className="screen">
      <SectionMessage appearance="warning" title={ACTION.people.title(people.length)}>
        <p>{ACTION.people.who(source)}</p>
      </SectionMessage>
      <p className="small" role="status">
        {ACTION.people.done(done, people.length)}
      </p>
      <ul className="steps" aria-label={ACTION.people.list}>
        {people.map((person) => (
          <Person
            key={person.personId}
            person={person}
            isChosen={chosen.has(person.address)}
            mayWaive={mayWaive}
            onToggle={() => {
              toggle(person.address);
            }}
            onWaived={onLookAgain}
          />
        ))}
      </ul>
      {alsoSeen.length === 0 ? null : <p className="small quiet">{ACTION.leftAside(alsoSeen.join(', '))}</p>}
      <form className="row end" onSubmit={goOn}>
        <Button onClick={onLookAgain}>{ACTION.lookAgain}</Button>
        <Button appearance="subtle" onClick={onClose}>
          {SHARED.close}
        </Button>
        <Button type="submit" appearance="primary" isDisabled={chosen.size === 0}>
          {ACTION.people.goOn(chosen.size)}
        </Button>
      </form>
    </div>
  );
}
