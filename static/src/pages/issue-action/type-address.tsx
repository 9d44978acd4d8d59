import Textfield from '@atlaskit/textfield';
import { ACTION } from '../../words/action';

/** Written alike, as far as capitals go. The server compares again, and more exactly. */
export const isTyped = (typed: string, address: string): boolean =>
  typed.trim().normalize('NFC').toLowerCase() === address.normalize('NFC').toLowerCase();

interface Props {
  readonly address: string;
  readonly typed: string;
  readonly onType: (typed: string) => void;
}

/** The address, typed once more: nobody is deleted by a click that went astray. */
export function TypeAddress({ address, typed, onType }: Props) {
  const isOther = typed.trim().length >= address.length && !isTyped(typed, address);
  return (
    <div className="field">
      <label htmlFor="typed">{ACTION.typeIt}</label>
      <Textfield
        id="typed"
        value={typed}
        autoComplete="off"
        spellCheck={false}
        isInvalid={isOther}
        aria-describedby="typed-help"
        onChange={(event) => {
          onType(event.currentTarget.value);
        }}
      />
      <p id="typed-help" className="error" role="status">
        {isOther ? ACTION.notTheSame : ''}
      </p>
    </div>
  );
}

interface NumberProps {
  readonly number: number;
  readonly typed: string;
  readonly onType: (typed: string) => void;
}

/** How many people are deleted at once, typed. */
export const TypeNumber = ({ number, typed, onType }: NumberProps) => (
  <div className="field">
    <label htmlFor="typed">{ACTION.people.typeNumber(number)}</label>
    <Textfield
      id="typed"
      value={typed}
      autoComplete="off"
      inputMode="numeric"
      onChange={(event) => {
        onType(event.currentTarget.value);
      }}
    />
  </div>
);
