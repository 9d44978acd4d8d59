import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import type { Rules } from '../../../../src/contract/admin-calls';

type Source = Rules['extraction']['sources'][number];

const KINDS: Record<Source['kind'], { title: string; blank: Source }> = {
  field: { title: 'A field of the issue', blank: { kind: 'field', field: 'customfield_10050' } },
  form: { title: 'An answer in a form', blank: { kind: 'form', label: 'Email address' } },
  'request-field': { title: 'A field of the customer request', blank: { kind: 'request-field', label: 'Email' } },
  reporter: { title: 'The reporter (often an agent who files for somebody else)', blank: { kind: 'reporter' } },
  text: { title: 'Free text (a person must confirm)', blank: { kind: 'text', field: 'description' } },
};

const valueOf = (source: Source): string | null =>
  'field' in source ? source.field : 'label' in source ? source.label : null;
const withValue = (source: Source, value: string): Source =>
  'field' in source ? { ...source, field: value } : 'label' in source ? { ...source, label: value } : source;

/** The places in the order in which they are asked: the first that holds something decides. */
export function Sources({ sources, onChange }: { sources: readonly Source[]; onChange: (sources: Source[]) => void }) {
  const replace = (index: number, source: Source) => {
    onChange(sources.map((one, at) => (at === index ? source : one)));
  };
  const move = (index: number, by: number) => {
    const next = [...sources];
    const [moved] = next.splice(index, 1);
    if (moved !== undefined) next.splice(index + by, 0, moved);
    onChange(next);
  };
  return (
    <div className="stack">
      <p className="small quiet">
        Asked from top to bottom. The first place that holds something decides; nothing is ever guessed.
      </p>
      {sources.length === 0 ? <p>No place is named yet, so no address can be found.</p> : null}
      {sources.map((source, index) => (
        <div key={index} className="card" data-source={source.kind}>
          <div className="fields">
            <div className="field">
              <label htmlFor={`source-${String(index)}`}>Place {index + 1}</label>
              <select
                id={`source-${String(index)}`}
                className="native"
                value={source.kind}
                onChange={(event) => {
                  replace(index, KINDS[event.currentTarget.value as Source['kind']].blank);
                }}
              >
                {Object.entries(KINDS).map(([kind, { title }]) => (
                  <option key={kind} value={kind}>
                    {title}
                  </option>
                ))}
              </select>
            </div>
            {valueOf(source) === null ? null : (
              <div className="field">
                <label htmlFor={`source-${String(index)}-value`}>{'field' in source ? 'Field id' : 'Its label'}</label>
                <Textfield
                  id={`source-${String(index)}-value`}
                  value={valueOf(source) ?? ''}
                  onChange={(event) => {
                    replace(index, withValue(source, event.currentTarget.value));
                  }}
                />
              </div>
            )}
          </div>
          <div className="row">
            <Button
              appearance="subtle"
              isDisabled={index === 0}
              onClick={() => {
                move(index, -1);
              }}
            >
              Earlier
            </Button>
            <Button
              appearance="subtle"
              isDisabled={index === sources.length - 1}
              onClick={() => {
                move(index, 1);
              }}
            >
              Later
            </Button>
            <Button
              appearance="subtle"
              onClick={() => {
                onChange(sources.filter((_, at) => at !== index));
              }}
            >
              Remove place {index + 1}
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button
          onClick={() => {
            onChange([...sources, KINDS.field.blank]);
          }}
        >
          Add a place
        </Button>
      </div>
    </div>
  );
}
