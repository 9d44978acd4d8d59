/**
 * The places in which the address is looked for, in the order in which they are asked.
 */
import Button from '@atlaskit/button/new';
import { useEffect, useRef, useState } from 'react';
import type { Rules } from '../../../../src/contract/admin-calls';
import { ADMIN } from '../../words/admin';
import { SourceCard } from './source-card';

const WORDS = ADMIN.sources;
export type Source = Rules['extraction']['sources'][number];

export const BLANK: Record<Source['kind'], Source> = {
  field: { kind: 'field', field: 'customfield_10050' },
  form: { kind: 'form', label: 'Email address' },
  'request-field': { kind: 'request-field', label: 'Email' },
  reporter: { kind: 'reporter' },
  text: { kind: 'text', field: 'description' },
};

/** The list with one of its items somewhere else. */
function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}

interface Props {
  readonly sources: readonly Source[];
  readonly onChange: (sources: Source[]) => void;
}

export function Sources({ sources, onChange }: Props) {
  // A place keeps its name while it moves, and the keyboard stays on the button that moved it.
  const made = useRef(0);
  const [names, setNames] = useState(() => sources.map((_, index) => `source-at-${String(index)}`));
  const [announced, setAnnounced] = useState('');
  const focus = useRef<string | null>(null);
  const newName = (): string => {
    made.current += 1;
    return `source-${String(made.current)}`;
  };
  useEffect(() => {
    if (focus.current === null) return;
    const button = document.getElementById(focus.current);
    focus.current = null;
    button?.focus();
  });

  const move = (from: number, to: number) => {
    if (from === to) return;
    setNames(moved(names, from, to));
    setAnnounced(WORDS.moved(from + 1, to + 1));
    onChange(moved(sources, from, to));
  };
  const moveBy = (index: number, by: 1 | -1) => {
    const to = index + by;
    const isAtEnd = to === 0 || to === sources.length - 1;
    const direction = isAtEnd ? (by === 1 ? 'earlier' : 'later') : by === 1 ? 'later' : 'earlier';
    focus.current = `${names[index] ?? ''}-${direction}`;
    move(index, to);
  };

  return (
    <div className="stack">
      <p className="small quiet">{WORDS.help}</p>
      {sources.length === 0 ? <p>{WORDS.none}</p> : null}
      {sources.map((source, index) => (
        <SourceCard
          key={names[index]}
          name={names[index] ?? ''}
          source={source}
          index={index}
          count={sources.length}
          onChange={(next) => {
            onChange(sources.map((one, at) => (at === index ? next : one)));
          }}
          onMoveBy={(by) => {
            moveBy(index, by);
          }}
          onDropped={(from) => {
            move(from, index);
          }}
          onRemove={() => {
            setNames(names.filter((_, at) => at !== index));
            onChange(sources.filter((_, at) => at !== index));
          }}
        />
      ))}
      <div className="row">
        <Button
          onClick={() => {
            setNames([...names, newName()]);
            onChange([...sources, BLANK.field]);
          }}
        >
          {WORDS.add}
        </Button>
        <span className="visually-hidden" role="status">
          {announced}
        </span>
      </div>
    </div>
  );
}
