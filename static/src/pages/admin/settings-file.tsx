import Button from '@atlaskit/button/new';
import Heading from '@atlaskit/heading';
import { type ChangeEvent, useState } from 'react';
import type { ImportPreview as Preview } from '../../../../src/contract/admin-calls';
import { CallError } from '../../ui/call';
import { download } from '../../ui/download';
import { Complaint } from '../../ui/problem';
import { useAttempt } from '../../ui/use-attempt';
import { ADMIN } from '../../words/admin';
import { adminCall } from './admin-call';
import { ImportPreview } from './import-preview';

const WORDS = ADMIN.file;

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new CallError('bad-settings', WORDS.noJson);
  }
}

/** A file that was chosen, and what importing it would change. */
interface Chosen {
  readonly name: string;
  readonly file: unknown;
  readonly replaceAll: boolean;
  readonly preview: Preview;
}

const outdated = (error: unknown): boolean =>
  error instanceof CallError && (error.code === 'stale' || error.code === 'work-waits');

/** The settings as a file: secrets go in and never come out, and nothing changes before it was shown. */
export function SettingsFile({ onImported }: { onImported: () => Promise<unknown> }) {
  const { attempt, isBusy, problem } = useAttempt();
  const [replaceAll, setReplaceAll] = useState(false);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const [exported, setExported] = useState<string | null>(null);

  const look = async (wanted: Omit<Chosen, 'preview'>) => {
    const { file, replaceAll: all } = wanted;
    setChosen({ ...wanted, preview: await adminCall('previewImport', { file, replaceAll: all }) });
  };
  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.currentTarget.files ?? [];
    event.currentTarget.value = '';
    if (file === undefined) return;
    setDone(null);
    setChosen(null);
    attempt(async () => look({ name: file.name, file: parse(await file.text()), replaceAll }));
  };
  const change = (all: boolean) => {
    setReplaceAll(all);
    if (chosen !== null) attempt(() => look({ ...chosen, replaceAll: all }));
  };
  const write = () => {
    if (chosen === null) return;
    const { file, name, preview } = chosen;
    const { revision, waiting: confirmed } = preview;
    attempt(async () => {
      try {
        await adminCall('importSettings', { file, replaceAll: chosen.replaceAll, revision, confirmed });
      } catch (error) {
        // Others changed something meanwhile: what it would change now is shown, and asked about again.
        if (outdated(error)) await look(chosen);
        throw error;
      }
      setChosen(null);
      setDone(WORDS.imported(name));
      await onImported();
    });
  };
  const read = () => {
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
        <Button isLoading={isBusy} onClick={read}>
          {WORDS.export}
        </Button>
        <label className="row">
          <span>{WORDS.import}</span>
          <input type="file" accept="application/json,.json" onChange={choose} />
        </label>
        <label className="row small">
          <input
            type="checkbox"
            checked={replaceAll}
            onChange={(event) => {
              change(event.currentTarget.checked);
            }}
          />
          {WORDS.replaceAll}
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
      {chosen === null ? null : (
        <ImportPreview
          name={chosen.name}
          preview={chosen.preview}
          isBusy={isBusy}
          onImport={write}
          onCancel={() => {
            setChosen(null);
          }}
        />
      )}
      {done === null ? null : <p role="status">{done}</p>}
      <Complaint words={problem} />
    </section>
  );
}
