/**
 * The configured providers; adding one begins with choosing its kind from the gallery.
 */
import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import Textfield from '@atlaskit/textfield';
import { useState } from 'react';
import useSWR from 'swr';
import type { ConnectionView, HealthView, ProviderView } from '../../../../src/contract/admin-calls';
import { ADMIN } from '../../words/admin';
import { adminCall, type Overview } from './admin-call';
import { UnusedHosts } from './allowed-hosts';
import { ConnectionCard } from './connection-card';
import { ConnectionForm } from './connection-form';
import { Gallery } from './gallery';

const WORDS = ADMIN.connections;
/** From so many on, a connection is looked for rather than looked at. */
const MANY = 8;
const HEALTH_EVERY = 30_000;

type Editing = { readonly provider: ProviderView; readonly connection: ConnectionView | null };

const isCalled = (wanted: string) => {
  const text = wanted.trim().toLowerCase();
  return ({ label, id, provider }: ConnectionView): boolean =>
    [label, id, provider].some((name) => name.toLowerCase().includes(text));
};

interface Props {
  readonly overview: Overview;
  /** Reads everything anew. */
  readonly onChanged: () => Promise<Overview | undefined>;
}

export function Connections({ overview, onChanged }: Props) {
  const { providers, connections } = overview;
  const [editing, setEditing] = useState<Editing | null>(null);
  const [isChoosing, setIsChoosing] = useState(false);
  const [wanted, setWanted] = useState('');
  const { data: health, mutate: readHealth } = useSWR<{ connections: HealthView[] }, Error>(
    connections.length === 0 ? null : 'health',
    () => adminCall('health', {}),
    { refreshInterval: HEALTH_EVERY },
  );
  const changed = async () => {
    const read = await onChanged();
    // Saving a connection may have changed how it does; its card goes on showing the last answer meanwhile.
    void readHealth();
    return read;
  };
  const back = () => {
    setEditing(null);
    setIsChoosing(false);
  };
  const isIdle = !isChoosing && editing === null;
  const isSearched = connections.length >= MANY;
  const shown = connections
    .filter(({ id }) => id !== editing?.connection?.id)
    .filter(isCalled(isSearched ? wanted : ''));

  return (
    <section className="stack" aria-label={WORDS.title}>
      <div className="row between">
        <Heading size="medium">{WORDS.title}</Heading>
        {isIdle ? (
          <Button
            appearance="primary"
            onClick={() => {
              setIsChoosing(true);
            }}
          >
            {WORDS.add}
          </Button>
        ) : null}
      </div>
      <UnusedHosts connections={connections} />
      {connections.length === 0 && isIdle ? <p className="quiet">{WORDS.none}</p> : null}
      {isChoosing && editing === null ? (
        <Gallery
          providers={providers}
          onBack={back}
          onChoose={(provider) => {
            setEditing({ provider, connection: null });
          }}
        />
      ) : null}
      {editing === null ? null : (
        <ConnectionForm
          key={editing.connection?.id ?? editing.provider.id}
          provider={editing.provider}
          connection={editing.connection}
          taken={connections.map(({ id }) => id)}
          onCancel={back}
          onReload={onChanged}
          onSaved={async () => {
            back();
            await changed();
          }}
        />
      )}
      {!isSearched ? null : (
        <div className="field">
          <label htmlFor="find-connection">{WORDS.search}</label>
          <Textfield
            id="find-connection"
            value={wanted}
            onChange={(event) => {
              setWanted(event.currentTarget.value);
            }}
          />
        </div>
      )}
      {shown.length === 0 && wanted !== '' ? <p className="quiet">{WORDS.noneSuch}</p> : null}
      {shown.map((connection) => {
        const provider = providers.find(({ id }) => id === connection.provider);
        return (
          <ConnectionCard
            key={connection.id}
            connection={connection}
            provider={provider}
            health={health?.connections.find(({ id }) => id === connection.id) ?? null}
            onChanged={changed}
            onEdit={() => {
              if (provider !== undefined) setEditing({ provider, connection });
            }}
          />
        );
      })}
    </section>
  );
}
