/**
 * The admin page: connections, where the address is found, the rules, the web trigger, the settings as a file, and what
 * admins did.
 */
import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import { useState } from 'react';
import useSWR from 'swr';
import { adminCall, type Overview } from './admin-call';
import { AdminLog } from './admin-log';
import { Connections } from './connections';
import { Evidence } from './evidence';
import { Loading } from '../../ui/loading';
import { Complaint, Problem } from '../../ui/problem';
import { useAttempt } from '../../ui/use-attempt';
import { ADMIN } from '../../words/admin';
import { PinPanel } from './pin-panel';
import { RulesForm } from './rules-form';
import { SettingsFile } from './settings-file';
import { Trigger } from './trigger';

const WORDS = ADMIN.pause;

function Pause({ paused, onChanged }: { paused: boolean; onChanged: () => Promise<unknown> }) {
  const { attempt, isBusy, problem } = useAttempt();
  const change = () => {
    attempt(async () => {
      await adminCall('pause', { paused: !paused });
      await onChanged();
    });
  };
  return (
    <SectionMessage appearance={paused ? 'warning' : 'information'} title={paused ? WORDS.paused : WORDS.running}>
      <div className="stack">
        <p>{paused ? WORDS.pausedHelp : WORDS.runningHelp}</p>
        <div className="row">
          <Button isLoading={isBusy} onClick={change}>
            {paused ? WORDS.resume : WORDS.pause}
          </Button>
        </div>
        <Complaint words={problem} />
      </div>
    </SectionMessage>
  );
}

function MissingSteps({ overview }: { overview: Overview }) {
  const { connections, rules } = overview;
  const missing = [
    connections.some(({ enabled }) => enabled) ? null : ADMIN.missing.connection,
    rules.extraction.sources.length > 0 ? null : ADMIN.missing.source,
    rules.policy.projects.length > 0 ? null : ADMIN.missing.project,
  ].filter((step) => step !== null);
  if (missing.length === 0) return null;
  return (
    <SectionMessage appearance="discovery" title={ADMIN.missing.title}>
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
        <Loading what={ADMIN.loading} />
      </main>
    );
  return (
    <main className="screen">
      <MissingSteps overview={data} />
      <Pause paused={data.paused} onChanged={mutate} />
      <Connections overview={data} onChanged={() => mutate()} />
      <RulesForm
        key={imports}
        rules={data.rules}
        revision={data.rulesRevision}
        table={data.table}
        onReload={() => mutate()}
      />
      <PinPanel module={data.panel} projects={data.rules.policy.projects} />
      <Trigger trigger={data.trigger} onRotated={mutate} />
      <Evidence />
      <SettingsFile
        onImported={async () => {
          await mutate();
          setImports((before) => before + 1);
        }}
      />
      <AdminLog overview={data} />
    </main>
  );
}
