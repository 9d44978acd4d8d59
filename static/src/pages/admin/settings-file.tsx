import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import { type ChangeEvent, useState } from 'react';
import { CallError } from '../../ui/call';
import { adminCall } from './admin-call';
import { useAction } from './use-action';

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new CallError('bad-settings', 'This file is no JSON. Nothing was changed.');
  }
}

/** The settings as a file: secrets go in and never come out. */
export function SettingsFile({ onImported }: { onImported: () => Promise<unknown> }) {
  const { run, isBusy, problem } = useAction();
  const [done, setDone] = useState<string | null>(null);
  const [exported, setExported] = useState<string | null>(null);

  const read = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.currentTarget.files ?? [];
    event.currentTarget.value = '';
    if (file === undefined) return;
    setDone(null);
    run(async () => {
      await adminCall('importSettings', { file: parse(await file.text()) });
      setDone(`${file.name} was imported.`);
      await onImported();
    });
  };
  const write = () => {
    run(async () => {
      const { file } = await adminCall('exportSettings', {});
      setExported(JSON.stringify(file, null, 2));
    });
  };

  return (
    <section className="stack" aria-label="Settings file">
      <Heading size="medium">Settings as a file</Heading>
      <p className="small quiet">
        Importing replaces all settings. Secrets that the file does not give stay as they are; an export never holds
        any.
      </p>
      <div className="row">
        <Button isLoading={isBusy} onClick={write}>
          Export
        </Button>
        <label className="row">
          <span>Import</span>
          <input type="file" accept="application/json,.json" onChange={read} />
        </label>
      </div>
      {exported === null ? null : (
        <textarea className="native" readOnly aria-label="Exported settings" value={exported} />
      )}
      {done === null ? null : <p role="status">{done}</p>}
      {problem}
    </section>
  );
}
