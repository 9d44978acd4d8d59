/**
 * Where the address is found, and the rules.
 */
import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import { type FormEvent, useState } from 'react';
import type { Rules } from '../../../../src/contract/admin-calls';
import { Complaint } from '../../ui/problem';
import { useAttempt } from '../../ui/use-attempt';
import { ADMIN } from '../../words/admin';
import { SHARED } from '../../words/shared';
import { adminCall, type Overview } from './admin-call';
import { EventRules } from './event-rules';
import { type Name, RuleField } from './rule-fields';
import { RuleTable } from './rule-table';
import { Sources } from './sources';
import { TryOut } from './try-out';

const WORDS = ADMIN.rules;
const NAMES = Object.keys(WORDS.fields) as Name[];

const toList = (text: string): string[] => text.split(/[\s,;]+/).filter((part) => part !== '');
const toOptional = (text: string): string | null => (text.trim() === '' ? null : text.trim());

type Texts = Record<Name, string>;

const toTexts = ({ policy, status }: Rules): Texts => ({
  ...policy,
  projects: policy.projects.join(', '),
  protectedDomains: policy.protectedDomains.join(', '),
  protectedAddresses: policy.protectedAddresses.join(', '),
  graceHours: String(policy.graceHours),
  maxPerHour: String(policy.maxPerHour),
  dueDays: policy.dueDays === undefined ? '' : String(policy.dueDays),
  comment: status.comment,
  closing: status.closing,
  label: status.label ?? '',
  transition: status.transition ?? '',
});

/** What the form means; the server says what cannot be used. */
const toRules = ({ comment, closing, label, transition, dueDays, ...texts }: Texts) => ({
  policy: {
    ...texts,
    projects: toList(texts.projects),
    protectedDomains: toList(texts.protectedDomains),
    protectedAddresses: toList(texts.protectedAddresses),
    graceHours: Number(texts.graceHours),
    maxPerHour: Number(texts.maxPerHour),
    // Left empty, the legal month holds.
    ...(dueDays.trim() === '' ? {} : { dueDays: Number(dueDays) }),
  },
  status: { comment, closing, label: toOptional(label), transition: toOptional(transition) },
});

interface Props {
  readonly rules: Rules;
  /** The rules as they are saved now. */
  readonly table: Overview['table'];
  readonly onSaved: () => Promise<unknown>;
}

export function RulesForm({ rules, table, onSaved }: Props) {
  const [sources, setSources] = useState(rules.extraction.sources);
  const [eventRules, setEventRules] = useState(rules.events.rules);
  const [texts, setTexts] = useState(() => toTexts(rules));
  const [isSaved, setIsSaved] = useState(false);
  const { attempt, isBusy, problem } = useAttempt();
  const extraction = { ...rules.extraction, sources };

  const save = (event: FormEvent) => {
    event.preventDefault();
    attempt(async () => {
      await adminCall('saveRules', { rules: { extraction, ...toRules(texts), events: { rules: eventRules } } });
      setIsSaved(true);
      await onSaved();
    });
  };

  return (
    <form className="stack" onSubmit={save} aria-label={WORDS.form}>
      <Heading size="medium">{ADMIN.sources.title}</Heading>
      <Sources
        sources={sources}
        onChange={(next) => {
          setIsSaved(false);
          setSources(next);
        }}
      />
      <TryOut extraction={extraction} />
      <Heading size="medium">{WORDS.title}</Heading>
      <RuleTable table={table} />
      <div className="fields">
        {NAMES.map((name) => (
          <RuleField
            key={name}
            name={name}
            value={texts[name]}
            onChange={(changed, value) => {
              setIsSaved(false);
              setTexts((before) => ({ ...before, [changed]: value }));
            }}
          />
        ))}
      </div>
      <Heading size="medium">{ADMIN.events.title}</Heading>
      <EventRules
        rules={eventRules}
        onChange={(next) => {
          setIsSaved(false);
          setEventRules(next);
        }}
      />
      <Complaint words={problem} />
      <div className="row">
        <Button type="submit" appearance="primary" isLoading={isBusy}>
          {WORDS.save}
        </Button>
        {isSaved ? (
          <span role="status" className="small">
            {SHARED.saved}
          </span>
        ) : null}
      </div>
    </form>
  );
}
