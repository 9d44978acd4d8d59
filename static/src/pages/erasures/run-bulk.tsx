import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import Textfield from '@atlaskit/textfield';
import { type FormEvent, useState } from 'react';
import type { BulkView } from '../../../../src/contract/erasures-calls';
import { ERASURES } from '../../words/erasures';

const WORDS = ERASURES.bulk;

/** Whoever erases more than one person types how many: a click is too easily made. */
export function RunBulk({ bulk, onRun }: { bulk: BulkView; onRun: (erasures: number) => void }) {
  const [typed, setTyped] = useState('');
  const { left, people, status } = bulk;
  const isTyped = left === 1 || typed.trim() === String(left);
  const run = (event: FormEvent) => {
    event.preventDefault();
    if (isTyped) onRun(left);
  };
  return (
    <SectionMessage appearance="warning" title={WORDS.question(left, status === 'ready' ? people : null)}>
      <form className="stack" onSubmit={run} aria-label={WORDS.run}>
        <p>{WORDS.warning}</p>
        {left === 1 ? null : (
          <div className="field">
            <label htmlFor="how-many">{WORDS.type(left)}</label>
            <Textfield
              id="how-many"
              value={typed}
              autoComplete="off"
              onChange={(event) => {
                setTyped(event.currentTarget.value);
              }}
            />
          </div>
        )}
        <div>
          <Button type="submit" appearance="danger" isDisabled={!isTyped}>
            {status === 'stopped' ? WORDS.goOn : WORDS.run}
          </Button>
        </div>
      </form>
    </SectionMessage>
  );
}
