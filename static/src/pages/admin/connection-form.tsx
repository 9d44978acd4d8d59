/**
 * The form of one connection, drawn from its provider's schema. Secrets can be set here and never be read.
 */
import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import Textfield from '@atlaskit/textfield';
import { type FormEvent, useState } from 'react';
import type { ConnectionView, ProviderView } from '../../../../src/contract/admin-calls';
import { Complaint } from '../../ui/problem';
import { useAttempt } from '../../ui/use-attempt';
import { ADMIN } from '../../words/admin';
import { SHARED } from '../../words/shared';
import { adminCall } from './admin-call';
import { SettingField } from './setting-field';
import { fieldsOf, toSettings, toTexts } from './setting-values';

const WORDS = ADMIN.form;

interface Props {
  readonly provider: ProviderView;
  readonly connection: ConnectionView | null;
  readonly taken: readonly string[];
  readonly onSaved: () => Promise<void>;
  readonly onCancel: () => void;
}

function freeId(wanted: string, taken: readonly string[]): string {
  const ids = [wanted, ...Array.from({ length: 200 }, (_, index) => `${wanted}-${String(index + 2)}`)];
  return ids.find((id) => !taken.includes(id)) ?? wanted;
}

export function ConnectionForm({ provider, connection, taken, onSaved, onCancel }: Props) {
  const fields = fieldsOf(provider);
  const [label, setLabel] = useState(connection?.label ?? provider.label);
  const [projects, setProjects] = useState((connection?.projects ?? []).join(', '));
  const [texts, setTexts] = useState(() => toTexts(fields, connection?.settings ?? {}));
  const { attempt, isBusy, problem } = useAttempt();

  const save = (event: FormEvent) => {
    event.preventDefault();
    attempt(async () => {
      const keys = projects.split(/[\s,]+/).filter((key) => key !== '');
      await adminCall('saveConnection', {
        connection: {
          id: connection?.id ?? freeId(provider.id.slice(0, 36), taken),
          provider: provider.id,
          label,
          enabled: connection?.enabled ?? true,
          ...(keys.length === 0 ? {} : { projects: keys }),
          settings: toSettings(fields, texts),
        },
      });
      await onSaved();
    });
  };

  return (
    <form className="card" onSubmit={save} aria-label={WORDS.connection(provider.label)}>
      <Heading size="small" as="h4">
        {connection === null ? ADMIN.connections.connect(provider.label) : WORDS.edit(connection.label)}
      </Heading>
      <p className="small">
        {provider.promise}{' '}
        <a href={provider.page} target="_blank" rel="noopener noreferrer">
          {WORDS.vendorPage}
        </a>
      </p>
      <ul className="small quiet">
        {provider.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <div className="fields">
        <div className="field">
          <label htmlFor="label">{WORDS.name}</label>
          <Textfield
            id="label"
            value={label}
            onChange={(event) => {
              setLabel(event.currentTarget.value);
            }}
          />
        </div>
        <div className="field">
          <label htmlFor="projects">{WORDS.projects}</label>
          <Textfield
            id="projects"
            value={projects}
            placeholder={WORDS.allProjects}
            onChange={(event) => {
              setProjects(event.currentTarget.value);
            }}
          />
        </div>
        {fields.map((field) => (
          <SettingField
            key={field.name}
            field={field}
            text={texts[field.name] ?? ''}
            kept={connection?.secrets[field.name] ?? null}
            onChange={(text) => {
              setTexts((before) => ({ ...before, [field.name]: text }));
            }}
          />
        ))}
      </div>
      <Complaint words={problem} />
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
