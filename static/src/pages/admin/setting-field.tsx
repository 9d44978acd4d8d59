import Textfield from '@atlaskit/textfield';
import { ChangedSince } from '../../ui/stale';
import { ADMIN } from '../../words/admin';
import { PersonField } from './person-field';
import { ResolutionsField } from './resolutions-field';
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

function Input({ field: { kind, choices, title }, text, kept, onChange, id }: Props & { id: string }) {
  const describedBy = `${id}-help ${id}-changed`;
  const described = { id, 'aria-describedby': describedBy };
  switch (kind) {
    case 'person':
      return <PersonField id={id} described={describedBy} account={text} onChange={onChange} />;
    case 'resolutions':
      return <ResolutionsField id={id} described={describedBy} title={title} text={text} onChange={onChange} />;
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

/** What a field is called. Several inputs, and a person who is chosen, have no one label. */
function Title({ field: { kind, title, isRequired }, text, id }: Props & { id: string }) {
  const words = (
    <>
      {title}
      {isRequired ? <span aria-hidden="true"> *</span> : null}
    </>
  );
  const isOneInput = kind !== 'resolutions' && (kind !== 'person' || text === '');
  return isOneInput ? <label htmlFor={id}>{words}</label> : <span className="label">{words}</span>;
}

/** One field of a provider's form, with its help. */
export function SettingField(props: Props) {
  const { name, description, kind } = props.field;
  const id = `setting-${name}`;
  return (
    <div className="field">
      <Title {...props} id={id} />
      <Input {...props} id={id} />
      <p id={`${id}-help`} className="small quiet">
        {description}
        {kind === 'json' ? WORDS.asJson : kind === 'list' ? WORDS.asList : ''}
      </p>
      <ChangedSince id={`${id}-changed`} now={props.changed} />
    </div>
  );
}
