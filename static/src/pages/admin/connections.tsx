import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import Lozenge from '@atlaskit/lozenge';
import SectionMessage from '@atlaskit/section-message';
import Toggle from '@atlaskit/toggle';
import { useState } from 'react';
import type { ConnectionView, ProviderView } from '../../../../src/contract/admin-calls';
import { adminCall, type Overview } from './admin-call';
import { AllowedHosts } from './allowed-hosts';
import { ConnectionForm } from './connection-form';
import { useAction } from './use-action';

interface RowProps {
  readonly connection: ConnectionView;
  readonly provider: ProviderView | undefined;
  readonly onEdit: () => void;
  readonly onChanged: () => Promise<unknown>;
}

function ConnectionRow({ connection, provider, onEdit, onChanged }: RowProps) {
  const { run, isBusy, problem } = useAction();
  const [tested, setTested] = useState<{ kind: string; sentence: string } | null>(null);
  const [isRemoving, setIsRemoving] = useState(false);
  const { id, label, enabled, projects } = connection;

  return (
    <article className="card" data-connection={id}>
      <div className="row between">
        <div className="row">
          <strong>{label}</strong>
          <span className="quiet">{provider?.label ?? connection.provider}</span>
          {enabled ? null : <Lozenge>Off</Lozenge>}
        </div>
        <label className="row small">
          {enabled ? 'On' : 'Off'}
          <Toggle
            label={`${label} takes part in erasures`}
            isChecked={enabled}
            isDisabled={isBusy}
            onChange={() => {
              run(async () => {
                await adminCall('switchConnection', { id, enabled: !enabled });
                await onChanged();
              });
            }}
          />
        </label>
      </div>
      {connection.isKeyRefused ? (
        <SectionMessage appearance="error" title="The provider refuses this key">
          <p>
            Nobody is called here until you save a new key. What waits for it is blocked, and taken up again by itself
            then.
          </p>
        </SectionMessage>
      ) : null}
      <AllowedHosts connection={connection} />
      <p className="small">{connection.promise}</p>
      <p className="small quiet">
        {projects === undefined ? 'Serves every project that the rules allow.' : `Serves ${projects.join(', ')}.`}
      </p>
      <div className="row">
        <Button
          isLoading={isBusy}
          onClick={() => {
            run(async () => {
              setTested(await adminCall('testConnection', { id }));
            });
          }}
        >
          Test
        </Button>
        <Button onClick={onEdit}>Edit</Button>
        {isRemoving ? (
          <>
            <Button
              appearance="danger"
              onClick={() => {
                run(async () => {
                  await adminCall('removeConnection', { id });
                  await onChanged();
                });
              }}
            >
              Remove with its keys
            </Button>
            <Button
              appearance="subtle"
              onClick={() => {
                setIsRemoving(false);
              }}
            >
              Keep it
            </Button>
          </>
        ) : (
          <Button
            appearance="subtle"
            onClick={() => {
              setIsRemoving(true);
            }}
          >
            Remove
          </Button>
        )}
      </div>
      {isRemoving ? (
        <p className="small">Erasures that still wait for this connection will skip it, and say so.</p>
      ) : null}
      {tested === null ? null : (
        <p className="small" role="status" data-test={tested.kind}>
          <Lozenge appearance={tested.kind === 'ok' ? 'success' : tested.kind === 'failed' ? 'removed' : 'default'}>
            {tested.kind === 'ok' ? 'Works' : tested.kind === 'failed' ? 'Does not work' : 'Not tried'}
          </Lozenge>{' '}
          {tested.sentence}
        </p>
      )}
      {problem}
    </article>
  );
}

type Editing = { readonly provider: ProviderView; readonly connection: ConnectionView | null };

/** The configured providers; adding one begins with choosing its kind. */
export function Connections({ overview, onChanged }: { overview: Overview; onChanged: () => Promise<unknown> }) {
  const [editing, setEditing] = useState<Editing | null>(null);
  const [isChoosing, setIsChoosing] = useState(false);
  const providerOf = (id: string) => overview.providers.find((provider) => provider.id === id);
  const done = async () => {
    setEditing(null);
    setIsChoosing(false);
    await onChanged();
  };

  return (
    <section className="stack" aria-label="Connections">
      <div className="row between">
        <Heading size="medium">Connections</Heading>
        {isChoosing || editing !== null ? null : (
          <Button
            appearance="primary"
            onClick={() => {
              setIsChoosing(true);
            }}
          >
            Add a connection
          </Button>
        )}
      </div>
      {overview.connections.length === 0 && !isChoosing && editing === null ? (
        <p className="quiet">No provider is connected yet, so nobody can be erased anywhere.</p>
      ) : null}
      {isChoosing && editing === null ? (
        <div className="stack">
          <p>Which provider?</p>
          <div className="fields">
            {overview.providers.map((provider) => (
              <div key={provider.id} className="card" data-provider={provider.id}>
                <strong>{provider.label}</strong>
                <p className="small">{provider.does}</p>
                <p className="small quiet">{provider.promise}</p>
                <div>
                  <Button
                    onClick={() => {
                      setEditing({ provider, connection: null });
                    }}
                  >
                    Connect {provider.label}
                  </Button>
                </div>
              </div>
            ))}
          </div>
          <div>
            <Button
              appearance="subtle"
              onClick={() => {
                setIsChoosing(false);
              }}
            >
              Back
            </Button>
          </div>
        </div>
      ) : null}
      {editing === null ? null : (
        <ConnectionForm
          provider={editing.provider}
          connection={editing.connection}
          taken={overview.connections.map(({ id }) => id)}
          onSaved={done}
          onCancel={() => {
            setEditing(null);
            setIsChoosing(false);
          }}
        />
      )}
      {overview.connections
        .filter(({ id }) => id !== editing?.connection?.id)
        .map((connection) => {
          const provider = providerOf(connection.provider);
          return (
            <ConnectionRow
              key={connection.id}
              connection={connection}
              provider={provider}
              onChanged={onChanged}
              onEdit={() => {
                if (provider !== undefined) setEditing({ provider, connection });
              }}
            />
          );
        })}
    </section>
  );
}
