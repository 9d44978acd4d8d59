import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import type { ImportPreview as Preview } from '../../../../src/contract/admin-calls';
import { ADMIN } from '../../words/admin';
import { SHARED } from '../../words/shared';
import { Changes } from './changes';

const WORDS = ADMIN.file;

interface Props {
  readonly name: string;
  readonly preview: Preview;
  readonly isBusy: boolean;
  readonly onImport: () => void;
  readonly onCancel: () => void;
}

const isNothing = ({ added, changed, removed, replaced, rules }: Preview): boolean =>
  [added, changed, removed, replaced, rules].every(({ length }) => length === 0);

/** What importing a file would change, before anything does. */
export function ImportPreview({ name, preview, isBusy, onImport, onCancel }: Props) {
  const { added, changed, removed, replaced, kept, needKeys, rules, waiting } = preview;
  const lines = [
    removed.length === 0 ? null : WORDS.removes(removed.map(({ label }) => label)),
    ...replaced.map(({ label, becomes, from, to }) => WORDS.replaces(from, to, label, becomes)),
    waiting === 0 ? null : WORDS.blocks(waiting),
    added.length === 0 ? null : WORDS.adds(added),
    needKeys.length === 0 ? null : WORDS.needKeys(needKeys.map(({ label }) => label)),
    kept.length === 0 ? null : WORDS.keeps(kept),
  ].filter((line) => line !== null);
  return (
    <SectionMessage
      appearance={removed.length + replaced.length === 0 ? 'information' : 'warning'}
      title={WORDS.preview(name)}
    >
      <div className="stack" data-testid="import-preview">
        {isNothing(preview) ? <p>{WORDS.nothing}</p> : null}
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        {changed.map(({ label, changes }) => (
          <div key={label}>
            <p>{WORDS.changes(label)}</p>
            <Changes changes={changes} label={WORDS.changes(label)} />
          </div>
        ))}
        {rules.length === 0 ? null : <p>{WORDS.rules}</p>}
        <Changes changes={rules} label={WORDS.rules} />
        <div className="row">
          <Button
            appearance={removed.length === 0 ? 'primary' : 'danger'}
            isLoading={isBusy}
            isDisabled={isNothing(preview)}
            onClick={onImport}
          >
            {removed.length === 0 ? WORDS.confirm : WORDS.confirmRemoving(removed.length)}
          </Button>
          <Button appearance="subtle" onClick={onCancel}>
            {SHARED.cancel}
          </Button>
        </div>
      </div>
    </SectionMessage>
  );
}
