/**
 * The form of one connection, drawn from its provider's schema. Secrets can be set here and never be read.
 */
import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import Textfield from '@atlaskit/textfield';
import { type FormEvent, useState } from 'react';
import type { ConnectionView, ProviderView } from '../../../../src/contract/admin-calls';
import { OutsideLink } from '../../ui/outside-link';
import { Complaint } from '../../ui/problem';
import { ChangedSince, useStale } from '../../ui/stale';
import { merged, mergedText } from '../../ui/three-way';
import { useAttempt } from '../../ui/use-attempt';
import { ADMIN } from '../../words/admin';
import { SHARED } from '../../words/shared';
import { adminCall, type Overview } from './admin-call';
import { SettingField } from './setting-field';
import { fieldsOf, toSettings, toTexts } from './setting-values';

const WORDS = ADMIN.form;

interface Props {
  readonly provider: ProviderView;
  readonly connection: ConnectionView | null;
  readonly taken: readonly string[];
  readonly onSaved: () => Promise<void>;
  /** Reads everything anew. */
  readonly onReload: () => Promise<Overview | undefined>;
  readonly onCancel: () => void;
}

function freeId(wanted: string, taken: readonly string[]): string {
  const ids = [wanted, ...Array.from({ length: 200 }, (_, index) => `${wanted}-${String(index + 2)}`)];
  return ids.find((id) => !taken.includes(id)) ?? wanted;
}

/** What the form holds. */
interface Held {
  readonly label: string;
  readonly projects: string;
  readonly texts: Readonly<Record<string, string>>;
}

const heldOf = (provider: ProviderView, connection: ConnectionView | null): Held => ({
  label: connection?.label ?? provider.label,
  projects: (connection?.projects ?? []).join(', '),
  texts: toTexts(fieldsOf(provider), connection?.settings ?? {}),
});

const keysIn = (projects: string): string[] => projects.split(/[\s,]+/).filter((key) => key !== '');

/** What was typed, on top of what others saved. */
const onTop = (seen: Held, typed: Held, now: Held): Held => ({
  ...merged(seen, typed, now),
  projects: mergedText(seen.projects, typed.projects, now.projects, { parts: keysIn, joined: ', ' }),
});

/** What goes along of other people. Whoever adds the connection has to agree to it. */
const AlsoDeletes = ({ what, isNew }: { what: string; isNew: boolean }) => (
  <>
    <p className="small">{WORDS.alsoDeletes(what)}</p>
    {isNew ? (
      <label className="row">
        <input type="checkbox" required />
        {WORDS.agree}
      </label>
    ) : null}
  </>
);

export function ConnectionForm({ provider, connection: edited, taken, onSaved, onReload, onCancel }: Props) {
  const fields = fieldsOf(provider);
  // As it was when the form was filled: what others save meanwhile is not what this form shows.
  const [connection, setConnection] = useState(edited);
  const [held, setHeld] = useState(() => heldOf(provider, edited));
  const { attempt, isBusy, problem } = useAttempt();
  const { label, projects, texts } = held;
  const hold = (next: Partial<Held>) => {
    setHeld((before) => ({ ...before, ...next }));
  };
  const { notice, since, guarded } = useStale({
    seen: heldOf(provider, connection),
    typed: held,
    onReload: async () => {
      const latest = await onReload();
      // One that was removed meanwhile is added anew, where it is saved.
      const found = latest?.connections.find(({ id }) => id === edited?.id) ?? null;
      setConnection(found);
      if (found === null) return null;
      const now = heldOf(provider, found);
      setHeld(now);
      return now;
    },
    onMerge: onTop,
    onPutIn: setHeld,
  });
  const changedTo = (of: (one: Held) => string): string | null =>
    since === null || of(since.seen) === of(since.now) ? null : of(since.now);

  const save = (event: FormEvent) => {
    event.preventDefault();
    const keys = keysIn(projects);
    const saved = {
      id: connection?.id ?? freeId(provider.id.slice(0, 36), taken),
      provider: provider.id,
      label,
      enabled: connection?.enabled ?? true,
      ...(keys.length === 0 ? {} : { projects: keys }),
      settings: toSettings(fields, texts),
    };
    attempt(async () => {
      const revision = connection?.revision ?? null;
      if (await guarded(() => adminCall('saveConnection', { connection: saved, revision }))) await onSaved();
    });
  };

  return (
    <form className="card" onSubmit={save} aria-label={WORDS.connection(provider.label)}>
      <Heading size="small" as="h4">
        {connection === null ? ADMIN.connections.connect(provider.label) : WORDS.edit(connection.label)}
      </Heading>
      <p className="small">
        {provider.promise} <OutsideLink href={provider.page}>{WORDS.vendorPage}</OutsideLink>
      </p>
      <ul className="small quiet">
        {provider.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      {provider.keeps.length === 0 ? null : <p className="small">{SHARED.notDeleted(provider.keeps.join(' '))}</p>}
      {provider.shutsOut === null ? null : <p className="small">{WORDS.shutsOut(provider.shutsOut)}</p>}
      {provider.asked === null ? null : <p className="small">{provider.asked}</p>}
      {provider.alsoDeletes === null ? null : <AlsoDeletes what={provider.alsoDeletes} isNew={connection === null} />}
      <div className="fields">
        <div className="field">
          <label htmlFor="label">{WORDS.name}</label>
          <Textfield
            id="label"
            value={label}
            onChange={(event) => {
              hold({ label: event.currentTarget.value });
            }}
          />
          <ChangedSince now={changedTo((one) => one.label)} />
        </div>
        <div className="field">
          <label htmlFor="projects">{WORDS.projects}</label>
          <Textfield
            id="projects"
            value={projects}
            placeholder={WORDS.allProjects}
            onChange={(event) => {
              hold({ projects: event.currentTarget.value });
            }}
          />
          <ChangedSince now={changedTo((one) => one.projects)} />
        </div>
        {fields.map((field) => (
          <SettingField
            key={field.name}
            field={field}
            text={texts[field.name] ?? ''}
            changed={changedTo((one) => one.texts[field.name] ?? '')}
            kept={connection?.secrets[field.name] ?? null}
            onChange={(text) => {
              hold({ texts: { ...texts, [field.name]: text } });
            }}
          />
        ))}
      </div>
      {notice ?? <Complaint words={problem} />}
      <div className="row">
        <Button type="submit" appearance="primary" isLoading={isBusy}>
          {SHARED.save}
        </Button>
        <Button appearance="subtle" onClick={onCancel}>
          {SHARED.cancel}
        </Button>
      </div>
    </form>
  );
}
