import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import Toggle from '@atlaskit/toggle';
import { useState } from 'react';
import type { ConnectionView, HealthView, ProviderView } from '../../../../src/contract/admin-calls';
import type { Tried } from '../../../../src/contract/tried';
import { Lozenge } from '../../ui/lozenge';
import { Complaint } from '../../ui/problem';
import { exactTime } from '../../ui/time';
import { TriedLozenge } from '../../ui/tried-lozenge';
import { useAttempt } from '../../ui/use-attempt';
import { ADMIN } from '../../words/admin';
import { adminCall } from './admin-call';
import { AllowedHosts } from './allowed-hosts';
import { Health } from './health';
import { RemoveConnection } from './remove-connection';

const WORDS = ADMIN.connections;

interface Props {
  readonly connection: ConnectionView;
  readonly provider: ProviderView | undefined;
  readonly health: HealthView | null;
  readonly onEdit: () => void;
  readonly onChanged: () => Promise<unknown>;
}

/** One connection: what it is, how it does, and what can be done with it. */
export function ConnectionCard({ connection, provider, health, onEdit, onChanged }: Props) {
  const { attempt, isBusy, problem } = useAttempt();
  const [tested, setTested] = useState<Tried | null>(null);
  const { id, label, enabled, projects } = connection;
  const change = (work: () => Promise<unknown>) => () => {
    attempt(async () => {
      await work();
      await onChanged();
    });
  };

  return (
    <article className="card" data-connection={id}>
      <div className="row between">
        <div className="row">
          <strong>
            <bdi>{label}</bdi>
          </strong>
          <span className="quiet">{provider?.label ?? connection.provider}</span>
          {enabled ? null : <Lozenge>{WORDS.off}</Lozenge>}
        </div>
        <label className="row small">
          {enabled ? WORDS.on : WORDS.off}
          <Toggle
            label={WORDS.takesPart(label)}
            isChecked={enabled}
            isDisabled={isBusy}
            onChange={change(() => adminCall('switchConnection', { id, enabled: !enabled }))}
          />
        </label>
      </div>
      {enabled || health === null || health.waiting === 0 ? null : (
        <SectionMessage appearance="warning" title={WORDS.offWaiting(health.waiting, health.isMore)}>
          <p>{WORDS.offWaitingHelp}</p>
        </SectionMessage>
      )}
      {connection.isKeyRefused ? (
        <SectionMessage appearance="error" title={WORDS.keyRefused}>
          <div className="stack">
            <p>{WORDS.keyRefusedHelp}</p>
            {provider?.shutsOut == null ? null : <p>{ADMIN.form.shutsOut(provider.shutsOut)}</p>}
          </div>
        </SectionMessage>
      ) : null}
      {connection.keyEnds === null ? null : (
        <SectionMessage appearance="warning" title={WORDS.keyEnds(exactTime(connection.keyEnds.at))}>
          <p>{connection.keyEnds.says}</p>
        </SectionMessage>
      )}
      {health?.backoff == null ? null : (
        <SectionMessage appearance="warning" title={WORDS.backoff(exactTime(health.backoff.until))}>
          <p>
            {health.backoff.words} {WORDS.backoffHelp}
          </p>
        </SectionMessage>
      )}
      <AllowedHosts connection={connection} />
      <p className="small">{connection.promise}</p>
      <p className="small quiet">{projects === undefined ? WORDS.servesAll : WORDS.serves(projects.join(', '))}</p>
      <Health health={health} />
      <div className="row">
        <Button
          isLoading={isBusy}
          onClick={() => {
            attempt(async () => {
              setTested(await adminCall('testConnection', { id }));
            });
          }}
        >
          {WORDS.test}
        </Button>
        <Button onClick={onEdit}>{WORDS.edit}</Button>
        <RemoveConnection connection={connection} onRemoved={onChanged} />
      </div>
      {tested === null ? null : (
        <p className="small" role="status" data-test={tested.kind}>
          <TriedLozenge kind={tested.kind} /> {tested.sentence}
        </p>
      )}
      <Complaint words={problem} />
    </article>
  );
}
