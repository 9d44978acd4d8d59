/**
 * Where the address is found, and the rules.
 */
import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import { type FormEvent, useState } from 'react';
import type { Rules } from '../../../../src/contract/admin-calls';
import { Complaint } from '../../ui/problem';
import { ChangedList, useStale } from '../../ui/stale';
import { merged, mergedText } from '../../ui/three-way';
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
  verifyDays: String(policy.verifyDays),
  dueDays: policy.dueDays === undefined ? '' : String(policy.dueDays),
  comment: status.comment,
  closing: status.closing,
  portal: status.portal,
  label: status.label ?? '',
  transition: status.transition ?? '',
});

/** What the form means; the server says what cannot be used. */
const toRules = ({ comment, closing, portal, label, transition, dueDays, ...texts }: Texts) => ({
  policy: {
    ...texts,
    projects: toList(texts.projects),
    protectedDomains: toList(texts.protectedDomains),
    protectedAddresses: toList(texts.protectedAddresses),
    graceHours: Number(texts.graceHours),
    maxPerHour: Number(texts.maxPerHour),
    verifyDays: Number(texts.verifyDays),
    // Left empty, the legal month holds.
    ...(dueDays.trim() === '' ? {} : { dueDays: Number(dueDays) }),
  },
  status: { comment, closing, portal, label: toOptional(label), transition: toOptional(transition) },
});

interface Props {
  readonly rules: Rules;
  readonly revision: string;
  /** The rules as they are saved now. */
  readonly table: Overview['table'];
  /** Reads everything anew. */
  readonly onReload: () => Promise<Overview | undefined>;
}

/** What the form holds. */
interface Held {
  readonly sources: Rules['extraction']['sources'];
  readonly eventRules: Rules['events']['rules'];
  readonly texts: Texts;
}

const heldOf = (rules: Rules): Held => ({
  sources: rules.extraction.sources,
  eventRules: rules.events.rules,
  texts: toTexts(rules),
});

const LISTS: readonly Name[] = ['projects', 'protectedDomains', 'protectedAddresses'];

/** What was typed, on top of what others saved. */
function onTop(seen: Held, typed: Held, now: Held): Held {
  const lists = LISTS.map((name) => {
    const [before, mine, theirs] = [seen.texts[name], typed.texts[name], now.texts[name]];
    return [name, mergedText(before, mine, theirs, { parts: toList, joined: ', ' })] as const;
  });
  const { texts, ...others } = merged(seen, typed, now);
  return { ...others, texts: { ...texts, ...Object.fromEntries(lists) } };
}

export function RulesForm({ rules, revision, table, onReload }: Props) {
  // As they were when the form was filled: what others save meanwhile is not what this form shows.
  const [read, setRead] = useState({ rules, revision });
  const [held, setHeld] = useState(() => heldOf(rules));
  const [fillings, setFillings] = useState(0);
  const [isSaved, setIsSaved] = useState(false);
  const { attempt, isBusy, problem } = useAttempt();
  const { sources, eventRules, texts } = held;
  const extraction = { ...read.rules.extraction, sources };
  const fill = (next: Held) => {
    setHeld(next);
    setFillings((before) => before + 1);
  };
  const hold = (next: Partial<Held>) => {
    setIsSaved(false);
    setHeld((before) => ({ ...before, ...next }));
  };
  const readAnew = async (): Promise<Overview | undefined> => {
    const latest = await onReload();
    if (latest !== undefined) setRead({ rules: latest.rules, revision: latest.rulesRevision });
    return latest;
  };
  const { notice, since, guarded } = useStale({
    seen: heldOf(read.rules),
    typed: held,
    onReload: async () => {
      const latest = await readAnew();
      if (latest === undefined) return null;
      const now = heldOf(latest.rules);
      fill(now);
      return now;
    },
    onMerge: onTop,
    onPutIn: fill,
  });
  const isChanged = (name: 'sources' | 'eventRules') =>
    since !== null && JSON.stringify(since.seen[name]) !== JSON.stringify(since.now[name]);
  const changedTo = (name: Name) =>
    since === null || since.seen.texts[name] === since.now.texts[name] ? null : since.now.texts[name];

  const save = (event: FormEvent) => {
    event.preventDefault();
    const next = { extraction, ...toRules(texts), events: { rules: eventRules } };
    attempt(async () => {
      if (!(await guarded(() => adminCall('saveRules', { rules: next, revision: read.revision })))) return;
      setIsSaved(true);
      await readAnew();
    });
  };

  return (
    <form className="stack" onSubmit={save} aria-label={WORDS.form}>
      <Heading size="medium">{ADMIN.sources.title}</Heading>
      <Sources
        key={fillings}
        sources={sources}
        onChange={(next) => {
          hold({ sources: next });
        }}
      />
      {isChanged('sources') ? <ChangedList /> : null}
      <TryOut extraction={extraction} />
      <Heading size="medium">{WORDS.title}</Heading>
      <RuleTable table={table} />
      <div className="fields">
        {NAMES.map((name) => (
          <RuleField
            key={name}
            name={name}
            value={texts[name]}
            changed={changedTo(name)}
            onChange={(changed, value) => {
              hold({ texts: { ...texts, [changed]: value } });
            }}
          />
        ))}
      </div>
      <Heading size="medium">{ADMIN.events.title}</Heading>
      <EventRules
        rules={eventRules}
        onChange={(next) => {
          hold({ eventRules: next });
        }}
      />
      {isChanged('eventRules') ? <ChangedList /> : null}
      {notice ?? <Complaint words={problem} />}
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
