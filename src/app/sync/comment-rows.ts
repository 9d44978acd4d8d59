import type { Step } from '../../core/erasure/step';
import { connectionFor, type Settings } from '../../core/settings/schema';
import type { IssueComment } from '../../ports/issue-writer';
import { providerOf } from '../../providers';
import { outcomeSentence, STEP_WORDS } from '../../words/outcomes';
import { secondLookSentence } from '../../words/second-look';
import { verificationSentence } from '../../words/verification';

/** What the connection of a step is called, or was called while it was there; else its id. */
export function labelIn(
  { connections, removed }: Pick<Settings, 'connections' | 'removed'>,
  step: Pick<Step, 'connectionId' | 'provider'>,
): string {
  const gone = removed[step.connectionId];
  const earlier = gone?.provider === step.provider ? gone.label : undefined;
  return connectionFor({ connections }, step)?.label ?? earlier ?? step.connectionId;
}

/**
 * What the success of a step promises: by the settings of its connection, as long as those are the ones that it was called
 * with; else what its provider promises in general.
 */
export function promiseIn(
  settings: Pick<Settings, 'connections'>,
  step: Pick<Step, 'connectionId' | 'provider' | 'at'>,
): string {
  const provider = providerOf(step.provider);
  const connection = connectionFor(settings, step);
  const isAsCalled = connection !== undefined && step.at !== null && connection.savedAt <= step.at;
  return (isAsCalled ? provider?.describe(connection.settings) : provider)?.promise ?? '';
}

function sentenceOf(step: Step, settings: Pick<Settings, 'connections'>): string {
  const { status, outcome } = step;
  const said = outcome === null ? STEP_WORDS[status] : outcomeSentence(outcome, promiseIn(settings, step));
  return [said, verificationSentence(step), secondLookSentence(step)]
    .filter((one) => one !== null)
    .join(' ')
    .trim();
}

/** A row for each step. */
export const rowsOf = (
  steps: readonly Step[],
  settings: Pick<Settings, 'connections' | 'removed'>,
): IssueComment['rows'] =>
  steps.map((step) => ({ connection: labelIn(settings, step), sentence: sentenceOf(step, settings) }));
