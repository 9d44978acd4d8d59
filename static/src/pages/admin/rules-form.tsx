/**
 * Where the address is found, and the rules.
 */
import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import Textfield from '@atlaskit/textfield';
import { type FormEvent, useState } from 'react';
import type { Rules } from '../../../../src/contract/admin-calls';
import { adminCall, type Overview } from './admin-call';
import { EventRules } from './event-rules';
import { RuleTable } from './rule-table';
import { Sources } from './sources';
import { useAction } from './use-action';

const toList = (text: string): string[] => text.split(/[\s,;]+/).filter((part) => part !== '');

interface FieldProps {
  readonly id: string;
  readonly title: string;
  readonly help: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

const TextRule = ({ id, title, help, value, onChange }: FieldProps) => (
  <div className="field">
    <label htmlFor={id}>{title}</label>
    <Textfield
      id={id}
      aria-describedby={`${id}-help`}
      value={value}
      onChange={(event) => {
        onChange(event.currentTarget.value);
      }}
    />
    <p id={`${id}-help`} className="small quiet">
      {help}
    </p>
  </div>
);

const ChoiceRule = ({
  id,
  title,
  help,
  value,
  onChange,
  choices,
}: FieldProps & { choices: Readonly<Record<string, string>> }) => (
  <div className="field">
    <label htmlFor={id}>{title}</label>
    <select
      id={id}
      className="native"
      aria-describedby={`${id}-help`}
      value={value}
      onChange={(event) => {
        onChange(event.currentTarget.value);
      }}
    >
      {Object.entries(choices).map(([choice, words]) => (
        <option key={choice} value={choice}>
          {words}
        </option>
      ))}
    </select>
    <p id={`${id}-help`} className="small quiet">
      {help}
    </p>
  </div>
);

const APPROVAL = {
  never: 'Never, except for protected people',
  unattended: 'When no person started it',
  always: 'Always',
};
const APPROVERS = { editors: 'Who may edit the issue', 'project-admins': 'Who administers the project' };
const COMMENT = { internal: 'An internal note', public: 'A public comment', none: 'No comment' };

type Name =
  | 'projects'
  | 'protectedDomains'
  | 'protectedAddresses'
  | 'approval'
  | 'approvers'
  | 'graceHours'
  | 'maxPerHour'
  | 'dueDays'
  | 'comment'
  | 'label'
  | 'transition';

interface Props {
  readonly rules: Rules;
  /** The rules as they are saved now. */
  readonly table: Overview['table'];
  readonly onSaved: () => Promise<unknown>;
}

export function RulesForm({ rules, table, onSaved }: Props) {
  const { policy, status } = rules;
  const [sources, setSources] = useState(rules.extraction.sources);
  const [eventRules, setEventRules] = useState(rules.events.rules);
  const [texts, setTexts] = useState<Record<Name, string>>({
    projects: policy.projects.join(', '),
    protectedDomains: policy.protectedDomains.join(', '),
    protectedAddresses: policy.protectedAddresses.join(', '),
    approval: policy.approval,
    approvers: policy.approvers,
    graceHours: String(policy.graceHours),
    maxPerHour: String(policy.maxPerHour),
    dueDays: String(policy.dueDays),
    comment: status.comment,
    label: status.label ?? '',
    transition: status.transition ?? '',
  });
  const [isSaved, setIsSaved] = useState(false);
  const { run, isBusy, problem } = useAction();

  const field = (id: Name, title: string, help: string): FieldProps => ({
    id,
    title,
    help,
    value: texts[id],
    onChange: (value) => {
      setIsSaved(false);
      setTexts((before) => ({ ...before, [id]: value }));
    },
  });

  const save = (event: FormEvent) => {
    event.preventDefault();
    run(async () => {
      const blank = (text: string) => (text.trim() === '' ? null : text.trim());
      await adminCall('saveRules', {
        rules: {
          extraction: { ...rules.extraction, sources },
          policy: {
            projects: toList(texts.projects),
            protectedDomains: toList(texts.protectedDomains),
            protectedAddresses: toList(texts.protectedAddresses),
            approval: texts.approval,
            approvers: texts.approvers,
            graceHours: Number(texts.graceHours),
            maxPerHour: Number(texts.maxPerHour),
            dueDays: Number(texts.dueDays),
          },
          status: { comment: texts.comment, label: blank(texts.label), transition: blank(texts.transition) },
          events: { rules: eventRules },
        },
      });
      setIsSaved(true);
      await onSaved();
    });
  };

  return (
    <form className="stack" onSubmit={save} aria-label="Rules">
      <Heading size="medium">Where the address is found</Heading>
      <Sources
        sources={sources}
        onChange={(next) => {
          setIsSaved(false);
          setSources(next);
        }}
      />
      <Heading size="medium">Rules</Heading>
      <RuleTable table={table} />
      <div className="fields">
        <TextRule {...field('projects', 'Projects', 'Keys of the projects in which people may be erased.')} />
        <TextRule
          {...field(
            'protectedDomains',
            'Protected domains',
            'Your own domains. Nobody there is erased without a second person.',
          )}
        />
        <TextRule
          {...field('protectedAddresses', 'Protected addresses', 'Single addresses that are protected likewise.')}
        />
        <ChoiceRule
          {...field('approval', 'A second person approves', 'Who asked for an erasure can never approve it.')}
          choices={APPROVAL}
        />
        <ChoiceRule
          {...field('approvers', 'Who may approve', 'And reject. Never the person who asked.')}
          choices={APPROVERS}
        />
        <TextRule
          {...field(
            'graceHours',
            'Grace period in hours',
            'How long an erasure can be cancelled before it begins. 0: at once.',
          )}
        />
        <TextRule
          {...field(
            'maxPerHour',
            'Most an hour without a person',
            'What automations start beyond this waits for approval.',
          )}
        />
        <TextRule {...field('dueDays', 'Due after days', 'Counted from the creation of the issue.')} />
        <ChoiceRule
          {...field('comment', 'At the end', 'What the issue is told besides its property.')}
          choices={COMMENT}
        />
        <TextRule {...field('label', 'Label (optional)', 'Added to the issue once its erasure is completed.')} />
        <TextRule
          {...field('transition', 'Transition (optional)', 'By its name, such as Done; once the erasure is completed.')}
        />
      </div>
      <Heading size="medium">Events that start an erasure</Heading>
      <EventRules
        rules={eventRules}
        onChange={(next) => {
          setIsSaved(false);
          setEventRules(next);
        }}
      />
      {problem}
      <div className="row">
        <Button type="submit" appearance="primary" isLoading={isBusy}>
          Save the rules
        </Button>
        {isSaved ? (
          <span role="status" className="small">
            Saved.
          </span>
        ) : null}
      </div>
    </form>
  );
}
