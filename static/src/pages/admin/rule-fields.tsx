/**
 * The fields of the rules: a name, a help text, and what is typed or chosen.
 */
import Textfield from '@atlaskit/textfield';
import { ChangedSince } from '../../ui/stale';
import { ADMIN } from '../../words/admin';

const WORDS = ADMIN.rules;

/** What the form calls a rule's values. */
export type Name = keyof typeof WORDS.fields;

interface FieldProps {
  readonly name: Name;
  readonly value: string;
  /** What somebody else saved there meanwhile; null: nothing. */
  readonly changed: string | null;
  readonly onChange: (name: Name, value: string) => void;
}

const choicesOf: Readonly<Partial<Record<Name, Readonly<Record<string, string>>>>> = {
  confirm: WORDS.confirm,
  approval: WORDS.approval,
  approvers: WORDS.approvers,
  secondLook: WORDS.secondLook,
  comment: WORDS.comment,
  closing: WORDS.closing,
  portal: WORDS.portal,
};

/** One value of the rules: typed, or chosen where there are only so many. */
export function RuleField({ name, value, changed, onChange }: FieldProps) {
  const [title, help] = WORDS.fields[name];
  const choices = choicesOf[name];
  const described = { id: name, 'aria-describedby': `${name}-help ${name}-changed`, value };
  return (
    <div className="field">
      <label htmlFor={name}>{title}</label>
      {choices === undefined ? (
        <Textfield
          {...described}
          onChange={(event) => {
            onChange(name, event.currentTarget.value);
          }}
        />
      ) : (
        <select
          {...described}
          className="native"
          onChange={(event) => {
            onChange(name, event.currentTarget.value);
          }}
        >
          {Object.entries(choices).map(([choice, words]) => (
            <option key={choice} value={choice}>
              {words}
            </option>
          ))}
        </select>
      )}
      <p id={`${name}-help`} className="small quiet">
        {help}
      </p>
      <ChangedSince id={`${name}-changed`} now={changed === null ? null : (choices?.[changed] ?? changed)} />
    </div>
  );
}
