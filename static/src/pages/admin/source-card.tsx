import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import { useRef } from 'react';
import { ADMIN } from '../../words/admin';
import { BLANK, type Source } from './sources';
import { useSortable } from './use-sortable';

const WORDS = ADMIN.sources;

const valueOf = (source: Source): string | null =>
  'field' in source ? source.field : 'label' in source ? source.label : null;
const withValue = (source: Source, value: string): Source =>
  'field' in source ? { ...source, field: value } : 'label' in source ? { ...source, label: value } : source;

interface Props {
  readonly name: string;
  readonly source: Source;
  readonly index: number;
  readonly count: number;
  readonly onChange: (source: Source) => void;
  readonly onMoveBy: (by: 1 | -1) => void;
  readonly onDropped: (from: number) => void;
  readonly onRemove: () => void;
}

/** One place: what it is, and where it stands among the others. */
export function SourceCard({ name, source, index, count, onChange, onMoveBy, onDropped, onRemove }: Props) {
  const card = useRef<HTMLDivElement>(null);
  const handle = useRef<HTMLSpanElement>(null);
  const { isOver } = useSortable(card, handle, index, onDropped);
  const value = valueOf(source);
  const number = index + 1;
  return (
    <div ref={card} className={isOver ? 'card over' : 'card'} data-source={source.kind}>
      <div className="fields">
        <div className="field">
          <label htmlFor={name}>
            {/* For the mouse only: by keyboard, the buttons below move it. */}
            <span ref={handle} className="handle" title={WORDS.handle(number)} aria-hidden="true" />{' '}
            {WORDS.place(number)}
          </label>
          <select
            id={name}
            className="native"
            value={source.kind}
            onChange={(event) => {
              onChange(BLANK[event.currentTarget.value as Source['kind']]);
            }}
          >
            {Object.entries(WORDS.kinds).map(([kind, title]) => (
              <option key={kind} value={kind}>
                {title}
              </option>
            ))}
          </select>
        </div>
        {value === null ? null : (
          <div className="field">
            <label htmlFor={`${name}-value`}>{'field' in source ? WORDS.fieldId : WORDS.itsLabel}</label>
            <Textfield
              id={`${name}-value`}
              value={value}
              onChange={(event) => {
                onChange(withValue(source, event.currentTarget.value));
              }}
            />
          </div>
        )}
      </div>
      <div className="row">
        <Button
          id={`${name}-earlier`}
          appearance="subtle"
          aria-label={WORDS.earlierOf(number)}
          isDisabled={index === 0}
          onClick={() => {
            onMoveBy(-1);
          }}
        >
          {WORDS.earlier}
        </Button>
        <Button
          id={`${name}-later`}
          appearance="subtle"
          aria-label={WORDS.laterOf(number)}
          isDisabled={index === count - 1}
          onClick={() => {
            onMoveBy(1);
          }}
        >
          {WORDS.later}
        </Button>
        <Button appearance="subtle" onClick={onRemove}>
          {WORDS.remove(number)}
        </Button>
      </div>
    </div>
  );
}
