import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import Textfield from '@atlaskit/textfield';
import { type FormEvent, useState } from 'react';
import type { Preview } from '../../../../src/contract/agent-calls';
import { Values } from '../../ui/values';
import { ACTION } from '../../words/action';
import { SHARED } from '../../words/shared';

type RefusedPreview = Extract<Preview, { kind: 'refused' }>;

/** The way out where an address stands on the issue that cannot be read for sure: a person types it. */
function TypeOne({ literals, onType }: { literals: readonly string[]; onType: (typed: string) => void }) {
  const [typed, setTyped] = useState('');
  const goOn = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() !== '') onType(typed.trim());
  };
  return (
    <form className="stack" onSubmit={goOn} aria-label={ACTION.typing.title}>
      <p>{ACTION.typing.how}</p>
      <ul className="values" aria-label={ACTION.typing.list}>
        {literals.map((address) => (
          <li key={address}>
            <bdi>{address}</bdi>
          </li>
        ))}
      </ul>
      <div className="field">
        <label htmlFor="typed-literal">{ACTION.typing.label}</label>
        <Textfield
          id="typed-literal"
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
          }}
        />
      </div>
      <div className="row">
        <Button type="submit" isDisabled={typed.trim() === ''}>
          {ACTION.typing.goOn}
        </Button>
      </div>
    </form>
  );
}

interface Props {
  readonly refused: RefusedPreview;
  readonly onLookAgain: () => void;
  /** The agent types an address as it stands on the issue. */
  readonly onType: (typed: string) => void;
  readonly onClose: () => void;
}

/** Why nothing can be started, what stands there, and the way out. */
export function Refused({ refused: { code, message, values, literals }, onLookAgain, onType, onClose }: Props) {
  return (
    <>
      <SectionMessage appearance="warning" title={ACTION.refusedTitles[code] ?? ACTION.refused}>
        <p>{message}</p>
      </SectionMessage>
      <Values values={values} />
      {literals.length === 0 ? null : <TypeOne literals={literals} onType={onType} />}
      <div className="row end">
        <Button onClick={onLookAgain}>{ACTION.lookAgain}</Button>
        <Button appearance="primary" onClick={onClose}>
          {SHARED.close}
        </Button>
      </div>
    </>
  );
}
