/**
 * Has Jira show the panel on every issue of the projects that the saved rules name.
 */
import Button from '@atlaskit/button/new';
import { useState } from 'react';
import { Complaint } from '../../ui/problem';
import { useAttempt } from '../../ui/use-attempt';
import { ADMIN } from '../../words/admin';
import { pin, type Pinned } from './pinning';

const WORDS = ADMIN.panel;

const shownIn = (projects: readonly string[]): string | null =>
  projects.length === 0 ? null : WORDS.shown(projects.join(', '));

/** Where it is shown, and where it is not. */
function wordsOf(pinned: Pinned | null): { readonly good: string | null; readonly bad: string | null } {
  if (pinned === null) return { good: null, bad: null };
  if (pinned.kind === 'unsaid' || pinned.kind === 'late') return { good: WORDS[pinned.kind], bad: null };
  if (pinned.kind !== 'done') return { good: null, bad: WORDS[pinned.kind] };
  const { shown, notShown } = pinned;
  return { good: shownIn(shown), bad: notShown.length === 0 ? null : WORDS.notShown(notShown.join(', ')) };
}

/** @param module what Jira calls the panel */
export function PinPanel({ module, projects }: { module: string; projects: readonly string[] }) {
  const [pinned, setPinned] = useState<Pinned | null>(null);
  const { attempt, isBusy, problem } = useAttempt();
  const show = () => {
    setPinned(null);
    attempt(async () => {
      setPinned(await pin(module, projects));
    });
  };
  if (projects.length === 0) return null;
  const { good, bad } = wordsOf(pinned);
  return (
    <div className="stack">
      <p className="small quiet">{WORDS.help}</p>
      <div className="row">
        <Button isLoading={isBusy} onClick={show}>
          {WORDS.show(projects.join(', '))}
        </Button>
        <span role="status" className="small">
          {good}
        </span>
      </div>
      <Complaint words={problem ?? bad} />
    </div>
  );
}
