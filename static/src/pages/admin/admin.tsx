/**
 * The admin page: connections, where the address is found, the rules, the web trigger, and the settings as a file.
 */
import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import { useState } from 'react';
import useSWR from 'swr';
import { adminCall, type Overview } from './admin-call';
import { Connections } from './connections';
import { Evidence } from './evidence';
import { Loading } from '../../ui/loading';
import { Problem } from '../../ui/problem';
import { RulesForm } from './rules-form';
import { SettingsFile } from './settings-file';
import { Trigger } from './trigger';
import { useAction } from './use-action';

function Pause({ paused, onChanged }: { paused: boolean; onChanged: () => Promise<unknown> }) {
  const { run, isBusy, problem } = useAction();
  const change = () =>
    run(async () => {
      await adminCall('pause', { paused: !paused });
      await onChanged();
    });
  return (
    <SectionMessage
      appearance={paused ? 'warning' : 'information'}
      title={paused ? 'All deletions are paused' : 'Deletions are running'}
    >
      <div className="stack">
        <p>
          {paused
            ? 'No provider is called, and nothing new is started. What was begun waits and is not lost.'
            : 'Pausing stops every call to every provider. Nothing is lost, and everything goes on when you resume.'}
        </p>
        <div className="row">
          <Button isLoading={isBusy} onClick={change}>
            {paused ? 'Resume deletions' : 'Pause all deletions'}
          </Button>
        </div>
        {problem}
      </div>
    </SectionMessage>
  );
}

function MissingSteps({ overview }: { overview: Overview }) {
  const { connections, rules } = overview;
  const missing = [
    connections.some(({ enabled }) => enabled) ? null : 'Add a connection to a provider.',
    rules.extraction.sources.length > 0 ? null : 'Say where the address is found on an issue.',
    rules.policy.projects.length > 0 ? null : 'Name the projects in which people may be erased.',
  ].filter((step) => step !== null);
  if (missing.length === 0) return null;
  return (
    <SectionMessage appearance="discovery" title="Before the first erasure">
      <ul>
        {missing.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
    </SectionMessage>
  );
}

export function Admin() {
  // Imported rules replace what stands in the form; saved ones stand there already.
  const [imports, setImports] = useState(0);
  const { data, error, mutate } = useSWR<Overview, Error>('overview', () => adminCall('overview', {}), {
    revalidateOnFocus: false,
  });
  if (error !== undefined)
    return (
      <main className="screen">
        <Problem error={error} onRetry={() => void mutate()} />
      </main>
    );
  if (data === undefined)
    return (
      <main className="screen">
        <Loading what="Loading the settings …" />
      </main>
    );
  return (
    <main className="screen">
      <MissingSteps overview={data} />
      <Connections overview={data} onChanged={mutate} />
      <RulesForm key={imports} rules={data.rules} table={data.table} onSaved={mutate} />
      <Trigger trigger={data.trigger} onRotated={mutate} />
      <Evidence />
      <SettingsFile
        onImported={async () => {
          await mutate();
          setImports((before) => before + 1);
        }}
      />
      <Pause paused={data.paused} onChanged={mutate} />
    </main>
  );
}
