import Button from '@atlaskit/button/new';
import Textfield from '@atlaskit/textfield';
import type { Rules } from '../../../../src/contract/admin-calls';
import { ADMIN } from '../../words/admin';

type Rule = Rules['events']['rules'][number];
type Kind = Rule['on'][number];

const WORDS = ADMIN.events;
const KINDS: Record<Kind, string> = WORDS.kinds;
const BLANK: Record<Rule['kind'], Rule> = {
  fields: { kind: 'fields', on: ['created'], project: '' },
  jql: { kind: 'jql', on: ['created', 'updated'], jql: '' },
};

interface Named {
  readonly id: string;
  readonly title: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const Text = ({ id, title, value, onChange }: Named) => (
  <div className="field">
    <label htmlFor={id}>{title}</label>
    <Textfield
      id={id}
      value={value}
      onChange={(event) => {
        onChange(event.currentTarget.value);
      }}
    />
  </div>
);

/** An optional value: what is left empty is not asked for. */
function withText<R extends Rule>(rule: R, name: string, text: string): R {
  const { [name as keyof R]: _, ...rest } = rule;
  return (text === '' ? rest : { ...rule, [name]: text }) as R;
}

function What({ rule, id, onChange }: { rule: Rule; id: string; onChange: (rule: Rule) => void }) {
  if (rule.kind === 'jql')
    return (
      <Text
        id={`${id}-jql`}
        title={WORDS.jql}
        value={rule.jql}
        onChange={(jql) => {
          onChange({ ...rule, jql });
        }}
      />
    );
  const text = (name: 'requestType' | 'status' | 'label', title: string) => (
    <Text
      id={`${id}-${name}`}
      title={title}
      value={rule[name] ?? ''}
      onChange={(value) => {
        onChange(withText(rule, name, value));
      }}
    />
  );
  return (
    <>
      <Text
        id={`${id}-project`}
        title={WORDS.project}
        value={rule.project}
        onChange={(project) => {
          onChange({ ...rule, project });
        }}
      />
      {text('requestType', WORDS.requestType)}
      {text('status', WORDS.status)}
      {text('label', WORDS.label)}
    </>
  );
}

/** Rules by which an event of an issue starts an erasure. One that fits is enough. */
export function EventRules({ rules, onChange }: { rules: readonly Rule[]; onChange: (rules: Rule[]) => void }) {
  const replace = (index: number, rule: Rule) => {
    onChange(rules.map((one, at) => (at === index ? rule : one)));
  };
  const toggled = (rule: Rule, kind: Kind): Rule => ({
    ...rule,
    on: rule.on.includes(kind) ? rule.on.filter((one) => one !== kind) : [...rule.on, kind],
  });
  return (
    <div className="stack">
      <p className="small quiet">{WORDS.help}</p>
      {rules.map((rule, index) => {
        const id = `event-${String(index)}`;
        return (
          <fieldset key={index} className="card" data-event-rule={rule.kind}>
            <legend className="label">{WORDS.where}</legend>
            <div className="row">
              {(Object.keys(KINDS) as Kind[]).map((kind) => (
                <label key={kind} className="row small">
                  <input
                    type="checkbox"
                    checked={rule.on.includes(kind)}
                    onChange={() => {
                      replace(index, toggled(rule, kind));
                    }}
                  />
                  {KINDS[kind]}
                </label>
              ))}
            </div>
            <div className="fields">
              <What
                rule={rule}
                id={id}
                onChange={(next) => {
                  replace(index, next);
                }}
              />
            </div>
            <div>
              <Button
                appearance="subtle"
                onClick={() => {
                  onChange(rules.filter((_, at) => at !== index));
                }}
              >
                {WORDS.remove(index + 1)}
              </Button>
            </div>
          </fieldset>
        );
      })}
      <div className="row">
        <Button
          onClick={() => {
            onChange([...rules, BLANK.fields]);
          }}
        >
          {WORDS.addFields}
        </Button>
        <Button
          onClick={() => {
            onChange([...rules, BLANK.jql]);
          }}
        >
          {WORDS.addJql}
        </Button>
      </div>
    </div>
  );
}
