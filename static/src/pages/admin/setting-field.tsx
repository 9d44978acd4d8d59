import Textfield from '@atlaskit/textfield';
import { ChangedSince } from '../../ui/stale';
import { ADMIN } from '../../words/admin';
import type { SettingFieldView } from './setting-values';

const WORDS = ADMIN.form;

interface Props {
  readonly field: SettingFieldView;
  readonly text: string;
  /** What is known of a secret that is already kept; null: nothing is kept. */
  readonly kept: { readonly set: boolean; readonly lastFour: string } | null;
  /** What somebody else saved there meanwhile; null: nothing. */
  readonly changed: string | null;
  readonly onChange: (text: string) => void;
}

function placeholder(kept: Props['kept']): string {
  if (kept?.set !== true) return '';
  return kept.lastFour === '' ? WORDS.isSet : WORDS.endsIn(kept.lastFour);
}

function Input({ field: { kind, choices }, text, kept, onChange, id }: Props & { id: string }) {
  const described = { id, 'aria-describedby': `${id}-help ${id}-changed` };
  switch (kind) {
    case 'choice':
      return (
        <select
          {...described}
          className="native"
          value={text}
          onChange={(event) => {
            onChange(event.currentTarget.value);
          }}
        >
          {text === '' ? <option value="">{WORDS.choose}</option> : null}
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      );
    case 'switch':
      return (
        <select
          {...described}
          className="native"
          value={text === 'true' ? 'true' : 'false'}
          onChange={(event) => {
            onChange(event.currentTarget.value);
          }}
        >
          <option value="false">{WORDS.no}</option>
          <option value="true">{WORDS.yes}</option>
        </select>
      );
    case 'lines':
    case 'json':
      return (
        <textarea
          {...described}
          className="native"
          value={text}
          spellCheck={false}
          onChange={(event) => {
            onChange(event.currentTarget.value);
          }}
        />
      );
    default:
      return (
        <Textfield
          {...described}
          type={kind === 'secret' ? 'password' : kind === 'number' ? 'number' : 'text'}
          autoComplete="off"
          placeholder={placeholder(kept)}
          value={text}
          onChange={(event) => {
            onChange(event.currentTarget.value);
          }}
        />
      );
  }
}

/** One field of a provider's form, with its help. */
export function SettingField(props: Props) {
  const { name, title, description, kind, isRequired } = props.field;
  const id = `setting-${name}`;
  return (
    <div className="field">
      <label htmlFor={id}>
        {title}
        {isRequired ? <span aria-hidden="true"> *</span> : null}
      </label>
      <Input {...props} id={id} />
      <p id={`${id}-help`} className="small quiet">
        {description}
        {kind === 'json' ? WORDS.asJson : kind === 'list' ? WORDS.asList : ''}
      </p>
      <ChangedSince id={`${id}-changed`} now={props.changed} />
    </div>
  );
}
