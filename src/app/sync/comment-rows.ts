import type { Step } from '../../core/erasure/step';
import { connectionFor, type Settings } from '../../core/settings/schema';
import type { IssueComment } from '../../ports/issue-writer';
import { providerOf } from '../../providers';
import { outcomeSentence, STEP_WORDS } from '../../words/outcomes';

/** What the connection of a step is called, or was called while it was there; else its id. */
export function labelIn(
  { connections, removed }: Pick<Settings, 'connections' | 'removed'>,
  step: Pick<Step, 'connectionId' | 'provider'>,
): string {
  const gone = removed[step.connectionId];
  const earlier = gone?.provider === step.provider ? gone.label : undefined;
  return connectionFor({ connections }, step)?.label ?? earlier ?? step.connectionId;
}

function sentenceOf({ status, outcome, provider }: Step): string {
  return outcome === null ? STEP_WORDS[status] : outcomeSentence(outcome, providerOf(provider)?.promise ?? '');
}

/** A row for each step. */
export const rowsOf = (
  steps: readonly Step[],
  settings: Pick<Settings, 'connections' | 'removed'>,
): IssueComment['rows'] => steps.map((step) => ({ connection: labelIn(settings, step), sentence: sentenceOf(step) }));
