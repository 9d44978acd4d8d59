import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import { type ChangeEvent, useState } from 'react';
import { CallError } from '../../ui/call';
import { download } from '../../ui/download';
import { Complaint } from '../../ui/problem';
import { useAttempt } from '../../ui/use-attempt';
import { ADMIN } from '../../words/admin';
import { adminCall } from './admin-call';

const WORDS = ADMIN.file;

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new CallError('bad-settings', WORDS.noJson);
  }
}

/** The settings as a file: secrets go in and never come out. */
export function SettingsFile({ onImported }: { onImported: () => Promise<unknown> }) {
  const { attempt, isBusy, problem } = useAttempt();
  const [done, setDone] = useState<string | null>(null);
  const [exported, setExported] = useState<string | null>(null);

  const read = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.currentTarget.files ?? [];
    event.currentTarget.value = '';
    if (file === undefined) return;
    setDone(null);
    attempt(async () => {
      await adminCall('importSettings', { file: parse(await file.text()) });
      setDone(WORDS.imported(file.name));
      await onImported();
    });
  };
  const write = () => {
    attempt(async () => {
      const { file } = await adminCall('exportSettings', {});
      setExported(JSON.stringify(file, null, 2));
    });
  };

  return (
    <section className="stack" aria-label={WORDS.title}>
      <Heading size="medium">{WORDS.title}</Heading>
      <p className="small quiet">{WORDS.help}</p>
      <div className="row">
        <Button isLoading={isBusy} onClick={write}>
          {WORDS.export}
        </Button>
        <label className="row">
          <span>{WORDS.import}</span>
          <input type="file" accept="application/json,.json" onChange={read} />
        </label>
      </div>
      {exported === null ? null : (
        <div className="stack">
          <textarea className="native" readOnly aria-label={WORDS.exported} value={exported} />
          <div>
            <Button
              onClick={() => {
                download('user-erasure-settings.json', 'application/json', exported);
              }}
            >
              {WORDS.download}
            </Button>
          </div>
        </div>
      )}
      {done === null ? null : <p role="status">{done}</p>}
      <Complaint words={problem} />
    </section>
  );
}
